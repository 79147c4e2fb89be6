"""The gate says what is missing, who has it, and since when (P3.4)."""

from datetime import date

import pytest

from mlplanner.domain.enums import ArtifactState
from mlplanner.domain.lifecycle import Artifact
from mlplanner.engine.gaps import Gap, gate_gaps
from mlplanner.reports.gaps import gap_said
from tests.builders import make_person, make_plan, make_portfolio

TODAY = date(2026, 4, 3)


def gaps(**fields: object) -> tuple[Gap, ...]:
    artifact = Artifact.model_validate({"id": 1, "project_id": 1, "gate_id": 1001, "name": "Risk note", **fields})
    plan = make_plan(artifacts=(artifact,))
    return gate_gaps(make_portfolio(plan, people=[make_person(1, "Ada Byron")]), plan, plan.gates[0], TODAY)


def test_that_accepted_and_waived_artifacts_are_no_gaps() -> None:  # P3.4
    assert gaps(state="accepted") == ()
    assert gaps(state="waived", waived_by_id=1, waived_reason="Small") == ()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Risk note: nobody has it, missing, never started"),
        (
            {"state": "draft", "owner_id": 1, "changed_on": date(2026, 3, 12)},
            "Risk note: Ada Byron, in draft since 12 Mar 2026 (3 weeks)",
        ),
        (
            {"state": "submitted", "owner_id": 1, "submitted_on": date(2026, 4, 1), "due": date(2026, 4, 2)},
            "Risk note: Ada Byron, submitted since 1 Apr 2026, overdue",
        ),
        ({"state": "draft", "owner_id": 1}, "Risk note: Ada Byron, in draft, day not recorded"),
    ],
)
def test_that_a_gap_says_who_has_it_and_since_when(fields: dict[str, object], said: str) -> None:  # P3.4
    (gap,) = gaps(**fields)
    assert gap_said(gap).replace("\N{NO-BREAK SPACE}", " ") == said


def test_that_the_change_of_state_counts_before_the_day_of_submission() -> None:  # P3.4
    (gap,) = gaps(state=ArtifactState.DRAFT, changed_on=date(2026, 3, 30), submitted_on=date(2026, 3, 2))
    assert gap.since == date(2026, 3, 30)
