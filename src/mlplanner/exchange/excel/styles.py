"""How cells look: what may be edited looks like a field, what is calculated does not."""

from typing import Any

from mlplanner.exchange.excel.columns import Shape

INK, GREY, RULE, NAVY, TINT, PALE = "1B2430", "5B6775", "D5DBE2", "17324D", "E6EEF5", "F3F6F9"
FIELD, FIELD_INK = "FFF9E0", "1D3E8A"
FONT = "Calibri"

INPUT, CALCULATED, TOTAL = "input", "calculated", "total"
TITLE, NOTE, HEADING, CALCULATED_HEADING, SECTION, LABEL, REF, HINT = (
    "mlp title", "mlp note", "mlp heading", "mlp calculated heading", "mlp section", "mlp label", "mlp ref", "mlp hint",
)  # fmt: skip
MONTHS, DAY = "months", "day"
"""Formats that no field has: months with one decimal; a Monday above its week, without the year."""

FORMATS = {
    Shape.TEXT: "@",
    Shape.LONG: "@",
    Shape.LIST: "@",
    Shape.PERSON: "@",
    Shape.WHOLE: "#,##0",
    Shape.NUMBER: "General",
    Shape.PERCENT: "0.0##%",
    Shape.MONEY: "#,##0.00",
    Shape.FTE: "0.00",
    Shape.DATE: "yyyy\\-mm\\-dd",
    MONTHS: "#,##0.0",
    DAY: "d\\ mmm",
}
ROLES = (INPUT, CALCULATED, TOTAL)
WORDS = (Shape.TEXT, Shape.LONG, Shape.LIST, Shape.PERSON)


def style_name(role: str, shape: str) -> str:
    """The named style of a cell: what it is for, and how its value is shown."""
    return f"mlp {role} {shape}"


def add_styles(workbook: Any) -> None:
    """Put all named styles into the workbook; they appear in the program's gallery of cell styles."""
    for name, options in _plain_styles().items():
        workbook.add_named_style(_style(name, **options))
    for role in ROLES:
        for shape, number_format in FORMATS.items():
            workbook.add_named_style(
                _style(style_name(role, shape), number_format=number_format, **_looks(role, shape))
            )


def _plain_styles() -> dict[str, dict[str, Any]]:
    white = "FFFFFF"
    return {
        TITLE: {"size": 16, "bold": True, "ink": NAVY},
        NOTE: {"ink": GREY},
        SECTION: {"size": 12, "bold": True, "ink": NAVY},
        HEADING: {"bold": True, "ink": white, "fill": NAVY, "wrap": True, "vertical": "center", "border": NAVY},
        CALCULATED_HEADING: {
            "bold": True,
            "ink": white,
            "fill": GREY,
            "wrap": True,
            "vertical": "center",
            "border": GREY,
        },
        LABEL: {"bold": True, "ink": INK, "wrap": True},
        HINT: {"ink": GREY, "wrap": True},
        REF: {"ink": GREY, "fill": PALE, "border": RULE, "number_format": "@"},
    }


def _looks(role: str, shape: str) -> dict[str, Any]:
    looks: dict[str, Any] = {"border": RULE, "wrap": shape == Shape.LONG}
    if shape not in WORDS:
        looks["horizontal"] = "right"
    if role == INPUT:
        return {**looks, "fill": FIELD, "ink": FIELD_INK, "locked": False}
    if role == TOTAL:
        return {**looks, "fill": TINT, "ink": INK, "bold": True}
    return {**looks, "fill": PALE, "ink": INK}


def _style(
    name: str,
    *,
    size: float = 10,
    bold: bool = False,
    ink: str = INK,
    fill: str = "",
    wrap: bool = False,
    vertical: str = "top",
    horizontal: str | None = None,
    border: str = "",
    number_format: str = "General",
    locked: bool = True,
) -> Any:
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

    style = NamedStyle(name=name, number_format=number_format)
    style.font = Font(name=FONT, size=size, bold=bold, color=f"FF{ink}")
    style.alignment = Alignment(wrap_text=wrap, vertical=vertical, horizontal=horizontal)
    style.protection = Protection(locked=locked)
    if fill:
        style.fill = PatternFill("solid", start_color=f"FF{fill}", end_color=f"FF{fill}")
    if border:
        side = Side(style="thin", color=f"FF{border}")
        style.border = Border(left=side, right=side, top=side, bottom=side)
    return style
