"""The Timeline tab: phases, inserted work and gates on the calendar, and the chosen phase's details (P3.1, P3.2, P3.7)."""

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mlplanner.domain.lifecycle import Gate, InsertedWork, Phase
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.validation import validated
from mlplanner.gui.forms.form import Form
from mlplanner.gui.forms.kinds import FieldKind, FieldSpec
from mlplanner.gui.project.gate_part import GatePart
from mlplanner.gui.project.no_phases import NoPhases
from mlplanner.gui.project.noun_grid import NounGrid
from mlplanner.gui.project.sheet import label
from mlplanner.gui.project.tab import ProjectTab
from mlplanner.gui.session import Session
from mlplanner.gui.tables.columns import Column, field_column
from mlplanner.gui.tables.edits import Rows
from mlplanner.gui.tables.kinds import Kind
from mlplanner.gui.timeline.chart import PhaseChart
from mlplanner.gui.timeline.rows import ArtifactRow, PhaseRow
from mlplanner.gui.timeline.stages import stage_bars
from mlplanner.gui.uncertainty.panel import UncertaintyPanel
from mlplanner.gui.uncertainty.simulator import Simulator
from mlplanner.operations.operation import Operation
from mlplanner.operations.projects import move_by_weeks, move_project
from mlplanner.operations.timelines import (
    change_inserted,
    insert_work,
    remove_inserted,
    set_baseline,
    set_headroom,
    set_phase_weeks,
)
from mlplanner.reports.formats import day

_PROJECT = (
    FieldSpec("start", FieldKind.DATE, is_optional=False),
    FieldSpec("headroom_weeks", FieldKind.WHOLE, is_optional=False),
    FieldSpec("deadline", FieldKind.DATE),
)
_PHASE = (
    FieldSpec("name", FieldKind.TEXT, is_optional=False),
    FieldSpec("weeks", FieldKind.WHOLE, title="Weeks without inserted work", is_optional=False),
    FieldSpec("actual_start", FieldKind.DATE),
    FieldSpec("actual_end", FieldKind.DATE),
)
_NO_WORK = "Work that was not planned at first, such as a labelling sprint: type its name here; what follows moves."

_OF_UNCERTAINTY = ("risks", "uncertainty")
_LENGTHS = ("optimistic_weeks", "pessimistic_weeks")
_LEAST_CHART, _LEAST_DETAILS = 210, 170
"""Pixels: heading and three phases, title and first fields; in a small window the tab scrolls."""


