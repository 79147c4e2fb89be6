"""The Approval tab: gates, what is missing for them, the decision, and what was decided (P3.2–P3.4)."""

from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QInputDialog,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mlplanner.domain.enums import ArtifactState
from mlplanner.domain.errors import PlannerError
from mlplanner.domain.lifecycle import Artifact, Gate
from mlplanner.engine.checks.uncertainty import doubts
from mlplanner.engine.gaps import gate_gaps
from mlplanner.engine.methodology import method_advice
from mlplanner.engine.results import Readiness
from mlplanner.gui.project.approval_columns import artifact_columns
from mlplanner.gui.project.approval_panel import ApprovalPanel
from mlplanner.gui.project.approval_parts import ApprovalParts
from mlplanner.gui.project.decision_log import DecisionLog
from mlplanner.gui.project.decisions import DecisionPanel
from mlplanner.gui.project.gate_terms import GateTerms
from mlplanner.gui.project.header import GATE_SIGNS, say_date
from mlplanner.gui.project.method_panel import MethodPanel
from mlplanner.gui.project.no_phases import NoPhases
from mlplanner.gui.project.noun_grid import NounGrid
from mlplanner.gui.project.sheet import label
from mlplanner.gui.project.tab import ProjectTab
from mlplanner.gui.room import FlowRow, Roomy
from mlplanner.gui.session import Session
from mlplanner.gui.uncertainty.simulator import Simulator
from mlplanner.operations.gates import attach_file, set_artifact_state, waive_artifact
from mlplanner.operations.operation import Operation
from mlplanner.operations.people import name_in_field
from mlplanner.reports.gaps import gap_said

MOST_GAPS = 6
"""More are counted; the list below has them all."""
_NO_ARTIFACTS = "This gate asks for nothing; type what it should see here."


