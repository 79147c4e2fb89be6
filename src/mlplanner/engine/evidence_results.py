"""What the evidence says: verdict, reason, window, benefit (P7.3, P7.4)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Verdict(StrEnum):
    """Whether the criteria fixed in advance were met."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_YET = "not_yet"


class Reason(StrEnum):
    """Why the verdict is what it is; the first that applies, in this order."""

    CRITERIA_MISSING = "criteria_missing"
    NOT_LOCKED = "not_locked"
    NOT_LAUNCHED = "not_launched"
    CONFOUNDED = "confounded"
    NO_OBSERVATION = "no_observation"
    WINDOW_OPEN = "window_open"
    NOT_MEASURED_AT_END = "not_measured_at_end"
    BENEFIT_UNKNOWN = "benefit_unknown"
    THRESHOLD_MISSED = "threshold_missed"
    MONEY_MISSED = "money_missed"
    REACHED = "reached"


@dataclass(frozen=True, slots=True)
class EvidenceResult:
    """The verdict on one day. `window_end` is the first day on which success may be declared."""

    verdict: Verdict
    reason: Reason
    window_start: date | None
    window_end: date | None
    days_left: int
    """Days until the window ends; 0 when it is over or has not begun."""
    observation_id: int | None
    """The last measurement of the deciding KPI since the launch; None: there is none."""
    value: Decimal | None
    realised: Decimal | None
    """Benefit a year of that measurement, in money: benefit × share due to the model − upkeep."""
    planned: Decimal
    """Value a year of the value model, which counts the costs of actions and predictions too."""
