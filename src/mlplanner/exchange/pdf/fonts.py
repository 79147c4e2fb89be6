"""The one place where text meets fonts: each character gets a font that has it, or a sign that something is missing.

ReportLab drops a character that its font lacks without a word (`≥` is not in Noto Sans), so paragraphs, cells and charts all
split their text into runs here. Fallback fonts are opened when a text first needs them.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from mlplanner.exchange.pdf.scripts import visual
from mlplanner.resources import resource_path

REGULAR, BOLD = "NotoSans-Regular", "NotoSans-Bold"
FALLBACKS = (
    "DejaVuSans",
    "DroidSansFallbackFull",
    "NotoSansArabic-Regular",
    "NotoSansHebrew-Regular",
    "NotoSansDevanagari-Regular",
    "NotoSansThai-Regular",
    "NotoSansSymbols2-Regular",
)
SCRIPTS: tuple[tuple[int, int, str], ...] = (
    (0x0780, 0x07BF, "paper/NotoSansThaana-Regular"),
    (0x0980, 0x09FF, "paper/NotoSansBengali-Regular"),
    (0x0A00, 0x0A7F, "paper/NotoSansGurmukhi-Regular"),
    (0x0A80, 0x0AFF, "paper/NotoSansGujarati-Regular"),
    (0x0B00, 0x0B7F, "paper/NotoSansOriya-Regular"),
    (0x0B80, 0x0BFF, "paper/NotoSansTamil-Regular"),
    (0x0C00, 0x0C7F, "paper/NotoSansTelugu-Regular"),
    (0x0C80, 0x0CFF, "paper/NotoSansKannada-Regular"),
    (0x0D00, 0x0D7F, "paper/NotoSansMalayalam-Regular"),
    (0x0D80, 0x0DFF, "paper/NotoSansSinhala-Regular"),
    (0x0E80, 0x0EFF, "paper/NotoSansLao-Regular"),
    (0x1000, 0x109F, "paper/NotoSansMyanmar-Regular"),
    (0x1100, 0x11FF, "paper/PlannerHangul-Regular"),
    (0x1200, 0x139F, "paper/NotoSansEthiopic-Regular"),
    (0x1780, 0x17FF, "paper/NotoSansKhmer-Regular"),
    (0x2D80, 0x2DDF, "paper/NotoSansEthiopic-Regular"),
    (0x3130, 0x318F, "paper/PlannerHangul-Regular"),
    (0xA960, 0xA97F, "paper/PlannerHangul-Regular"),
    (0xAB00, 0xAB2F, "paper/NotoSansEthiopic-Regular"),
    (0xAC00, 0xD7FF, "paper/PlannerHangul-Regular"),
)
"""Fonts of one script, asked before the fallbacks: first and last letter, and the file below `fonts`."""
MISSING_GLYPH = "\N{REPLACEMENT CHARACTER}"
"""Shown for a character that no font has: a reader sees that something is missing."""
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009\u2007\t\n", " "))


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text that one font can draw, with its width in points at size 1."""

    font: str
    text: str
    width: float


@cache
def registered(name: str) -> Any:
    """The bundled font, opened and known to ReportLab under its file's name."""
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    # A fallback gives only the letters that are drawn; the others would bring all of ASCII with them.
    path = resource_path("fonts", *f"{name}.ttf".split("/"))
    font = TTFont(name, str(path), asciiReadable=name in (REGULAR, BOLD))
    registerFont(font)
    return font


@cache
def font_for(char: str, is_bold: bool) -> str | None:
    """The first font of the chain that has the character; None where none has."""
    own = tuple(name for first, last, name in SCRIPTS if first <= ord(char) <= last)
    chain = (*own, BOLD if is_bold else REGULAR, *FALLBACKS)
    return next((name for name in chain if ord(char) in registered(name).face.charToGlyph), None)


@cache
def _glyph(char: str, is_bold: bool) -> tuple[str, str, float]:
    """Font, character to draw and width at size 1; the character is empty where nothing is to be seen."""
    if unicodedata.category(char) in ("Cc", "Cf") or "\ufe00" <= char <= "\ufe0f":
        return "", "", 0.0
    name = font_for(char, is_bold)
    if name is None:
        return _glyph(MISSING_GLYPH, is_bold)
    return name, char, registered(name).stringWidth(char, 1000) / 1000


@lru_cache(maxsize=8192)
def runs(text: str, is_bold: bool = False) -> tuple[Run, ...]:
    """The text of one line as runs, in the order in which they are drawn."""
    found: list[Run] = []
    for char in visual(text.translate(_SPACES)):
        name, drawn, width = _glyph(char, is_bold)
        if not drawn:
            continue
        if found and (found[-1].font == name or (drawn == " " and _has_space(found[-1].font))):
            last = found[-1]
            found[-1] = Run(last.font, last.text + drawn, last.width + _width(last.font, drawn, width))
        else:
            found.append(Run(name, drawn, width))
    return tuple(found)


def text_width(text: str, size: float, is_bold: bool = False) -> float:
    """Width in points of one line of text."""
    return size * sum(run.width for run in runs(text, is_bold))


@cache
def _has_space(name: str) -> bool:
    return ord(" ") in registered(name).face.charToGlyph


def _width(name: str, char: str, width: float) -> float:
    """A space is drawn in its run's font; every other character brings its own width."""
    return float(registered(name).stringWidth(" ", 1000)) / 1000 if char == " " else width
