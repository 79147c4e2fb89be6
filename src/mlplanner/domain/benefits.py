"""What a project is worth: KPIs, value of predictions, experiments, rollback triggers, options."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from sqlmodel import Field, String

from mlplanner.domain.columns import Cents, Exact
from mlplanner.domain.enums import (
    Comparison,
    Direction,
    ExperimentDesign,
    ExperimentKind,
    ExperimentResult,
    KpiKind,
)
from mlplanner.domain.noun import NAME, TEXT, ProjectNoun

LARGEST = 10**12


class Kpi(ProjectNoun):
    """A measure of success (P1.2)."""

    PREFIX: ClassVar[str] = "KP"

    position: int = Field(default=0, ge=0, title="Order")
    name: str = Field(min_length=1, max_length=NAME, title="KPI")
    kind: KpiKind = Field(default=KpiKind.BUSINESS, sa_type=String, title="Kind")
    metric: str = Field(default="", max_length=40, title="Metric", description="Key of a playbook metric, or empty")
    unit: str = Field(default="", max_length=40, title="Unit")
    direction: Direction = Field(default=Direction.HIGHER, sa_type=String, title="Better when")
    baseline: Decimal | None = Field(default=None, ge=-LARGEST, le=LARGEST, sa_type=Exact, title="Baseline")
    target: Decimal | None = Field(default=None, ge=-LARGEST, le=LARGEST, sa_type=Exact, title="Target")
    threshold: Decimal | None = Field(default=None, ge=-LARGEST, le=LARGEST, sa_type=Exact, title="Go/no-go threshold")
    measured: Decimal | None = Field(default=None, ge=-LARGEST, le=LARGEST, sa_type=Exact, title="Measured")
    measured_on: date | None = Field(default=None, title="Measured on")
    method: str = Field(default="", max_length=TEXT, title="How it is measured")
    cadence: str = Field(default="", max_length=NAME, title="How often")
    owner_id: int | None = Field(default=None, foreign_key="person.id", title="Owner")

    @property
    def label(self) -> str:
        """The KPI's name."""
        return self.name


class ValueModel(ProjectNoun):
    """Money per prediction (P1.3); the symbols are those of `arithmetic.md`, Value of predictions."""

    PREFIX: ClassVar[str] = "VM"

    decisions_per_year: int = Field(default=0, ge=0, le=LARGEST, title="Decisions per year (N)")
    share_acted: Decimal = Field(default=Decimal(0), ge=0, le=1, sa_type=Exact, title="Share acted upon (a)")
    precision: Decimal = Field(default=Decimal(0), ge=0, le=1, sa_type=Exact, title="Precision among them (π)")
    true_positive_value: Decimal = Field(
        default=Decimal(0), ge=0, le=LARGEST, sa_type=Cents, title="Value of a true positive (V)"
    )
    false_positive_cost: Decimal = Field(
        default=Decimal(0), ge=0, le=LARGEST, sa_type=Cents, title="Extra cost of a false positive (F)"
    )
    action_cost: Decimal = Field(default=Decimal(0), ge=0, le=LARGEST, sa_type=Cents, title="Cost of an action (A)")
    prediction_cost: Decimal = Field(
        default=Decimal(0), ge=0, le=LARGEST, sa_type=Exact, title="Cost of a prediction (C)"
    )
    adoption: Decimal = Field(default=Decimal(1), ge=0, le=1, sa_type=Exact, title="Adoption (u)")

    @property
    def label(self) -> str:
        """One to a project."""
        return "value model"


class Experiment(ProjectNoun):
    """A controlled experiment or backtest tied to a business KPI (P1.6)."""

    PREFIX: ClassVar[str] = "EX"

    name: str = Field(min_length=1, max_length=NAME, title="Experiment")
    kind: ExperimentKind = Field(default=ExperimentKind.AB_TEST, sa_type=String, title="Kind")
    kpi_id: int | None = Field(default=None, foreign_key="kpi.id", title="Business KPI")
    design: ExperimentDesign = Field(default=ExperimentDesign.PROPORTIONS, sa_type=String, title="Compares")
    p1: Decimal | None = Field(default=None, gt=0, lt=1, sa_type=Exact, title="Rate today (p1)")
    p2: Decimal | None = Field(default=None, gt=0, lt=1, sa_type=Exact, title="Rate expected (p2)")
    sigma: Decimal | None = Field(default=None, gt=0, le=LARGEST, sa_type=Exact, title="Standard deviation (σ)")
    delta: Decimal | None = Field(default=None, gt=0, le=LARGEST, sa_type=Exact, title="Difference to detect (δ)")
    alpha: Decimal = Field(default=Decimal("0.05"), gt=0, lt=1, sa_type=Exact, title="Significance (α)")
    power: Decimal = Field(default=Decimal("0.8"), gt=0, lt=1, sa_type=Exact, title="Power")
    units_per_week: int = Field(default=0, ge=0, le=LARGEST, title="Eligible units a week")
    share: Decimal = Field(default=Decimal(1), gt=0, le=1, sa_type=Exact, title="Share in the experiment")
    label_lag_weeks: int = Field(default=0, ge=0, le=104, title="Label lag, weeks")
    window_days: int = Field(default=30, ge=1, le=730, title="Window, days")
    result: ExperimentResult = Field(default=ExperimentResult.PLANNED, sa_type=String, title="Result")
    result_on: date | None = Field(default=None, title="Result on")
    result_note: str = Field(default="", max_length=TEXT, title="What came out")
    success_money: Decimal | None = Field(
        default=None, ge=-LARGEST, le=LARGEST, sa_type=Cents, title="Success threshold in money a year"
    )
    cost_id: int | None = Field(default=None, foreign_key="cost_line.id", title="Paid by cost line")

    @property
    def label(self) -> str:
        """The experiment's name."""
        return self.name


