"""The totals under the staffing grid: FTE by week, all roles and role by role, in step with the grid's columns."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView

from mlplanner.engine.teams import TeamTotal, team_totals
from mlplanner.gui.session import Session
from mlplanner.gui.staffing.board import Board
from mlplanner.gui.staffing.columns import FROZEN
from mlplanner.gui.tables.columns import Column, Shade
from mlplanner.gui.tables.edits import Rows
from mlplanner.gui.tables.kinds import Kind
from mlplanner.gui.tables.model import RecordModel
from mlplanner.gui.tables.view import GridView

MOST_ROWS = 6
"""More roles than this scroll."""


class TotalsView(GridView):
    """A read-only grid without headings that follows the columns and the scrolling of another one."""

    def __init__(self, session: Session, leader: GridView) -> None:
        model: RecordModel[TeamTotal] = RecordModel(session, (), Rows(key=lambda total: total.role, name=_name))
        super().__init__(model, name="staffing_totals", title="Totals by week", frozen=FROZEN)
        model.setParent(self)
        model.is_read_only = True
        self._leader = leader
        self._board: Board | None = None
        self._has_roles = False
        self.header.hide()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        leader.horizontalScrollBar().valueChanged.connect(self.horizontalScrollBar().setValue)
        self.horizontalScrollBar().valueChanged.connect(leader.horizontalScrollBar().setValue)
        self.frozen_when_narrow = FROZEN
        leader.frozen_changed.connect(self.freeze)
        leader.header.sectionResized.connect(lambda at, _before, width: self._follow(at, width))

    def show_board(self, board: Board) -> None:
        """The totals of the current snapshot."""
        self._board = board
        totals = team_totals(board.plan, board.figures.costs.lines)
        self.records.show(totals if self._has_roles else totals[:1], _columns(board))
        for at in range(self.records.columnCount()):
            self.setColumnWidth(at, self._leader.columnWidth(at))
        self.freeze(self._leader.header.frozen)
        rows = min(self.records.rowCount(), MOST_ROWS)
        self.setFixedHeight(rows * self.verticalHeader().defaultSectionSize() + 2)

    def show_roles(self, is_shown: bool) -> None:
        """Show or hide the totals of each role under those of all."""
        self._has_roles = is_shown
        if self._board is not None:
            self.show_board(self._board)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns stay in place as in the grid above."""
        super().resizeEvent(event)
        self.freeze(self._leader.header.frozen)

    def _follow(self, at: int, width: int) -> None:
        if at < self.records.columnCount():
            self.setColumnWidth(at, width)


def _name(total: TeamTotal) -> str:
    return total.role or "All roles"


def _columns(board: Board) -> tuple[Column[Any], ...]:
    def title(total: TeamTotal) -> str:
        return board.playbook.role_title(total.role) if total.role else "All roles"

    blank: list[Column[Any]] = [
        Column(id=name, title="", read=lambda _total: "", shade=_shade, width=4)
        for name in ("person_id", "sourcing", "successor_id")
    ]
    weeks: list[Column[Any]] = [_week(board, week) for week in range(1, board.last_week + 1)]
    return (
        Column(id="role", title="Role", read=title, shade=_shade),
        *blank,
        Column(id="weekly", title="FTE-weeks", read=lambda total: total.fte_weeks, kind=Kind.NUMBER, shade=_shade),
        Column(
            id="cost",
            title="Cost",
            read=lambda total: total.cost,
            kind=Kind.MONEY,
            decimals=0,
            shade=_shade,
            has_edge=True,
        ),
        *weeks,
    )


def _week(board: Board, week: int) -> Column[TeamTotal]:
    line = board.timeline
    return Column(
        id=f"w{week}",
        title=f"W{week}",
        read=lambda total: total.weekly.get(week),
        kind=Kind.NUMBER,
        shade=_shade,
        has_edge=any(phase.last_week == week for phase in line.phases) or week == line.total_weeks,
    )


def _shade(total: TeamTotal) -> Shade:
    return Shade.STRONG if total.role is None else Shade.TINTED
