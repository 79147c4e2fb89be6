"""The decision panel of a gate: what the owner wants, and at once what speaks against it (P3.4)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mlplanner.domain.enums import GateOutcome
from mlplanner.domain.errors import BadInput, PlannerError
from mlplanner.domain.lifecycle import Decision, Gate
from mlplanner.engine.gates import decision_refusals
from mlplanner.gui.forms.days import DayEdit
from mlplanner.gui.project.sheet import label
from mlplanner.gui.session import Session
from mlplanner.operations.gates import NewCondition, decide_gate
from mlplanner.operations.operation import Operation

OUTCOMES: tuple[tuple[GateOutcome, str], ...] = (
    (GateOutcome.GO, "Go"),
    (GateOutcome.GO_WITH_CONDITIONS, "Go, with conditions"),
    (GateOutcome.HOLD, "Hold"),
    (GateOutcome.DEFER, "Defer"),
    (GateOutcome.NO_GO, "No go"),
    (GateOutcome.WITHDRAW, "Withdraw the project"),
)
MOST_REFUSALS = 4
"""More are counted; the list of artifacts beside the panel shows them all."""


class ConditionRow(QWidget):
    """One condition: text, owner, due."""

    edited = Signal()
    removed = Signal(object)

    def __init__(self, people: Mapping[int, str], due: date) -> None:
        super().__init__()
        self.text = QLineEdit()
        self.text.setObjectName("conditionText")
        self.text.setPlaceholderText("What has to be done")
        self.text.setAccessibleName("Condition")
        self.owner = QComboBox()
        self.owner.setObjectName("conditionOwner")
        self.owner.setAccessibleName("Owner of the condition")
        self.owner.addItem("Owner …", None)
        for key, name in sorted(people.items(), key=lambda item: item[1].casefold()):
            self.owner.addItem(name, key)
        self.due = DayEdit(due)
        self.due.setAccessibleName("Due")
        remove = QPushButton("Remove")
        remove.clicked.connect(self._on_remove)
        below = QHBoxLayout()
        for widget in (self.owner, self.due, remove):
            below.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 6)
        layout.addWidget(self.text)
        layout.addLayout(below)
        self.text.textChanged.connect(self.edited)
        self.owner.currentIndexChanged.connect(self.edited)
        self.due.textChanged.connect(self.edited)

    def parts(self) -> tuple[str, int | None, date]:
        """Text, owner's id, due day."""
        return self.text.text().strip(), self.owner.currentData(), self.due.day()

    def _on_remove(self) -> None:
        self.removed.emit(self)


