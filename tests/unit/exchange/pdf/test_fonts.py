"""No character is lost on its way to the page."""

import pytest

from mlplanner.exchange.pdf.fonts import MISSING_GLYPH, registered, runs, text_width

NAMES = {
    "Latin": "Łukasz Nguyễn Šaßñ",
    "Greek": "Ελένη Παπαδοπούλου",
    "Cyrillic": "Иван Петрович",
    "Chinese and Japanese": "山田 太郎 计画",
    "Arabic": "محمد عبد الله",
    "Hebrew": "דוד כהן",
    "Devanagari": "अनिता शर्मा",
    "Thai": "สมชาย ใจดี",
    "Armenian": "Նարե Սարգսյան",
    "Hangul": "김철수 이영희 뷁",
    "Tamil": "முருகன் செல்வி கோபால்",
    "Ethiopic": "አበበ ቢቂላ",
    "Bengali": "রবীন্দ্রনাথ ঠাকুর গোপাল",
    "Gujarati": "મોહનદાસ ગાંધી",
    "Gurmukhi": "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "Kannada": "ಕುವೆಂಪು",
    "Khmer": "សុខ ដារ៉ា",
    "Lao": "ສົມໄຊ",
    "Malayalam": "മോഹൻലാൽ",
    "Myanmar": "အောင်ဆန်း",
    "Oriya": "ଗୋପବନ୍ଧୁ",
    "Sinhala": "කුමාර",
    "Telugu": "వెంకటేష్",
    "Thaana": "އަޙްމަދު",
    "Georgian": "ნინო ბერიძე",
    "emoji": "😀",
    "signs": "≥ ≤ → − × ☐ ● ▲ π ∑ € ₹ – … “”",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_that_each_character_is_drawn_in_a_font_that_has_it(name: str) -> None:
    drawn = runs(name)
    assert MISSING_GLYPH not in "".join(run.text for run in drawn)
    for run in drawn:
        glyphs = registered(run.font).face.charToGlyph
        assert all(ord(char) in glyphs for char in run.text), run
    letters = sum(not char.isspace() for char in name)
    shaped = sum(not char.isspace() for run in drawn for char in run.text)
    assert letters - shaped <= 1, "only lam and alef may become one sign; a vowel may be drawn in two halves"


@pytest.mark.parametrize("char", ["\u13a0", "\u1820", "\U0001f984", "\ue000", "\U0001d11e"])
def test_that_a_character_without_a_glyph_leaves_a_visible_sign(char: str) -> None:
    assert "".join(run.text for run in runs(f"a{char}b")) == f"a{MISSING_GLYPH}b"


def test_that_characters_without_a_shape_of_their_own_take_no_room() -> None:
    assert "".join(run.text for run in runs("a\u200b\ufeff\u00adb\ufe0f")) == "ab"


def test_that_a_no_break_space_is_drawn_as_a_space() -> None:
    assert "".join(run.text for run in runs("EUR\u00a01,000")) == "EUR 1,000"


def test_that_bold_text_is_wider_than_plain_text_and_grows_with_its_size() -> None:
    assert text_width("Approve", 10, is_bold=True) > text_width("Approve", 10)
    assert text_width("Approve", 20) == pytest.approx(2 * text_width("Approve", 10))


def test_that_the_width_of_a_text_is_the_sum_of_its_runs() -> None:
    parts = [text_width(part, 9) for part in ("Owner ", "山田", " ≥ 3")]
    assert text_width("Owner 山田 ≥ 3", 9) == pytest.approx(sum(parts), rel=0.02)
