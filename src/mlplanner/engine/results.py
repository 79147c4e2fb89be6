"""What the engine gives back: frozen results with the names of `arithmetic.md`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from mlplanner.domain.enums import GateState
from mlplanner.domain.findings import Finding
from mlplanner.engine.approval_results import Approval
from mlplanner.engine.data_results import DataFigures
from mlplanner.engine.evidence_results import EvidenceResult
from mlplanner.engine.governance import Governance
from mlplanner.engine.waiver_results import WaivedFinding

Day = date
"""`date` under another name, for the results that have a field called date."""


@dataclass(frozen=True, slots=True)
class InsertedDates:
    """Where inserted work lies, plan weeks first to last."""

    work_id: int
    name: str
    first_week: int
    last_week: int


@dataclass(frozen=True, slots=True)
class PhaseDates:
    """A phase on the calendar: plan weeks, first Monday, last Sunday; slip against the baseline in whole weeks."""

    phase_id: int
    key: str
    name: str
    first_week: int
    last_week: int
    start: date
    end: date
    inserted: tuple[InsertedDates, ...]
    slip_weeks: int | None


@dataclass(frozen=True, slots=True)
class GateDates:
    """A gate on the calendar: the last working day of its phase's last week."""

    gate_id: int
    key: str
    name: str
    week: int
    date: Day
    baseline: Day | None
    decided_on: Day | None
    slip_weeks: int | None
    state: GateState


@dataclass(frozen=True, slots=True)
class Timeline:
    """A plan on the calendar. `working_days[k-1]` are the working days of plan week k, headroom included."""

    start: date
    delivery_weeks: int
    headroom_weeks: int
    phases: tuple[PhaseDates, ...]
    gates: tuple[GateDates, ...]
    working_days: tuple[int, ...]
    delivery: date
    """Last working day of the last phase's last week."""
    handed_over: date
    """Last working day of the headroom's last week (the delivery date where there is no headroom)."""

    @property
    def total_weeks(self) -> int:
        """Phases plus headroom."""
        return self.delivery_weeks + self.headroom_weeks


@dataclass(frozen=True, slots=True)
class LineCost:
    """What a staffing line costs. `weekly` holds cents-exact amounts by plan week that add up to build + handover."""

    line_id: int
    fte_weeks: Decimal
    build: Decimal
    handover: Decimal
    one_off: Decimal
    one_off_week: int
    """Plan week, 0 or negative before the start; a line without weeks has no one-off cost and 0 here."""
    weekly: Mapping[int, Decimal]
    overlap_weeks: tuple[int, ...]
    unpriced_weeks: tuple[int, ...]
    """Weeks for which the rate card has no rate: they count as 0 and a rule says so."""
    handover_weeks: tuple[int, ...] = ()
    """Weeks of the bucket *handover*: headroom and overlap; the others are *build*."""

    @property
    def total(self) -> Decimal:
        """Labour plus one-off cost."""
        return self.build + self.handover + self.one_off


@dataclass(frozen=True, slots=True)
class ItemCost:
    """A cost that is not labour: how often it falls due, its total, and the weeks in which it does."""

    cost_id: int
    times: int
    total: Decimal
    weekly: Mapping[int, Decimal]
    is_unpriced: bool = False
    """True when its currency has no exchange rate: it counts as 0 and a rule says so."""


@dataclass(frozen=True, slots=True)
class MaintenanceCost:
    """The parts of `maintenance_year`; counts after the playbook's minimum."""

    labour: Decimal
    annual_rate: Decimal
    infrastructure: Decimal
    """With the yearly cost of the project's tools (P6.8)."""
    monitoring: Decimal
    retrains: int
    retraining: Decimal
    drills: int
    drilling: Decimal
    total: Decimal
    is_unpriced: bool = False
    """True when the rate card has no yearly rate for the people who run it: they count as 0 and a rule says so."""
    tooling: Decimal = Decimal(0)
    """The part of `infrastructure` that tools cost."""


