"""Drop-downs and limits on input cells. They help the colleague; reading never relies on them."""

from typing import Any

from mlplanner.domain.registry import KIND_BY_KEY
from mlplanner.exchange.excel.books import Book, Sheet
from mlplanner.exchange.excel.columns import Shape
from mlplanner.exchange.excel.styles import BAR, HEADING, REF
from mlplanner.exchange.excel.vocabularies import TYPED, Vocabulary

SHEET = "Lists"
LIMITS = {
    Shape.WHOLE: ("whole", "0", "1000000000000", "a whole number, 0 or more"),
    Shape.PERCENT: ("decimal", "0", "1", "a share between 0 % and 100 %"),
    Shape.FTE: ("decimal", "0.05", "50", "FTE in steps of 0.05; clear the cell where the line is not staffed"),
    Shape.DATE: ("date", "DATE(1990,1,1)", "DATE(2199,12,31)", "a date such as 2026-03-02"),
}
"""Shape → kind of check, lowest, highest, what to enter."""
CLOSED_ROWS = ("phases", "gates", "decisions", "projects")
"""Rows that are not added in a workbook."""
OPEN = frozenset({*TYPED, *KIND_BY_KEY} - {*CLOSED_ROWS})
"""Lists that other entries may follow: suggestions, people, and rows that are added in the workbook itself (NEW-1)."""


def write_lists(book: Book, vocabulary: Vocabulary, external: tuple[str, ...]) -> None:
    """Write every list to a hidden sheet under its name; `external` are the labels of external sourcing."""
    sheet = book.sheet(SHEET)
    sheet.page.sheet_state = "hidden"
    column = 0
    for name in vocabulary.labels:
        entries = vocabulary.entries(name)
        if name == "lines":
            continue
        column += 1
        sheet.put(1, column, name, HEADING)
        for row, entry in enumerate(entries, start=2):
            sheet.put(row, column, entry, REF)
        book.name(f"list_{name}", sheet.block(2, column, max(len(entries), 1) + 1, column))
        sheet.widths({column: 24})
    sheet.put(1, column + 1, "external", HEADING)
    sourcing = vocabulary.entries("sourcing")
    for row, entry in enumerate(sourcing, start=2):
        sheet.put(row, column + 1, int(entry in external), REF)
    book.name("list_external", sheet.block(2, column + 1, len(sourcing) + 1, column + 1))


def restrict(sheet: Sheet, shape: str, options: str, area: str) -> None:
    """Offer the list, or limit what can be typed, in the cells of `area`."""
    from openpyxl.worksheet.datavalidation import DataValidation

    if options:
        source = "col_refs_lines" if options == "lines" else f"list_{options}"
        rule = _existing(sheet, source) or _added(sheet, DataValidation(type="list", formula1=source, allow_blank=True))
        rule.errorStyle = "warning" if options in OPEN else "stop"
        rule.error = "This entry is not in the list."
    elif shape in LIMITS:
        kind, lowest, highest, advice = LIMITS[Shape(shape)]
        rule = _existing(sheet, lowest, kind) or _added(
            sheet, DataValidation(type=kind, operator="between", formula1=lowest, formula2=highest, allow_blank=True)
        )
        rule.error = f"Enter {advice}."
    else:
        return
    rule.showErrorMessage = True
    rule.add(area)


def shade_filled(sheet: Sheet, area: str) -> None:
    """Shade cells that hold a number, so that a grid of weeks reads like bars."""
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import PatternFill

    fill = PatternFill("solid", start_color=f"FF{BAR}", end_color=f"FF{BAR}")
    sheet.page.conditional_formatting.add(area, CellIsRule(operator="greaterThan", formula=["0"], fill=fill))


def _added(sheet: Sheet, rule: Any) -> Any:
    sheet.page.add_data_validation(rule)
    return rule


def _existing(sheet: Sheet, formula: str, kind: str = "list") -> Any:
    rules = sheet.page.data_validations.dataValidation
    return next((rule for rule in rules if rule.formula1 == formula and rule.type == kind), None)
