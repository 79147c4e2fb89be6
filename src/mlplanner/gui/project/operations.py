"""The Operations tab: whether the model can be run, by whom, and what that takes (P6, P8.5)."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from mlplanner.domain.costs import Maintenance
from mlplanner.domain.features import Serving, ServingMode
from mlplanner.domain.money import format_amount
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.registry import KIND_BY_KEY
from mlplanner.domain.running import RetrainPolicy
from mlplanner.engine.operating import compute_operating
from mlplanner.engine.operating_results import DrillQuarter, Operating, QuarterState, RotaWeek
from mlplanner.gui.charts.cards import Card, Cards
from mlplanner.gui.forms.kinds import FieldKind, FieldSpec
from mlplanner.gui.project.noun_grid import NounGrid
from mlplanner.gui.project.operations_columns import (
    checklist_columns,
    drill_columns,
    model_test_columns,
    rota_columns,
    slo_columns,
    tool_columns,
)
from mlplanner.gui.project.operations_rows import new_level, new_shift
from mlplanner.gui.project.sheet import SheetTab, label
from mlplanner.gui.tables.edits import Rows
from mlplanner.operations.cells import NewRow
from mlplanner.operations.fields import remove_rows
from mlplanner.operations.operation import Operation
from mlplanner.operations.running import add_usual_readiness, fill_rota, lacks_usual_rows, plan_drills
from mlplanner.reports.formats import NBSP, counted, day, number

_OWNER = (
    FieldSpec("owner_id", FieldKind.PERSON, hint="Who runs the model"),
    FieldSpec("on_call_id", FieldKind.PERSON, hint="Who answers an alert"),
    FieldSpec("on_call_from_week", FieldKind.WHOLE),
)
_MAY_PAUSE = ((False, "No"), (True, "Yes"))
_RESPONSE = (
    FieldSpec("may_pause", FieldKind.CHOICE, choices=_MAY_PAUSE, is_optional=False),
    FieldSpec("escalation_path", FieldKind.PARAGRAPH, hint="Who is called next, and who may stop the model"),
)
_MODES = tuple((mode, mode.capitalize()) for mode in ServingMode)
_SERVING = (
    FieldSpec("mode", FieldKind.CHOICE, choices=_MODES, hint="Not decided"),
    FieldSpec("tolerated_lag_minutes", FieldKind.WHOLE),
    FieldSpec("reason", FieldKind.PARAGRAPH, hint="What batch would not do"),
)
_TONES = {
    QuarterState.HELD: ("good", "●"),
    QuarterState.PLANNED: ("open", "○"),
    QuarterState.OVERDUE: ("warn", "▲"),
    QuarterState.UNPLANNED: ("warn", "▲"),
    QuarterState.MISSED: ("bad", "■"),
}
_NO_ITEMS = "What has to be there before the model goes live: type the first item, or add the usual ones above."
_NO_SLOS = "What the service promises for cost, latency and business impact: type the first objective here."
_NO_SHIFTS = "Who has the week: type the first day, the last day and the name."
_NO_DRILLS = "Rehearse rolling back and retraining once a quarter: type the day of the first drill here."
_NO_TESTS = "Schema, backtest, shadow run …: type the first test here, or add the usual ones above."
_NO_TOOLS = "Registry, orchestration, serving, drift: type the first tool, and why it is bought or built."


class OperationsTab(SheetTab):
    """Forms and grids over the plan; rota weeks, quarters and sums come from the engine."""

    depends_on: ClassVar[frozenset[str]] = frozenset()

    def build(self) -> None:
        """Readiness, service levels, response, rota, drills, retraining, tests, tools."""
        self._buttons: dict[str, QPushButton] = {}
        self._build_readiness()
        self._build_response()
        self._build_rota()
        self._build_drills()
        self._build_retraining()
        self.add_heading("Test plan")
        self.add_grid(NounGrid(self.session, "model_tests", model_test_columns(self.session), empty=_NO_TESTS))
        self.add_heading("Tools")
        self._tools = self._line("toolCost")
        self.add_grid(NounGrid(self.session, "tools", tool_columns(), empty=_NO_TOOLS))

    def show_snapshot(self) -> None:
        """What follows from the rows."""
        state = self._state()
        items = state.to_be_ready
        self._ready.setText(f"{state.ready} of {counted(items, 'item')} done" if items else "No items yet")
        self._show_levels(state)
        self._show_rota(state)
        self._show_drills(state)
        self._show_upkeep(state)
        can = {
            "addUsual": lacks_usual_rows(self._plan(), self.session.playbook),
            "fillRota": bool(state.gaps) and self._maintenance().on_call_id is not None,
            "planDrills": any(quarter.state is QuarterState.UNPLANNED for quarter in state.quarters),
        }
        for name, button in self._buttons.items():
            button.setEnabled(can[name])

    def _build_readiness(self) -> None:
        self.add_heading("Readiness checklist")
        self._ready = self._line(
            "readiness", ("addUsual", "Add the usual rows", lambda: add_usual_readiness(self.project_id))
        )
        self.add_grid(NounGrid(self.session, "checklist", checklist_columns(self.session), empty=_NO_ITEMS))
        self.add_heading("Serving strategy")
        self.add_form("serving", self._serving, _SERVING)
        self.add_heading("Service levels")
        self._levels = self._line("levels")
        rows = self._rows("slos", lambda values: new_level(self._plan(), values))
        self.add_grid(NounGrid(self.session, "slos", slo_columns(self.session), empty=_NO_SLOS, rows=rows))

    def _build_response(self) -> None:
        self.add_heading("Who responds")
        self.add_form("maintenance", self._maintenance, _OWNER, columns=3)
        self.add_form("retraining", self._policy, _RESPONSE)

    def _build_rota(self) -> None:
        self.add_heading("On-call rota")
        fill = ("fillRota", "Fill the gaps", lambda: fill_rota(self._plan(), self._state().gaps))
        self._gaps = self._line("rotaGaps", fill)
        self._weeks = Cards("rotaWeeks", 136)
        self._weeks.setAccessibleName("On call week by week")
        self.column.addWidget(self._weeks)
        rows = self._rows("rota", lambda values: new_shift(self._plan(), self._rota_start(), values))
        rota = NounGrid(self.session, "rota", rota_columns(self.session), empty=_NO_SHIFTS, rows=rows)
        rota.view.allow_sorting()
        self.add_grid(rota)

    def _rows(self, kind: str, add: Callable[[Mapping[str, Any]], NewRow]) -> Rows[Any]:
        noun = KIND_BY_KEY[kind]
        return Rows(noun=noun.title, add=add, remove=lambda rows: remove_rows(noun.noun, [row.id for row in rows]))

    def _rota_start(self) -> date:
        weeks = self._state().rota
        return weeks[0].monday if weeks else self.session.today

    def _build_drills(self) -> None:
        self.add_heading("Incident drills")
        plan = ("planDrills", "Plan one each quarter", lambda: plan_drills(self._plan(), self._state().quarters))
        self._held = self._line("drillState", plan)
        self._quarters = Cards("drillQuarters", 200)
        self._quarters.setAccessibleName("Drills by quarter after hand-over")
        self.column.addWidget(self._quarters)
        self.add_grid(NounGrid(self.session, "drills", drill_columns(self.session), empty=_NO_DRILLS))

    def _build_retraining(self) -> None:
        self.add_heading("Retraining")
        self._upkeep = self._line("upkeep")
        plan, playbook = self._plan(), self.session.playbook
        kpis = tuple((kpi.id, kpi.name) for kpi in plan.kpis)
        roles = tuple((key, role.title) for key, role in playbook.roles.items())
        specs = (
            FieldSpec("kpi_id", FieldKind.CHOICE, choices=kpis, hint="None"),
            FieldSpec("performance_threshold", FieldKind.NUMBER),
            FieldSpec("cadence", FieldKind.CHOICE, choices=tuple(playbook.cadences.items()), hint="None"),
            FieldSpec("drift_metric", FieldKind.TEXT),
            FieldSpec("drift_threshold", FieldKind.NUMBER),
            FieldSpec("drift_window_days", FieldKind.WHOLE),
            FieldSpec("owner_id", FieldKind.PERSON),
            FieldSpec("role", FieldKind.CHOICE, choices=roles, hint="As in operation"),
            FieldSpec("retrain_fte_weeks", FieldKind.NUMBER, is_optional=False),
            FieldSpec("drill_fte_weeks", FieldKind.NUMBER, is_optional=False),
        )
        self.add_form("retraining", self._policy, specs, columns=3)
        money = (
            FieldSpec("retrains", FieldKind.WHOLE, is_optional=False),
            FieldSpec("retrain_cost", FieldKind.MONEY, is_optional=False),
            FieldSpec("drills", FieldKind.WHOLE, is_optional=False),
            FieldSpec("drill_cost", FieldKind.MONEY, is_optional=False),
        )
        self.add_form("maintenance", self._maintenance, money, columns=4)

    def _line(self, name: str, button: tuple[str, str, Callable[[], Operation[Any]]] | None = None) -> QLabel:
        """A quiet sentence under a heading, with a button at its right."""
        said = label("", "muted")
        said.setObjectName(name)
        row = QHBoxLayout()
        row.addWidget(said, 1)
        if button:
            made = QPushButton(button[1])
            made.setObjectName(button[0])
            make = button[2]
            made.clicked.connect(lambda: self.session.run(make()))
            row.addWidget(made)
            self._buttons[button[0]] = made
        holder = QWidget()
        row.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(row)
        self.column.addWidget(holder)
        return said

    def _show_levels(self, state: Operating) -> None:
        lacking = [cover.kind.value for cover in state.slos if not cover.is_complete]
        whole = "Cost, latency and business impact have target, window and owner"
        self._levels.setText(f"▲ Not complete: {', '.join(lacking)}" if lacking else f"● {whole}")

    def _show_rota(self, state: Operating) -> None:
        self._weeks.show_cards(tuple(self._week_card(week) for week in state.rota))
        gaps = [f"W{week.week}" for week in state.gaps]
        if not state.rota:
            text = "No first week on call is set, and no shift is planned"
        elif not self._plan().rota:
            person = self.session.portfolio.person_name(self._maintenance().on_call_id)
            text = f"▲ No shift is planned: {person or 'nobody'} would be on call every week"
        else:
            text = f"▲ Nobody is on call in {', '.join(gaps)}" if gaps else "● Somebody is on call every week"
        self._gaps.setText(text)

    def _week_card(self, week: RotaWeek) -> Card:
        names = [self.session.portfolio.person_name(person) for person in week.people]
        title = f"W{week.week} · {day(week.monday)}"
        backups = [self.session.portfolio.person_name(person) for person in week.backups]
        if not names:
            return Card(title, "▲ nobody", "", "warn")
        if week.is_gap:
            return Card(title, ", ".join(names), f"▲ {counted(len(week.uncovered), 'day')} open", "warn")
        return Card(title, ", ".join(names), f"then {', '.join(backups)}" if backups else "")

    def _show_drills(self, state: Operating) -> None:
        self._quarters.show_cards(tuple(_quarter_card(quarter) for quarter in state.quarters))
        budget = state.budget
        said = f"{counted(budget.planned_drills, 'drill')} planned or held in the year after hand-over, {budget.drills} budgeted"
        overdue = len(state.overdue_ids)
        self._held.setText(f"▲ {counted(overdue, 'drill')} overdue; {said}" if overdue else said)

    def _show_upkeep(self, state: Operating) -> None:
        budget, currency = state.budget, self.session.portfolio.settings.currency
        self._upkeep.setText(
            f"The year after hand-over: {counted(budget.retrains, 'retrain')} for {_money(budget.retraining, currency)} "
            f"and {number(budget.retrain_fte_weeks)} FTE-weeks; {counted(budget.drills, 'drill')} for "
            f"{_money(budget.drilling, currency)} and {number(budget.drill_fte_weeks)} FTE-weeks. The money is in the "
            "maintenance cost, the FTE-weeks are demand beside the operations FTE."
        )
        tooling = self.session.figures(self.project_id).costs.maintenance.tooling
        self._tools.setText(f"{_money(tooling, currency)} a year, counted as infrastructure in the maintenance cost")

    def _state(self) -> Operating:
        figures = self.session.figures(self.project_id)
        return compute_operating(
            self._plan(), figures.timeline, figures.costs.maintenance, self.session.playbook, self.session.today
        )

    def _plan(self) -> ProjectPlan:
        return self.session.plan(self.project_id)

    def _serving(self) -> Serving:
        return self.session.plan(self.project_id).serving

    def _maintenance(self) -> Maintenance:
        return self.session.plan(self.project_id).maintenance

    def _policy(self) -> RetrainPolicy:
        return self.session.plan(self.project_id).retraining


def _quarter_card(quarter: DrillQuarter) -> Card:
    tone, sign = _TONES[quarter.state]
    counts = ((quarter.held, "held"), (quarter.planned, "planned"), (quarter.overdue, "overdue"))
    said = ", ".join(f"{count} {word}" for count, word in counts if count)
    title = f"Q{quarter.number} · {day(quarter.first)} – {day(quarter.last)}"
    return Card(title, f"{sign} {quarter.state}", said, tone)


def _money(amount: Decimal, currency: str) -> str:
    return f"{currency}{NBSP}{format_amount(amount, 2 if amount % 1 else 0)}"
