"""Values that do not fit are refused by every operation with one sentence, and nothing is changed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from mlplanner.domain.enums import ArtifactState, GateOutcome
from mlplanner.domain.errors import BadInput, BadValue, Refused, WorldFault
from mlplanner.domain.lifecycle import Gate
from mlplanner.domain.people import Person
from mlplanner.domain.projects import Project
from mlplanner.operations.fields import add_row, set_fields, set_many
from mlplanner.operations.gates import NewCondition, decide_gate, set_artifact_state
from mlplanner.operations.operation import Operation
from mlplanner.operations.people import name_in_field
from mlplanner.operations.playbooks import add_entry, edit_entry
from mlplanner.operations.portfolios import first_settings
from mlplanner.operations.projects import create_project
from mlplanner.operations.workspace import Workspace, create_workspace
from tests.support.sample_files import sample_in_memory

LONG = "x" * 10_000
DAY = date(2026, 3, 2)


def _hold(w: Workspace, reason: str, **fields: object) -> Operation[object]:
    plan = w.portfolio.find("Churn early warning")
    gate = plan.next_gate
    assert gate is not None
    asked = {"outcome": GateOutcome.HOLD, "decided_by_id": gate.owner_id, "decided_on": w.today, "reason": reason}
    return decide_gate(plan, gate, w.figures.of(plan.id), **{**asked, **fields})  # type: ignore[arg-type]


REFUSED: dict[str, tuple[Callable[[Workspace], Operation[object]], str]] = {
    "a person without a name": (
        lambda w: set_fields(Person, w.portfolio.find("Churn").project.owner_id or 0, name="  "),
        "Name: must not be empty",
    ),
    "a person with a long name": (lambda w: name_in_field(Project, 1, "owner_id", LONG), "Name: is longer than 120"),
    "a decision with a long reason": (lambda w: _hold(w, LONG), "Reason: is longer than 4000"),
    "a playbook text that is too long": (
        lambda w: edit_entry("rules.gate_slips.text", f'"{LONG}"'),
        "Value: is longer",
    ),
    "a playbook value that is no JSON": (lambda w: edit_entry("figures.contingency_pct.value", "a lot"), "not JSON"),
    "a playbook entry without a path": (lambda w: edit_entry("", "1"), "Entry: must not be empty"),
    "an entry with a long title": (lambda w: add_entry("roles", {"title": LONG}, LONG), "Value: is longer"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_that_a_bad_value_is_refused_with_one_sentence(case: str) -> None:
    make, sentence = REFUSED[case]
    w = sample_in_memory(DAY)
    before = w.portfolio
    with pytest.raises(BadInput, match=sentence) as caught:
        w.run(make(w))
    assert "\n" not in str(caught.value)
    assert w.portfolio is before
    w.close()


def test_that_a_condition_that_is_too_long_takes_its_decision_back() -> None:  # P3.4
    w = create_workspace(None, first_settings("Test"), today=lambda: DAY)
    owner = w.run(add_row(Person(name="Ada"))).value.id or 0
    project_id = w.run(create_project("One", DAY)).value.id or 0
    w.run(set_fields(Gate, w.portfolio.plan(project_id).gates[0].id or 0, owner_id=owner))
    plan, figures = w.portfolio.plan(project_id), w.figures.of(project_id)
    ready = tuple(replace(each, blockers=()) for each in figures.readiness)
    operation = decide_gate(
        plan,
        plan.gates[0],
        replace(figures, readiness=ready),
        outcome=GateOutcome.GO_WITH_CONDITIONS,
        decided_by_id=owner,
        decided_on=DAY,
        reason="Good enough",
        conditions=[NewCondition(LONG, owner, DAY)],
        waivers={artifact.id or 0: "Small" for artifact in plan.artifacts_of(plan.gates[0])},
    )
    with pytest.raises(BadValue, match="Condition: is longer than 4000"):
        w.run(operation)
    assert not w.portfolio.plan(plan.id).decisions
    w.close()


def test_that_a_hold_waives_nothing_least_of_all_in_another_project() -> None:  # P3.4
    w = sample_in_memory(DAY)
    foreign = w.portfolio.find("Claims triage").artifacts[0]
    with pytest.raises(Refused, match=r"Only a 'go' waives artifacts.*does not have"):
        w.run(_hold(w, "Wait", waivers={foreign.id: "Why not"}))
    assert w.portfolio.find("Claims triage").artifacts[0] == foreign
    w.close()


def test_that_an_artifact_handed_in_again_is_accepted_no_longer() -> None:  # P3.3
    w = sample_in_memory(DAY)
    accepted = next(a for a in w.portfolio.find("Churn early warning").artifacts if a.accepted_on)
    again = w.run(set_artifact_state(accepted, ArtifactState.SUBMITTED, DAY)).value
    assert (again.submitted_on, again.accepted_on) == (DAY, None)
    w.close()


def test_that_a_full_disk_is_told_as_such_and_nothing_is_changed() -> None:
    w = sample_in_memory(DAY)
    pages = w.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    w.connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    before = w.portfolio
    texts = {"objective": "A" * 4000, "why_now": "B" * 4000, "if_declined": "C" * 4000}
    with pytest.raises(WorldFault, match="disk is full"):
        w.run(set_many("Fill", [(Project, project_id, texts) for project_id in w.portfolio.plans]))
    assert w.portfolio is before
    w.close()


@pytest.mark.parametrize(("fields", "sentence"), [({"currency": "123"}, "three letters"), ({"country": "XX"}, "XX")])
def test_that_a_new_portfolio_takes_only_what_can_be_set_later(fields: dict[str, str], sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        create_workspace(None, first_settings("Test", **fields))


def test_that_codes_of_a_new_portfolio_are_in_capitals() -> None:
    w = create_workspace(None, first_settings("Test", currency="eur", country="de"))
    assert (w.portfolio.settings.currency, w.portfolio.settings.country) == ("EUR", "DE")
    w.close()
