"""A finding: one rule of the playbook that a project breaks, with the place to mend it."""

from dataclasses import dataclass

from mlplanner.domain.enums import Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule. `noun` (a registry key such as `staffing`), `noun_id` and `field` say where to go."""

    rule: str
    severity: Severity
    message: str
    project_id: int
    tab: str
    noun: str
    noun_id: int | None = None
    field: str | None = None
    gate_key: str | None = None
    """The gate that can't pass while this is open; None: it stops no gate."""
    source: str = ""
    """The requirement id."""
