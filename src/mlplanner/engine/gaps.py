"""What a gate still lacks: each open artifact, who has it, and since when it stands where it is (P3.3, P3.4)."""

from dataclasses import dataclass
from datetime import date

from mlplanner.domain.enums import ArtifactState
from mlplanner.domain.lifecycle import Artifact, Gate
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.weeks import DAYS_IN_WEEK


@dataclass(frozen=True, slots=True)
class Gap:
    """One open artifact. `owner` is empty where nobody has it; `since` None where it was never started."""

    artifact_id: int
    name: str
    owner: str
    state: ArtifactState
    since: date | None
    weeks: int
    """Whole weeks since `since`; 0 without it."""
    is_overdue: bool


def gate_gaps(portfolio: Portfolio, plan: ProjectPlan, gate: Gate, today: date) -> tuple[Gap, ...]:
    """The gate's artifacts that are neither accepted nor waived, in the gate's order."""
    return tuple(_gap(portfolio, artifact, today) for artifact in plan.artifacts_of(gate) if not artifact.state.is_done)


def _gap(portfolio: Portfolio, artifact: Artifact, today: date) -> Gap:
    since = artifact.changed_on or artifact.submitted_on
    return Gap(
        artifact_id=artifact.id or 0,
        name=artifact.name,
        owner=portfolio.person_name(artifact.owner_id),
        state=artifact.state,
        since=since,
        weeks=max(0, (today - since).days // DAYS_IN_WEEK) if since else 0,
        is_overdue=artifact.due is not None and artifact.due < today,
    )
