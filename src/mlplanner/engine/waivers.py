"""Checks that somebody set aside by name and with a reason; they no longer count as open, and stay visible."""

from collections.abc import Iterable
from datetime import date

from mlplanner.domain.approvals import RuleWaiver
from mlplanner.domain.enums import Severity
from mlplanner.domain.findings import Finding
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.engine.waiver_results import WaivedFinding


def set_aside(
    plan: ProjectPlan, findings: Iterable[Finding], today: date
) -> tuple[tuple[Finding, ...], tuple[WaivedFinding, ...]]:
    """Open findings and waived ones, each in their order. A *must* stays open whatever a file says."""
    open_, waived = [], []
    for finding in findings:
        waiver = next((each for each in plan.rule_waivers if _covers(each, finding, today)), None)
        if waiver is None:
            open_.append(finding)
        else:
            waived.append(WaivedFinding(finding, waiver.id or 0, waiver.waived_by_id, waiver.reason, waiver.until))
    return tuple(open_), tuple(waived)


def _covers(waiver: RuleWaiver, finding: Finding, today: date) -> bool:
    is_meant = waiver.rule == finding.rule and waiver.noun in ("", finding.noun)
    is_row = waiver.row_id in (0, finding.noun_id or 0)
    is_in_force = waiver.until is None or waiver.until >= today
    return finding.severity is not Severity.MUST and is_meant and is_row and is_in_force
