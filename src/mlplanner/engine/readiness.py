"""How far each gate is: artifacts done, artifacts missing, findings that stop it (P3.2, P3.3)."""

from collections.abc import Iterable

from mlplanner.domain.enums import Severity
from mlplanner.domain.findings import Finding
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.engine.results import Readiness


def gate_readiness(plan: ProjectPlan, findings: Iterable[Finding]) -> tuple[Readiness, ...]:
    """The readiness of each gate, in the plan's order. A waived artifact is done; its waiver has a rule of its own."""
    stopping = [finding for finding in findings if finding.severity is Severity.MUST and finding.gate_key]
    ready = []
    for gate in plan.gates:
        artifacts = plan.artifacts_of(gate)
        missing = tuple(artifact.name for artifact in artifacts if not artifact.state.is_done)
        blockers = tuple(finding for finding in stopping if finding.gate_key == gate.key)
        ready.append(Readiness(gate.id or 0, len(artifacts) - len(missing), len(artifacts), missing, blockers))
    return tuple(ready)
