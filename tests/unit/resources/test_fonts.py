"""The bundled fonts can be embedded in a PDF, carry their licences, and stay small."""

from pathlib import Path

import pytest

from mlplanner.resources import resource_path

FONTS = sorted(resource_path("fonts").glob("*.ttf"))
MEGABYTE = 1_000_000


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_that_reportlab_can_embed_the_font(path: Path) -> None:
    from reportlab.pdfbase.ttfonts import TTFont

    face = TTFont(path.stem, str(path)).face
    assert len(face.charToGlyph) > 100
    assert face.defaultWidth > 0


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("NotoSans-Regular", "Plan für Łódź: 12 Wochen, 3 450 €, Проект, Έργο"),
        ("NotoSans-SemiBold", "Approval pack"),
        ("NotoSans-Bold", "Σ Ж Ő €"),
        ("NotoSans-Italic", "naïve café"),
        ("DejaVuSans", "∑ ≥ → ✓ ✗ ◆ 😀"),
        ("NotoSansArabic-Regular", "مشروع"),
        ("NotoSansHebrew-Regular", "פרויקט"),
        ("NotoSansDevanagari-Regular", "परियोजना"),
        ("NotoSansThai-Regular", "โครงการ"),
        ("NotoSansSymbols2-Regular", "🖳🗹"),
        ("DroidSansFallbackFull", "项目計画プロジェクト"),
    ],
)
def test_that_the_font_has_the_signs_it_is_there_for(name: str, text: str) -> None:
    from reportlab.pdfbase.ttfonts import TTFont

    glyphs = TTFont(name, str(resource_path("fonts", f"{name}.ttf"))).face.charToGlyph
    missing = [sign for sign in text.replace(" ", "") if ord(sign) not in glyphs]
    assert missing == []


def test_that_the_fonts_stay_below_their_budget() -> None:
    assert sum(path.stat().st_size for path in FONTS) < 8.2 * MEGABYTE


def test_that_each_font_has_its_licence_beside_it() -> None:
    families = {path.stem.split("-")[0] for path in FONTS}
    licences = " ".join(path.stem for path in resource_path("fonts", "licences").glob("*.txt"))
    uncovered = {name for name in families if name.replace("Full", "") not in licences and "NotoSans" not in name}
    assert uncovered == set()
    assert "NotoSans-OFL" in licences
