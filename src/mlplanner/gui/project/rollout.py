"""The Rollout tab: verdict, chain, stages, experiments, evidence, measurements, escalation, dashboard (P7)."""

from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mlplanner.domain.benefits import Kpi
from mlplanner.domain.enums import Comparison
from mlplanner.domain.money import format_amount
from mlplanner.domain.projects import Project
from mlplanner.domain.rollout import Evidence
from mlplanner.gui.charts.measurements import Level, Measurements
from mlplanner.gui.forms.fields import ChoiceField
from mlplanner.gui.forms.kinds import FieldKind, FieldSpec
from mlplanner.gui.project.chain_strip import ChainStrip
from mlplanner.gui.project.experiment_columns import experiment_columns
from mlplanner.gui.project.noun_grid import NounGrid
from mlplanner.gui.project.rollout_columns import (
    dashboard_columns,
    escalation_columns,
    observation_columns,
    stage_columns,
)
from mlplanner.gui.project.sheet import SheetTab, label
from mlplanner.gui.room import FlowRow
from mlplanner.operations.rollout import add_usual_rollout, take_from_value_model
from mlplanner.reports.chains import Link, rollout_chain
from mlplanner.reports.formats import counted, day, measure
from mlplanner.reports.verdicts import verdict_reason, verdict_title

_CRITERIA = (
    FieldSpec("kpi_id", FieldKind.CHOICE, hint="Which KPI decides"),
    FieldSpec(
        "comparison",
        FieldKind.CHOICE,
        choices=((Comparison.ABOVE, "at least"), (Comparison.BELOW, "at most")),
        is_optional=False,
    ),
    FieldSpec("threshold", FieldKind.NUMBER),
    FieldSpec("threshold_money", FieldKind.MONEY),
    FieldSpec("launched_on", FieldKind.DATE, hint="First real case"),
    FieldSpec("is_confounded", FieldKind.CHOICE, choices=((False, "No"), (True, "Yes")), is_optional=False),
    FieldSpec("confounded_reason", FieldKind.TEXT, hint="What else may have caused the effect"),
    FieldSpec("follow_up_id", FieldKind.CHOICE, hint="None"),
    FieldSpec("criteria", FieldKind.PARAGRAPH, hint="Which figure of which source decides, and against what"),
)
_WINDOW = (FieldSpec("evidence_days", FieldKind.WHOLE, is_optional=False),)
_SHORT = 12
"""Characters that a list of long names needs at least."""
_NO_STAGES = "Shadow, canary, all traffic: type the first stage here."
_NO_EXPERIMENTS = "A test with a business KPI and a success threshold in money: type its name here."
_NO_OBSERVATIONS = "Measured values after the launch: type the first value here."
_NO_RULES = "What happens when a metric slips: type the first metric here."
_NO_LINES = "What the sponsor is to see: type the first line here."
_NOTHING_YET = "Nothing of the deciding KPI is measured yet; measurements appear here against baseline and threshold."


