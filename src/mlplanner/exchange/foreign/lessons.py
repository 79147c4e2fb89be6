"""What a person corrected, as edits of what is remembered: added, replaced, or forgotten when the guess holds again."""

from collections.abc import Iterable, Sequence
from datetime import date

from mlplanner.domain.changes import EditAction, RowEdit
from mlplanner.domain.exchanges import ImportMapping
from mlplanner.exchange.foreign.books import ForeignBook
from mlplanner.exchange.foreign.headings import HeadingRow
from mlplanner.exchange.foreign.memory import Memories, Memory, memory_text, parse_memory
from mlplanner.exchange.foreign.tables import Area, ForeignTable, find_tables, table_at
from mlplanner.exchange.mspdi.rows import Rows

_KIND = "import_mappings"


def corrected(book: ForeignBook, table: ForeignTable, today: date) -> Memory:
    """In what the table is understood otherwise than its headings alone would say."""
    area = Area(table.sheet, HeadingRow(table.heading, table.top), table.last, table.headings)
    guess = table_at(book, area, Memories(), today)
    columns = {
        heading: table.meaning(column)
        for column, heading in table.headings.items()
        if table.meaning(column) != guess.meaning(column)
        or (column in table.left and (column in guess.timed or column in guess.marks))
    }
    styles = {table.headings[column]: style for column, style in table.styles.items() if column in table.headings}
    return Memory(columns, styles, table.kind if table.kind != guess.kind else "")


def remember(
    book: ForeignBook, tables: Sequence[ForeignTable], known: Iterable[ImportMapping], rows: Rows, today: date
) -> tuple[RowEdit, ...]:
    """The edits after which the next file with these headings is read as these tables were."""
    by_key = {each.headings: each for each in known}
    usual = {table.key for table in find_tables(book, Memories(), today)}
    done: set[str] = set()
    edits: list[RowEdit] = []
    for table in tables:
        if table.key in done:
            continue
        done.add(table.key)
        lesson, before = corrected(book, table, today), by_key.get(table.key)
        is_plain = lesson.is_empty and table.key in usual
        text = memory_text(lesson)
        if before is None and not is_plain:
            values = {"name": book.source[:120], "headings": table.key, "mapping": text}
            rows.add(_KIND, values, table.sheet)
        elif before is not None and is_plain:
            held = {"name": before.name, "headings": before.headings, "mapping": before.mapping}
            edits.append(RowEdit(EditAction.REMOVE, _KIND, before.id or 0, before=held, label=before.label))
        elif before is not None and parse_memory(before.mapping) != lesson:
            new, old = {"mapping": text}, {"mapping": before.mapping}
            edits.append(RowEdit(EditAction.CHANGE, _KIND, before.id or 0, new, old, before.label, table.sheet))
    return (*rows.edits, *edits)
