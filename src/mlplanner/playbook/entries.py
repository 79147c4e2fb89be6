"""What a playbook may hold; a file that does not fit is refused with the entry's path."""

from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from mlplanner.domain.enums import RateBasis, Severity


class Entry(BaseModel):
    """A frozen part of the playbook; unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Figure(Entry):
    """One number of the method. `low`–`high` is the band outside which a rule speaks."""

    title: str
    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str
    source: str
    note: str = ""

    @model_validator(mode="after")
    def _band(self) -> "Figure":
        if self.low is not None and self.high is not None and not self.low <= self.value <= self.high:
            raise ValueError(f"the value {self.value} lies outside {self.low} to {self.high}")
        return self

    def holds(self, value: Decimal) -> bool:
        """True when `value` lies in the band, ends included."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


class Role(Entry):
    """A role with its usual FTE and main deliverable (P4.1)."""

    title: str = Field(min_length=1, max_length=80)
    fte_low: Decimal = Field(ge=0, le=50)
    fte_high: Decimal = Field(ge=0, le=50)
    deliverable: str
    source: str = ""

    @model_validator(mode="after")
    def _band(self) -> "Role":
        if self.fte_high < self.fte_low:
            raise ValueError(f"the highest FTE ({self.fte_high}) lies below the lowest ({self.fte_low})")
        return self


class ArtifactEntry(Entry):
    """A document or record that a gate wants (P3.3); `role`: the playbook role that delivers it."""

    title: str = Field(min_length=1, max_length=120)
    role: str = ""
    source: str


class GateEntry(Entry):
    """The gate at a phase's end (P3.2)."""

    title: str
    owner_role: str
    artifacts: dict[str, ArtifactEntry]
    source: str


class PhaseEntry(Entry):
    """A phase of the default life cycle (P3.1), in file order."""

    title: str
    weeks: int = Field(ge=1, le=104)
    gate: GateEntry
    source: str
    optimistic: Decimal | None = None
    pessimistic: Decimal | None = None


class SourcingEntry(Entry):
    """A way to source people (P4.2–P4.5)."""

    title: str
    bases: tuple[RateBasis, ...]
    advice: str
    handover_risk: str
    source: str


class MetricEntry(Entry):
    """A model metric; threshold-free ones do not tell what an action is worth (P1.4)."""

    title: str
    is_threshold_free: bool
    source: str


class RuleEntry(Entry):
    """A check: severity and sentence; `{names}` in the text are filled by the rule."""

    title: str
    severity: Severity
    text: str
    tab: str
    source: str


class Playbook(Entry):
    """The whole method."""

    figures: dict[str, Figure]
    roles: dict[str, Role]
    phases: dict[str, PhaseEntry]
    sourcing: dict[str, SourcingEntry]
    metrics: dict[str, MetricEntry]
    cadences: dict[str, str]
    rules: dict[str, RuleEntry]

    def figure(self, key: str) -> Decimal:
        """The value in force of a figure."""
        return self.figures[key].value

    def role_title(self, key: str) -> str:
        """The role's title; a role that is no longer in the playbook shows its key."""
        role = self.roles.get(key)
        return role.title if role else key