class TimelineTab(ProjectTab):
    """Above the chart, below the project's dates and the chosen phase with its gate and inserted work."""

    depends_on: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._phase_id = 0
        self.chart = PhaseChart(self)
        self.chart.setMinimumHeight(_LEAST_CHART)
        self.chart.phase_chosen.connect(self._on_phase)
        self.chart.move_asked.connect(self._on_move)
        self.chart.length_asked.connect(self._on_length)
        self._is_built = False
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._buttons())
        column.addWidget(self.chart, 1)
        splitter.addWidget(upper)
        self._details = QWidget()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(self._details)
        area.setMinimumHeight(_LEAST_DETAILS)
        splitter.addWidget(area)
        splitter.setSizes([420, 270])
        self.parts = QStackedWidget(self)
        self.parts.addWidget(splitter)
        self.uncertainty: UncertaintyPanel | None = None
        self.simulator = Simulator.of(session)
        self.simulator.found.connect(self._on_found)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.nothing = NoPhases(session, self.parts)
        layout.addWidget(self.parts)
        layout.addWidget(self.nothing)

    def refresh(self) -> None:
        """Show the current snapshot."""
        plan = self.session.plan(self.project_id)
        if not self.nothing.show_project(self.project_id):
            self._phase_id = 0
            return
        if self._phase_id not in [phase.id for phase in plan.phases]:
            gate = plan.next_gate
            self._phase_id = (gate.phase_id if gate else plan.phases[0].id) or 0
            self.chart.chosen = self._phase_id
        if not self._is_built:
            self._is_built = True
            self._build_details()
        line = self.session.figures(self.project_id).timeline
        self.chart.show_plan(self._rows(plan), line, self.session.today, stage_bars(plan))
        self._show_details()
        self.simulator.ask(self.project_id)
        self._show_whisker()

    def show_uncertainty(self) -> UncertaintyPanel:
        """Bring the part Uncertainty to the front; it is made when first shown."""
        if self.uncertainty is None:
            self.uncertainty = UncertaintyPanel(self.session)
            self.uncertainty.back.clicked.connect(lambda _=False: self.parts.setCurrentIndex(0))
            self.parts.addWidget(self.uncertainty)
        self.uncertainty.show_project(self.project_id)
        self.parts.setCurrentWidget(self.uncertainty)
        return self.uncertainty

    def show_project(self, project_id: int) -> None:
        """Show another project, on the part in front."""
        super().show_project(project_id)
        if self.uncertainty is not None:
            self.uncertainty.show_project(project_id)

    def go_to(self, noun: str, noun_id: int | None, field: str | None) -> bool:
        """Choose the phase of a finding and put the cursor into the field."""
        self.refresh_if_stale()
        plan = self.session.plan(self.project_id)
        if not plan.phases:
            return False
        if noun in _OF_UNCERTAINTY or field in _LENGTHS:
            return self.show_uncertainty().go_to(noun, noun_id, field)
        self.parts.setCurrentIndex(0)
        phase_id = noun_id if noun == "phases" else None
        if noun == "gates":
            phase_id = next((gate.phase_id for gate in plan.gates if gate.id == noun_id), None)
        if noun == "inserted":
            phase_id = next((work.phase_id for work in plan.inserted if work.id == noun_id), None)
        if phase_id:
            self.chart.choose(phase_id)
        forms: dict[str, Form | GatePart] = {
            "projects": self._project_form,
            "phases": self._phase_form,
            "gates": self._gate_part,
        }
        if noun in forms and field and forms[noun].focus_field(field):
            return True
        if noun == "inserted":
            return self.work.go_to(noun_id, field)
        if noun == "phases" and field is None and not self._gate_part.add.isHidden():
            self._gate_part.add.setFocus()
            return True
        if noun in ("phases", "gates"):
            set_baseline = self.findChild(QPushButton, "setBaseline") if field == "baseline" else None
            (set_baseline or self.chart).setFocus()
            return True
        return super().go_to(noun, noun_id, field)

    def _on_found(self, project_id: int) -> None:
        if project_id == self.project_id:
            self._show_whisker()

    def _show_whisker(self) -> None:
        simulation = self.simulator.latest(self.project_id)
        self.chart.show_late(simulation.delivery.p80 if simulation and not simulation.is_certain else None)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(10, 8, 10, 6)
        actions = (
            ("zoomOut", "−", "Fewer pixels a week", lambda: self.chart.zoom(self.chart.scale.week_width / 1.25)),
            ("zoomIn", "+", "More pixels a week", lambda: self.chart.zoom(self.chart.scale.week_width * 1.25)),
            ("zoomFit", "Fit", "Show the whole plan", lambda: self.chart.zoom(0)),
            ("showUncertainty", "Uncertainty", "How sure dates and money are, and why", self.show_uncertainty),
            ("setBaseline", "Set baseline", "Keep today's dates to compare with", self._on_baseline),
        )
        hint = label("Drag a bar to move the project, the end of a bar to change a phase.", "small")
        row.addWidget(hint, 1)
        for name, text, tip, act in actions:
            button = QPushButton(text)
            button.setObjectName(name)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.clicked.connect(lambda _=False, act=act: act())
            row.addWidget(button)
        return row

    def _build_details(self) -> None:
        makers = {
            "start": lambda value: move_project(self.project_id, value),
            "headroom_weeks": lambda value: set_headroom(self.session.plan(self.project_id), value),
        }
        weeks = {"weeks": lambda value: set_phase_weeks(self.session.plan(self.project_id), self._phase(), value)}
        self._project_form = Form(self.session, lambda: self.session.plan(self.project_id).project, _PROJECT, 3, makers)
        self._phase_form = Form(self.session, self._phase, _PHASE, 4, weeks)
        self._gate_part = GatePart(self.session)
        self.work = NounGrid(
            self.session,
            "inserted",
            self._work_columns(),
            empty=_NO_WORK,
            only=lambda work: work.phase_id == self._phase_id,
            rows=Rows(noun="inserted work", add=self._insert, remove=self._remove),
        )
        self._phase_title, self._phase_words = label("", "heading"), label("", "muted")
        column = QVBoxLayout(self._details)
        column.setContentsMargins(20, 12, 20, 16)
        column.setSpacing(8)
        for part in (self._phase_title, self._phase_words, self._phase_form, self.work):
            column.addWidget(part)
        column.addSpacing(10)
        column.addWidget(self._gate_part)
        column.addSpacing(10)
        column.addWidget(label("Project", "heading"))
        column.addWidget(self._project_form)
        column.addStretch(1)

    def _show_details(self) -> None:
        figures = self.session.figures(self.project_id)
        dates = next(p for p in figures.timeline.phases if p.phase_id == self._phase_id)
        phase = self._phase()
        self._phase_title.setText(phase.name)
        baseline = f"; baseline until {day(phase.baseline_end)}" if phase.baseline_end else "; no baseline yet"
        self._phase_words.setText(
            f"W{dates.first_week} to W{dates.last_week}, {day(dates.start)} to {day(dates.end)}{baseline}"
        )
        self._gate_part.show_phase(self.project_id, self._phase_id)
        for form in (self._phase_form, self._project_form):
            form.refresh()
        self.work.show_project(self.project_id)

    def _rows(self, plan: ProjectPlan) -> list[PhaseRow]:
        figures = self.session.figures(self.project_id)
        phases = {phase.id: phase for phase in plan.phases}
        gates = {gate.id: gate for gate in plan.gates}
        by_phase = {gates[g.gate_id].phase_id: g for g in figures.timeline.gates}
        ready = {r.gate_id: f"{r.done} of {r.total}" for r in figures.readiness}
        rows = []
        for dates in figures.timeline.phases:
            when = by_phase.get(dates.phase_id)
            gate = gates[when.gate_id] if when else None
            owner = self.session.portfolio.person_name(gate.owner_id) if gate else ""
            words = owner or (f"{gate.owner_role}: nobody named" if gate else "")
            rows.append(
                PhaseRow(
                    phases[dates.phase_id],
                    dates,
                    when,
                    words,
                    ready.get(when.gate_id, "") if when else "",
                    self._artifacts(plan, gate) if gate else (),
                )
            )
        return rows

    def _artifacts(self, plan: ProjectPlan, gate: Gate) -> tuple[ArtifactRow, ...]:
        name = self.session.portfolio.person_name
        return tuple(
            ArtifactRow(artifact.name, name(artifact.owner_id), artifact.state, artifact.due)
            for artifact in plan.artifacts_of(gate)
        )

    def _work_columns(self) -> tuple[Column[Any], ...]:
        def change(name: str) -> Any:
            return lambda work, value: change_inserted(self.session.plan(self.project_id), work, **{name: value})

        kinds = {
            "name": (Kind.TEXT, 30),
            "weeks": (Kind.NUMBER, 9),
            "after_week": (Kind.NUMBER, 22),
            "reason": (Kind.MULTILINE, 44),
        }
        columns = [
            field_column(InsertedWork, name, kind, width=width, prompt="Insert work…" if name == "name" else "")
            for name, (kind, width) in kinds.items()
        ]
        return tuple(Column(**{**vars(column), "edit": change(column.id)}) for column in columns)

    def _insert(self, values: Mapping[str, Any]) -> Operation[Any]:
        fields = {"name": "Inserted work", "weeks": 1, **values}
        work = validated(InsertedWork, {"project_id": self.project_id, "phase_id": self._phase_id, **fields})
        return insert_work(self.session.plan(self.project_id), work)

    def _remove(self, works: Any) -> Operation[Any]:
        return remove_inserted(self.session.plan(self.project_id), *works)

    def _phase(self) -> Phase:
        return next(phase for phase in self.session.plan(self.project_id).phases if phase.id == self._phase_id)

    def _on_phase(self, phase_id: int) -> None:
        self._phase_id = phase_id
        if self._is_built:
            self._show_details()

    def _on_move(self, weeks: int) -> None:
        self.session.run(move_by_weeks(self.session.plan(self.project_id), weeks))

    def _on_length(self, phase_id: int, weeks: int) -> None:
        plan = self.session.plan(self.project_id)
        phase = next(phase for phase in plan.phases if phase.id == phase_id)
        if phase.weeks + weeks >= 1:
            self.session.run(set_phase_weeks(plan, phase, phase.weeks + weeks))

    def _on_baseline(self) -> None:
        dates = {gate.gate_id: gate.date for gate in self.session.figures(self.project_id).timeline.gates}
        self.session.run(set_baseline(self.session.plan(self.project_id), dates))
