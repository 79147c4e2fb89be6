"""Sourcing compared: the same demand hired, contracted or bought from a partner, side by side (P4.4)."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from mlplanner.domain.staffing import StaffingLine
from mlplanner.engine.sourcing import SourcingOption, blended_parts, compare_sourcing
from mlplanner.gui.session import Session
from mlplanner.gui.staffing.board import Board
from mlplanner.gui.staffing.columns import sourcing_title
from mlplanner.gui.tables.columns import Column, Shade
from mlplanner.gui.tables.edits import Rows
from mlplanner.gui.tables.kinds import Kind
from mlplanner.gui.tables.model import RecordModel
from mlplanner.gui.tables.view import GridView
from mlplanner.operations.assigning import blend_lines, source_lines
from mlplanner.reports.formats import counted, joined

OptionColumn = Column[SourcingOption]


class ComparisonPanel(QWidget):
    """The selected line, or all lines, as they are and in each way."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._board: Board | None = None
        self._line: StaffingLine | None = None
        self._today = session.today
        self._session = session
        self._this = QToolButton()
        self._all = QToolButton()
        self._subject = QLabel()
        self.use = QToolButton()
        self._model: RecordModel[SourcingOption] = RecordModel(
            session, (), Rows(key=lambda o: (o.sourcing, o.is_blended)), self
        )
        self._model.is_read_only = True
        self.view = GridView(self._model, name="sourcing_comparison", title="Sourcing compared")
        self._set_up()

    def _set_up(self) -> None:
        group = QButtonGroup(self)
        scope = QHBoxLayout()
        for button, name, title in (
            (self._this, "compare_line", "Selected line"),
            (self._all, "compare_all", "All lines"),
        ):
            button.setObjectName(name)
            button.setText(title)
            button.setCheckable(True)
            button.setProperty("outlined", True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            group.addButton(button)
            scope.addWidget(button)
            button.toggled.connect(self._compare)
        self._this.setChecked(True)
        scope.addSpacing(12)
        scope.addWidget(self._subject, 1)
        self.use.setObjectName("use_way")
        self.use.setText("Source it this way")
        self.use.setProperty("outlined", True)
        self.use.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.use.clicked.connect(self._use)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        scope.addWidget(self.use)
        self._subject.setProperty("kind", "muted")
        self._subject.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.view.empty_text = "Select a line that is staffed in some week to compare ways to source it."
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addLayout(scope)
        layout.addWidget(self.view, 1)

    def show_board(self, board: Board, line: StaffingLine | None) -> None:
        """The current snapshot, with the line selected in the grid."""
        self._board, self._line, self._today = board, line, self._session.today
        self._compare()

    def _compare(self) -> None:
        if self._board is None:
            return
        board = self._board
        lines = self._lines(board)
        self._subject.setText(self._words(board, lines))
        today, playbook = self._today, board.playbook
        options = compare_sourcing(board.portfolio, board.plan, lines, today, playbook) if lines else ()
        self._model.show(options, option_columns(board, lines))
        self._enable()

    def _chosen(self) -> SourcingOption | None:
        """The way selected in the table, if it is another one than the plan's."""
        chosen = self.view.selected
        option = self._model.row_at(chosen.rows[0]) if chosen else None
        return option if option is not None and (option.sourcing is not None or option.is_blended) else None

    def _enable(self) -> None:
        option, board = self._chosen(), self._board
        lines = self._lines(board) if board else ()
        differs = option is not None and (option.is_blended or any(line.sourcing != option.sourcing for line in lines))
        self.use.setEnabled(differs and not self._session.workspace.is_read_only)

    def _use(self) -> None:
        """Source the lines in the way that is selected, in one step."""
        option = self._chosen()
        if option is not None and option.is_blended and self._board is not None:
            board = self._board
            split = {
                line.id or 0: blended_parts(board.portfolio, board.plan, line, self._today, board.playbook)
                for line in self._lines(board)
            }
            self._session.run(blend_lines(split))
        elif option is not None and option.sourcing is not None and self._board is not None:
            title = sourcing_title(self._board, option.sourcing)
            self._session.run(source_lines(self._lines(self._board), option.sourcing, title))

    def _lines(self, board: Board) -> Sequence[StaffingLine]:
        if self._all.isChecked():
            return tuple(line for line in board.plan.lines if line.weekly)
        return (self._line,) if self._line is not None and self._line.weekly else ()

    def _words(self, board: Board, lines: Sequence[StaffingLine]) -> str:
        if not lines:
            return ""
        if self._all.isChecked():
            return f"{counted(len(lines), 'line')}, same roles, FTE and weeks"
        return f"{board.name(lines[0])}, same FTE and weeks"


def option_columns(board: Board, lines: Sequence[StaffingLine]) -> tuple[OptionColumn, ...]:
    """Way, money, time, risk."""
    weeks = int(board.playbook.figure("in_house_weeks"))

    def amount(name: str, title: str, tooltip: str) -> OptionColumn:
        return Column(
            id=name,
            title=title,
            subtitle=board.currency,
            read=lambda option: getattr(option, name),
            kind=Kind.MONEY,
            decimals=0,
            width=10,
            shade=_quiet,
            tooltip=tooltip,
            problem=(lambda option: _unpriced(board, option)) if name == "total" else None,
        )

    return (
        Column(id="way", title="Way", read=lambda option: way_title(board, lines, option), width=21),
        amount("total", "Cost", "Labour and one-off cost for the same FTE in the same weeks"),
        amount("one_off", "Of it once", "Recruiting or set-up"),
        amount("difference", "Difference", "More (or less) than the plan as it is"),
        Column(id="earliest", title="Earliest start", read=_earliest, kind=Kind.DATE, width=13),
        Column(
            id="productive",
            title="At full speed",
            read=lambda option: option.productive,
            kind=Kind.DATE,
            width=13,
            tooltip="The last of the people is there and past the ramp-up (figures of the playbook)",
        ),
        Column(id="late", title="Start", read=_late, width=11),
        Column(
            id="delivery",
            title="Delivery",
            read=lambda option: option.delivery,
            kind=Kind.DATE,
            width=13,
            tooltip="If the whole project waited for the last of these people",
        ),
        Column(
            id="in_house",
            title="Stays in house",
            read=lambda option: option.in_house,
            kind=Kind.PERCENT,
            decimals=0,
            width=12,
            tooltip=f"Of the work done after {weeks} weeks, the share of people who stay: internal, hired",
        ),
        Column(id="risk", title="Handover risk", read=lambda o: _said(board, lines, o, 1), width=62),
        Column(id="advice", title="Advice", read=lambda o: _said(board, lines, o, 0), width=80),
    )


def way_title(board: Board, lines: Sequence[StaffingLine], option: SourcingOption) -> str:
    """The way's name in the playbook, or what the plan does now."""
    if option.is_blended:
        return "Contractor, then hire"
    if option.sourcing is not None:
        return sourcing_title(board, option.sourcing)
    return "As planned (blended)" if len({line.sourcing for line in lines}) > 1 else "As planned"


def _quiet(option: SourcingOption) -> Shade:
    return Shade.PLAIN if option.is_priced else Shade.MUTED


def _unpriced(board: Board, option: SourcingOption) -> str | None:
    if option.is_priced:
        return None
    roles = joined([board.playbook.role_title(role) for role in option.unpriced])
    return f"The rate card has no rate for {roles} here in some weeks; they count as 0."


def _earliest(option: SourcingOption) -> date | None:
    return option.earliest


def _late(option: SourcingOption) -> str:
    return f"{counted(option.late_weeks, 'week')} late" if option.late_weeks else "in time"


def _said(board: Board, lines: Sequence[StaffingLine], option: SourcingOption, place: int) -> str:
    entry = _entry(board, lines, option)
    return entry[place] if entry else ""


def _entry(board: Board, lines: Sequence[StaffingLine], option: SourcingOption) -> tuple[str, str] | None:
    """Advice and handover risk of a way; the lines as they are take those of their only way, or of the mix."""
    ways = {line.sourcing for line in lines}
    if option.is_blended or (option.sourcing is None and len(ways) != 1):
        mix = board.playbook.mixes.get("blended")
        return (mix.advice, mix.handover_risk) if mix else None
    way = option.sourcing or next(iter(ways))
    entry = board.playbook.sourcing.get(way.value)
    return (entry.advice, entry.handover_risk) if entry else None