class DecisionPanel(QWidget):
    """Decide one gate. The Decide button stays off while something speaks against it, and the panel says what."""

    decided = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._project_id = self._gate_id = 0
        self.run: Callable[[Operation[Decision]], object] | None = None
        """What becomes of the decision, where it is not just run; the dialog on a returned pack records its evidence with it."""
        self.heading = label("", "subheading")
        self.heading.setWordWrap(True)
        self.outcome = QComboBox()
        self.outcome.setObjectName("outcome")
        self.outcome.setAccessibleName("Decision")
        for value, text in OUTCOMES:
            self.outcome.addItem(text, value)
        self.day = DayEdit(session.today)
        self.day.setAccessibleName("Decided on")
        self.reason = QPlainTextEdit()
        self.reason.setObjectName("reason")
        self.reason.setAccessibleName("Reason of the decision")
        self.reason.setPlaceholderText("Why: one or two sentences that stay readable in a year")
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(72)
        self.rows: list[ConditionRow] = []
        self._conditions = QVBoxLayout()
        self.add_condition = QPushButton("Add condition")
        self.add_condition.setObjectName("addCondition")
        self.add_condition.setAutoDefault(False)
        self.refusals = label("", "error")
        self.refusals.setObjectName("refusals")
        self.decide = QPushButton("Decide")
        self.decide.setObjectName("decide")
        self.decide.setDefault(True)
        self._lay_out()
        self.outcome.currentIndexChanged.connect(self.show_refusals)
        self.day.textChanged.connect(self.show_refusals)
        self.reason.textChanged.connect(self.show_refusals)
        self.add_condition.clicked.connect(self._on_add_condition)
        self.decide.clicked.connect(self._on_decide)

    def show_gate(self, project_id: int, gate_id: int) -> None:
        """Show another gate; what was typed for the last one is cleared."""
        if (project_id, gate_id) != (self._project_id, self._gate_id):
            self._project_id, self._gate_id = project_id, gate_id
            self.reason.clear()
            for row in list(self.rows):
                self._drop(row)
        gate = self._gate()
        name = self._session.portfolio.person_name(gate.owner_id)
        self.heading.setText(f"{gate.name}: decided by {name or f'the {gate.owner_role}, not named yet'}")
        self.show_refusals()

    def propose(self, outcome: GateOutcome, reason: str, condition: str) -> None:
        """Fill in what somebody proposes; the gate's owner looks at it and decides."""
        self.outcome.setCurrentIndex(self.outcome.findData(outcome))
        self.reason.setPlainText(reason)
        if outcome == GateOutcome.GO_WITH_CONDITIONS:
            self._on_add_condition()
            self.rows[-1].text.setText(" ".join(condition.split()))
        self.show_refusals()

    def show_refusals(self, *_: Any) -> None:
        """Say what speaks against the decision as it is filled in."""
        if not self._gate_id:
            return
        plan = self._session.plan(self._project_id)
        gate = self._gate()
        ready = next(r for r in self._session.figures(self._project_id).readiness if r.gate_id == gate.id)
        with_conditions = self._outcome() == GateOutcome.GO_WITH_CONDITIONS
        self.add_condition.setVisible(with_conditions)
        for row in self.rows:
            row.setVisible(with_conditions)
        try:
            found = decision_refusals(
                plan,
                gate,
                outcome=self._outcome(),
                waived_artifact_ids=frozenset(),
                decided_by_id=gate.owner_id,
                decided_on=self.day.day(),
                reason=self.reason.toPlainText(),
                conditions=self._parts(),
                readiness=ready,
                today=self._session.today,
            )
        except BadInput as error:
            found = (str(error),)
        lines = [f"■ {sentence}" for sentence in found[:MOST_REFUSALS]]
        lines += [f"and {len(found) - MOST_REFUSALS} more"] if len(found) > MOST_REFUSALS else []
        self.refusals.setText("\n".join(lines))
        self.refusals.setToolTip("\n".join(found))
        self.refusals.setVisible(bool(found))
        self.decide.setEnabled(not found)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        row = QHBoxLayout()
        row.addWidget(self.outcome, 1)
        row.addWidget(self.day)
        layout.addWidget(self.heading)
        layout.addLayout(row)
        layout.addWidget(self.reason)
        layout.addLayout(self._conditions)
        layout.addWidget(self.add_condition)
        layout.addWidget(self.refusals)
        layout.addWidget(self.decide)

    def _gate(self) -> Gate:
        plan = self._session.plan(self._project_id)
        return next(gate for gate in plan.gates if gate.id == self._gate_id)

    def _outcome(self) -> GateOutcome:
        return GateOutcome(self.outcome.currentData())

    def _parts(self) -> tuple[tuple[str, int | None, date], ...]:
        return tuple(row.parts() for row in self.rows) if self._outcome() == GateOutcome.GO_WITH_CONDITIONS else ()

    def _on_add_condition(self) -> None:
        people = {key: person.name for key, person in self._session.portfolio.people.items()}
        row = ConditionRow(people, self._session.today)
        row.edited.connect(self.show_refusals)
        row.removed.connect(self._drop)
        self.rows.append(row)
        self._conditions.addWidget(row)
        row.text.setFocus()
        self.show_refusals()

    def _drop(self, row: ConditionRow) -> None:
        self.rows.remove(row)
        row.hide()
        row.deleteLater()
        self.show_refusals()

    def _on_decide(self) -> None:
        gate = self._gate()
        conditions = [NewCondition(text, owner, due) for text, owner, due in self._parts() if owner is not None]
        try:
            decision = decide_gate(
                self._session.plan(self._project_id),
                gate,
                self._session.figures(self._project_id),
                outcome=self._outcome(),
                decided_by_id=gate.owner_id,
                decided_on=self.day.day(),
                reason=self.reason.toPlainText(),
                conditions=conditions,
            )
            run = self.run or self._session.workspace.run
            run(decision)
        except PlannerError as error:
            self._session.failed.emit(str(error))
            return
        self.reason.clear()
        for row in list(self.rows):
            self._drop(row)
        self.decided.emit()
