"""Sentences broken into lines that fit, and cut where they must be."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from mlplanner.exchange.pdf.fonts import text_width
from mlplanner.exchange.pdf.wrapping import fit, wrap, wrap_text
from mlplanner.reports.blocks import Span

TEXT = "The desk can call twelve hundred subscribers a week but picks them by hand."


@given(st.text(alphabet="abcdef éß山田太郎, .%", max_size=120), st.floats(20, 200))
def test_that_every_line_fits_and_no_character_is_lost(text: str, width: float) -> None:
    lines = wrap_text(text, 8, width)
    assert all(line.width <= width + 0.001 for line in lines)
    assert "".join("".join(line.text.split()) for line in lines) == "".join(text.split())


def test_that_lines_are_filled_as_far_as_they_go() -> None:
    lines = wrap_text(TEXT, 8, 120)
    for line, following in itertools.pairwise(lines):
        word = following.text.split()[0]
        assert text_width(f"{line.text} {word}", 8) > 120


def test_that_a_word_longer_than_the_line_is_cut() -> None:
    assert len(wrap_text("x" * 200, 8, 100)) > 1


def test_that_chinese_and_japanese_break_between_characters() -> None:
    lines = wrap_text("山田太郎" * 10, 8, 60)
    assert len(lines) > 3
    assert all(line.width > 40 for line in lines[:-1])


def test_that_an_amount_stays_with_its_currency_and_a_number_with_its_percent_sign() -> None:
    texts = [line.text for width in range(30, 90, 3) for line in wrap_text("about EUR\u00a012 and 20 % now", 8, width)]
    assert not any(text.endswith(("EUR", " 20")) or text.startswith(("12", "%")) for text in texts)


def test_that_a_line_break_in_the_text_begins_a_line() -> None:
    assert [line.text for line in wrap_text("one\ntwo three", 8, 300)] == ["one", "two three"]


def test_that_a_text_cut_to_two_lines_says_that_it_goes_on() -> None:
    lines = wrap((Span(TEXT),), 8, 120, most=2, tail="… (more in section 1)")
    assert len(lines) == 2
    assert lines[-1].text.endswith("… (more in section 1)")
    assert lines[-1].width <= 120


def test_that_a_text_that_fits_is_not_marked_as_cut() -> None:
    assert "…" not in wrap_text(TEXT, 8, 120, most=9)[-1].text


def test_that_strong_words_stay_strong_across_lines() -> None:
    lines = wrap((Span("Approve "), Span("EUR 121,700 and more", is_strong=True), Span(" now")), 8, 60)
    strong = "".join(piece.text for line in lines for piece in line.pieces if piece.is_strong)
    assert "".join(strong.split()) == "EUR121,700andmore"


def test_that_a_name_is_shortened_to_its_room() -> None:
    assert fit("Ingrid Vasseur", 8, 500) == "Ingrid Vasseur"
    short = fit("Ingrid Vasseur", 8, 40)
    assert short.endswith("…")
    assert text_width(short, 8) <= 40
