"""The findings of a project by when they are needed: what the next gate wants, then the later gates, then the rest."""

from collections.abc import Iterator, Sequence

from mlplanner.domain.enums import Severity
from mlplanner.domain.findings import Finding
from mlplanner.domain.portfolio import ProjectPlan

Group = tuple[str, tuple[Finding, ...]]
"""A heading with its count, and what stands below it, in the order of the checks."""

_REST = {
    Severity.MUST: "Needed, though no gate waits for it",
    Severity.WARN: "Worth mending, stops no gate",
    Severity.ADVISE: "Advice",
}


def group_findings(plan: ProjectPlan, findings: Sequence[Finding]) -> Iterator[Group]:
    """Every finding once; groups without one are left out."""
    following = plan.next_gate
    known = {gate.key for gate in plan.gates}
    for gate in plan.gates:
        found = tuple(finding for finding in findings if finding.gate_key == gate.key)
        when = "Now" if following is not None and gate.key == following.key else "Later"
        yield from _group(f"{when}, for the {gate.name}", found)
    for severity, title in _REST.items():
        rest = (each for each in findings if each.gate_key not in known and each.severity is severity)
        yield from _group(title, tuple(rest))


def _group(title: str, findings: tuple[Finding, ...]) -> Iterator[Group]:
    if findings:
        yield f"{title}: {len(findings)}", findings
