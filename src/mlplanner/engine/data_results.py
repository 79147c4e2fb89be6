"""What the engine gives back about data: standing of each feature, coverage of tests, cost and latency (P5)."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class ServingAdvice(StrEnum):
    """What a feature's serving is told to be."""

    FITS = "fits"
    BATCH_WILL_DO = "batch_will_do"
    """Real time (or nearline) although hours of lag are tolerated."""
    CACHE_WILL_DO = "cache_will_do"
    """Real time although minutes of lag are tolerated."""
    TOO_SLOW = "too_slow"
    """A batch although the feature is to be minutes old at most."""
    UNKNOWN = "unknown"
    """Neither serving nor freshness is known."""


@dataclass(frozen=True, slots=True)
class FeatureStanding:
    """How far one feature is. `rank`: its place among those that are not disabled, from 1; None for a disabled one."""

    feature_id: int
    rank: int | None
    is_top: bool
    """True for those that need a complete catalogue entry (P5.6)."""
    missing: tuple[str, ...]
    """Fields that a complete entry says and this one does not."""
    passing: int
    asked: int
    """Kinds of tests that the playbook asks for."""
    open_checks: tuple[str, ...]
    """Kinds asked for that do not pass."""
    failing_checks: tuple[str, ...]
    cost: Decimal | None
    """CPU and GPU per 1,000 computations; None where neither is known."""
    needs_privacy_rule: bool
    """True where the class of data asks for a rule and there is none (P5.5)."""
    advice: ServingAdvice
    successors: tuple[int, ...]
    """What replaces it, and what replaces that, in order."""

    @property
    def coverage(self) -> Decimal | None:
        """Share of the tests asked for that pass; None where none are asked for."""
        return Decimal(self.passing) / self.asked if self.asked else None


@dataclass(frozen=True, slots=True)
class CostSheet:
    """What 1,000 predictions cost and how long one takes, against the inference budget (P5.3, P5.6).

    Cost adds up: each prediction uses each feature once. Latency does not: features served online are fetched side by
    side, so the slowest of them counts, and then the model. Batch and nearline features lie ready and add nothing.
    """

    features_cost: Decimal
    model_cost: Decimal
    cost: Decimal
    latency_ms: Decimal
    features_latency_ms: Decimal
    model_latency_ms: Decimal
    slowest_id: int | None
    """The online feature that an answer waits for."""
    dearest_id: int | None
    """The feature that costs most; None where the model costs more than each of them."""
    cost_budget: Decimal | None
    latency_budget_ms: Decimal | None
    unknown_ids: tuple[int, ...]
    """Features without cost or, served online, without latency."""
    unknown_model: tuple[str, ...]
    """Fields of the serving that say what the model takes, and are empty."""
    decisions_per_year: int
    cost_year: Decimal
    """Money a year, at the value model's decisions a year."""
    budget_year: Decimal | None

    @property
    def is_known(self) -> bool:
        """True when nothing is missing on the sheet."""
        return not self.unknown_ids and not self.unknown_model

    @property
    def cost_left(self) -> Decimal | None:
        """Budget less cost per 1,000; below 0 it is exceeded."""
        return None if self.cost_budget is None else self.cost_budget - self.cost

    @property
    def latency_left_ms(self) -> Decimal | None:
        """Budget less latency; below 0 it is exceeded."""
        return None if self.latency_budget_ms is None else self.latency_budget_ms - self.latency_ms


@dataclass(frozen=True, slots=True)
class DataFigures:
    """All about the data of one project."""

    features: tuple[FeatureStanding, ...]
    """In the registry's order."""
    top: int
    """How many features need a complete entry: the playbook's number, or all there are."""
    complete: int
    """How many of them have one."""
    passing: int
    asked: int
    """Over all features that are not disabled."""
    sheet: CostSheet

    @property
    def coverage(self) -> Decimal | None:
        """Share of all tests asked for that pass; None where none are asked for."""
        return Decimal(self.passing) / self.asked if self.asked else None
