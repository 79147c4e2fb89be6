"""What the user may choose about a run."""

from dataclasses import dataclass

from mlplanner.domain.errors import BadInput


@dataclass(frozen=True, slots=True)
class LevelOptions:
    """Options of a run. `seconds` is work of about so many seconds on one core; the clock's guard is three times that."""

    seconds: float = 10.0
    seed: int = 1
    has_pauses: bool = True
    """Projects may wait between phases for as long as each allows."""
    is_earlier_allowed: bool = False
    """Projects without an earliest start may begin before the week in which they are planned."""
    may_source: bool = False
    """Lines of roles that are short may be staffed by a hire, a contractor or a partner."""

    def __post_init__(self) -> None:
        if not 0 < self.seconds <= 86_400:
            raise BadInput(f"The time for levelling must be above 0 and at most 86400 seconds; got {self.seconds:g}.")
        if not 0 <= self.seed < 2**31:
            raise BadInput(f"The seed must be a whole number from 0 to {2**31 - 1}; got {self.seed}.")
