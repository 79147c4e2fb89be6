"""How far a gate is."""

from decimal import Decimal

from mlplanner.domain.enums import ArtifactState, Severity
from mlplanner.domain.findings import Finding
from mlplanner.domain.lifecycle import Artifact
from mlplanner.engine.readiness import gate_readiness
from tests.builders import make_plan

STATES = (
    ArtifactState.ACCEPTED,
    ArtifactState.WAIVED,
    ArtifactState.SUBMITTED,
    ArtifactState.DRAFT,
    ArtifactState.MISSING,
)


def finding(rule: str, severity: Severity, gate: str | None) -> Finding:
    return Finding(rule, severity, f"{rule}!", 1, "brief", "projects", gate_key=gate)


def test_that_accepted_and_waived_artifacts_are_done_and_the_others_are_missing() -> None:  # P3.3
    artifacts = [Artifact(project_id=1, gate_id=1001, name=state, state=state) for state in STATES]
    first, second, *_ = gate_readiness(make_plan(artifacts=artifacts), ())
    assert (first.done, first.total, first.missing) == (2, 5, ("submitted", "draft", "missing"))
    assert first.share == Decimal("0.4")
    assert (second.total, second.share) == (0, Decimal(1))


def test_that_only_must_findings_of_its_own_stop_a_gate() -> None:  # P3.4
    findings = (
        finding("stops", Severity.MUST, "discovery"),
        finding("elsewhere", Severity.MUST, "prototype"),
        finding("nowhere", Severity.MUST, None),
        finding("softer", Severity.WARN, "discovery"),
    )
    readiness = gate_readiness(make_plan(), findings)
    assert [[item.rule for item in ready.blockers] for ready in readiness] == [["stops"], ["elsewhere"], [], []]
    assert [ready.gate_id for ready in readiness] == [1001, 1002, 1003, 1004]