@dataclass(frozen=True, slots=True)
class CostRow:
    """One row of a cost layout: a period and what falls into it; `total` is the sum of the parts.

    `label` is `W3` (`W0`, `W-1` … before the start), `2026-03` or `FY2026`; `start` the period's first day.
    """

    label: str
    start: date
    labour: Decimal
    one_off: Decimal
    non_labour: Decimal
    training: Decimal
    handover: Decimal
    contingency: Decimal
    maintenance: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class Costs:
    """Every figure of `arithmetic.md`, Money, up to the ask."""

    lines: tuple[LineCost, ...]
    items: tuple[ItemCost, ...]
    labour: Decimal
    one_off: Decimal
    non_labour: Decimal
    training: Decimal
    build: Decimal
    handover_budget: Decimal
    handover_planned: Decimal
    handover_cover: Decimal | None
    """None where there is no handover budget."""
    contingency: Decimal
    maintenance: MaintenanceCost
    maintenance_year: Decimal
    ask: Decimal
    fte_weeks: Decimal
    mix: Mapping[str, tuple[Decimal, Decimal]]
    """Sourcing → (FTE-weeks, money with one-off costs), for the sourcings that the plan uses (P4.2)."""
    by_week: tuple[CostRow, ...]
    """Every week from the first cost to hand-over; of the year after it, the weeks in which maintenance falls due."""
    by_month: tuple[CostRow, ...]
    by_fiscal_year: tuple[CostRow, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """Value of predictions (P1.3); None where the formula has no answer."""

    acted: Decimal
    value_per_prediction: Decimal
    benefit_year: Decimal
    break_even_precision: Decimal | None
    highest_false_positive_cost: Decimal | None


@dataclass(frozen=True, slots=True)
class YearFlow:
    """One year after hand-over; `net` = benefit − maintenance, `discounted` = net / (1+r)^year."""

    year: int
    benefit: Decimal
    maintenance: Decimal
    net: Decimal
    discounted: Decimal


@dataclass(frozen=True, slots=True)
class Returns:
    """What comes back over the portfolio's horizon of `years`."""

    years: int
    investment: Decimal
    """build + handover_budget + contingency, at year 0."""
    flows: tuple[YearFlow, ...]
    tco: Decimal
    npv: Decimal
    roi: Decimal | None
    payback_months: Decimal | None
    """None: not within the horizon."""


@dataclass(frozen=True, slots=True)
class ExperimentSize:
    """Sample size and length of an experiment (P7.2); None where an input is missing."""

    experiment_id: int
    n_per_arm: int | None
    weeks: int | None
    fits_window: bool | None


@dataclass(frozen=True, slots=True)
class Load:
    """Supply and demand in FTE, week by week, of a role or of a person (P4.9)."""

    key: str | int
    """The role's key, or the person's id."""
    supply: tuple[Decimal, ...]
    demand: tuple[Decimal, ...]
    projects: Sequence[tuple[int, ...]]
    """The projects behind the demand of each week, in portfolio order; found when first asked for."""
    over: tuple[bool, ...]
    """True in weeks with more demand than supply."""

    @property
    def weeks_over(self) -> int:
        """In how many weeks there is more demand than supply."""
        return sum(self.over)

    def share(self, week: int) -> Decimal | None:
        """Demand / supply in the week at place `week` (0 = first); None where there is no supply."""
        return self.demand[week] / self.supply[week] if self.supply[week] else None


@dataclass(frozen=True, slots=True)
class Loads:
    """Capacity of the portfolio over some weeks; `mondays` are the weeks, `working_days` their working days."""

    mondays: tuple[date, ...]
    working_days: tuple[int, ...]
    roles: Mapping[str, Load]
    """Every role with supply or demand, by key in alphabetical order."""
    people: Mapping[int, Load]
    """Every person with a main role or with lines of their own, in the portfolio's order."""


@dataclass(frozen=True, slots=True)
class LoadPeriod:
    """A month or quarter of a load: averages over its weeks, weighted by working days; `2026-03` or `2026-Q1`."""

    label: str
    start: date
    supply: Decimal
    demand: Decimal
    weeks_over: int


@dataclass(frozen=True, slots=True)
class Readiness:
    """How far a gate is: artifacts done of all, names of those missing, and the findings that stop it."""

    gate_id: int
    done: int
    total: int
    missing: tuple[str, ...]
    blockers: tuple[Finding, ...]

    @property
    def share(self) -> Decimal:
        """Done of total, 0 to 1; a gate that wants nothing is ready."""
        return Decimal(self.done) / self.total if self.total else Decimal(1)


@dataclass(frozen=True, slots=True)
class Figures:
    """All results for one project at one revision."""

    project_id: int
    timeline: Timeline
    costs: Costs
    value: Value
    returns: Returns
    experiments: tuple[ExperimentSize, ...]
    readiness: tuple[Readiness, ...]
    findings: tuple[Finding, ...]
    data: DataFigures
    governance: Governance
    spent: Decimal
    """Planned build and handover cost of the weeks that lie wholly before the status day. One-off costs may fall due
    before week 1, so it can be above 0 before the start."""
    evidence: EvidenceResult
    """The verdict on the status day (P7.4)."""
    waived: tuple[WaivedFinding, ...] = ()
    """Findings that were set aside by name; they are not among `findings`."""
    approval: Approval | None = None
    """The approval in force, with what changed since; None before the first."""


class Known(Protocol):
    """The results that an approval rests on, and a simulation starts from; `Facts` and `Figures` both have them."""

    @property
    def timeline(self) -> Timeline: ...  # noqa: D102
    @property
    def costs(self) -> Costs: ...  # noqa: D102
    @property
    def value(self) -> Value: ...  # noqa: D102
    @property
    def returns(self) -> Returns: ...  # noqa: D102
