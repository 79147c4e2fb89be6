"""Snapshots: what a plan knows of itself, and how a project is found."""

from datetime import date

import pytest

from mlplanner.domain.enums import GateState
from mlplanner.domain.errors import NotFound
from mlplanner.domain.lifecycle import Artifact, Condition
from mlplanner.domain.portfolio import Portfolio
from tests.builders import make_decision, make_inserted, make_line, make_person, make_plan, make_portfolio


@pytest.fixture
def portfolio() -> Portfolio:
    """Four projects, two of which begin alike."""
    names = ["Churn model", "Claims triage", "Claims fraud", "Lead scoring"]
    plans = [make_plan(i, name=name) for i, name in enumerate(names, start=1)]
    return make_portfolio(*plans, people=[make_person(1, "Ada")])


@pytest.mark.parametrize(
    ("text", "project_id"),
    [("ML-002", 2), ("ml-002", 2), (" 3 ", 3), ("LEAD SCORING", 4), ("churn", 1), ("claims t", 2)],
)
def test_that_a_project_is_found_by_reference_id_name_or_its_beginning(
    portfolio: Portfolio, text: str, project_id: int
) -> None:
    assert portfolio.find(text).id == project_id


def test_that_a_whole_name_goes_before_a_beginning() -> None:
    portfolio = make_portfolio(make_plan(1, name="Churn"), make_plan(2, name="Churn in Spain"))
    assert portfolio.find("churn").id == 1


def test_that_an_ambiguous_name_is_answered_with_the_candidates(portfolio: Portfolio) -> None:
    with pytest.raises(NotFound, match=r"fits several projects \(ML-002 Claims triage, ML-003 Claims fraud\)"):
        portfolio.find("claims")


def test_that_a_project_that_is_not_there_is_named(portfolio: Portfolio) -> None:
    with pytest.raises(NotFound, match="no project 'Weather'"):
        portfolio.find("Weather")
    with pytest.raises(NotFound, match="no project ML-009"):
        portfolio.plan(9)
    assert portfolio.plan(4).project.name == "Lead scoring"


def test_that_names_of_people_are_looked_up(portfolio: Portfolio) -> None:
    assert [portfolio.person_name(person_id) for person_id in (1, 2, None)] == ["Ada", "", ""]


def test_that_the_status_date_goes_before_today(portfolio: Portfolio) -> None:
    today = date(2026, 5, 1)
    assert portfolio.status_day(today) == today
    assert make_portfolio(status_date=date(2026, 4, 1)).status_day(today) == date(2026, 4, 1)


def test_that_inserted_work_lengthens_its_phase_only() -> None:  # P3.1
    plan = make_plan(inserted=[make_inserted("prototype", weeks=2), make_inserted("prototype", weeks=1)])
    assert [plan.phase_weeks(phase) for phase in plan.phases] == [3, 7, 3, 2]
    assert (plan.delivery_weeks, plan.total_weeks) == (15, 17)


def test_that_a_phase_knows_its_gate_and_a_gate_its_artifacts() -> None:
    artifacts = [
        Artifact(project_id=1, gate_id=gate, name=name) for gate, name in [(1001, "A"), (1002, "B"), (1001, "C")]
    ]
    plan = make_plan(artifacts=artifacts)
    gate = plan.gate_of(plan.phases[0])
    assert gate is not None
    assert [artifact.name for artifact in plan.artifacts_of(gate)] == ["A", "C"]
    assert plan.gate_of(plan.phases[0].model_copy(update={"id": 99})) is None


def test_that_the_last_decision_counts_and_the_next_gate_is_the_first_not_passed() -> None:  # P3.4
    plan = make_plan(
        decisions=[make_decision(1001, "hold"), make_decision(1001, "go_with_conditions"), make_decision(1002, "hold")]
    )
    states = [plan.gate_state(gate) for gate in plan.gates]
    assert states == [GateState.GO_WITH_CONDITIONS, GateState.HOLD, GateState.OPEN, GateState.OPEN]
    assert plan.next_gate == plan.gates[1]
    passed = make_plan(decisions=[make_decision(gate, "go") for gate in (1001, 1002, 1003, 1004)])
    assert passed.next_gate is None


def test_that_a_line_is_found_by_id() -> None:
    plan = make_plan(lines=[make_line(), make_line()])
    assert plan.line(1002) is plan.lines[1]
    assert plan.line(7) is None
    assert plan.line(None) is None


def test_that_only_what_the_last_decision_of_a_gate_asks_is_an_open_condition() -> None:  # P3.4
    decisions = [
        make_decision(1001, "go_with_conditions", id=1),
        make_decision(1001, "go_with_conditions", id=2),
        make_decision(1002, "go_with_conditions", id=3),
    ]
    asked = [(1, None), (2, None), (2, date(2026, 3, 9)), (3, None)]
    conditions = [
        Condition(project_id=1, decision_id=decision, text=f"{place}", owner_id=1, due=date(2026, 4, 1), met_on=met)
        for place, (decision, met) in enumerate(asked)
    ]
    plan = make_plan(decisions=decisions, conditions=conditions)
    assert [(gate.key, each.text) for gate, each in plan.open_conditions] == [("discovery", "1"), ("prototype", "3")]
