"""The tree that a screen reader walks, read back from a PDF with the words of each part."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf


@dataclass
class Node:
    """A part: its role, the marks (page from 0, number) and annotations that are its own, and the parts in it."""

    role: str
    alt: str
    scope: str
    span: int
    marks: list[tuple[int, int]] = field(default_factory=list)
    notes: list[Any] = field(default_factory=list)
    kids: "list[Node]" = field(default_factory=list)

    def walk(self) -> "Iterator[Node]":
        """This part and all below it, in reading order."""
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def of(self, *roles: str) -> "list[Node]":
        """All parts of these roles."""
        return [node for node in self.walk() if node.role in roles]


def structure_of(path: Path) -> Node:
    """The document's tree; every link between tree, pages and parent tree is checked on the way."""
    with pikepdf.open(path) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        owners = _parent_tree(pdf)
        for number, page in enumerate(pdf.pages):
            assert page.obj.Tabs == "/S"
            assert page.obj.StructParents == number
        (document,) = pdf.Root.StructTreeRoot.K
        return _node(document, pages, owners)


def marks_of(path: Path) -> list[set[int]]:
    """The marks that each page's content has; all else on the page must be an artifact."""
    found = []
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            content = pikepdf.parse_content_stream(page)
            marks, depth = set[int](), 0
            for instruction in content:
                operands, name = list(instruction.operands), str(instruction.operator)
                if name in ("BDC", "BMC"):
                    depth += 1
                    if name == "BDC" and "/MCID" in operands[1]:
                        number = int(operands[1]["/MCID"])
                        assert number not in marks
                        assert depth == 1, "marks of parts don't lie in each other"
                        marks.add(number)
                elif name == "EMC":
                    depth -= 1
                elif name in ("Tj", "TJ", "S", "f", "f*", "B", "B*", "b", "b*", "Do"):
                    assert depth > 0, f"{name} outside of every mark"
            assert depth == 0
            found.append(marks)
    return found


def all_words(text: str) -> list[str]:
    """Words without what line ends do to them."""
    return re.sub(r"\s+", " ", text).split()


def _parent_tree(pdf: pikepdf.Pdf) -> dict[int, Any]:
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    return {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}


def _node(element: Any, pages: dict[Any, int], owners: dict[int, Any]) -> Node:
    attributes = element.get("/A", {})
    node = Node(
        str(element.S)[1:],
        str(element.get("/Alt", "")),
        str(attributes.get("/Scope", ""))[1:],
        int(attributes.get("/ColSpan", 1)),
    )
    kids = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            _mark(node, element, (pages[element.Pg.objgen], kid), owners)
        elif kid.get("/Type") == "/MCR":
            _mark(node, element, (pages[kid.Pg.objgen], int(kid.MCID)), owners)
        elif kid.get("/Type") == "/OBJR":
            assert owners[int(kid.Obj.StructParent)].objgen == element.objgen
            node.notes.append((str(kid.Obj.Subtype), str(kid.Obj.get("/Contents", kid.Obj.get("/TU", "")))))
        else:
            assert kid.P.objgen == element.objgen
            node.kids.append(_node(kid, pages, owners))
    return node


def _mark(node: Node, element: Any, mark: tuple[int, int], owners: dict[int, Any]) -> None:
    page, number = mark
    assert owners[page][number].objgen == element.objgen
    node.marks.append(mark)
