"""Fields of the review copy: choices, texts, and places for digital signatures, written as a PDF form.

Written with pikepdf and not by ReportLab, whose fields lose letters outside Latin-1. Signature fields are what pyHanko
would append, but written here: its own writer puts chance into the file's id, and the same plan must give the same bytes.
"""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from mlplanner.exchange.pdf.form_fonts import NAME, form_font
from mlplanner.exchange.pdf.pens import FieldPlace

_PRINT, _RADIO, _MULTILINE = 4, 1 << 15, 1 << 12
_LOOK = f"/{NAME} 8 Tf 0 g"
"""Font, size and colour of what is typed."""
Made = tuple[Any, list[Any]]
"""A field, and its annotation for each of its places."""
_HIGH = 30.0
"""Text fields of this height take several lines, in points."""


def add_form(pdf: Any, places: Iterable[FieldPlace]) -> dict[FieldPlace, Any]:
    """Add the fields to an open pikepdf document; gives the annotation of each place."""
    from pikepdf import Array, Dictionary

    fields, placed = [], dict[FieldPlace, Any]()
    for (kind, name), group in groupby(places, key=lambda place: (place.kind, place.name)):
        members = list(group)
        make = {"choice": _choice, "text": _text, "signature": _signature}[kind]
        field, widgets = make(pdf, name, members)
        fields.append(field)
        placed |= dict(zip(members, widgets, strict=True))
    fonts = Dictionary({f"/{NAME}": form_font(pdf)})
    form = Dictionary(Fields=Array(fields), DA=_LOOK, DR=Dictionary(Font=fonts))
    pdf.Root.AcroForm = pdf.make_indirect(form)
    return placed


def _widget(pdf: Any, place: FieldPlace, **entries: Any) -> Any:
    """An annotation on the field's page."""
    from pikepdf import Array, Dictionary, Name

    page = pdf.pages[place.page - 1]
    widget = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            Rect=Array([round(side, 2) for side in place.box]),
            F=_PRINT,
            P=page.obj,
            **entries,
        )
    )
    if "/Annots" not in page.obj:
        page.obj.Annots = Array()
    page.obj.Annots.append(widget)
    return widget


def _text(pdf: Any, name: str, places: list[FieldPlace]) -> Made:
    from pikepdf import Name

    high = places[0].box[3] - places[0].box[1] >= _HIGH
    flags = _MULTILINE if high else 0
    made = _widget(pdf, places[0], FT=Name.Tx, T=name, TU=places[0].title, V="", Ff=flags, DA=_LOOK)
    return made, [made]


def _signature(pdf: Any, name: str, places: list[FieldPlace]) -> Made:
    from pikepdf import Name

    made = _widget(pdf, places[0], FT=Name.Sig, T=name, TU=places[0].title)
    return made, [made]


def _choice(pdf: Any, name: str, places: list[FieldPlace]) -> Made:
    """One of several boxes; a second click clears it."""
    from pikepdf import Array, Dictionary, Name

    parent = pdf.make_indirect(Dictionary(FT=Name.Btn, Ff=_RADIO, T=name, TU="Decision", V=Name.Off))
    kids = []
    for place in places:
        looks = Dictionary({f"/{place.value}": _cross(pdf, place), "/Off": _look(pdf, place, b"")})
        marks = Dictionary(CA="8")
        kids.append(_widget(pdf, place, Parent=parent, TU=place.title, AS=Name.Off, MK=marks, AP=Dictionary(N=looks)))
    parent.Kids = Array(kids)
    return parent, kids


def _cross(pdf: Any, place: FieldPlace) -> Any:
    """A cross in the box's size, drawn and not set in a font."""
    width, height = place.box[2] - place.box[0], place.box[3] - place.box[1]
    near, right, top = 1.5, width - 1.5, height - 1.5
    lines = f"{near} {near} m {right:.2f} {top:.2f} l {near} {top:.2f} m {right:.2f} {near} l S"
    return _look(pdf, place, f"q 0.09 0.20 0.30 RG 1.4 w {lines} Q".encode())


def _look(pdf: Any, place: FieldPlace, drawing: bytes) -> Any:
    from pikepdf import Array, Dictionary, Name, Stream

    width, height = place.box[2] - place.box[0], place.box[3] - place.box[1]
    box = Array([0, 0, round(width, 2), round(height, 2)])
    return pdf.make_indirect(
        Stream(pdf, drawing, Type=Name.XObject, Subtype=Name.Form, BBox=box, Resources=Dictionary())
    )
