"""The Staffing tab: a grid of lines × weeks with its totals, and below it the selected line in full (P4.1–P4.5)."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSplitter, QTabWidget, QToolButton, QVBoxLayout, QWidget

from mlplanner.domain.staffing import StaffingLine
from mlplanner.gui.icons import icon
from mlplanner.gui.project.tab import ProjectTab
from mlplanner.gui.session import Session
from mlplanner.gui.staffing.board import Board, board_of
from mlplanner.gui.staffing.candidates import CandidatesPanel
from mlplanner.gui.staffing.columns import FROZEN, FROZEN_NARROW, new_line, phase_bands, staffing_columns
from mlplanner.gui.staffing.comparison import ComparisonPanel
from mlplanner.gui.staffing.details import DeliverablesPanel, LinePanel
from mlplanner.gui.staffing.dialogs import SplitDialog, StaffWeeksDialog
from mlplanner.gui.staffing.mix import MixBars
from mlplanner.gui.staffing.totals import TotalsView
from mlplanner.gui.tables import actions
from mlplanner.gui.tables.edits import Rows
from mlplanner.gui.tables.model import RecordModel
from mlplanner.gui.tables.view import GridView
from mlplanner.operations.fields import remove_rows
from mlplanner.operations.staffing import duplicate_line

EMPTY = "Nobody is planned yet. Choose a role in the line above, or paste lines from a spreadsheet."

_LEAST_GRID = 220
"""Pixels: heading and some lines, also in a small window, where the tab scrolls then."""


class StaffingTab(ProjectTab):
    """Who works how much in which week, from where, and what it costs."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._board: Board | None = None
        self._shown: tuple[QWidget | None, StaffingLine | None] | None = None
        self.model: RecordModel[StaffingLine] = RecordModel(session, (), self._rows(), self)
        self.grid = GridView(self.model, name="staffing_grid", title="Staffing by week", frozen=FROZEN)
        self.grid.empty_text = EMPTY
        self.grid.frozen_when_narrow = FROZEN_NARROW
        self.totals = TotalsView(session, self.grid)
        self.details = LinePanel(session)
        self.deliverables = DeliverablesPanel(session)
        self.candidates = CandidatesPanel(session)
        self.comparison = ComparisonPanel(session)
        self.mix = MixBars()
        self._buttons: dict[str, QToolButton] = {}
        self._lay_out()
        self.grid.selectionModel().selectionChanged.connect(lambda *_: self._show_selected())

    # Layout

    def _lay_out(self) -> None:
        table = QWidget()
        table.setProperty("kind", "page")
        upper = QVBoxLayout(table)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(0)
        upper.addLayout(self._tool_bar())
        self.grid.setMinimumHeight(_LEAST_GRID)
        upper.addWidget(self.grid, 1)
        rule = QFrame()
        rule.setProperty("kind", "rule")
        upper.addWidget(rule)
        upper.addWidget(self.totals)
        panels = QTabWidget()
        panels.setObjectName("line_panels")
        panels.setDocumentMode(True)
        for widget, title in (
            (self.details, "Selected line"),
            (self.deliverables, "Deliverables"),
            (self.candidates, "Who could do it"),
            (self.comparison, "Sourcing compared"),
        ):
            panels.addTab(widget, title)
        self.panels = panels
        panels.currentChanged.connect(lambda _at: self._show_panel())
        below = QSplitter(Qt.Orientation.Horizontal)
        below.addWidget(panels)
        below.addWidget(self._mix_card())
        below.setStretchFactor(0, 1)
        below.setSizes([640, 330])
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.setObjectName("staffing_splitter")
        splitter.addWidget(table)
        splitter.addWidget(below)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([460, 220])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)

    def _tool_bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 6, 12, 6)
        for name, title, picture, callback in (
            ("new_line", "New line", "plus", lambda: actions.new_row(self.grid)),
            ("staff_weeks", "Staff weeks…", "", self.ask_weeks),
            ("split_line", "Split…", "", self.ask_split),
            ("duplicate_line", "Duplicate", "copy", self._duplicate),
            ("remove_line", "Remove", "remove", lambda: actions.remove_rows(self.grid)),
        ):
            bar.addWidget(self._button(name, title, picture, callback))
        by_role = self._button("totals_by_role", "Totals by role", "", lambda: None)
        by_role.setCheckable(True)
        by_role.toggled.connect(self.totals.show_roles)
        bar.addWidget(by_role)
        bar.addStretch(1)
        return bar

    def _button(self, name: str, title: str, picture: str, callback: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setText(title)
        button.setProperty("outlined", True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if picture:
            button.setIcon(icon(picture))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.clicked.connect(callback)
        self._buttons[name] = button
        return button

    def _mix_card(self) -> QWidget:
        card = QFrame()
        card.setProperty("kind", "page")
        box = QVBoxLayout(card)
        box.setContentsMargins(16, 10, 16, 10)
        title = QLabel("Sourcing mix")
        title.setProperty("kind", "subheading")
        box.addWidget(title)
        box.addWidget(self.mix)
        box.addStretch(1)
        return card

    # Snapshot

    def refresh(self) -> None:
        """Show the plan of the current snapshot."""
        board = board_of(self.session, self.project_id)
        self._board = board
        self.model.show(board.plan.lines, staffing_columns(board))
        self.grid.set_bands(phase_bands(board))
        self.totals.show_board(board)
        self.mix.show_board(board)
        self._shown = None
        self._show_selected()

    def _show_selected(self) -> None:
        if self._board is None:
            return
        lines = self.selected_lines()
        self._show_panel()
        for name in ("staff_weeks", "remove_line"):
            self._buttons[name].setEnabled(bool(lines))
        self._buttons["duplicate_line"].setEnabled(len(lines) == 1)
        self._buttons["split_line"].setEnabled(len(lines) == 1 and bool(lines[0].weekly))

    def _show_panel(self) -> None:
        """The panel in front, if it shows another line or snapshot than it should; the others when they come up."""
        lines, panel = self.selected_lines(), self.panels.currentWidget()
        line = lines[0] if lines else None
        if self._board is None or self._shown == (panel, line):
            return
        self._shown = (panel, line)
        if isinstance(panel, LinePanel | DeliverablesPanel | CandidatesPanel | ComparisonPanel):
            panel.show_board(self._board, line)

    def selected_lines(self) -> Sequence[StaffingLine]:
        """The lines of the selection, top to bottom."""
        chosen = self.grid.selected
        rows = chosen.rows if chosen else ()
        return [line for row in rows if (line := self.model.row_at(row)) is not None]

    def go_to(self, noun: str, noun_id: int | None, field: str | None) -> bool:
        """The cell or field of a staffing line that a finding names."""
        self.refresh_if_stale()
        row = self.model.find(noun_id) if noun == "lines" else -1
        if row < 0:
            return False
        column = self.model.find_column(self._column_of(row, field))
        self.grid.go((row, max(column, 0)))
        self.grid.setFocus()
        if column < 0 and field:
            self.panels.setCurrentWidget(self.details)
            self.details.focus_field(field)
        return True

    def _column_of(self, row: int, field: str | None) -> str:
        """For the weeks: the first one outside of the usual range, else the line's first week."""
        line = self.model.row_at(row)
        if field != "weekly" or line is None or self._board is None:
            return field or "role"
        weeks = self._board.odd_weeks.get(line.id or 0) or line.weekly
        return f"w{min(weeks, default=1)}"

    # Edits

    def _rows(self) -> Rows[StaffingLine]:
        def board() -> Board:
            assert self._board is not None
            return self._board

        return Rows(
            name=lambda line: board().name(line),
            noun="staffing line",
            add=lambda values: new_line(board(), values),
            remove=lambda lines: remove_rows(StaffingLine, [line.id or 0 for line in lines]),
        )

    def ask_weeks(self) -> None:
        """Ask which weeks to staff for the selected lines."""
        if self._board and (lines := self.selected_lines()):
            StaffWeeksDialog(self.session, self._board, lines, self).open()

    def ask_split(self) -> None:
        """Ask how to split the selected line."""
        if self._board and (lines := self.selected_lines()):
            SplitDialog(self.session, self._board, lines[0], self).open()

    def _duplicate(self) -> None:
        if lines := self.selected_lines():
            outcome = self.session.run(duplicate_line(lines[0]))
            if outcome is not None:
                self.grid.go((self.model.find(outcome.value.id), 1))
