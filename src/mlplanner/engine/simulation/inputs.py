"""What a simulation starts from, as plain values: two plans with the same values give the same result, from the cache.

Money is in whole cents, lengths are in weeks.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class ThreePoints:
    """The least, likely and most of something, in this order; the plan's likely value lies between the others."""

    low: Decimal
    likely: Decimal
    high: Decimal

    @property
    def is_certain(self) -> bool:
        """True when there is only one value to draw."""
        return self.low == self.high

    @property
    def mean(self) -> Decimal:
        """The mean of the triangular distribution over the three."""
        return (self.low + self.likely + self.high) / 3


@dataclass(frozen=True, slots=True)
class PhaseInput:
    """A phase of the plan with the money that follows its length."""

    phase_id: int
    name: str
    own: ThreePoints
    """Weeks of the phase's own work; only these vary by themselves."""
    planned: Decimal
    """Weeks in the plan: its own and those inserted into it."""
    labour: int
    """Cents of build labour that is paid by time in the phase's weeks."""
    monthly: int
    """Cents of monthly costs that fall into the phase's weeks."""
    is_over: bool
    """True once the phase has ended, or its gate is passed: its length and its labour are facts."""


@dataclass(frozen=True, slots=True)
class RiskInput:
    """A risk that may happen; `place` is the place of the phase that it delays, None where it delays none."""

    risk_id: int
    title: str
    place: int | None
    probability: Decimal
    mitigated_probability: Decimal
    effect_left: Decimal
    """Share of the effect that mitigation leaves."""
    weeks: ThreePoints
    money: ThreePoints
    """In cents."""

    def chance(self, *, is_mitigated: bool) -> Decimal:
        """The probability before or after mitigation."""
        return self.mitigated_probability if is_mitigated else self.probability

    def left(self, *, is_mitigated: bool) -> Decimal:
        """What is left of the effect before (all) or after mitigation."""
        return self.effect_left if is_mitigated else Decimal(1)


@dataclass(frozen=True, slots=True)
class BuildInput:
    """Dates and build cost of one project: all that a contingency by P80 needs."""

    project_id: int
    seed: int
    draws: int
    phases: tuple[PhaseInput, ...]
    risks: tuple[RiskInput, ...]
    rates: ThreePoints
    """Spread of the rates around 0, as shares of them."""
    labour: int
    """Cents of build labour that moves with the rates, but not with the length of a phase."""
    build: int
    """Cents: the build cost of the plan."""

    @property
    def is_certain(self) -> bool:
        """True when nothing of this can vary."""
        has_spread = any(not phase.own.is_certain and not phase.is_over for phase in self.phases)
        return not has_spread and not self.risks and self.rates.is_certain


@dataclass(frozen=True, slots=True)
class MoneyInput:
    """The plan's figures beside the build cost, in cents, and how each moves."""

    handover_budget: int
    handover_pct: Decimal
    contingency: int
    contingency_pct: Decimal | None
    """None where the reserve is sized by P80: it does not change from draw to draw."""
    maintenance: int
    maintenance_labour: int
    first_year: int
    """Benefit of the first year, after the evidence window."""
    npv: int
    benefit_present: Fraction
    """Present value of all years' benefit, in cents."""
    labour_present: Fraction
    """Present value of all years' labour of operations, in cents."""
    value: ThreePoints
    """Spread of the value around 0, as shares of it."""


@dataclass(frozen=True, slots=True)
class TermsInput:
    """The calendar, and what the draws are held against."""

    start: date
    headroom_weeks: int
    days_off: tuple[date, ...]
    delivery: date
    handed_over: date
    deadline: date | None
    budget: int | None


@dataclass(frozen=True, slots=True)
class SimulationInput:
    """Everything that one project's simulation depends on."""

    build: BuildInput
    money: MoneyInput
    terms: TermsInput
