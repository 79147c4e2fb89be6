"""Pause by the model risk owner: its record, how it is lifted, and a new one (P2.8)."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from mlplanner.domain.errors import PlannerError
from mlplanner.domain.governance import Pause
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.gui.project.header import say_date
from mlplanner.gui.project.sheet import label
from mlplanner.gui.session import Session
from mlplanner.operations.operation import Operation
from mlplanner.operations.pauses import lift_pause, pause_project


class PausePanel(QWidget):
    """The record of all pauses, and the one thing that can be done next: pause, or lift the pause."""

    def __init__(self, session: Session, plan: Callable[[], ProjectPlan]) -> None:
        super().__init__()
        self._session = session
        self._plan = plan
        self.record = label("", "muted")
        self.record.setObjectName("pauseRecord")
        self.record.setAccessibleName("Record of pauses")
        self.reason = self._line("pauseReason", "Why the project has to stop")
        self.lifts = self._line("pauseLiftsWhen", "What lifts the pause")
        self.note = self._line("pauseNote", "How it was mended")
        self.pause = self._button("pauseProject", self._on_pause)
        self.lift = self._button("liftPause", self._on_lift)
        self.problem = label("", "error")
        self.problem.setObjectName("pauseProblem")
        self.problem.hide()
        row = QHBoxLayout()
        for line in (self.reason, self.lifts, self.note):
            row.addWidget(line, 1)
        row.addWidget(self.pause)
        row.addWidget(self.lift)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.record)
        layout.addLayout(row)
        layout.addWidget(self.problem)

    def refresh(self) -> None:
        """Show the pauses of the current snapshot."""
        plan = self._plan()
        governance = self._session.figures(plan.id).governance
        said = [self._said(pause) for pause in plan.pauses]
        self.record.setText("\n\n".join(said) or "The project was never paused.")
        owner = self._session.portfolio.person_name(governance.model_risk_owner_id)
        self.pause.setText(f"Pause as {owner}" if owner else "Pause")
        self.lift.setText(f"Lift as {owner}" if owner else "Lift")
        is_paused = governance.pause is not None
        for widget in (self.note, self.lift):
            widget.setVisible(is_paused)
        for widget in (self.reason, self.lifts, self.pause):
            widget.setVisible(not is_paused)

    def focus(self) -> bool:
        """Put the cursor where the next step is written."""
        (self.reason if self.reason.isVisibleTo(self) else self.note).setFocus()
        return True

    def _said(self, pause: Pause) -> str:
        name = self._session.portfolio.person_name
        said = (
            f"{name(pause.paused_by_id)} paused the project on {say_date(pause.paused_on)}. {pause.reason}\n"
            f"What lifts it: {pause.lifts_when}"
        )
        if pause.lifted_on is None:
            return f"■ In force. {said}"
        return f"{said}\nLifted on {say_date(pause.lifted_on)} by {name(pause.lifted_by_id)}: {pause.lifted_note}"

    def _on_pause(self) -> None:
        plan, day = self._plan(), self._session.today
        owner_id = self._session.figures(plan.id).governance.model_risk_owner_id
        self._run(lambda: pause_project(plan, owner_id, self.reason.text(), self.lifts.text(), day))

    def _on_lift(self) -> None:
        plan = self._plan()
        governance = self._session.figures(plan.id).governance
        pause = governance.pause
        if pause is not None:
            note, day = self.note.text(), self._session.today
            self._run(lambda: lift_pause(pause, governance.model_risk_owner_id, note, day))

    def _run(self, make: Callable[[], Operation[Any]]) -> None:
        try:
            self._session.workspace.run(make())
        except PlannerError as error:
            self.problem.setText(str(error))
            self.problem.show()
            return
        self.problem.hide()
        for line in (self.reason, self.lifts, self.note):
            line.clear()

    def _line(self, name: str, hint: str) -> QLineEdit:
        line = QLineEdit()
        line.setObjectName(name)
        line.setAccessibleName(hint)
        line.setPlaceholderText(hint)
        return line

    def _button(self, name: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton()
        button.setObjectName(name)
        button.clicked.connect(act)
        return button
