"""Gates, their artifacts, waivers and conditions (P3.2, P3.3, P3.4)."""

from collections.abc import Iterator

from mlplanner.domain.enums import ArtifactState
from mlplanner.domain.lifecycle import Artifact, Gate
from mlplanner.domain.weeks import say_day
from mlplanner.engine.checks.rule import Case, Hit, Rule
from mlplanner.engine.checks.wording import say_names

WAIVER = ("waived_by_id", "waived_reason")


def find_missing_gate_owners(case: Case) -> Iterator[Hit]:
    """Gates to come that nobody can decide."""
    for gate in _gates_to_come(case):
        if gate.owner_id is None:
            role = gate.owner_role or "no role either"
            yield Hit("gates", gate.id, "owner_id", {"gate": gate.name, "role": role}, gate)


def find_phases_without_gate(case: Case) -> Iterator[Hit]:
    """Phases after which nobody asks whether to go on."""
    for phase in case.plan.phases:
        if case.plan.gate_of(phase) is None:
            yield Hit("phases", phase.id, None, {"phase": phase.name})


def find_unlisted_artifacts(case: Case) -> Iterator[Hit]:
    """What the playbook demands at a gate to come and the plan does not list."""
    for gate in _gates_to_come(case):
        entry = case.playbook.phases.get(gate.key)
        listed = {artifact.key for artifact in case.plan.artifacts_of(gate)}
        for key, artifact in entry.gate.artifacts.items() if entry else ():
            if key not in listed:
                yield Hit("gates", gate.id, None, {"gate": gate.name, "artifact": artifact.title}, gate)


def find_artifacts_without_owner(case: Case) -> Iterator[Hit]:
    """Open artifacts that nobody delivers, in one finding for each gate."""
    for gate in _gates_to_come(case):
        orphans = [a for a in case.plan.artifacts_of(gate) if a.owner_id is None and not a.state.is_done]
        if orphans:
            words = {"gate": gate.name, "artifacts": say_names([artifact.name for artifact in orphans])}
            yield Hit("artifacts", orphans[0].id, "owner_id", words)


def find_overdue_artifacts(case: Case) -> Iterator[Hit]:
    """Open artifacts whose day has passed."""
    for gate, artifact in _artifacts(case, _gates_to_come(case)):
        if artifact.due is not None and artifact.due < case.today and not artifact.state.is_done:
            words = {"artifact": artifact.name, "gate": gate.name, "state": artifact.state}
            yield Hit("artifacts", artifact.id, "due", {**words, "due": say_day(artifact.due)})


def find_artifacts_without_evidence(case: Case) -> Iterator[Hit]:
    """Artifacts that are said to exist but can't be found."""
    there = (ArtifactState.SUBMITTED, ArtifactState.ACCEPTED)
    for gate, artifact in _artifacts(case, _gates_to_come(case)):
        if artifact.state in there and not artifact.link and not artifact.file_name:
            words = {"artifact": artifact.name, "gate": gate.name, "state": artifact.state}
            yield Hit("artifacts", artifact.id, "link", words)


def find_incomplete_waivers(case: Case) -> Iterator[Hit]:
    """Waivers that nobody signed, or that give no reason."""
    for gate, artifact in _artifacts(case, case.plan.gates):
        empty = [name for name in WAIVER if artifact.state == ArtifactState.WAIVED and not getattr(artifact, name)]
        if empty:
            parts = {"waived_by_id": "the name of who waives it", "waived_reason": "a reason"}
            words = {"artifact": artifact.name, "gate": gate.name, "parts": say_names([parts[name] for name in empty])}
            yield Hit("artifacts", artifact.id, empty[0], words, gate)


def find_overdue_conditions(case: Case) -> Iterator[Hit]:
    """Conditions of a decision in force whose day has passed."""
    for gate, condition in case.plan.open_conditions:
        if condition.due < case.today:
            owner = case.portfolio.person_name(condition.owner_id) or "nobody"
            words = {"condition": condition.text, "gate": gate.name, "owner": owner, "due": say_day(condition.due)}
            yield Hit("conditions", condition.id, "met_on", words)


def _gates_to_come(case: Case) -> tuple[Gate, ...]:
    return tuple(gate for gate in case.plan.gates if not case.plan.gate_state(gate).is_passed)


def _artifacts(case: Case, gates: tuple[Gate, ...]) -> Iterator[tuple[Gate, Artifact]]:
    for gate in gates:
        for artifact in case.plan.artifacts_of(gate):
            yield gate, artifact


RULES = (
    Rule("gate_owner_missing", find_missing_gate_owners),
    Rule("phase_without_gate", find_phases_without_gate),
    Rule("artifact_not_listed", find_unlisted_artifacts),
    Rule("artifact_owner_missing", find_artifacts_without_owner),
    Rule("artifact_overdue", find_overdue_artifacts),
    Rule("artifact_without_evidence", find_artifacts_without_evidence),
    Rule("waiver_incomplete", find_incomplete_waivers),
    Rule("condition_overdue", find_overdue_conditions),
)
