"""What a simulation finds: how likely dates and money are, and what they depend on."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

ValueT = TypeVar("ValueT", date, Decimal)


class Outcome(StrEnum):
    """What drivers are told for."""

    DELIVERY = "delivery"
    BUILD = "build"
    NPV = "npv"


class Source(StrEnum):
    """What a driver is."""

    PHASE = "phase"
    RISK = "risk"
    RATES = "rates"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Spread(Generic[ValueT]):
    """A figure of the plan, and what it is with a certainty of 50, 80 and 95 %.

    For dates and costs: not later, not more than this, in that share of the draws. For value and net present value:
    at least this. Each is one of the draws, so that it is exact to the day and the cent.
    """

    plan: ValueT
    p50: ValueT
    p80: ValueT
    p95: ValueT


@dataclass(frozen=True, slots=True)
class Chance:
    """In what share of the draws something is met."""

    share: Decimal
    before_mitigation: Decimal
    is_given: bool
    """True where the plan names a deadline or a budget; else the planned date and the ask are held against the draws."""


@dataclass(frozen=True, slots=True)
class RiskEffect:
    """A risk before and after mitigation; weeks and money are what it adds on average over all draws."""

    risk_id: int
    title: str
    phase_id: int | None
    probability: Decimal
    mitigated_probability: Decimal
    weeks: Decimal
    mitigated_weeks: Decimal
    money: Decimal
    mitigated_money: Decimal


@dataclass(frozen=True, slots=True)
class Driver:
    """What an outcome depends on.

    `correlation`: Spearman's rank correlation between −1 and 1. `swing`: how much higher the outcome is, on average, in
    the fifth of the draws in which the driver is highest than in the fifth in which it is lowest; for a risk, in the
    draws in which it happens than in the others. In weeks for the delivery, else in money.
    """

    outcome: Outcome
    source: Source
    row_id: int
    name: str
    correlation: Decimal
    swing: Decimal


@dataclass(frozen=True, slots=True)
class Simulation:
    """The simulation of one project; the same plan, seed and draws give the same one on every machine."""

    project_id: int
    seed: int
    draws: int
    is_certain: bool
    """True when nothing can vary: every percentile is the plan's figure."""
    delivery_weeks: Spread[Decimal]
    delivery: Spread[date]
    handed_over: Spread[date]
    build: Spread[Decimal]
    ask: Spread[Decimal]
    first_year_value: Spread[Decimal]
    npv: Spread[Decimal]
    target_date: date
    date_met: Chance
    target_budget: Decimal
    """The budget envelope, else the ask; held against build, handover and maintenance, which the reserve is there for."""
    budget_met: Chance
    reserve: Decimal
    """P80 of the build cost less the build cost, not below 0: the contingency by P80."""
    unmitigated_delivery: Spread[date]
    unmitigated_build: Spread[Decimal]
    risks: tuple[RiskEffect, ...]
    """Those that add most after mitigation first."""
    drivers: tuple[Driver, ...]
    """By outcome, the strongest first."""
    weeks_curve: tuple[Decimal, ...]
    """The weeks to delivery that 0, 1 … 100 % of the draws do not exceed."""
    delivery_curve: tuple[date, ...]
    """The date that 0, 1 … 100 % of the draws do not exceed."""
    build_curve: tuple[Decimal, ...]
    """The build cost that 0, 1 … 100 % of the draws do not exceed."""

    def drivers_of(self, outcome: Outcome) -> tuple[Driver, ...]:
        """The drivers of one outcome, the strongest first."""
        return tuple(driver for driver in self.drivers if driver.outcome is outcome)
