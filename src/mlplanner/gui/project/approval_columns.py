"""The columns of a gate's artifacts (P3.3)."""

from typing import Any

from mlplanner.domain.enums import ArtifactState
from mlplanner.domain.lifecycle import Artifact
from mlplanner.gui.project.noun_grid import people_choices
from mlplanner.gui.session import Session
from mlplanner.gui.tables.columns import Column, enum_choices, field_column
from mlplanner.gui.tables.kinds import Choice, Kind
from mlplanner.operations.gates import set_artifact_state
from mlplanner.operations.operation import Operation
from mlplanner.reports.formats import day

_SIGNS = {"missing": "○", "draft": "◔", "submitted": "◑", "accepted": "●", "waived": "–"}


def artifact_columns(session: Session) -> tuple[Column[Any], ...]:
    """Who delivers it, where it stands, and where to find it."""

    def roles(_row: Artifact | None) -> list[Choice]:
        return [Choice(key, role.title) for key, role in session.playbook.roles.items()]

    def state_words(row: Artifact) -> str:
        return f"{_SIGNS[row.state]} {row.state.capitalize()}"

    state = Column[Any](
        id="state",
        title="State",
        read=lambda row: row.state,
        edit=lambda row, value: set_artifact_state(row, ArtifactState(value), session.today),
        kind=Kind.CHOICE,
        choices=enum_choices(ArtifactState),
        show=state_words,
        empty=ArtifactState.MISSING,
        width=13,
    )
    return (
        field_column(Artifact, "name", width=30, prompt="New artifact"),
        state,
        field_column(Artifact, "owner_id", Kind.PERSON, choices=people_choices(session), width=20),
        field_column(Artifact, "role", Kind.CHOICE, choices=roles, width=20),
        Column(
            id="changed_on",
            title="Since",
            read=lambda row: day(since) if (since := row.changed_on or row.submitted_on) else "",
            width=13,
        ),
        field_column(Artifact, "due", Kind.DATE, width=13),
        field_column(Artifact, "submitted_on", Kind.DATE, width=13),
        field_column(Artifact, "accepted_on", Kind.DATE, width=13),
        field_column(Artifact, "link", width=34),
        Column(
            id="accepted_by_id",
            title="Accepted by",
            read=lambda row: row.accepted_by_id,
            edit=lambda row, value: _accept(session, row, value),
            kind=Kind.CHOICE,
            choices=people_choices(session),
            tooltip="Who accepts it; where the risk is high somebody other than who delivers it (P2.5)",
            width=20,
        ),
        Column(id="file_name", title="File", read=lambda row: row.file_name, hint=_hash, width=20),
        Column(
            id="waived_by_id",
            title="Waived by",
            read=lambda row: session.portfolio.person_name(row.waived_by_id),
            hint=lambda row: row.waived_reason or None,
            width=20,
        ),
        Column(id="waived_reason", title="Reason of the waiver", read=lambda row: row.waived_reason, width=34),
    )


def _accept(session: Session, row: Artifact, value: Any) -> Operation[Artifact]:
    """Naming who accepts an artifact accepts it; without a name it is submitted again."""
    state = ArtifactState.ACCEPTED if value is not None else ArtifactState.SUBMITTED
    return set_artifact_state(row, state, session.today, value)


def _hash(row: Artifact) -> str | None:
    return f"SHA-256 {row.file_sha256}" if row.file_sha256 else None
