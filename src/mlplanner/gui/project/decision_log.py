"""What was decided at a gate, newest first, with its conditions; decisions are only ever added (P3.4)."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from mlplanner.domain.enums import GateState
from mlplanner.domain.lifecycle import Condition, Decision, Gate
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.gui.project.header import GATE_SIGNS, say_date
from mlplanner.gui.project.sheet import label
from mlplanner.gui.session import Session
from mlplanner.operations.fields import set_fields


class DecisionLog(QWidget):
    """Cards, one a decision."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(label("Decisions so far", "subheading"))
        layout.addWidget(self._area)

    def show_gate(self, plan: ProjectPlan, gate: Gate) -> None:
        """Show the decisions of a gate and the documents made for it."""
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        decisions = list(reversed(plan.decisions_of(gate)))
        for number, decision in enumerate(decisions):
            column.addWidget(self._card(plan, decision, is_superseded=number > 0))
        if not decisions:
            column.addWidget(label("Nothing was decided at this gate yet.", "muted"))
        made = [pack for pack in plan.packs if pack.gate_key in ("", gate.key)]
        for pack in reversed(made):
            text = f"{pack.kind} version {pack.number}, {say_date(pack.made_on)}, plan {pack.fingerprint[:16].upper()}"
            column.addWidget(label(text, "small"))
        column.addStretch(1)
        self._area.setWidget(content)

    def focus_condition(self, condition_id: int | None) -> bool:
        """Put the cursor on the button of a condition of the gate shown; False when it is not among them."""
        button = self.findChild(QPushButton, f"met_{condition_id}")
        if button is None:
            return False
        self._area.ensureWidgetVisible(button)
        button.setFocus()
        return True

    def _card(self, plan: ProjectPlan, decision: Decision, *, is_superseded: bool) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(3)
        sign, word = GATE_SIGNS[GateState(decision.outcome)]
        who = self._session.portfolio.person_name(decision.decided_by_id)
        tail = "  (superseded)" if is_superseded else ""
        column.addWidget(label(f"{sign} {word.capitalize()}{tail}", "subheading"))
        column.addWidget(label(f"{who}, {say_date(decision.decided_on)}", "small"))
        column.addWidget(_wrapped(decision.reason))
        if decision.waived:
            column.addWidget(_wrapped(f"Waived: {decision.waived}"))
        for condition in plan.conditions:
            if condition.decision_id == decision.id:
                column.addWidget(self._condition(condition))
        return card

    def _condition(self, condition: Condition) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        owner = self._session.portfolio.person_name(condition.owner_id)
        met = f"● met on {say_date(condition.met_on)}" if condition.met_on else f"○ due {say_date(condition.due)}"
        row.addWidget(_wrapped(f"{met}: {condition.text} ({owner})"), 1)
        button = QPushButton("Reopen" if condition.met_on else "Mark as met")
        button.setObjectName(f"met_{condition.id}")
        button.clicked.connect(lambda: self._toggle(condition))
        row.addWidget(button)
        return box

    def _toggle(self, condition: Condition) -> None:
        day = None if condition.met_on else self._session.today
        self._session.run(set_fields(Condition, condition.id or 0, met_on=day))


def _wrapped(text: str) -> QWidget:
    made = label(text, "")
    made.setWordWrap(True)
    return made
