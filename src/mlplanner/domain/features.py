"""Data foundations: the feature registry, its tests and privacy, and the way the model is served (P5, P6.2)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from pydantic import model_validator
from sqlmodel import Field, String

from mlplanner.domain.columns import Exact
from mlplanner.domain.noun import NAME, TEXT, ProjectNoun

MOST = 10**9


class ServingMode(StrEnum):
    """How an answer gets to who needs it (P5.3, P6.2)."""

    BATCH = "batch"
    NEARLINE = "nearline"
    ONLINE = "online"


class FeatureState(StrEnum):
    """Whether the model uses the feature."""

    PLANNED = "planned"
    IN_USE = "in_use"
    DISABLED = "disabled"


class TestState(StrEnum):
    """How a test of a feature or a model went last."""

    PLANNED = "planned"
    PASSING = "passing"
    FAILING = "failing"

    __test__ = False  # its name begins like a test class; pytest must not collect it


class FeatureCheck(StrEnum):
    """What a test of a feature looks at (P5.4)."""

    DISTRIBUTION = "distribution"
    NULL_RATE = "null_rate"
    CARDINALITY = "cardinality"
    RANGE = "range"


class PrivacyTreatment(StrEnum):
    """What is done to a feature where the law asks for it (P5.5)."""

    TOKENISE = "tokenise"
    HASH = "hash"
    REMOVE = "remove"


class Feature(ProjectNoun):
    """An entry of the feature registry (P5.1 to P5.4); the first ones in order matter most."""

    PREFIX: ClassVar[str] = "FE"

    position: int = Field(default=0, ge=0, title="Order")
    name: str = Field(min_length=1, max_length=NAME, title="Feature")
    computation: str = Field(default="", max_length=TEXT, title="Canonical computation", description="Repository link")
    cadence: str = Field(default="", max_length=NAME, title="Updated")
    freshness_minutes: int | None = Field(default=None, ge=1, le=5_256_000, title="Freshness, minutes")
    owner_id: int | None = Field(default=None, foreign_key="person.id", title="Owner")
    sensitivity: str = Field(default="", max_length=40, title="Sensitivity", description="Key of a playbook class")
    sources: str = Field(default="", max_length=TEXT, title="Source tables")
    transformation: str = Field(default="", max_length=NAME, title="Transformation", description="Notebook or job id")
    snapshot: str = Field(default="", max_length=NAME, title="Sampling or labelling snapshot")
    transform_version: str = Field(default="", max_length=40, title="Version of the transform")
    dataset_version: str = Field(default="", max_length=40, title="Version of the data set")
    cpu_cost: Decimal | None = Field(default=None, ge=0, le=MOST, sa_type=Exact, title="CPU cost per 1,000")
    gpu_cost: Decimal | None = Field(default=None, ge=0, le=MOST, sa_type=Exact, title="GPU cost per 1,000")
    latency_ms: Decimal | None = Field(default=None, ge=0, le=MOST, sa_type=Exact, title="Latency, ms")
    serving: ServingMode | None = Field(default=None, sa_type=String, title="Serving")
    state: FeatureState = Field(default=FeatureState.PLANNED, sa_type=String, title="State")
    replaced_by_id: int | None = Field(default=None, foreign_key="feature.id", title="Replaced by")
    note: str = Field(default="", max_length=TEXT, title="Note")

    @property
    def label(self) -> str:
        """The feature's name."""
        return self.name

    @model_validator(mode="after")
    def _not_by_itself(self) -> "Feature":
        if self.id is not None and self.replaced_by_id == self.id:
            raise ValueError("a feature can't be replaced by itself")
        return self


class FeatureTest(ProjectNoun):
    """A test of a feature, with its tolerance and state (P5.4)."""

    PREFIX: ClassVar[str] = "FT"
    __test__ = False  # its name ends like a test class; pytest must not collect it

    feature_id: int = Field(foreign_key="feature.id", index=True, title="Feature")
    check: FeatureCheck = Field(sa_type=String, title="Test")
    tolerance: str = Field(default="", max_length=NAME, title="Tolerance")
    state: TestState = Field(default=TestState.PLANNED, sa_type=String, title="State")
    checked_on: date | None = Field(default=None, title="Checked on")

    @property
    def label(self) -> str:
        """What is tested."""
        return self.check.replace("_", " ")


class PrivacyRule(ProjectNoun):
    """What happens to a feature in a jurisdiction (P5.5)."""

    PREFIX: ClassVar[str] = "PV"

    feature_id: int = Field(foreign_key="feature.id", index=True, title="Feature")
    jurisdiction: str = Field(min_length=1, max_length=NAME, title="Jurisdiction")
    treatment: PrivacyTreatment = Field(sa_type=String, title="Treatment")
    note: str = Field(default="", max_length=TEXT, title="Note")

    @property
    def label(self) -> str:
        """Where and what."""
        return f"{self.treatment} in {self.jurisdiction}"


class Serving(ProjectNoun):
    """How the model is served and the inference budget its features must keep; one to a project (P5.3, P5.6, P6.2)."""

    PREFIX: ClassVar[str] = "SV"

    mode: ServingMode | None = Field(default=None, sa_type=String, title="Serving")
    reason: str = Field(default="", max_length=TEXT, title="Why so")
    tolerated_lag_minutes: int | None = Field(default=None, ge=0, le=5_256_000, title="Lag the business tolerates, min")
    latency_budget_ms: Decimal | None = Field(default=None, gt=0, le=MOST, sa_type=Exact, title="Latency budget, ms")
    cost_budget: Decimal | None = Field(
        default=None, ge=0, le=MOST, sa_type=Exact, title="Inference budget per 1,000 predictions"
    )
    model_cpu_cost: Decimal | None = Field(
        default=None, ge=0, le=MOST, sa_type=Exact, title="CPU cost of the model per 1,000"
    )
    model_gpu_cost: Decimal | None = Field(
        default=None, ge=0, le=MOST, sa_type=Exact, title="GPU cost of the model per 1,000"
    )
    model_latency_ms: Decimal | None = Field(
        default=None, ge=0, le=MOST, sa_type=Exact, title="Latency of the model, ms"
    )
    lookups_per_second: int | None = Field(default=None, ge=0, le=MOST, title="Feature look-ups a second")
    has_feature_store: bool = Field(default=False, title="Uses a feature store")

    @property
    def label(self) -> str:
        """One to a project."""
        return "serving"


def find_circle(features: Iterable[Feature]) -> tuple[Feature, ...]:
    """The first features that replace each other in a circle, in order; empty when there are none (P5.3)."""
    by_id = {feature.id: feature for feature in features}
    cleared: set[int | None] = set()
    for start in by_id:
        way: list[int | None] = []
        here = start
        while here in by_id and here not in cleared and here not in way:
            way.append(here)
            here = by_id[here].replaced_by_id
        if here in way:
            return tuple(by_id[each] for each in way[way.index(here) :])
        cleared.update(way)
    return ()
