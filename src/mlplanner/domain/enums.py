"""The closed lists of the plan. Values are what the database, JSON and workbooks hold."""

from enum import StrEnum


class Commitment(StrEnum):
    """How sure a project is; capacity counts confirmed, tentative or all (P4.9)."""

    IDEA = "idea"
    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"


class Tier(StrEnum):
    """Model risk tier (P2.4)."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"

    @property
    def rank(self) -> int:
        """Its place, lowest first; tiers compare by it."""
        return list(Tier).index(self)


class KpiKind(StrEnum):
    """What a KPI measures (P1.2)."""

    BUSINESS = "business"
    MODEL = "model"


class Direction(StrEnum):
    """Which way a KPI gets better (P1.2)."""

    HIGHER = "higher"
    LOWER = "lower"


class Sourcing(StrEnum):
    """Where the people of a staffing line come from (P4.2)."""

    INTERNAL = "internal"
    HIRE = "hire"
    CONTRACTOR = "contractor"
    PARTNER = "partner"

    @property
    def is_external(self) -> bool:
        """True for people who leave when their contract ends (P4.5)."""
        return self in (Sourcing.CONTRACTOR, Sourcing.PARTNER)


class RateBasis(StrEnum):
    """What a rate's amount pays for (P4.3)."""

    ANNUAL = "annual"
    DAY = "day"
    WEEK = "week"
    FIXED = "fixed"


class CostCategory(StrEnum):
    """The bucket of a cost that is not labour (`arithmetic.md`, Money)."""

    NON_LABOUR = "non_labour"
    TRAINING = "training"
    HANDOVER = "handover"


class CostTiming(StrEnum):
    """When a cost falls due."""

    ONCE = "once"
    MONTHLY = "monthly"


class ArtifactState(StrEnum):
    """The way of an artifact (P3.3)."""

    MISSING = "missing"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    WAIVED = "waived"

    @property
    def is_done(self) -> bool:
        """True when the gate may count on it."""
        return self in (ArtifactState.ACCEPTED, ArtifactState.WAIVED)


class GateOutcome(StrEnum):
    """What a gate's owner can decide (P3.4)."""

    GO = "go"
    GO_WITH_CONDITIONS = "go_with_conditions"
    HOLD = "hold"
    DEFER = "defer"
    NO_GO = "no_go"
    WITHDRAW = "withdraw"

    @property
    def is_pass(self) -> bool:
        """True when the next phase may begin."""
        return self in (GateOutcome.GO, GateOutcome.GO_WITH_CONDITIONS)


class GateState(StrEnum):
    """Where a gate stands: its last decision, or open; superseded decisions do not count."""

    OPEN = "open"
    GO = "go"
    GO_WITH_CONDITIONS = "go_with_conditions"
    HOLD = "hold"
    DEFER = "defer"
    NO_GO = "no_go"
    WITHDRAW = "withdraw"

    @property
    def is_passed(self) -> bool:
        """True when the gate lies behind the project."""
        return self in (GateState.GO, GateState.GO_WITH_CONDITIONS)


class ExperimentKind(StrEnum):
    """How the effect on the business KPI is shown (P1.6)."""

    AB_TEST = "ab_test"
    BACKTEST = "backtest"
    MATCHED_COHORT = "matched_cohort"
    UPLIFT = "uplift"

    @property
    def is_randomised(self) -> bool:
        """False for designs whose groups differ beforehand: lower confidence (P7.2)."""
        return self is ExperimentKind.AB_TEST


class ExperimentDesign(StrEnum):
    """Which sample size formula applies (`arithmetic.md`, Experiments)."""

    PROPORTIONS = "proportions"
    MEANS = "means"


class ExperimentResult(StrEnum):
    """What came out."""

    PLANNED = "planned"
    RUNNING = "running"
    MET = "met"
    NOT_MET = "not_met"
    CONFOUNDED = "confounded"


class Comparison(StrEnum):
    """How a measured value is held against a threshold."""

    ABOVE = "above"
    BELOW = "below"


class Severity(StrEnum):
    """How strict a rule is: refuse or show an error, warn with a recorded reason, or inform."""

    MUST = "must"
    WARN = "warn"
    ADVISE = "advise"
