"""What the next gate wants to see, and what there is: KPIs against their targets, artifacts against their state (P1.2, P3.3)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mlplanner.domain.benefits import Kpi
from mlplanner.domain.enums import ArtifactState, Direction
from mlplanner.domain.lifecycle import Artifact
from mlplanner.reports.blocks import Mark, Tone
from mlplanner.reports.formats import NOTHING, day, goal, measure
from mlplanner.reports.subjects import Subject

MET, AT_RISK = Mark(Tone.GOOD, "Met"), Mark(Tone.WARN, "At risk")
NOT_MET, OPEN = Mark(Tone.BAD, "Not met"), Mark(Tone.OPEN, "Open")
WAIVED = Mark(Tone.WARN, "Waived")


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing a gate is held against."""

    name: str
    target: str
    measured: str
    mark: Mark


def kpi_mark(kpi: Kpi) -> Mark:
    """Met: the target is reached; at risk: only the go/no-go threshold; not met: not even that; open: not measured."""
    if kpi.measured is None or (kpi.target is None and kpi.threshold is None):
        return OPEN
    if kpi.target is not None and _reaches(kpi, kpi.target):
        return MET
    if kpi.threshold is not None and _reaches(kpi, kpi.threshold):
        return AT_RISK if kpi.target is not None else MET
    return NOT_MET


def kpi_cells(kpi: Kpi) -> tuple[str | Mark, ...]:
    """A KPI in the row of a table: name, kind, baseline, target, go/no-go, measured, status."""
    return (
        kpi.name,
        kpi.kind.value,
        measure(kpi.baseline, kpi.unit),
        goal(kpi.target, kpi.unit, kpi.direction),
        goal(kpi.threshold, kpi.unit, kpi.direction),
        measure(kpi.measured, kpi.unit),
        kpi_mark(kpi),
    )


def _reaches(kpi: Kpi, level: Decimal) -> bool:
    measured = kpi.measured or Decimal(0)
    return measured >= level if kpi.direction == Direction.HIGHER else measured <= level


def artifact_mark(artifact: Artifact, today: date) -> Mark:
    """Met: accepted; at risk: written but not accepted; not met: due and missing; open: missing, not yet due."""
    match artifact.state:
        case ArtifactState.ACCEPTED:
            return MET
        case ArtifactState.WAIVED:
            return WAIVED
        case ArtifactState.DRAFT | ArtifactState.SUBMITTED:
            return AT_RISK
        case _:
            return NOT_MET if artifact.due and artifact.due < today else OPEN


def gate_evidence(subject: Subject) -> tuple[Criterion, ...]:
    """The KPIs, then the next gate's artifacts, what is not done first."""
    gate = subject.gate
    artifacts = subject.plan.artifacts_of(gate) if gate else ()
    ordered = sorted(artifacts, key=lambda artifact: artifact.state.is_done)
    return (
        *(_of_kpi(kpi) for kpi in subject.plan.kpis),
        *(_of_artifact(artifact, subject.status_day) for artifact in ordered),
    )


def _of_kpi(kpi: Kpi) -> Criterion:
    return Criterion(
        kpi.name, goal(kpi.target, kpi.unit, kpi.direction), measure(kpi.measured, kpi.unit), kpi_mark(kpi)
    )


def _of_artifact(artifact: Artifact, today: date) -> Criterion:
    since = {
        ArtifactState.ACCEPTED: artifact.accepted_on,
        ArtifactState.SUBMITTED: artifact.submitted_on,
    }.get(artifact.state)
    state = NOTHING if artifact.state == ArtifactState.MISSING else artifact.state.value
    return Criterion(artifact.name, "accepted", day(since) if since else state, artifact_mark(artifact, today))
