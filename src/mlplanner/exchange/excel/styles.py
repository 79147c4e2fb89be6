"""How cells look: what may be edited looks like a field, what is calculated does not."""

from typing import Any

from mlplanner.exchange.excel.columns import Shape

INK, GREY, RULE, NAVY, TINT, PALE = "1B2430", "5B6775", "D5DBE2", "17324D", "E6EEF5", "F3F6F9"
FIELD, FIELD_INK, BAR = "FFF9E0", "1D3E8A", "F6DE8D"
FONT = "Calibri"

INPUT, CALCULATED, TOTAL, NUMBERS = "input", "calculated", "total", "numbers"
TITLE, NOTE, HEADING, CALCULATED_HEADING, SECTION, LABEL, REF, HINT, UPWARDS = (
    "mlp title", "mlp note", "mlp heading", "mlp calculated heading", "mlp section", "mlp label", "mlp ref", "mlp hint", "mlp upwards",
)  # fmt: skip
MONTHS, DAY = "months", "day"
"""Formats that no field has: months with one decimal; a Monday above its week, without the year."""

FORMATS = {
    Shape.TEXT: "@",
    Shape.LONG: "@",
    Shape.LIST: "@",
    Shape.MARKS: "@",
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
DERIVED = "derived"
"""Calculated in a row that may be spare: zero shows as nothing."""
ROLES = (INPUT, CALCULATED, DERIVED, TOTAL)
WORDS = (Shape.TEXT, Shape.LONG, Shape.LIST, Shape.PERSON, Shape.MARKS)
CENTRED = (Shape.DATE, Shape.FTE, DAY)


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
                _style(style_name(role, shape), number_format=_format(role, number_format), **_looks(role, shape))
            )


def _format(role: str, number_format: str) -> str:
    """Calculated shares show two decimals; in spare rows a zero would only be noise."""
    if role != INPUT and number_format == FORMATS[Shape.PERCENT]:
        return "0.00%"
    return (
        f"{number_format};-{number_format};"
        if role == DERIVED and number_format.startswith(("#", "0"))
        else number_format
    )


def _plain_styles() -> dict[str, dict[str, Any]]:
    return {
        TITLE: {"size": 16, "bold": True, "ink": NAVY},
        NOTE: {"ink": GREY},
        SECTION: {"size": 12, "bold": True, "ink": NAVY},
        HEADING: _heading(NAVY),
        f"{HEADING} {NUMBERS}": _heading(NAVY, "center"),
        CALCULATED_HEADING: _heading(GREY),
        f"{CALCULATED_HEADING} {NUMBERS}": _heading(GREY, "center"),
        LABEL: {"bold": True, "ink": INK, "wrap": True},
        HINT: {"ink": GREY, "horizontal": "left", "indent": 1},
        UPWARDS: {"ink": GREY, "rotation": 90, "vertical": "bottom", "horizontal": "center"},
        REF: {"ink": GREY, "fill": PALE, "border": RULE, "horizontal": "left", "indent": 1, "number_format": "@"},
    }


def heading_style(is_input: bool, shape: str) -> str:
    """The style of a column's heading, aligned with what stands below it."""
    name = HEADING if is_input else CALCULATED_HEADING
    return name if shape in WORDS else f"{name} {NUMBERS}"


def _heading(fill: str, side: str = "left") -> dict[str, Any]:
    looks = {"bold": True, "ink": "FFFFFF", "fill": fill, "wrap": True, "vertical": "center", "border": fill}
    return {**looks, "horizontal": side, "indent": 1 if side == "left" else 0}


def _looks(role: str, shape: str) -> dict[str, Any]:
    side = "left" if shape in WORDS else "center" if shape in CENTRED else "right"
    looks: dict[str, Any] = {"border": RULE, "wrap": shape in (Shape.LONG, Shape.MARKS), "horizontal": side}
    looks["indent"] = 0 if side == "center" else 1
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
    indent: int = 0,
    rotation: int = 0,
    border: str = "",
    number_format: str = "General",
    locked: bool = True,
) -> Any:
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

    style = NamedStyle(name=name, number_format=number_format)
    style.font = Font(name=FONT, size=size, bold=bold, color=f"FF{ink}")
    style.alignment = Alignment(
        wrap_text=wrap, vertical=vertical, horizontal=horizontal, indent=indent, text_rotation=rotation
    )
    style.protection = Protection(locked=locked)
    if fill:
        style.fill = PatternFill("solid", start_color=f"FF{fill}", end_color=f"FF{fill}")
    if border:
        side = Side(style="thin", color=f"FF{border}")
        style.border = Border(left=side, right=side, top=side, bottom=side)
    return style
