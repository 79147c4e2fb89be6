"""The foot of page 1: four boxes to tick, and a line to sign for each approver."""

import re
from collections.abc import Sequence

from mlplanner.charts import palette
from mlplanner.exchange.pdf.panels import LABEL, TEXT, draw_heading
from mlplanner.exchange.pdf.pens import Pen
from mlplanner.exchange.pdf.sheets import MARGIN, WIDTH
from mlplanner.exchange.pdf.structure import Role
from mlplanner.reports.page_ones import PageOne

HEAD, LINE, HEIGHT_UNDECIDED, CONDITIONS = 38.0, 28.0, 34.0, 19.0
FIELDS = (("Name", 104.0, 140.0), ("Date", 252.0, 68.0), ("Signature", 328.0, 0.0))
"""Caption, left edge and width of each field; the last one goes to the margin."""
DECISION, CONDITIONS_FIELD = "decision", "conditions"
"""Names of the fields that hold what was decided."""


def sign_off_height(choices: Sequence[str], signatories: int) -> float:
    """Points for boxes and signatures, or for one sentence where nothing is to be decided."""
    return HEAD + CONDITIONS + LINE * signatories if choices else HEIGHT_UNDECIDED


def draw_sign_off(pen: Pen, y: float, content: PageOne) -> None:
    """The choices and conditions, then for each role its fields for name, date and signature."""
    y = draw_heading(pen, MARGIN, y, "Decision", WIDTH)
    if not content.choices:
        with pen.part(Role.PARAGRAPH):
            pen.fitted(MARGIN, y + 13, content.decided, TEXT, WIDTH)
        return
    x = MARGIN
    for choice in content.choices:
        pen.box(x, y + 5, 10, 10, stroke=palette.NAVY, thickness=0.9)
        with pen.part(Role.PARAGRAPH):
            pen.field("choice", DECISION, choice, (x + 0.5, y + 5.5, 9, 9), field_name(choice))
            x += 16 + pen.text(x + 16, y + 13, choice, TEXT) + 22
    left = MARGIN + FIELDS[0][1]
    with pen.part(Role.PARAGRAPH):
        pen.text(MARGIN, y + 31, "Conditions, if any", 7.8, is_bold=True)
        _field(pen, (left, y + 20, WIDTH - FIELDS[0][1], 16), "text", CONDITIONS_FIELD, "Conditions of the approval")
    for place, (role, name) in enumerate(content.signatories):
        _signature(pen, y + 25 + CONDITIONS + LINE * place, role, name)


def field_name(title: str) -> str:
    """`Model risk owner` as a field's name: no dots, which would make it a part of another field."""
    return re.sub(r"[^a-z0-9]+", "_", title.casefold()).strip("_")


def _field(pen: Pen, box: tuple[float, float, float, float], kind: str, name: str, title: str) -> None:
    x, y, width, height = box
    pen.box(x, y, width, height, fill=palette.PALE)
    pen.rule(x, y + height, width, 0.7, palette.INK)
    pen.field(kind, name, title, box)


def _signature(pen: Pen, y: float, role: str, name: str) -> None:
    """Who signs writes their own name; the caption says whom the plan names."""
    with pen.part(Role.PARAGRAPH):
        pen.fitted(MARGIN, y + 11, role, 7.8, FIELDS[0][1] - 6, is_bold=True)
    for caption, left, width in FIELDS:
        wide = width or WIDTH - left
        kind = "signature" if caption == "Signature" else "text"
        key = f"{field_name(role)}_{caption.casefold()}"
        planned = f" (planned: {name})" if name and caption == "Name" else ""
        with pen.part(Role.PARAGRAPH):
            _field(pen, (MARGIN + left, y, wide, 16), kind, key, f"{role}: {caption.casefold()}")
            pen.fitted(MARGIN + left, y + 23.5, caption + planned, LABEL, wide, colour=palette.GREY)
