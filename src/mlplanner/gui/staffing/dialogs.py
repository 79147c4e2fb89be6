"""Dialogs of the Staffing tab: staff weeks by phase or from–to, split a line. They stay open until it worked."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from mlplanner.domain.errors import BadInput
from mlplanner.domain.staffing import FTE_STEP, StaffingLine
from mlplanner.domain.weeks import plain
from mlplanner.gui.session import Session
from mlplanner.gui.staffing.board import Board
from mlplanner.gui.tables.kinds import read_number
from mlplanner.operations.operation import Operation
from mlplanner.operations.staffing import split_fte, split_weeks, staff_lines
from mlplanner.reports.formats import counted


class _AskingDialog(QDialog):
    """OK runs an operation; a refusal is said in the dialog and nothing was changed."""

    def __init__(self, session: Session, parent: QWidget, title: str, name: str) -> None:
        super().__init__(parent)
        self._session = session
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.problem = QLabel()
        self.problem.setProperty("kind", "error")
        self.problem.setWordWrap(True)
        self.problem.setObjectName("problem")
        session.failed.connect(self.problem.setText)
        self.body = QVBoxLayout()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(self.body)
        layout.addWidget(self.problem)
        layout.addWidget(buttons)

    def operation(self) -> Operation[object]:
        """What OK does; BadInput when what was typed does not fit."""
        raise AssertionError(f"{type(self).__name__} does not say what it does")

    def accept(self) -> None:
        """Run it; close only when it worked."""
        self.problem.clear()
        try:
            done = self._session.run(self.operation()) is not None
        except BadInput as error:
            self.problem.setText(str(error))
            return
        if done:
            super().accept()


class StaffWeeksDialog(_AskingDialog):
    """FTE for some phases, or from one week to another, for all selected lines."""

    def __init__(self, session: Session, board: Board, lines: Sequence[StaffingLine], parent: QWidget) -> None:
        super().__init__(session, parent, "Staff weeks", "staff_weeks_dialog")
        self._lines = tuple(lines)
        self._board = board
        self._fte = QLineEdit(_common_fte(lines))
        self._by_phase = QRadioButton("By phase")
        self._by_weeks = QRadioButton("From week")
        self._first, self._last = QSpinBox(), QSpinBox()
        self._parts: list[tuple[QCheckBox, range]] = []
        self._build()

    def _build(self) -> None:
        names = ", ".join(self._board.name(line) for line in self._lines[:3])
        more = f" and {len(self._lines) - 3} more" if len(self._lines) > 3 else ""
        about = QLabel(f"{names}{more}. The weeks chosen replace what is staffed now.")
        about.setWordWrap(True)
        about.setProperty("kind", "muted")
        self.body.addWidget(about)
        grid = QGridLayout()
        label = QLabel("FT&E in each week")
        label.setBuddy(self._fte)
        grid.addWidget(label, 0, 0)
        grid.addWidget(self._fte, 0, 1)
        grid.addWidget(self._by_phase, 1, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(self._phase_boxes(), 1, 1)
        grid.addWidget(self._by_weeks, 2, 0)
        grid.addLayout(self._week_boxes(), 2, 1)
        self.body.addLayout(grid)
        self._fte.setObjectName("fte")
        self._by_phase.setObjectName("by_phase")
        self._by_weeks.setObjectName("by_weeks")
        self._by_phase.setChecked(True)
        self._by_phase.toggled.connect(self._show_choice)
        self._show_choice()
        self._fte.setFocus()

    def _phase_boxes(self) -> QVBoxLayout:
        line, box = self._board.timeline, QVBoxLayout()
        spans = [(phase.name, range(phase.first_week, phase.last_week + 1), phase.key) for phase in line.phases]
        if line.headroom_weeks:
            spans.append(("Handover headroom", range(line.delivery_weeks + 1, line.total_weeks + 1), "headroom"))
        for name, weeks, key in spans:
            check = QCheckBox(f"{name}  (W{weeks[0]}–W{weeks[-1]}, {counted(len(weeks), 'week')})")
            check.setObjectName(f"phase_{key}")
            check.setChecked(key != "headroom")
            box.addWidget(check)
            self._parts.append((check, weeks))
        return box

    def _week_boxes(self) -> QHBoxLayout:
        box = QHBoxLayout()
        for spin, name, value in (
            (self._first, "first_week", 1),
            (self._last, "last_week", self._board.timeline.delivery_weeks),
        ):
            spin.setObjectName(name)
            spin.setRange(1, self._board.timeline.total_weeks)
            spin.setPrefix("W")
            spin.setValue(value)
            spin.setAccessibleName("First week" if spin is self._first else "Last week")
            box.addWidget(spin)
            if spin is self._first:
                box.addWidget(QLabel("to"))
        box.addStretch(1)
        return box

    def _show_choice(self) -> None:
        by_phase = self._by_phase.isChecked()
        for check, _ in self._parts:
            check.setEnabled(by_phase)
        for spin in (self._first, self._last):
            spin.setEnabled(not by_phase)

    def operation(self) -> Operation[object]:
        """Staff the lines in these weeks."""
        fte, weeks = _read_fte(self._fte.text()), self._weeks()
        made: Operation[int] = staff_lines([line.id or 0 for line in self._lines], weeks, fte)
        return Operation(made.label, made.apply)

    def _weeks(self) -> list[int]:
        if self._by_phase.isChecked():
            weeks = [week for check, part in self._parts if check.isChecked() for week in part]
            if not weeks:
                raise BadInput("Choose at least one phase.")
            return weeks
        if self._last.value() < self._first.value():
            raise BadInput(f"The last week (W{self._last.value()}) lies before the first (W{self._first.value()}).")
        return list(range(self._first.value(), self._last.value() + 1))


class SplitDialog(_AskingDialog):
    """Share a line's FTE with a second line, or let a second line take over from a week on."""

    def __init__(self, session: Session, board: Board, line: StaffingLine, parent: QWidget) -> None:
        super().__init__(session, parent, "Split line", "split_dialog")
        self._line = line
        most = max(line.weekly.values(), default=FTE_STEP)
        half = (most / 2 / FTE_STEP).to_integral_value() * FTE_STEP
        self._share = QRadioButton("Share the FTE: this line keeps")
        self._take_over = QRadioButton("A second line takes over from")
        self._kept = QLineEdit(plain(half))
        self._week = QSpinBox()
        about = QLabel(f"{board.name(line)}, at most {plain(most)} FTE a week. The sum of both lines stays the same.")
        about.setWordWrap(True)
        about.setProperty("kind", "muted")
        self.body.addWidget(about)
        weeks = sorted(line.weekly) or [1]
        self._week.setRange(weeks[0], weeks[-1])
        self._week.setValue(weeks[len(weeks) // 2])
        self._week.setPrefix("W")
        grid = QGridLayout()
        names = ("share", "take_over", "kept", "week")
        for widget, name in zip((self._share, self._take_over, self._kept, self._week), names, strict=True):
            widget.setObjectName(name)
        self._kept.setAccessibleName("FTE that stays")
        self._week.setAccessibleName("Week of the takeover")
        for row, (button, field) in enumerate(((self._share, self._kept), (self._take_over, self._week))):
            grid.addWidget(button, row, 0)
            grid.addWidget(field, row, 1)
            button.toggled.connect(field.setEnabled)
            field.setEnabled(False)
        self._share.setChecked(True)
        self.body.addLayout(grid)

    def operation(self) -> Operation[object]:
        """Split by FTE or by week."""
        if self._share.isChecked():
            made = split_fte(self._line, _read_fte(self._kept.text()))
        else:
            made = split_weeks(self._line, self._week.value())
        return Operation(made.label, made.apply)


def _read_fte(text: str) -> Decimal:
    try:
        fte = read_number(text)
    except BadInput as error:
        raise BadInput(f"FTE {error}.") from None
    if fte is None:
        raise BadInput("Type the FTE, for example 0.5.")
    return fte


def _common_fte(lines: Sequence[StaffingLine]) -> str:
    """What to begin with: the FTE that the lines have most."""
    known = [fte for line in lines for fte in line.weekly.values()]
    return plain(max(set(known), key=known.count)) if known else ""
