"""What the parts of a document are, for those who hear it read: headings, paragraphs, tables, figures, in their order.

A `Pen` notes here what it draws; `tagging` writes the tree into the file. All that is drawn outside of a part (rules,
grounds, running heads, headings that a table repeats) is an artifact, which a screen reader passes over.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What a part is, by the names of PDF's standard structure."""

    DOCUMENT = "Document"
    H1 = "H1"
    H2 = "H2"
    H3 = "H3"
    PARAGRAPH = "P"
    LIST = "L"
    ITEM = "LI"
    LABEL = "Lbl"
    BODY = "LBody"
    TABLE = "Table"
    ROW = "TR"
    HEAD_CELL = "TH"
    CELL = "TD"
    FIGURE = "Figure"
    CONTENTS = "TOC"
    ENTRY = "TOCI"
    REFERENCE = "Reference"
    LINK = "Link"
    FORM = "Form"


HEADINGS = (Role.H1, Role.H2, Role.H3)
"""By level, from the largest."""
HOLDERS = frozenset(
    (Role.DOCUMENT, Role.LIST, Role.ITEM, Role.TABLE, Role.ROW, Role.CONTENTS, Role.ENTRY, Role.REFERENCE)
)
"""Parts that hold other parts and no text of their own."""


@dataclass(frozen=True, slots=True)
class Content:
    """What is drawn on a page (from 1) between two marks, by the number of the mark."""

    page: int
    mark: int


@dataclass(frozen=True, slots=True)
class Note:
    """A thing to click or to fill in: `place` counts the links of the page (from 1), or names the field."""

    page: int
    place: Hashable


@dataclass(slots=True)
class Part:
    """A node of the tree. `alt` says in words what a figure shows; `span` is over how many columns a cell goes.

    `scope`: what a heading cell heads, Column or Row. `box`: where a figure lies (left, bottom, right, top in points).
    """

    role: Role
    alt: str = ""
    scope: str = ""
    span: int = 1
    box: tuple[float, float, float, float] | None = None
    kids: "list[Part | Content | Note]" = field(default_factory=list)


class Structure:
    """The tree of one document, while its pages are drawn in their order."""

    def __init__(self) -> None:
        self.root = Part(Role.DOCUMENT)
        self._known: dict[tuple[int, Hashable], Part] = {}
        self._marks: dict[int, int] = {}

    def add(self, parent: Part, part: Part, key: Hashable = None) -> Part:
        """`part` as the last of `parent`'s; with a `key`, the part that has it already, so that it goes on."""
        if key is None:
            parent.kids.append(part)
            return part
        known = self._known.get((id(parent), key))
        if known is None:
            known = self._known[id(parent), key] = part
            parent.kids.append(part)
        return known

    def mark(self, part: Part, page: int) -> int:
        """A new mark on `page`, whose content belongs to `part`."""
        number = self._marks.get(page, 0)
        self._marks[page] = number + 1
        part.kids.append(Content(page, number))
        return number

    def marks_on(self, page: int) -> int:
        """How many marks there are on `page`."""
        return self._marks.get(page, 0)
