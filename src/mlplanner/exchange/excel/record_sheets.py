"""Sheets with one value to a line: brief, value of predictions, maintenance."""

from mlplanner.domain.noun import Noun
from mlplanner.domain.registry import KIND_BY_KEY
from mlplanner.domain.validation import field_title
from mlplanner.exchange.excel import styles
from mlplanner.exchange.excel.books import Sheet
from mlplanner.exchange.excel.choices import restrict
from mlplanner.exchange.excel.columns import Record, Shape
from mlplanner.exchange.excel.grids import cell_content, line_name
from mlplanner.exchange.excel.plan_sources import PlanSource

TOP = 5
"""The first line with a value."""
CHARACTERS = 78
"""About so many characters fit into a line of the value column."""
LINE_HEIGHT = 13.5


def draw_record(source: PlanSource, record: Record, noun: Noun, title: str, note: str) -> Sheet:
    """Write a label, the value and a hint in each line; the value's cell gets a name."""
    sheet = source.book.sheet(record.sheet)
    sheet.head(title, note)
    kind = KIND_BY_KEY[record.kind]
    is_wide = any(column.shape == Shape.LONG for column in record.columns)
    source.book.name(line_name(record.kind, "ref"), sheet.put(TOP - 1, 2, noun.ref, styles.REF))
    sheet.put(TOP - 1, 1, "Ref", styles.LABEL)
    for row, column in enumerate(record.columns, start=TOP):
        sheet.put(row, 1, field_title(kind.noun, column.field), styles.LABEL)
        content = cell_content(column, getattr(noun, column.field), source.vocabulary)
        address = sheet.put(row, 2, content, styles.style_name(styles.INPUT, column.shape))
        if is_wide:
            # Numbers at the far right of a column made for paragraphs would be lost.
            sheet.align_left(row, 2, wrap=column.shape == Shape.LONG)
        source.book.name(line_name(record.kind, column.field), address)
        sheet.put(row, 3, column.hint, styles.HINT)
        options = "people" if column.shape == Shape.PERSON else column.options
        restrict(sheet, column.shape, options, f"B{row}")
        if column.shape == Shape.LONG:
            sheet.page.row_dimensions[row].height = text_height(str(content or ""), CHARACTERS, least=2)
    sheet.widths({1: 34, 2: 76 if is_wide else 28, 3: 52})
    return sheet


def text_height(text: str, characters: int, least: int = 1) -> float:
    """The height of a row that shows a wrapped text, in points; spreadsheet programs do not fit rows by themselves."""
    lines = sum(max(1, -(-len(line) // characters)) for line in text.split("\n"))
    return LINE_HEIGHT * min(max(lines, least), 28)