class RolloutTab(SheetTab):
    """From the first shadowed case to the verdict."""

    def build(self) -> None:
        """Top to bottom in the order in which a rollout goes."""
        self._build_verdict()
        self._build_stages()
        self._build_experiments()
        self._build_evidence()
        self._build_measurements()
        self.add_heading("When a metric slips")
        self.add_grid(NounGrid(self.session, "escalations", escalation_columns(self.session), empty=_NO_RULES))
        self._build_dashboard()

    def refresh(self) -> None:
        """Lists of KPIs and experiments first, so that the fields find what they hold."""
        super().refresh()
        self._offer_choices()

    def show_snapshot(self) -> None:
        """Verdict, chain, lock, benefit, chart."""
        plan, figures = self.session.plan(self.project_id), self.session.figures(self.project_id)
        currency = self.session.portfolio.settings.currency
        result = figures.evidence
        self._verdict.setText(verdict_title(result))
        self._reason.setText(verdict_reason(plan, result, currency))
        self._chain.show_links(rollout_chain(plan, figures, currency))
        lacks = [kind for kind in ("stages", "escalations", "dashboard") if not getattr(plan, kind)]
        self._usual.setVisible(bool(lacks))
        self._take.setEnabled(bool(plan.experiments))
        self._lock.setText(self._lock_words(plan.evidence))
        realised = "–" if result.realised is None else f"{currency} {format_amount(result.realised, 2)}"
        self._realised.setText(realised)
        self._planned.setText(f"{currency} {format_amount(result.planned, 2)}")
        self._window.setText(self._window_words())
        self._show_chart()

    def _build_verdict(self) -> None:
        self.add_heading("Verdict")
        self._verdict, self._reason = label("", "figure"), label("", "muted")
        self._verdict.setObjectName("verdict")
        self._verdict.setAccessibleName("Verdict")
        self._reason.setObjectName("verdictReason")
        self._chain = ChainStrip()
        self._chain.chosen.connect(self._on_link)
        for part in (self._verdict, self._reason, self._chain):
            self.column.addWidget(part)

    def _build_stages(self) -> None:
        self._usual = self._button("addUsualRollout", "Add the usual ones", "Add the playbook's usual stages and rules")
        self._usual.clicked.connect(self._on_usual)
        self._head("Stages", self._usual)
        columns = stage_columns(self.session, lambda: self.project_id)
        self.add_grid(NounGrid(self.session, "stages", columns, empty=_NO_STAGES))

    def _build_experiments(self) -> None:
        tip = "Fill the chosen experiment's sizes from its KPI's baseline and threshold and from the value model"
        self._take = self._button("takeFromValueModel", "Take from value model", tip)
        self._take.clicked.connect(self._on_take)
        self._head("Experiments", self._take)
        columns = experiment_columns(self.session, lambda: self.project_id)
        self._experiments = self.add_grid(NounGrid(self.session, "experiments", columns, empty=_NO_EXPERIMENTS))

    def _build_evidence(self) -> None:
        self.add_heading("Criteria, fixed before the launch")
        self._lock = label("", "muted")
        self._lock.setObjectName("evidenceLock")
        self.column.addWidget(self._lock)
        self._criteria = self.add_form("evidence", self._evidence, _CRITERIA, columns=4)
        self.add_form("projects", self._project, _WINDOW, columns=4)

    def _build_measurements(self) -> None:
        self.add_heading("Measured")
        row = QWidget()
        flow = FlowRow(row, spacing=28)
        titles = {"realised": "Realised a year, after upkeep", "planned": "Planned a year", "window": "Evidence window"}
        figures = {name: label("", "figure") for name in titles}
        self._realised, self._planned, self._window = figures.values()
        for name, title in titles.items():
            figures[name].setObjectName(name)
            figures[name].setAccessibleName(title)
            pair = QWidget()
            stack = QVBoxLayout(pair)
            stack.setContentsMargins(0, 0, 0, 0)
            stack.setSpacing(0)
            stack.addWidget(label(title, "small"))
            stack.addWidget(figures[name])
            flow.addWidget(pair)
        self.column.addWidget(row)
        self._chart = Measurements(_NOTHING_YET)
        self.column.addWidget(self._chart)
        columns = observation_columns(self.session, lambda: self.project_id)
        defaults = self._new_measurement
        self.add_grid(NounGrid(self.session, "observations", columns, empty=_NO_OBSERVATIONS, defaults=defaults))

    def _build_dashboard(self) -> None:
        export = self._button("exportDashboard", "Export (PDF)…", "One page: business, model health, operations")
        export.clicked.connect(lambda: self.export_requested.emit("dashboard.pdf"))
        self._head("Dashboard for the sponsor", export)
        columns = dashboard_columns(self.session, lambda: self.project_id)
        self.add_grid(NounGrid(self.session, "dashboard", columns, empty=_NO_LINES))

    def _head(self, title: str, button: QPushButton) -> None:
        heading = self.add_heading(title)
        self.column.removeWidget(heading)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(heading)
        line.addStretch(1)
        line.addWidget(button)
        self.column.addWidget(row)

    @staticmethod
    def _button(name: str, text: str, tip: str) -> QPushButton:
        made = QPushButton(text)
        made.setObjectName(name)
        made.setToolTip(tip)
        made.setAccessibleName(tip)
        return made

    def _offer_choices(self) -> None:
        plan = self.session.plan(self.project_id)
        offers = {
            "kpi_id": [(kpi.id, kpi.name) for kpi in plan.kpis if kpi.kind == "business"],
            "follow_up_id": [(each.id, each.name) for each in plan.experiments],
        }
        for name, choices in offers.items():
            field = self._criteria.fields[name]
            if isinstance(field, ChoiceField) and isinstance(field.editor, QComboBox):
                field.offer(choices)
                field.editor.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
                field.editor.setMinimumContentsLength(_SHORT)

    def _on_link(self, link: Link) -> None:
        self.session.go_to.emit((self.project_id, link.tab, link.noun, link.noun_id, link.field))

    def _on_usual(self) -> None:
        self.session.run(add_usual_rollout(self.session.plan(self.project_id)))

    def _on_take(self) -> None:
        plan = self.session.plan(self.project_id)
        row = self._experiments.view.currentIndex().row()
        experiment = plan.experiments[row if 0 <= row < len(plan.experiments) else -1]
        playbook = self.session.playbook
        self.session.attempt(lambda: take_from_value_model(plan, experiment, playbook))

    def _lock_words(self, evidence: Evidence) -> str:
        if evidence.locked_on:
            return f"Locked since {day(evidence.locked_on)}. A new decision of the production gate unlocks them."
        return "They are locked when the production gate is passed; until then they can be changed."

    def _window_words(self) -> str:
        result = self.session.figures(self.project_id).evidence
        if self._evidence().locked_on is None or result.window_end is None:
            return counted(self._project().evidence_days, "day")
        return f"until {day(result.window_end)}"

    def _show_chart(self) -> None:
        plan, result = self.session.plan(self.project_id), self.session.figures(self.project_id).evidence
        kpi = next((kpi for kpi in plan.kpis if kpi.id == plan.evidence.kpi_id), None)
        seen = sorted((row for row in plan.observations if kpi and row.kpi_id == kpi.id), key=lambda r: r.observed_on)
        window = (result.window_start, result.window_end) if result.window_start and result.window_end else None
        points = [(row.observed_on, float(row.value)) for row in seen]
        title = f"{kpi.name}, {kpi.unit}" if kpi and kpi.unit else kpi.name if kpi else ""
        self._chart.show_points(title, points, _levels(kpi, plan.evidence) if kpi else (), window)

    def _new_measurement(self) -> dict[str, Any]:
        """A new value is one of today and of the deciding KPI, until another day or KPI is chosen."""
        plan = self.session.plan(self.project_id)
        first = min(plan.kpis, key=lambda kpi: (kpi.id != plan.evidence.kpi_id, kpi.kind != "business"), default=None)
        return {"observed_on": self.session.today, **({"kpi_id": first.id} if first else {})}

    def _evidence(self) -> Evidence:
        return self.session.plan(self.project_id).evidence

    def _project(self) -> Project:
        return self.session.plan(self.project_id).project


def _levels(kpi: Kpi, evidence: Evidence) -> tuple[Level, ...]:
    named = (("baseline", kpi.baseline), ("threshold", evidence.threshold), ("target", kpi.target))
    return tuple(
        Level(float(value), f"{name} {measure(value, kpi.unit)}", name == "threshold")
        for name, value in named
        if value is not None
    )
