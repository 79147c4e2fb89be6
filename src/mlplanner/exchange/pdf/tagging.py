"""The tree of a document's parts, written into its file, so that a screen reader finds headings, tables and figures."""

from collections.abc import Mapping
from typing import Any

from mlplanner.exchange.pdf.structure import Content, Note, Part, Role, Structure

Fields = Mapping[Any, Any]
"""The annotation of each field that the file has, by the place that was noted while drawing."""


def write_tree(pdf: Any, structure: Structure, fields: Fields) -> None:
    """Add the tree to an open pikepdf document. A field that the file does not have is left out of it."""
    from pikepdf import Array, Dictionary, Name

    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    writer = _Writer(pdf, structure, fields)
    document = writer.write(structure.root, root)
    root.K = Array([document])
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=writer.numbers()))
    root.ParentTreeNextKey = len(pdf.pages) + len(writer.notes)
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    for number, page in enumerate(pdf.pages):
        page.obj.StructParents = number
        page.obj.Tabs = Name.S


class _Writer:
    """Writes one part after the other and notes to which part each mark and each annotation belongs."""

    def __init__(self, pdf: Any, structure: Structure, fields: Fields) -> None:
        self._pdf, self._fields = pdf, fields
        self._pages = [page.obj for page in pdf.pages]
        self._links = [
            [note for note in page.get("/Annots", []) if note.get("/Subtype") == "/Link"] for page in self._pages
        ]
        self._owners: list[list[Any]] = [[None] * structure.marks_on(n + 1) for n in range(len(self._pages))]
        self.notes: list[Any] = []

    def write(self, part: Part, parent: Any) -> Any:
        """The part and what it holds, as an object of the file."""
        from pikepdf import Array, Dictionary, Name

        made = self._pdf.make_indirect(Dictionary(S=Name(f"/{part.role}"), P=parent))
        if part.alt:
            made.Alt = part.alt
        attributes = _attributes(part)
        if attributes is not None:
            made.A = attributes
        pages = [kid.page for kid in part.kids if isinstance(kid, Content)]
        if pages:
            made.Pg = self._pages[pages[0] - 1]
        kids = [self._kid(kid, made, pages[0] if pages else 0) for kid in part.kids if self._is_there(kid)]
        if kids:
            made.K = kids[0] if len(kids) == 1 else Array(kids)
        return made

    def numbers(self) -> Any:
        """The parent tree: the owners of each page's marks, then the owner of each annotation."""
        from pikepdf import Array

        found: Any = Array()
        for number, owners in enumerate(self._owners):
            found.extend([number, self._pdf.make_indirect(Array(owners))])
        for number, owner in enumerate(self.notes, start=len(self._owners)):
            found.extend([number, owner])
        return found

    def _is_there(self, kid: Part | Content | Note) -> bool:
        """Fields are in review copies alone; an archive copy has nothing to fill in."""
        if isinstance(kid, Part) and kid.role == Role.FORM:
            return any(isinstance(note, Note) and note.place in self._fields for note in kid.kids)
        return True

    def _kid(self, kid: Part | Content | Note, owner: Any, page: int) -> Any:
        from pikepdf import Dictionary, Name

        match kid:
            case Part():
                return self.write(kid, owner)
            case Content():
                self._owners[kid.page - 1][kid.mark] = owner
                if kid.page == page:
                    return kid.mark
                return Dictionary(Type=Name.MCR, Pg=self._pages[kid.page - 1], MCID=kid.mark)
            case Note():
                annotation = self._annotation(kid)
                annotation.StructParent = len(self._pages) + len(self.notes)
                self.notes.append(owner)
                return Dictionary(Type=Name.OBJR, Obj=annotation, Pg=self._pages[kid.page - 1])

    def _annotation(self, note: Note) -> Any:
        if isinstance(note.place, int):
            return self._links[note.page - 1][note.place]
        return self._fields[note.place]


def _attributes(part: Part) -> Any:
    """What a reader has to know of a part beside its role."""
    from pikepdf import Array, Dictionary, Name

    if part.box is not None:
        return Dictionary(O=Name.Layout, Placement=Name.Block, BBox=Array([round(side, 2) for side in part.box]))
    if part.scope or part.span > 1:
        found = Dictionary(O=Name.Table)
        if part.scope:
            found.Scope = Name(f"/{part.scope}")
        if part.span > 1:
            found.ColSpan = part.span
        return found
    return None
