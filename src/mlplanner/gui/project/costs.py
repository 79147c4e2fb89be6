"""The Costs tab: what the plan costs to build, hand over and keep alive, and what comes back (P4.6, P4.7)."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from mlplanner.domain.costs import Maintenance
from mlplanner.domain.enums import Sourcing
from mlplanner.domain.money import format_amount
from mlplanner.domain.projects import Project
from mlplanner.domain.uncertainty import Uncertainty
from mlplanner.engine.results import CostRow, Figures
from mlplanner.gui.charts.band import Band, Point
from mlplanner.gui.charts.stacks import Stack, Stacks
from mlplanner.gui.forms.kinds import FieldKind, FieldSpec
from mlplanner.gui.project.cost_columns import cost_columns
from mlplanner.gui.project.noun_grid import NounGrid
from mlplanner.gui.project.sheet import SheetTab, label
from mlplanner.gui.tables.columns import Column
from mlplanner.gui.uncertainty.panel import CONTINGENCY
from mlplanner.operations.timelines import set_headroom
from mlplanner.reports.formats import payback
from mlplanner.reports.sections.costs import named_month
from mlplanner.reports.uncertainty_words import contingency_basis

_PARTS = ("labour", "one_off", "non_labour", "training", "handover", "contingency", "maintenance")
_PART_TITLES = ("Labour", "One-off", "Other", "Training", "Handover", "Contingency", "Maintenance")
_ROWS: tuple[tuple[str, str, bool], ...] = (
    ("labour", "Labour", False),
    ("one_off", "Recruiting and set-up", False),
    ("non_labour", "Other costs", False),
    ("training", "Training", False),
    ("build", "Build", True),
    ("handover_budget", "Handover budget", False),
    ("contingency", "Contingency", False),
    ("maintenance_year", "First year of maintenance", False),
    ("ask", "Ask", True),
)
_PERIODS: tuple[tuple[str, str], ...] = (
    ("by_week", "Weeks"),
    ("by_month", "Months"),
    ("by_fiscal_year", "Fiscal years"),
)
_SHARES = (
    FieldSpec("handover_pct", FieldKind.PERCENT, is_optional=False),
    FieldSpec("headroom_weeks", FieldKind.WHOLE, is_optional=False),
    FieldSpec("contingency_pct", FieldKind.PERCENT, is_optional=False),
    FieldSpec("budget", FieldKind.MONEY),
)

_NO_COSTS = "Licences, compute, training, runbook …: type the first cost here."


def _maintenance_specs(roles: tuple[tuple[str, str], ...]) -> tuple[FieldSpec, ...]:
    sourcing = tuple((item, item.capitalize()) for item in Sourcing)
    return (
        FieldSpec("owner_id", FieldKind.PERSON, hint="Who may pause the model"),
        FieldSpec("on_call_id", FieldKind.PERSON),
        FieldSpec("on_call_from_week", FieldKind.WHOLE),
        FieldSpec("role", FieldKind.CHOICE, choices=roles, is_optional=True),
        FieldSpec("sourcing", FieldKind.CHOICE, choices=sourcing, is_optional=False),
        FieldSpec("fte", FieldKind.NUMBER, is_optional=False),
        FieldSpec("infrastructure", FieldKind.MONEY, is_optional=False),
        FieldSpec("monitoring", FieldKind.MONEY, is_optional=False),
        FieldSpec("retrains", FieldKind.WHOLE, is_optional=False),
        FieldSpec("retrain_cost", FieldKind.MONEY, is_optional=False),
        FieldSpec("drills", FieldKind.WHOLE, is_optional=False),
        FieldSpec("drill_cost", FieldKind.MONEY, is_optional=False),
    )


class CostsTab(SheetTab):
    """Every figure comes from the engine; the forms change what it starts from."""

    depends_on: ClassVar[frozenset[str]] = frozenset()

    def build(self) -> None:
        """Ask and returns, handover, maintenance, cash flow."""
        self._build_ask()
        self._build_handover()
        self.add_heading("Costs beside labour")
        self.add_grid(NounGrid(self.session, "costs", self._cost_columns(), empty=_NO_COSTS))
        self._build_maintenance()
        self._build_flow()

    def show_snapshot(self) -> None:
        """Figures, band, chart of the current plan."""
        figures = self.session.figures(self.project_id)
        for key, shown in self._amounts.items():
            shown.setText(format_amount(getattr(figures.costs, key), 2))
        for key, text in self._returns_texts(figures).items():
            self._returns[key].setText(text)
        self._reserve.setText(f"The contingency is {contingency_basis(self.session.plan(self.project_id))}.")
        self._show_band(figures)
        self._show_flow()

    def _build_ask(self) -> None:
        self.add_heading("What it asks for")
        grid = QGridLayout()
        grid.setColumnMinimumWidth(1, 110)
        grid.setColumnMinimumWidth(2, 24)
        grid.setColumnStretch(4, 1)
        self._amounts: dict[str, QLabel] = {}
        for row, (key, title, is_sum) in enumerate(_ROWS):
            kind = "subheading" if is_sum else ""
            grid.addWidget(label(title, kind), row, 0)
            self._amounts[key] = self._figure(key, title, kind)
            grid.addWidget(self._amounts[key], row, 1)
        self._returns: dict[str, QLabel] = {}
        for row, (key, title) in enumerate(self._return_titles().items()):
            grid.addWidget(label(title, ""), row, 3)
            self._returns[key] = self._figure(key, title, "subheading" if key == "npv" else "")
            grid.addWidget(self._returns[key], row, 4)
        self.column.addLayout(grid)

    @staticmethod
    def _figure(key: str, title: str, kind: str) -> QLabel:
        made = label("", kind)
        made.setObjectName(key)
        made.setAccessibleName(title)
        made.setAlignment(Qt.AlignmentFlag.AlignRight)
        return made

    def _return_titles(self) -> dict[str, str]:
        settings = self.session.portfolio.settings
        years = settings.horizon_years
        return {
            "benefit_year": "Value a year",
            "tco": f"Total cost of ownership, {years} years",
            "npv": f"Net present value, {years} years at {format_amount(settings.discount_rate * 100, 1)} %",
            "roi": f"Return on investment, {years} years",
            "payback": "Payback from hand-over",
            "left": "Left in the budget envelope",
            "fte_weeks": "FTE-weeks",
        }

    def _returns_texts(self, figures: Figures) -> dict[str, str]:
        returns = figures.returns
        budget = self._project().budget
        return {
            "benefit_year": format_amount(figures.value.benefit_year, 2),
            "tco": format_amount(returns.tco, 2),
            "npv": format_amount(returns.npv, 2),
            "roi": "–" if returns.roi is None else f"{format_amount(returns.roi * 100, 1)} %",
            "payback": payback(returns, figures.value.benefit_year),
            "left": "no envelope" if budget is None else format_amount(budget - figures.costs.ask, 2),
            "fte_weeks": format_amount(figures.costs.fte_weeks, 2),
        }

    def _build_handover(self) -> None:
        self.add_heading("Handover and reserve")
        makers = {"headroom_weeks": lambda weeks: set_headroom(self.session.plan(self.project_id), weeks)}
        self.add_form("projects", self._project, _SHARES, columns=4, makers=makers)
        self.add_form("uncertainty", self._uncertainty, (CONTINGENCY,), columns=4)
        self._reserve = label("", "muted")
        self._reserve.setObjectName("contingencyBasis")
        self.column.addWidget(self._reserve)
        self._band = Band()
        self.column.addWidget(self._band)

    def _show_band(self, figures: Figures) -> None:
        costs, build = figures.costs, figures.costs.build or Decimal(1)
        figure = self.session.playbook.figures["handover_pct"]
        currency = self.session.portfolio.settings.currency
        self._band.show_band(
            float(figure.low or 0),
            float(figure.high or 1),
            Point(
                float(costs.handover_planned / build), f"Planned: {currency} {format_amount(costs.handover_planned, 2)}"
            ),
            Point(float(self._project().handover_pct), f"Budget: {currency} {format_amount(costs.handover_budget, 2)}"),
        )

    def _build_maintenance(self) -> None:
        self.add_heading("Twelve months of running it")
        roles = tuple((key, role.title) for key, role in self.session.playbook.roles.items())
        self.add_form("maintenance", self._maintenance, _maintenance_specs(roles), columns=3)

    def _build_flow(self) -> None:
        self.add_heading("When it is spent")
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        self._periods = QButtonGroup(self)
        for index, (key, title) in enumerate(_PERIODS):
            button = QPushButton(title)
            button.setCheckable(True)
            button.setObjectName(key)
            button.setChecked(key == "by_month")
            self._periods.addButton(button, index)
            row.addWidget(button)
        row.addStretch(1)
        self._periods.idClicked.connect(self._on_period)
        self.column.addWidget(bar)
        self._flow = Stacks(_PART_TITLES, self.session.portfolio.settings.currency)
        self.column.addWidget(self._flow)

    def _on_period(self, _index: int) -> None:
        self._show_flow()

    def _show_flow(self) -> None:
        key = _PERIODS[self._periods.checkedId()][0]
        rows: tuple[CostRow, ...] = getattr(self.session.figures(self.project_id).costs, key)
        shown = map(named_month, rows) if key == "by_month" else rows
        self._flow.show_stacks([_stack(row, self._words()) for row in shown])

    def _words(self) -> Callable[[Decimal], str]:
        currency = self.session.portfolio.settings.currency
        return lambda amount: f"{currency} {format_amount(amount, 2)}"

    def _cost_columns(self) -> tuple[Column[Any], ...]:
        return cost_columns(self.session, lambda: self.project_id)

    def _project(self) -> Project:
        return self.session.plan(self.project_id).project

    def _uncertainty(self) -> Uncertainty:
        return self.session.plan(self.project_id).uncertainty

    def _maintenance(self) -> Maintenance:
        return self.session.plan(self.project_id).maintenance


def _stack(row: CostRow, words: Callable[[Decimal], str]) -> Stack:
    """A bar with the label given, and its parts in words for the tooltip."""
    parts = tuple(getattr(row, part) for part in _PARTS)
    named = ", ".join(f"{title} {words(amount)}" for title, amount in zip(_PART_TITLES, parts, strict=True) if amount)
    return Stack(row.label, f"{row.label}: {words(row.total)} ({named})", tuple(float(part) for part in parts))
