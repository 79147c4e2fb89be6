"""Sheets with one value to a line: brief, value of predictions, maintenance."""

from mlplanner.domain.noun import Noun
from mlplanner.domain.registry import KIND_BY_KEY
from mlplanner.domain.validation import field_title
from mlplanner.exchange.excel import styles
from mlplanner.exchange.excel.books import Book, Sheet
from mlplanner.exchange.excel.cells import column_letter
from mlplanner.exchange.excel.choices import restrict
from mlplanner.exchange.excel.columns import Record, Shape
from mlplanner.exchange.excel.grids import cell_content, line_name
from mlplanner.exchange.excel.plan_sources import PlanSource
from mlplanner.exchange.excel.vocabularies import Vocabulary

TOP = 5
"""The first line with a value."""
CHARACTERS = 78
"""About so many characters fit into a line of the value column."""
LINE_HEIGHT = 13.5


def draw_record(source: PlanSource, record: Record, noun: Noun, title: str, note: str) -> Sheet:
    """Write a label, the value and a hint in each line; the value's cell gets a name."""
    sheet = source.book.sheet(record.sheet)
    sheet.head(title, note)
    is_wide = _is_wide(record)
    draw_lines(source.book, sheet, record, noun, source.vocabulary, top=TOP - 1, label=1, characters=CHARACTERS)
    sheet.widths({1: 34, 2: 76 if is_wide else 28, 3: 52})
    return sheet


def draw_lines(
    book: Book,
    sheet: Sheet,
    record: Record,
    noun: Noun,
    vocabulary: Vocabulary,
    *,
    top: int,
    label: int = 2,
    characters: int = 44,
) -> None:
    """Write the Ref in row `top` and a line for each field below it: label, value, hint, from column `label` on.

    `characters` fit into a line of the value's column.
    """
    kind, is_left, value = KIND_BY_KEY[record.kind], _is_wide(record) or label > 1, label + 1
    book.name(line_name(record.kind, "ref"), sheet.put(top, value, noun.ref, styles.REF))
    sheet.put(top, label, "Ref", styles.LABEL)
    for row, column in enumerate(record.columns, start=top + 1):
        sheet.put(row, label, field_title(kind.noun, column.field), styles.LABEL)
        content = cell_content(column, getattr(noun, column.field), vocabulary)
        role = styles.INPUT if column.is_input else styles.CALCULATED
        # Numbers at the far right of a column made for paragraphs would be lost.
        wrap_left = column.shape == Shape.LONG if is_left else None
        address = sheet.put(row, value, content, styles.style_name(role, column.shape), wrap_left)
        book.name(line_name(record.kind, column.field), address)
        sheet.put(row, value + 1, column.hint, styles.HINT)
        if column.is_input:
            options = "people" if column.shape == Shape.PERSON else column.options
            restrict(sheet, column.shape, options, f"{column_letter(value)}{row}")
        if column.shape == Shape.LONG:
            sheet.heights[row] = text_height(str(content or ""), characters, least=2)


def _is_wide(record: Record) -> bool:
    return any(column.shape == Shape.LONG for column in record.columns)


def text_height(text: str, characters: int, least: int = 1) -> float:
    """The height of a row that shows a wrapped text, in points; spreadsheet programs do not fit rows by themselves."""
    lines = sum(max(1, -(-len(line) // characters)) for line in text.split("\n"))
    return LINE_HEIGHT * min(max(lines, least), 28)
