"""Read a PDF back as a person or a checker would: its words, where they stand, its fonts, its outline."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2 as pdfium


@dataclass(frozen=True)
class Words:
    """A piece of text and its box in points from the lower left corner: left, bottom, right, top."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    def overlaps(self, other: "Words", slack: float = 1.2) -> bool:
        """True when both cover the same ground by more than `slack` points in both directions."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.top, other.top) - max(self.bottom, other.bottom)
        return wide > slack and high > slack


def page_texts(path: Path) -> list[str]:
    """The text of each page with single spaces."""
    document = pdfium.PdfDocument(path)
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


def page_words(path: Path, number: int = 0) -> list[Words]:
    """The pieces of text of one page with their boxes."""
    document = pdfium.PdfDocument(path)
    try:
        page = document[number].get_textpage()
        boxes = [page.get_rect(place) for place in range(page.count_rects())]
        return [Words(page.get_text_bounded(*box).strip(), *box) for box in boxes]
    finally:
        document.close()


def fonts(path: Path) -> dict[str, bool]:
    """Each font's name, and whether its outlines are in the file."""
    found: dict[str, bool] = {}
    for page in pypdf.PdfReader(path).pages:
        resources: Any = page["/Resources"]
        for font in resources.get("/Font", {}).values():
            entry = font.get_object()
            descriptor = entry.get("/FontDescriptor")
            found[entry["/BaseFont"]] = descriptor is not None and "/FontFile2" in descriptor.get_object()
    return found


def bookmarks(path: Path) -> list[str]:
    """The titles of the outline."""
    return [str(entry.title) for entry in pypdf.PdfReader(path).outline if not isinstance(entry, list)]