class ApprovalTab(ProjectTab):
    """Left (or above) the gates, in the middle what the chosen gate wants, on the right the decision and its history."""

    depends_on: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._gate_id = 0
        self.gates = QListWidget(self)
        self.gates.setObjectName("gates")
        self.gates.setAccessibleName("Gates")
        self.gates.setWordWrap(True)
        self.gates.setMinimumWidth(150)
        self.gates.setSpacing(4)
        self.gates.currentItemChanged.connect(self._on_gate)
        self.artifacts = NounGrid(
            session,
            "artifacts",
            artifact_columns(session),
            empty=_NO_ARTIFACTS,
            only=lambda artifact: artifact.gate_id == self._gate_id,
            defaults=lambda: {"gate_id": self._gate_id},
        )
        self.missing = label("", "muted")
        self._terms: GateTerms | None = None
        self.method = MethodPanel(self)
        self.approval = ApprovalPanel(session, self)
        self.simulator = Simulator.of(session)
        self.simulator.found.connect(self._on_found)
        self.decision = DecisionPanel(session, self)
        self.log = DecisionLog(session, self)
        self._lay_out()
        self._add_menu()

    def refresh(self) -> None:
        """Show gates, artifacts and decisions of the current snapshot."""
        plan = self.session.plan(self.project_id)
        if not self.nothing.show_project(self.project_id):
            self._gate_id = 0
            return
        if self._gate_id not in [gate.id for gate in plan.gates]:
            chosen = plan.next_gate or plan.gates[-1]
            self._gate_id = chosen.id or 0
        self.approval.show_approval(self.session.figures(self.project_id).approval)
        self._show_seen()
        self._list_gates()
        self._show_gate()

    def _show_seen(self) -> None:
        """Simulated only where there is a date to compare with, and not told where it starts from what is implausible."""
        figures = self.session.figures(self.project_id)
        simulation = None
        if figures.approval is not None and figures.approval.seen_p80 is not None and not doubts(figures.findings):
            simulation = self.simulator.ask(self.project_id)
        self.approval.show_seen(figures.approval, simulation.delivery.p80 if simulation else None)

    def _on_found(self, project_id: int) -> None:
        if project_id == self.project_id and self.isVisible():
            self._show_seen()

    def go_to(self, noun: str, noun_id: int | None, field: str | None) -> bool:
        """Choose the gate of the finding, and its artifact or the decision."""
        self.refresh_if_stale()
        plan = self.session.plan(self.project_id)
        if not plan.gates:
            return False
        if noun == "artifacts":
            artifact = next((a for a in plan.artifacts if a.id == noun_id), None)
            self._choose(artifact.gate_id if artifact else self._gate_id)
            return self.artifacts.go_to(noun_id, field)
        if noun == "baselines":
            self.approval.setFocus()
            return True
        if noun == "conditions":
            return self._go_to_condition(noun_id)
        if noun == "gates" and noun_id is not None:
            self._choose(noun_id)
            if not (field and self._terms and self._terms.form.focus_field(field)):
                self.owner.setFocus()
            return True
        return super().go_to(noun, noun_id, field)

    def _go_to_condition(self, condition_id: int | None) -> bool:
        """The button that says a condition is met, below the decision that made it."""
        plan = self.session.plan(self.project_id)
        made = next((row.decision_id for row in plan.conditions if row.id == condition_id), None)
        gate_id = next((row.gate_id for row in plan.decisions if row.id == made), None)
        if gate_id is None:
            return False
        self._choose(gate_id)
        return self.log.focus_condition(condition_id)

    def _lay_out(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        self.heading = label("", "heading")
        self.owner = QPushButton()
        self.owner.setObjectName("gateOwner")
        self.owner.clicked.connect(self._on_owner)
        top = FlowRow(spacing=12)
        top.addWidget(self.heading)
        top.addWidget(self.owner)
        column.addWidget(self.approval)
        column.addLayout(top)
        column.addWidget(self.missing)
        column.addWidget(self.artifacts)
        column.addLayout(self._buttons())
        self._middle = column
        column.addStretch(1)
        right = QWidget()
        side = QVBoxLayout(right)
        side.setContentsMargins(14, 12, 14, 12)
        side.addWidget(self.decision)
        side.addSpacing(12)
        side.addWidget(self.log, 1)
        side.addWidget(label("Documents for the sponsor", "subheading"))
        side.addLayout(self._exports())
        # What speaks against a decision can be long: it scrolls, else it would make the window taller.
        beside = QScrollArea()
        beside.setObjectName("decisionSide")
        beside.setWidgetResizable(True)
        beside.setFrameShape(QFrame.Shape.NoFrame)
        beside.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        beside.setMinimumWidth(right.minimumSizeHint().width() + beside.verticalScrollBar().sizeHint().width())
        beside.setWidget(right)
        self.parts = ApprovalParts(self.gates, Roomy(middle), beside, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.nothing = NoPhases(self.session, self.parts, needs_gates=True)
        layout.addWidget(self.parts)
        layout.addWidget(self.nothing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow tab has the gates above."""
        super().resizeEvent(event)
        self.parts.arrange(self.width())

    def _buttons(self) -> FlowRow:
        row = FlowRow()
        actions = (
            ("accept", "Accept", lambda: self._set_state(ArtifactState.ACCEPTED)),
            ("submit", "Submit", lambda: self._set_state(ArtifactState.SUBMITTED)),
            ("waive", "Waive…", self._on_waive),
            ("attach", "Attach file…", self._on_attach),
        )
        for name, text, act in actions:
            button = QPushButton(text)
            button.setObjectName(name)
            button.clicked.connect(act)
            row.addWidget(button)
        return row

    def _exports(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for export, text in (("brief.pdf", "Brief…"), ("pack.pdf", "Approval pack…")):
            button = QPushButton(text)
            button.setObjectName(export)
            button.setToolTip("Export as PDF")
            button.clicked.connect(lambda _checked=False, name=export: self.export_requested.emit(name))
            row.addWidget(button)
        return row

    def _add_menu(self) -> None:
        for text, act in (("Waive…", self._on_waive), ("Attach file…", self._on_attach)):
            action = QAction(text, self)
            action.triggered.connect(act)
            self.artifacts.view.extra_actions.append(action)

    def _list_gates(self) -> None:
        figures = self.session.figures(self.project_id)
        self.gates.blockSignals(True)
        self.gates.clear()
        for number, (dates, ready) in enumerate(zip(figures.timeline.gates, figures.readiness, strict=True), start=1):
            sign, word = GATE_SIGNS[dates.state]
            text = f"{sign} G{number} {dates.name}\n{word}, {say_date(dates.date)}\n{ready.done} of {ready.total} ready"
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, dates.gate_id)
            self.gates.addItem(item)
            if dates.gate_id == self._gate_id:
                self.gates.setCurrentItem(item)
        self.gates.blockSignals(False)

    def _show_gate(self) -> None:
        plan = self.session.plan(self.project_id)
        gate = self._gate()
        ready = next(r for r in self.session.figures(self.project_id).readiness if r.gate_id == gate.id)
        self.heading.setText(gate.name)
        name = self.session.portfolio.person_name(gate.owner_id)
        self.owner.setText(f"Owner: {name}" if name else "Name the owner…")
        self.owner.setToolTip(f"Who decides this gate ({gate.owner_role})")
        self.missing.setText(self._missing_words(gate, ready))
        self._show_terms()
        self.artifacts.show_project(self.project_id)
        self.decision.show_gate(self.project_id, gate.id or 0)
        self.log.show_gate(plan, gate)

    def _missing_words(self, gate: Gate, ready: Readiness) -> str:
        """What is missing, who has it, since when."""
        portfolio, plan = self.session.portfolio, self.session.plan(self.project_id)
        gaps = gate_gaps(portfolio, plan, gate, self.session.today)
        head = f"{ready.done} of {ready.total} accepted or waived. " + ("Missing:" if gaps else "Nothing is missing.")
        lines = [f"○ {gap_said(gap)}" for gap in gaps[:MOST_GAPS]]
        more = [f"and {len(gaps) - MOST_GAPS} more in the list"] if len(gaps) > MOST_GAPS else []
        return "\n".join([head, *lines, *more])

    def _show_terms(self) -> None:
        """The form is made when a gate is known."""
        if self._terms is None:
            self._terms = GateTerms(self.session, self._gate)
            self._middle.insertWidget(self._middle.count() - 1, self._terms)
            self._middle.insertWidget(self._middle.count() - 1, self.method)
        self._terms.show_gate()
        plan = self.session.plan(self.project_id)
        self.method.show_advice(method_advice(self.session.portfolio, plan, self.session.playbook))

    def _gate(self) -> Gate:
        return next(gate for gate in self.session.plan(self.project_id).gates if gate.id == self._gate_id)

    def _choose(self, gate_id: int) -> None:
        self._gate_id = gate_id
        self.refresh()

    def _on_gate(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._gate_id = item.data(Qt.ItemDataRole.UserRole)
            self._show_gate()

    def _on_owner(self) -> None:
        names = sorted((person.name for person in self.session.portfolio.people.values()), key=str.casefold)
        dialog = QInputDialog(self)
        dialog.setWindowTitle("Owner of the gate")
        dialog.setLabelText(f"Who decides the {self._gate().name}?")
        dialog.setComboBoxItems(names)
        dialog.setComboBoxEditable(True)
        dialog.setTextValue(self.session.portfolio.person_name(self._gate().owner_id))
        dialog.textValueSelected.connect(self._name_owner)
        dialog.open()

    def _name_owner(self, name: str) -> None:
        self.session.run(name_in_field(Gate, self._gate_id, "owner_id", name))

    def _chosen(self) -> Artifact | None:
        current = self.artifacts.view.currentIndex()
        row = self.artifacts.model.row_at(current.row()) if current.isValid() else None
        if row is None:
            self.session.failed.emit("Choose an artifact in the list first.")
        return row

    def _run(self, make: Any) -> None:
        """Run an operation whose making may be refused too."""
        try:
            operation: Operation[Any] = make()
        except PlannerError as error:
            self.session.failed.emit(str(error))
            return
        self.session.run(operation)

    def _set_state(self, state: ArtifactState) -> None:
        artifact = self._chosen()
        if artifact is not None:
            self._run(lambda: set_artifact_state(artifact, state, self.session.today))

    def _on_waive(self) -> None:
        artifact = self._chosen()
        if artifact is None:
            return
        owner = self.session.portfolio.person_name(self._gate().owner_id)
        dialog = QInputDialog(self)
        dialog.setObjectName("waiveDialog")
        dialog.setWindowTitle(f"Waive {artifact.name}")
        dialog.setLabelText(f"Why is it not needed? The waiver is in the name of {owner or 'the gate’s owner'}.")
        dialog.textValueSelected.connect(
            lambda reason: self._run(lambda: waive_artifact(artifact, self._gate().owner_id, reason))
        )
        dialog.open()

    def _on_attach(self) -> None:
        artifact = self._chosen()
        if artifact is None:
            return
        dialog = QFileDialog(self, f"File for {artifact.name}")
        dialog.setObjectName("attachDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self._run(lambda: attach_file(artifact, Path(path))))
        dialog.open()