class Trigger(ProjectNoun):
    """A rollback trigger of the action plan (P1.5)."""

    PREFIX: ClassVar[str] = "RT"

    metric: str = Field(min_length=1, max_length=NAME, title="Metric")
    comparison: Comparison = Field(default=Comparison.BELOW, sa_type=String, title="Is")
    threshold: Decimal = Field(default=Decimal(0), ge=-LARGEST, le=LARGEST, sa_type=Exact, title="Threshold")
    unit: str = Field(default="", max_length=40, title="Unit")
    action: str = Field(default="", max_length=TEXT, title="Action")
    owner_id: int | None = Field(default=None, foreign_key="person.id", title="Owner")

    @property
    def label(self) -> str:
        """The metric watched."""
        return self.metric


class Option(ProjectNoun):
    """An alternative the sponsor could choose; doing nothing is always option A and needs no row."""

    PREFIX: ClassVar[str] = "OP"

    name: str = Field(min_length=1, max_length=NAME, title="Option")
    cost: Decimal = Field(default=Decimal(0), ge=0, le=LARGEST, sa_type=Cents, title="Cost from today")
    benefit_year: Decimal = Field(
        default=Decimal(0), ge=-LARGEST, le=LARGEST, sa_type=Cents, title="Net benefit a year"
    )
    risk: str = Field(default="medium", max_length=10, title="Risk", description="low, medium or high")

    @property
    def label(self) -> str:
        """The option's name."""
        return self.name


class Risk(ProjectNoun):
    """A risk after mitigation, scored likelihood × impact, 25 worst."""

    PREFIX: ClassVar[str] = "RK"

    title: str = Field(min_length=1, max_length=NAME, title="Risk")
    likelihood: int = Field(default=3, ge=1, le=5, title="Likelihood")
    impact: int = Field(default=3, ge=1, le=5, title="Impact")
    mitigation: str = Field(default="", max_length=TEXT, title="What we do about it")
    owner_id: int | None = Field(default=None, foreign_key="person.id", title="Owner")
    probability: Decimal | None = Field(
        default=None, ge=0, le=1, sa_type=Exact, title="Probability", description="Empty: not in the simulation"
    )
    phase_id: int | None = Field(default=None, foreign_key="phase.id", title="Phase that it delays")
    weeks_low: Decimal = Field(default=Decimal(0), ge=0, le=260, sa_type=Exact, title="Delay, least weeks")
    weeks_likely: Decimal = Field(default=Decimal(0), ge=0, le=260, sa_type=Exact, title="Delay, likely weeks")
    weeks_high: Decimal = Field(default=Decimal(0), ge=0, le=260, sa_type=Exact, title="Delay, most weeks")
    money_low: Decimal = Field(default=Decimal(0), ge=0, le=10**12, sa_type=Cents, title="Cost, least")
    money_likely: Decimal = Field(default=Decimal(0), ge=0, le=10**12, sa_type=Cents, title="Cost, likely")
    money_high: Decimal = Field(default=Decimal(0), ge=0, le=10**12, sa_type=Cents, title="Cost, most")
    mitigated_probability: Decimal | None = Field(
        default=None, ge=0, le=1, sa_type=Exact, title="Probability after mitigation"
    )
    mitigated_effect: Decimal = Field(
        default=Decimal(1), ge=0, le=1, sa_type=Exact, title="Effect left after mitigation", description="Share"
    )

    @property
    def score(self) -> int:
        """Likelihood × impact, 1 to 25."""
        return self.likelihood * self.impact

    @property
    def label(self) -> str:
        """The risk's title."""
        return self.title
