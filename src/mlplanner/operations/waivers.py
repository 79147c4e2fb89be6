"""Waive a check by name and with a reason, and take the waiver back."""

from datetime import date

from mlplanner.domain.approvals import RuleWaiver
from mlplanner.domain.enums import Severity
from mlplanner.domain.errors import Refused
from mlplanner.domain.findings import Finding
from mlplanner.domain.validation import validated
from mlplanner.operations.operation import Context, Operation


def waive_check(
    finding: Finding, waived_by_id: int | None, reason: str, until: date | None = None
) -> Operation[RuleWaiver]:
    """Set a finding aside where it points now. Refused for a *must*, without a name, and without a reason."""
    if finding.severity is Severity.MUST:
        raise Refused("A check that is a must can't be waived; mend what it names.")
    if waived_by_id is None or not reason.strip():
        raise Refused("Waiving a check needs the name of who waives it and a reason.")

    def apply(do: Context) -> RuleWaiver:
        fields = {
            "project_id": finding.project_id,
            "rule": finding.rule,
            "noun": finding.noun,
            "row_id": finding.noun_id or 0,
            "waived_by_id": waived_by_id,
            "waived_on": do.today,
            "reason": reason,
            "until": until,
        }
        return do.unit.add(validated(RuleWaiver, fields))

    return Operation(f"Waive the check {finding.rule.replace('_', ' ')}", apply)


def revoke_waiver(waiver_id: int) -> Operation[None]:
    """The check counts again."""
    return Operation("Revoke the waiver of a check", lambda do: do.unit.remove(RuleWaiver, waiver_id))
