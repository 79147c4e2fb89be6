"""The foot of page 1: four boxes to tick, and a line to sign for each approver."""

from collections.abc import Sequence

from mlplanner.charts import palette
from mlplanner.exchange.pdf.panels import LABEL, TEXT, draw_heading
from mlplanner.exchange.pdf.pens import Pen
from mlplanner.exchange.pdf.sheets import MARGIN, WIDTH
from mlplanner.reports.page_ones import PageOne

HEAD, LINE, HEIGHT_UNDECIDED = 39.0, 31.5, 34.0
FIELDS = (("Name", 104.0, 140.0), ("Date", 252.0, 68.0), ("Signature", 328.0, 0.0))
"""Caption, left edge and width of each field; the last one goes to the margin."""


def sign_off_height(choices: Sequence[str], signatories: int) -> float:
    """Points for boxes and signatures, or for one sentence where nothing is to be decided."""
    return HEAD + LINE * signatories if choices else HEIGHT_UNDECIDED


def draw_sign_off(pen: Pen, y: float, content: PageOne) -> None:
    """The choices, then for each role its field for name (filled in where the plan names one), date and signature."""
    y = draw_heading(pen, MARGIN, y, "Decision", WIDTH)
    if not content.choices:
        pen.fitted(MARGIN, y + 13, content.decided, TEXT, WIDTH)
        return
    x = MARGIN
    for choice in content.choices:
        pen.box(x, y + 5, 10, 10, stroke=palette.NAVY, thickness=0.9)
        x += 16 + pen.text(x + 16, y + 13, choice, TEXT) + 22
    for place, (role, name) in enumerate(content.signatories):
        _signature(pen, y + 26 + LINE * place, role, name)


def _signature(pen: Pen, y: float, role: str, name: str) -> None:
    pen.fitted(MARGIN, y + 12, role, 7.8, FIELDS[0][1] - 6, is_bold=True)
    for caption, left, width in FIELDS:
        wide = width or WIDTH - left
        pen.box(MARGIN + left, y, wide, 18, fill=palette.PALE)
        pen.rule(MARGIN + left, y + 18, wide, 0.7, palette.INK)
        pen.text(MARGIN + left, y + 26, caption, LABEL, palette.GREY)
        if caption == "Name":
            pen.fitted(MARGIN + left + 5, y + 12, name, TEXT, wide - 10)
