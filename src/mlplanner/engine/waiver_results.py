"""A finding that somebody set aside by name."""

from dataclasses import dataclass
from datetime import date

from mlplanner.domain.findings import Finding


@dataclass(frozen=True, slots=True)
class WaivedFinding:
    """The finding, who waived it and why; `until` is the last day of the waiver, None: until it is revoked."""

    finding: Finding
    waiver_id: int
    waived_by_id: int
    reason: str
    until: date | None
