"""The subject of a document: one plan with its figures, and the words that every section needs."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from mlplanner.domain.enums import GateState
from mlplanner.domain.lifecycle import Gate
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.projects import Project
from mlplanner.engine.checks.uncertainty import doubts
from mlplanner.engine.results import Figures, GateDates, Readiness
from mlplanner.engine.simulation.simulating import simulate_project
from mlplanner.engine.simulation.simulations import Simulation
from mlplanner.engine.simulation.value_bands import ValueBand, value_band
from mlplanner.playbook.entries import Playbook
from mlplanner.reports.blocks import RunningHead
from mlplanner.reports.formats import NOTHING, day, money

PASSED = (GateState.GO, GateState.GO_WITH_CONDITIONS)


@dataclass(frozen=True)
class Subject:
    """All that a report is made of; `fingerprint` (64 hexadecimal digits) and `version` come from the caller."""

    portfolio: Portfolio
    plan: ProjectPlan
    figures: Figures
    playbook: Playbook
    today: date
    fingerprint: str
    version: int

    @property
    def project(self) -> Project:
        """The project itself."""
        return self.plan.project

    @property
    def currency(self) -> str:
        """The code of the portfolio's currency."""
        return self.portfolio.settings.currency

    @property
    def status_day(self) -> date:
        """The day as of which the report speaks."""
        return self.portfolio.status_day(self.today)

    def person(self, person_id: int | None) -> str:
        """The person's name, or a dash."""
        return self.portfolio.person_name(person_id) or NOTHING

    def money(self, amount: Decimal) -> str:
        """The amount in whole units with the currency's code."""
        return money(amount, self.currency)

    @cached_property
    def gate(self) -> Gate | None:
        """The gate that is to be decided next; None when all are passed."""
        return self.plan.next_gate

    @property
    def gate_number(self) -> int:
        """Its place, from 1; one more than there are when all are passed."""
        return self.plan.gates.index(self.gate) + 1 if self.gate else len(self.plan.gates) + 1

    @cached_property
    def gate_dates(self) -> GateDates | None:
        """The next gate on the calendar."""
        return next((g for g in self.figures.timeline.gates if self.gate and g.gate_id == self.gate.id), None)

    @cached_property
    def readiness(self) -> Readiness | None:
        """How far the next gate is."""
        return next((r for r in self.figures.readiness if self.gate and r.gate_id == self.gate.id), None)

    @cached_property
    def simulation(self) -> Simulation:
        """How sure dates and money are, with the seed and the draws of the plan."""
        return simulate_project(self.portfolio, self.plan, self.playbook, self.figures)

    @cached_property
    def doubts(self) -> tuple[str, ...]:
        """What makes the simulation's figures implausible; told before any of them is shown."""
        return doubts(self.figures.findings)

    @property
    def sure_delivery(self) -> date | None:
        """The delivery that holds with a certainty of 80 %; None where the inputs are implausible, or without phases."""
        if self.doubts or self.plan.is_withdrawn or not self.plan.phases:
            return None
        return self.simulation.delivery.p80

    @cached_property
    def value_band(self) -> ValueBand | None:
        """P10 to P90 of what comes back; None where nothing varies, or where the inputs are implausible."""
        if self.doubts or self.simulation.is_certain:
            return None
        return value_band(self.portfolio, self.plan, self.playbook, self.figures)

    @property
    def has_operations(self) -> bool:
        """True when the plan names who runs the model and what a year of it costs (P4.7)."""
        return self.plan.maintenance.owner_id is not None and self.figures.costs.maintenance_year > 0

    def head(self, document: str, trail: tuple[str, ...]) -> RunningHead:
        """The running head of a document about this project."""
        return RunningHead(
            document=document,
            trail=trail,
            ref=self.project.ref,
            version=self.version,
            day=day(self.status_day),
            classification=self.portfolio.settings.classification,
            is_sample=self.project.is_sample or self.portfolio.settings.is_sample,
            fingerprint=self.fingerprint,
        )
