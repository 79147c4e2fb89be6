"""A grid over one kind of row of a project: KPIs, risks, cost lines …, as high as its rows."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mlplanner.domain.registry import KIND_BY_KEY
from mlplanner.gui.session import Session
from mlplanner.gui.tables.columns import Column
from mlplanner.gui.tables.edits import Rows
from mlplanner.gui.tables.kinds import Choice
from mlplanner.gui.tables.model import RecordModel
from mlplanner.gui.tables.view import GridView
from mlplanner.operations.cells import NewRow
from mlplanner.operations.fields import remove_rows

MOST_ROWS = 14
"""More rows than this scroll inside the grid."""


class NounGrid(QWidget):
    """Rows of one registry kind of the project shown; typing into the last line adds one.

    `only` narrows the rows (the artifacts of one gate); `defaults` are fields of a new row beside what is typed.
    `rows` says how rows are added and removed where that means more than adding and removing. The first `frozen` columns stay in place: by them a row is known.
    `name` tells two grids over one kind apart.
    """

    def __init__(
        self,
        session: Session,
        kind: str,
        columns: Sequence[Column[Any]],
        *,
        empty: str,
        can_add: bool = True,
        only: Callable[[Any], bool] | None = None,
        defaults: Callable[[], Mapping[str, Any]] = dict,
        rows: Rows[Any] | None = None,
        frozen: int = 1,
        name: str = "",
    ) -> None:
        super().__init__()
        self.kind = KIND_BY_KEY[kind]
        self._session = session
        self._only = only
        self._project_id = 0
        noun = self.kind.noun
        about: Rows[Any] = rows or Rows(
            noun=self.kind.title,
            add=(lambda values: NewRow(noun, {"project_id": self._project_id, **defaults(), **values}))
            if can_add
            else None,
            remove=(lambda chosen: remove_rows(noun, [row.id for row in chosen])) if can_add else None,
        )
        self.model = RecordModel(session, columns, about, self)
        self.model.is_read_only = session.workspace.is_read_only
        self.view = GridView(
            self.model, name=name or kind, title=f"{self.kind.title.capitalize()} table", frozen=frozen
        )
        self.view.empty_text = empty
        self._widen()
        if rows is None and "position" not in noun.model_fields:
            self.view.allow_sorting()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)

    def _widen(self) -> None:
        """No heading is cut off."""
        bold = QFont(self.view.font())
        bold.setBold(True)
        metrics, plain = QFontMetrics(bold), QFontMetrics(self.view.font())
        for at, column in enumerate(self.model.columns):
            lines = [
                metrics.horizontalAdvance(column.title),
                *map(plain.horizontalAdvance, column.subtitle.split("\n")),
            ]
            needed = 0 if column.id in self.view.kept_widths else max(lines) + 22
            self.view.setColumnWidth(at, max(self.view.columnWidth(at), needed))

    def show_columns(self, columns: Sequence[Column[Any]]) -> None:
        """Other columns over the same rows."""
        self.model.show(self.model.rows, columns)
        self._widen()

    def show_project(self, project_id: int) -> None:
        """Show the rows of the current snapshot."""
        self._project_id = project_id
        rows = getattr(self._session.plan(project_id), self.kind.key)
        self.model.show([row for row in rows if self._only is None or self._only(row)])
        fewest = 2 if self.model.rows else 4  # room for the sentence that says what belongs here
        lines = min(max(self.model.rowCount(), fewest), MOST_ROWS)
        header = self.view.header.sizeHint().height()
        self.view.setFixedHeight(header + lines * self.view.verticalHeader().defaultSectionSize() + 18)

    def go_to(self, row_id: int | None, field: str | None) -> bool:
        """Select the cell a finding names; without a row the first cell; False when there is none."""
        row = self.model.find(row_id) if row_id is not None else 0
        column = max(0, self.model.find_column(field)) if field else 0
        if row < 0 or self.model.rowCount() == 0:
            return False
        self.view.setCurrentIndex(self.model.index(row, column))
        self.view.setFocus()
        return True


def people_choices(session: Session) -> Callable[[Any], Sequence[Choice]]:
    """Everyone in the portfolio, by name."""

    def choices(_row: Any) -> Sequence[Choice]:
        people = session.portfolio.people.values()
        return [Choice(person.id, person.name) for person in sorted(people, key=lambda person: person.name.casefold())]

    return choices
