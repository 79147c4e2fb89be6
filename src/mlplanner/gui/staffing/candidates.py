"""Who could do the selected line: people with what they have left, and what to do about it (P4.5, P4.9)."""

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QSpinBox, QToolButton, QWidget

from mlplanner.domain.staffing import StaffingLine
from mlplanner.engine.candidates import Candidate, candidates, free_part
from mlplanner.gui.session import Session
from mlplanner.gui.staffing.board import Board
from mlplanner.gui.tables.columns import Column, Shade
from mlplanner.gui.tables.edits import Rows
from mlplanner.gui.tables.kinds import Kind
from mlplanner.gui.tables.model import RecordModel
from mlplanner.gui.tables.view import GridView
from mlplanner.operations.assigning import add_successor, assign_line, assign_part, replace_from

_NONE = "Select a line that is staffed in some week; people of its role, or with a skill of that name, are listed here."


class CandidatesPanel(QWidget):
    """People for the selected line, best first."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._board: Board | None = None
        self._line: StaffingLine | None = None
        self.week, self.overlap = QSpinBox(), QSpinBox()
        self.buttons: dict[str, QToolButton] = {}
        self._model: RecordModel[Candidate] = RecordModel(session, (), Rows(key=lambda each: each.person_id), self)
        self._model.is_read_only = True
        self.view = GridView(self._model, name="candidates", title="Who could do it")
        self.view.empty_text = _NONE
        self._build()

    def _build(self) -> None:
        ways = QGridLayout()
        ways.setVerticalSpacing(4)
        ways.addWidget(self._button("assign_all", "Assign", self._assign), 0, 0, 1, 2)
        ways.addWidget(self._button("assign_free", "Assign what is free", self._assign_free), 1, 0, 1, 2)
        ways.addWidget(self._button("take_over", "Take over from", self._take_over), 2, 0)
        ways.addWidget(_spin(self.week, "take_over_week", "Week of the takeover", "W", ""), 2, 1)
        ways.addWidget(self._button("add_successor", "Add successor", self._add_successor), 3, 0)
        ways.addWidget(_spin(self.overlap, "overlap_weeks", "Weeks of overlap", "", " weeks"), 3, 1)
        ways.setRowStretch(4, 1)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(10)
        layout.addWidget(self.view, 1)
        layout.addLayout(ways)

    def _button(self, name: str, title: str, act: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setText(title)
        button.setProperty("outlined", True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda _=False: act())
        self.buttons[name] = button
        return button

    def show_board(self, board: Board, line: StaffingLine | None) -> None:
        """The current snapshot, with the line selected in the grid."""
        self._board, self._line = board, line
        asked = line if line is not None and line.weekly else None
        found = candidates(board.portfolio, board.plan, asked, board.playbook, self._session.today) if asked else ()
        self._model.show(found, candidate_columns(board))
        if asked:
            weeks = sorted(asked.weekly)
            self.week.setRange(weeks[0], weeks[-1])
            self.week.setValue(weeks[len(weeks) // 2])
            figure = board.playbook.figures["overlap_weeks"]
            self.overlap.setRange(1, max(int(figure.high or figure.value), len(weeks)))
            self.overlap.setValue(int(figure.value))
        self._enable()

    def _chosen(self) -> Candidate | None:
        chosen = self.view.selected
        return self._model.row_at(chosen.rows[0]) if chosen else None

    def _enable(self) -> None:
        line, chosen = self._line, self._chosen()
        can = line is not None and bool(line.weekly) and not self._session.workspace.is_read_only
        is_other = can and chosen is not None and line is not None and line.person_id != chosen.person_id
        self.buttons["assign_all"].setEnabled(is_other)
        self.buttons["assign_free"].setEnabled(is_other and chosen is not None and 0 < chosen.share < 1)
        several = line is not None and len(line.weekly) > 1
        for widget in (self.buttons["take_over"], self.week):
            widget.setEnabled(is_other and several)
        external = line is not None and line.sourcing.is_external and line.successor_id is None
        for widget in (self.buttons["add_successor"], self.overlap):
            widget.setEnabled(can and external)

    def _assign(self) -> None:
        if self._line and (chosen := self._chosen()):
            self._session.run(assign_line(self._line, chosen.person_id))

    def _assign_free(self) -> None:
        if self._line and (chosen := self._chosen()):
            self._session.run(assign_part(self._line, chosen.person_id, free_part(self._line, chosen)))

    def _take_over(self) -> None:
        if self._line and (chosen := self._chosen()):
            self._session.run(replace_from(self._line, self.week.value(), chosen.person_id))

    def _add_successor(self) -> None:
        line, chosen = self._line, self._chosen()
        if line is not None:
            fte = line.weekly[max(line.weekly)]
            person = chosen.person_id if chosen and chosen.person_id != line.person_id else None
            self._session.run(add_successor(line, self.overlap.value(), fte, person))


def candidate_columns(board: Board) -> tuple[Column[Candidate], ...]:
    """Who, as what, and how much of the line they could take."""

    def least(each: Candidate) -> Decimal:
        return min(each.free.values())

    return (
        Column(id="name", title="Person", read=lambda each: each.name, width=19, shade=_shade),
        Column(
            id="share",
            title="Could take",
            tooltip="Share of the line's FTE-weeks for which the person has capacity left",
            read=lambda each: each.share,
            kind=Kind.PERCENT,
            decimals=0,
            width=11,
        ),
        Column(id="covered", title="FTE-weeks", read=lambda each: each.covered, kind=Kind.NUMBER, decimals=1, width=11),
        Column(
            id="least",
            title="Least free",
            tooltip="FTE left in the tightest week of the line",
            read=least,
            kind=Kind.NUMBER,
            decimals=2,
            width=11,
        ),
        Column(id="role", title="Main role", read=lambda each: board.playbook.role_title(each.role), width=24),
        Column(id="skill", title="Fits by", read=lambda each: "role" if each.is_of_role else "skill", width=9),
    )


def _shade(candidate: Candidate) -> Shade:
    return Shade.STRONG if candidate.is_enough else Shade.PLAIN


def _spin(spin: QSpinBox, name: str, says: str, prefix: str, suffix: str) -> QSpinBox:
    spin.setObjectName(name)
    spin.setAccessibleName(says)
    spin.setPrefix(prefix)
    spin.setSuffix(suffix)
    return spin
