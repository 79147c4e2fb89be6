"""A block of people from a spreadsheet, pasted with or without its headings: compared first, taken as one step (P4.9)."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from mlplanner.domain.changes import ChangeSet
from mlplanner.domain.errors import PlannerError
from mlplanner.gui.comparison import ComparisonDialog
from mlplanner.gui.session import Session
from mlplanner.gui.tables.cells_out import heading_cells
from mlplanner.gui.tables.view import GridView
from mlplanner.operations.importing import apply_changes

_LEAST = 2
"""Columns of a block that can be told by its cells."""


class PeoplePaste(QObject):
    """Takes what is pasted into the grid of people when it is a list of people; all else is pasted cell by cell."""

    def __init__(self, session: Session, view: GridView, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._view, self._parent = session, view, parent
        view.takes_block = self._take

    def _take(self, block: list[list[str]]) -> bool:
        """Headed, or below the last line in another order of columns than the grid's."""
        from mlplanner.exchange.foreign.people_columns import heading_of

        if self._is_of_this_grid(block):
            return False
        is_headed = heading_of(block[:1]) is not None
        if not is_headed and not self._is_free_block(block):
            return False
        from mlplanner.exchange.foreign.people_lists import read_pasted

        try:
            changes = read_pasted(block, self._session.portfolio, self._session.playbook)
        except PlannerError as error:
            self._view.refuse(_all_of(error))
            return True
        if changes is None:
            return False
        self.compare(changes)
        return True

    def _is_of_this_grid(self, block: list[list[str]]) -> bool:
        """True when the block was copied here with its headings: the grid takes it at its place."""
        records, chosen = self._view.records, self._view.selected
        first = chosen.left if chosen else 0
        shown = [place for place in range(first, records.columnCount()) if not self._view.isColumnHidden(place)]
        titles = [cell.text for cell in heading_cells([records.columns[place].title for place in shown])]
        return block[0] == titles[: len(block[0])]

    def _is_free_block(self, block: list[list[str]]) -> bool:
        """True for new lines whose columns are not in the grid's order: those need no guess."""
        from mlplanner.exchange.foreign.people_columns import guess_columns

        records, chosen = self._view.records, self._view.selected
        is_new = chosen is not None and chosen.top >= len(records.rows) and chosen.left == 0
        if not is_new or max(map(len, block)) < _LEAST:
            return False
        found = guess_columns(block, self._session.playbook)
        shown = [
            records.columns[place].id for place in range(records.columnCount()) if not self._view.isColumnHidden(place)
        ]
        return found is not None and any(shown[place : place + 1] != [name] for name, place in found.by_field.items())

    def compare(self, changes: ChangeSet) -> None:
        """Show who is added and changed, and which cells do not fit; nothing is done before it is taken over."""
        if changes.is_empty:
            self._view.refuse("Everybody on the clipboard is here already, just so.")
            return
        dialog = ComparisonDialog(changes, self._session.portfolio, self._parent)
        dialog.accepted_changes.connect(self._apply)
        dialog.open()

    def _apply(self, changes: ChangeSet) -> None:
        self._session.run(apply_changes(changes))


def _all_of(error: PlannerError) -> str:
    """Every problem of a block, each with its cell; one sentence for one."""
    problems = getattr(error, "problems", ())
    return " ".join(map(str, problems)) if len(problems) > 1 else str(error)
