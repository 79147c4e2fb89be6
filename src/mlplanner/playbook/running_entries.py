"""What the playbook holds of operation: readiness checklist, service levels, tests of a model (P6)."""

from pydantic import Field

from mlplanner.domain.enums import Comparison
from mlplanner.domain.running import ModelCheck, SloKind
from mlplanner.playbook.entry import Entry


class ReadinessEntry(Entry):
    """An item of the readiness checklist that a new project begins with (P6.1); `hint` says when it is done."""

    title: str = Field(min_length=1, max_length=80)
    hint: str = Field(default="", max_length=400)
    source: str


class ServiceLevelEntry(Entry):
    """A service level objective that a new project begins with; its target is the project's own (P6.3)."""

    title: str = Field(min_length=1, max_length=80)
    kind: SloKind
    comparison: Comparison
    unit: str = Field(default="", max_length=40)
    window_days: int = Field(ge=1, le=366)
    source: str


class ModelTestEntry(Entry):
    """A line of the test plan that a new project begins with (P6.7)."""

    title: str = Field(min_length=1, max_length=80)
    kind: ModelCheck
    window: str = Field(default="", max_length=80)
    source: str
