"""The head of the project page: what it is, where it stands, what it asks for."""

from datetime import date
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mlplanner.domain.enums import GateState, Severity
from mlplanner.domain.money import format_amount
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.engine.results import Figures
from mlplanner.gui.room import FlowRow
from mlplanner.gui.screen import ProjectScreen
from mlplanner.gui.session import Session
from mlplanner.gui.shortened import ShortenedLabel

GATE_SIGNS: dict[GateState, tuple[str, str]] = {
    GateState.OPEN: ("◇", "open"),
    GateState.GO: ("◆", "go"),
    GateState.GO_WITH_CONDITIONS: ("◈", "go, with conditions"),
    GateState.HOLD: ("■", "on hold"),
    GateState.DEFER: ("▷", "deferred"),
    GateState.NO_GO: ("✕", "no go"),
    GateState.WITHDRAW: ("⊘", "withdrawn"),
}


def say_date(day: date) -> str:
    """`27 Feb 2026`, in any locale."""
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{day.day} {months[day.month - 1]} {day.year}"


class _Fact(QWidget):
    """A small label above a value."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.value = QLabel(self)
        self.value.setProperty("kind", "subheading")
        self.value.setAccessibleName(title)
        label = QLabel(title, self)
        label.setProperty("kind", "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(label)
        layout.addWidget(self.value)


class ProjectHeader(ProjectScreen):
    """Name, owner, stage, readiness, ask, dates and the number of warnings."""

    depends_on: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._name = ShortenedLabel(self)
        self._name.setObjectName("project_name")
        self._name.setProperty("kind", "title")
        self._line = ShortenedLabel(self)
        self._line.setProperty("kind", "muted")
        self.pause = ShortenedLabel(self)
        self.pause.setObjectName("pausedSince")
        self.pause.setProperty("kind", "error")
        self._gates = QLabel(self)
        self._gates.setAccessibleName("Gates")
        titles = ("Next gate", "Ready", "Ask", "Value a year", "Delivery", "Handed over", "Approval", "Checks")
        self._facts = {title: _Fact(title, self) for title in titles}
        top = QHBoxLayout()
        top.addWidget(self._name, 1)
        top.addWidget(self._gates, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        facts = FlowRow(spacing=16)
        for fact in self._facts.values():
            facts.addWidget(fact)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 10)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._line)
        layout.addWidget(self.pause)
        layout.addSpacing(8)
        layout.addLayout(facts)

    def refresh(self) -> None:
        """Show the project of the current snapshot."""
        plan = self.session.plan(self.project_id)
        figures = self.session.figures(self.project_id)
        project = plan.project
        self._name.setText(project.name)
        owner = self.session.portfolio.person_name(project.owner_id) or "no accountable owner yet"
        parts = [project.ref, owner, project.business_unit, project.commitment]
        tier = figures.governance.risk.title
        parts += [f"{tier} risk"] if tier else []
        parts += ["sample data"] if project.is_sample else []
        self._line.setText("  ·  ".join(filter(None, parts)))
        pause = figures.governance.pause
        self.pause.setVisible(pause is not None)
        if pause is not None:
            who = self.session.portfolio.person_name(pause.paused_by_id)
            self.pause.setText(f"‖ Paused since {say_date(pause.paused_on)} by {who}: {pause.reason}")
        self._gates.setText("   ".join(_gate_words(figures)))
        for title, text in self._texts(plan, figures).items():
            self._facts[title].value.setText(text)

    def _texts(self, plan: ProjectPlan, figures: Figures) -> dict[str, str]:
        gate = plan.next_gate
        dates = next((g for g in figures.timeline.gates if gate is not None and g.gate_id == gate.id), None)
        ready = next((r for r in figures.readiness if gate is not None and r.gate_id == gate.id), None)
        currency = self.session.portfolio.settings.currency
        must = sum(f.severity == Severity.MUST for f in figures.findings)
        return {
            "Next gate": f"{gate.name}, {say_date(dates.date)}" if gate and dates else _no_gate_words(plan),
            "Ready": f"{ready.done} of {ready.total}" if ready else "–",
            "Ask": f"{currency} {format_amount(figures.costs.ask)}",
            "Value a year": f"{currency} {format_amount(figures.value.benefit_year)}",
            "Delivery": say_date(figures.timeline.delivery),
            "Handed over": say_date(figures.timeline.handed_over),
            "Approval": approval_words(figures),
            "Checks": f"{must} must, {len(figures.findings) - must} other" if figures.findings else "none open",
        }


def _no_gate_words(plan: ProjectPlan) -> str:
    return "all gates passed" if plan.gates else "no gates"


def approval_words(figures: Figures) -> str:
    """`as approved on 6 Feb 2026`, `▲ stale, 3 changes`, `none yet`."""
    approval = figures.approval
    if approval is None:
        return "none yet"
    if not approval.is_stale:
        return f"of {say_date(approval.decided_on)}"
    count = len(approval.changes)
    return f"▲ stale, {count} change{'s' * (count != 1)}"


def _gate_words(figures: Figures) -> list[str]:
    return [
        f"{GATE_SIGNS[dates.state][0]} G{number} {GATE_SIGNS[dates.state][1]}"
        for number, dates in enumerate(figures.timeline.gates, start=1)
    ]
