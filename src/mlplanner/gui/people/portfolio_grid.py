"""A grid over portfolio-wide rows: people, time off, rates, closures; and read-only lists beside them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtGui import QFont, QFontMetrics

from mlplanner.domain.noun import Noun
from mlplanner.domain.registry import KIND_OF
from mlplanner.gui.session import Session
from mlplanner.gui.tables.columns import Column
from mlplanner.gui.tables.edits import Rows
from mlplanner.gui.tables.model import RecordModel
from mlplanner.gui.tables.view import GridView
from mlplanner.operations.cells import NewRow
from mlplanner.operations.fields import remove_rows

Completed = Callable[[Mapping[str, Any]], Mapping[str, Any]]
"""All fields of a new row, from those that were typed."""


def noun_view(
    session: Session,
    noun: type[Noun],
    columns: Sequence[Column[Any]],
    *,
    name: str,
    empty: str,
    completed: Completed = dict,
    frozen: int = 0,
) -> GridView:
    """A grid whose last line adds a row of `noun`; `name` is its object name."""
    title = KIND_OF[noun].title
    rows: Rows[Any] = Rows(
        noun=title,
        add=lambda values: NewRow(noun, completed(values)),
        remove=lambda chosen: remove_rows(noun, [row.id for row in chosen]),
    )
    view = make_view(session, rows, columns, name=name, title=title.capitalize(), empty=empty, frozen=frozen)
    if "position" not in noun.model_fields:
        view.allow_sorting()
    return view


def make_view(
    session: Session,
    rows: Rows[Any],
    columns: Sequence[Column[Any]],
    *,
    name: str,
    title: str,
    empty: str,
    frozen: int = 0,
) -> GridView:
    """A grid that is read-only in a read-only file, with headings that are never cut off."""
    model: RecordModel[Any] = RecordModel(session, columns, rows)
    model.is_read_only = session.workspace.is_read_only
    view = GridView(model, name=name, title=title, frozen=frozen)
    model.setParent(view)
    view.empty_text = empty
    widen(view)
    return view


def widen(view: GridView) -> None:
    """Give each column at least the width of its heading."""
    bold = QFont(view.font())
    bold.setBold(True)
    metrics = QFontMetrics(bold)
    for at, column in enumerate(view.records.columns):
        needed = 0 if column.id in view.kept_widths else metrics.horizontalAdvance(column.title) + 22
        view.setColumnWidth(at, max(view.columnWidth(at), needed))


def fit_height(view: GridView, least: int, most: int) -> None:
    """Make the grid as high as its rows, within limits; more rows scroll inside."""
    lines = min(max(view.records.rowCount(), least), most)
    view.setFixedHeight(view.header.sizeHint().height() + lines * view.verticalHeader().defaultSectionSize() + 18)
