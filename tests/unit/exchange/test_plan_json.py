"""A plan as JSON: out, back, edited, spoilt."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from mlplanner.domain.changes import ChangeSet, EditAction
from mlplanner.domain.documents import plan_document
from mlplanner.domain.errors import BadInput
from mlplanner.domain.lifecycle import Artifact, Condition, Pack
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.registry import KIND_BY_KEY, PROJECT_KINDS
from mlplanner.exchange.plan_json import read_plan_json, write_plan_json
from mlplanner.exchange.schema import plan_schema
from tests.builders import START, make_cost, make_decision, make_line, make_person, make_plan, make_portfolio
from tests.strategies import UID, portfolios

Document = dict[str, Any]
ADD, CHANGE, REMOVE = EditAction.ADD, EditAction.CHANGE, EditAction.REMOVE


@pytest.fixture
def portfolio() -> Portfolio:
    artifact = Artifact(project_id=1, gate_id=1002, name="A/B plan", position=1)
    plan = make_plan(
        lines=[make_line("data_scientist", "0.5", person_id=1), make_line("ml_engineer", "1", successor_id=1001)],
        costs=[make_cost("100")],
        artifacts=[artifact],
        decisions=[make_decision(1001, "go_with_conditions")],
        conditions=[Condition(project_id=1, decision_id=1001, text="Label more", owner_id=2, due=date(2026, 4, 1))],
        owner_id=2,
    )
    people = [make_person(1, "Ada", "data_scientist"), make_person(2, "Bea"), make_person(3, "Cyd")]
    return make_portfolio(plan, people=people, portfolio_uid=UID, revision=5)


def read(tmp_path: Path, portfolio: Portfolio, document: Document) -> ChangeSet:
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return read_plan_json(path, portfolio)


def document_of(portfolio: Portfolio) -> Document:
    return plan_document(portfolio, portfolio.plan(1))


def elsewhere() -> Portfolio:
    """An empty portfolio of somebody else who knows another Ada."""
    return make_portfolio(
        people=[make_person(8, "Ada", "data_scientist"), make_person(9, "Zoe")], portfolio_uid="other"
    )


@given(portfolios())
def test_that_the_published_schema_takes_every_plan(portfolio: Portfolio) -> None:
    document = json.loads(json.dumps(document_of(portfolio)))
    assert list(Draft202012Validator(plan_schema()).iter_errors(document)) == []


def test_that_the_schema_is_a_valid_schema_of_its_dialect() -> None:
    Draft202012Validator.check_schema(plan_schema())
    assert plan_schema()["$schema"].endswith("2020-12/schema")


@given(portfolio=portfolios())
def test_that_an_unchanged_file_changes_nothing(tmp_path_factory: pytest.TempPathFactory, portfolio: Portfolio) -> None:
    path = tmp_path_factory.mktemp("json") / "plan.json"
    write_plan_json(portfolio, portfolio.plan(1), path)
    changes = read_plan_json(path, portfolio)
    assert changes.is_empty
    assert changes.project_id == 1
    assert changes.notes == ()


@given(portfolio=portfolios())
def test_that_a_plan_read_elsewhere_brings_every_row_with_every_value(
    tmp_path_factory: pytest.TempPathFactory, portfolio: Portfolio
) -> None:
    path = tmp_path_factory.mktemp("json") / "plan.json"
    write_plan_json(portfolio, portfolio.plan(1), path)
    changes = read_plan_json(path, elsewhere())
    plan = portfolio.plan(1)
    assert {edit.action for edit in changes.edits} == {ADD}
    by_kind = {key: [edit for edit in changes.edits if edit.kind == key] for key in KIND_BY_KEY}
    assert [edit.values["name"] for edit in by_kind["projects"]] == [plan.project.name]
    assert [dict(edit.values["weekly"]) for edit in by_kind["lines"]] == [line.weekly for line in plan.lines]
    assert [edit.values["amount"] for edit in by_kind["costs"]] == [cost.amount for cost in plan.costs]
    assert [edit.values["text"] for edit in by_kind["conditions"]] == [item.text for item in plan.conditions]
    assert len({edit.id for edit in changes.edits}) == len(changes.edits)
    assert all(edit.id < 0 for edit in changes.edits)


def test_that_two_writes_give_the_same_bytes(tmp_path: Path, portfolio: Portfolio) -> None:
    first, second = tmp_path / "a.json", tmp_path / "b.json"
    write_plan_json(portfolio, portfolio.plan(1), first)
    write_plan_json(portfolio, portfolio.plan(1), second)
    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes().endswith(b"}\n")


def test_that_a_changed_field_is_one_edit_with_before_and_after(tmp_path: Path, portfolio: Portfolio) -> None:
    document = document_of(portfolio)
    document["lines"][0]["weekly"]["3"] = 0.75
    (edit,) = read(tmp_path, portfolio, document).edits
    assert (edit.action, edit.kind, edit.id, edit.where) == (CHANGE, "lines", 1001, "lines[0]")
    assert edit.values["weekly"][3] == Decimal("0.75")
    assert edit.before["weekly"][3] == Decimal("0.5")
    assert set(edit.values) == {"weekly"}


def test_that_a_number_written_differently_is_no_change(tmp_path: Path, portfolio: Portfolio) -> None:
    document = document_of(portfolio)
    document["costs"][0]["amount"] = "100.00"
    document["lines"][1]["weekly"]["2"] = 1
    assert read(tmp_path, portfolio, document).is_empty


def test_that_fields_and_sections_left_out_are_not_touched(tmp_path: Path, portfolio: Portfolio) -> None:
    document = document_of(portfolio)
    document["lines"] = [{"id": 1001, "note": "half time"}, {"id": 1002}]
    for key in ("costs", "artifacts", "value", "context", "people"):
        del document[key]
    (edit,) = read(tmp_path, portfolio, document).edits
    assert dict(edit.values) == {"note": "half time"}


def test_that_a_missing_row_is_removed_with_what_it_was(tmp_path: Path, portfolio: Portfolio) -> None:
    document = document_of(portfolio)
    document["costs"] = []
    (edit,) = read(tmp_path, portfolio, document).edits
    assert (edit.action, edit.kind, edit.id, edit.label) == (REMOVE, "costs", 1001, "A cost")
    assert edit.before["amount"] == Decimal(100)


def test_that_a_row_without_id_or_with_an_unknown_one_is_added(tmp_path: Path, portfolio: Portfolio) -> None:
    document = document_of(portfolio)
    document["costs"] += [{"name": "GPU", "amount": "5"}, {"id": 77, "name": "Licences", "amount": "6"}]
    changes = read(tmp_path, portfolio, document)
    assert [(edit.action, edit.kind, edit.label) for edit in changes.edits] == [
        (ADD, "costs", "GPU"),
        (ADD, "costs", "Licences"),
    ]
    assert all(edit.id < 0 and edit.values["project_id"] == 1 for edit in changes.edits)


def test_that_new_rows_may_refer_to_each_other(tmp_path: Path, portfolio: Portfolio) -> None:
    document = document_of(portfolio)
    document["people"].append({"id": 50, "name": "Dan", "role": "data_engineer"})
    document["lines"].append({"id": 60, "role": "data_engineer", "person_id": 50, "weekly": {"1": "1"}})
    document["lines"][0]["successor_id"] = 60
    person, line, change = read(tmp_path, portfolio, document).edits
    assert (person.action, person.kind, person.label) == (ADD, "people", "Dan")
    assert (line.action, line.values["person_id"]) == (ADD, person.id)
    assert (change.action, change.values) == (CHANGE, {"successor_id": line.id})


def test_that_people_are_matched_by_name_elsewhere_and_added_where_unknown(
    tmp_path: Path, portfolio: Portfolio
) -> None:
    changes = read(tmp_path, elsewhere(), document_of(portfolio))
    people = [edit for edit in changes.edits if edit.kind == "people"]
    lines = [edit for edit in changes.edits if edit.kind == "lines"]
    assert [edit.label for edit in people] == ["Bea"]
    assert lines[0].values["person_id"] == 8
    assert lines[1].values["successor_id"] == lines[0].id
    assert changes.project_id is None
    assert "becomes a new project" in changes.notes[0]


def test_that_a_project_that_was_removed_comes_back_as_a_new_one(tmp_path: Path, portfolio: Portfolio) -> None:
    changes = read(tmp_path, replace(portfolio, plans={}), document_of(portfolio))
    assert {edit.kind for edit in changes.edits} >= {"projects", "phases", "decisions", "value", "maintenance"}
    assert "no longer in this portfolio" in changes.notes[0]
    assert not [edit for edit in changes.edits if edit.kind == "people"]


def test_that_a_plan_written_by_hand_needs_little(tmp_path: Path) -> None:
    document: Document = {
        "format": "mlplanner-plan",
        "version": 1,
        "portfolio": {"currency": "EUR"},
        "project": {"name": "Churn", "start": "2026-03-04"},
        "phases": [{"id": 1, "position": 1, "key": "all", "name": "All", "weeks": 4}],
        "gates": [{"phase_id": 1, "key": "all", "name": "End"}],
    }
    changes = read(tmp_path, elsewhere(), document)
    project = changes.edits[0]
    assert project.values["start"] == date(2026, 3, 2)
    assert sorted(edit.kind for edit in changes.edits) == sorted(
        ["gates", "phases", "projects", *(kind.key for kind in PROJECT_KINDS if kind.is_single)]
    )


# P3.4
@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda d: d["decisions"][0].update(outcome="go"), "GD-1001 is a decision and is never edited"),
        (lambda d: d["decisions"].clear() or d["conditions"].clear(), "GD-1001 stays: a decision is history"),
        (
            lambda d: d["decisions"].append(
                {"gate_id": 1002, "outcome": "go", "decided_by_id": 2, "decided_on": "2026-04-01", "reason": "x"}
            ),
            "decisions[1] was not taken: a decision is made in mlplanner",
        ),
    ],
)
def test_that_decisions_are_neither_added_changed_nor_removed_by_an_import(
    tmp_path: Path, portfolio: Portfolio, spoil: Callable[[Document], None], words: str
) -> None:
    document = document_of(portfolio)
    spoil(document)
    changes = read(tmp_path, portfolio, document)
    assert not [edit for edit in changes.edits if edit.kind == "decisions"]
    assert any(words in note for note in changes.notes)


def test_that_what_hangs_on_a_decision_that_was_not_taken_is_not_taken_either(
    tmp_path: Path, portfolio: Portfolio
) -> None:
    document = document_of(portfolio)
    decision = {"id": 99, "gate_id": 1002, "outcome": "go", "decided_by_id": 2, "decided_on": "2026-04-01"}
    document["decisions"].append(decision | {"reason": "x"})
    document["conditions"].append({"decision_id": 99, "text": "More", "owner_id": 2, "due": "2026-05-01"})
    changes = read(tmp_path, portfolio, document)
    assert changes.is_empty
    assert [note.split(" ")[0] for note in changes.notes] == ["decisions[1]", "conditions[1]"]


def test_that_a_gate_with_decisions_stays_with_its_phase(tmp_path: Path, portfolio: Portfolio) -> None:
    document = document_of(portfolio)
    for key in ("phases", "gates"):
        document[key] = document[key][1:]
    document["decisions"] = document["conditions"] = []
    changes = read(tmp_path, portfolio, document)
    assert [(edit.action, edit.kind) for edit in changes.edits] == [(REMOVE, "conditions")]
    assert [note for note in changes.notes if "Phase PH-1001 'Discovery' stays: GA-1001 refers to it" in note]


def test_that_a_pack_made_since_the_export_is_no_matter_of_the_file(tmp_path: Path, portfolio: Portfolio) -> None:
    document = document_of(portfolio)
    pack = Pack(id=1, project_id=1, kind="pack.pdf", made_on=START, number=1, fingerprint="0" * 64)
    since = replace(portfolio, plans={1: replace(portfolio.plan(1), packs=(pack,))})
    changes = read(tmp_path, since, document)
    assert (changes.edits, changes.notes) == ((), ())


def test_that_rows_go_in_an_order_in_which_nothing_refers_to_them_any_more(
    tmp_path: Path, portfolio: Portfolio
) -> None:
    document = document_of(portfolio)
    document["phases"], document["gates"] = document["phases"][:3], document["gates"][:3]
    removed = read(tmp_path, portfolio, document).edits
    assert [edit.kind for edit in removed] == ["gates", "phases"]


def test_that_a_file_older_than_the_portfolio_is_pointed_out(tmp_path: Path, portfolio: Portfolio) -> None:
    (note,) = read(tmp_path, replace(portfolio, revision=9), document_of(portfolio)).notes
    assert "made at revision 5 and the portfolio is at 9" in note


BAD: dict[str, tuple[Callable[[Document], Any], str]] = {
    "another program's file": (lambda d: d.update(format="x"), "is JSON but not a plan of mlplanner"),
    "a newer version": (lambda d: d.update(version=3), "was written by a newer mlplanner"),
    "version as text": (lambda d: d.update(version="2"), "version: must be 2; got '2'"),
    "another currency": (lambda d: d["portfolio"].update(currency="USD"), "is in USD and this portfolio in EUR"),
    "no project": (lambda d: d.pop("project"), "project: is missing"),
    "no phase": (lambda d: d.update(phases=[]), "phases: a plan has at least one phase"),
    "a project without name": (lambda d: d["project"].update(name=" "), "project.name: Name: must not be empty"),
    "a long name": (lambda d: d["project"].update(name="x" * 10_000), "project.name: is longer than 120 characters"),
    "a misspelt field": (lambda d: d["lines"][0].update(ftes=1), "lines[0].ftes: is not a field"),
    "FTE 0": (lambda d: d["lines"][0]["weekly"].update({"4": 0}), "lines[0].weekly.4: must be above 0; got 0"),
    "FTE −1": (lambda d: d["lines"][0]["weekly"].update({"4": -1}), "lines[0].weekly.4: must be above 0; got -1"),
    "FTE −1 as text": (lambda d: d["lines"][0]["weekly"].update({"4": "-1"}), "lines[0].weekly.4: FTE must be above 0"),
    "FTE 1e9": (lambda d: d["lines"][0]["weekly"].update({"4": 1e9}), "lines[0].weekly.4: must be at most 50"),
    "FTE 1e9 as text": (lambda d: d["lines"][0]["weekly"].update({"4": "1e9"}), "weekly.4: must be a decimal number"),
    "FTE NaN": (
        lambda d: d["lines"][0]["weekly"].update({"4": float("nan")}),
        "weekly.4: must be text in quotes or a number; got NaN",
    ),
    "FTE in odd steps": (
        lambda d: d["lines"][0]["weekly"].update({"4": "0.33"}),
        "weekly.4: FTE goes in steps of 0.05",
    ),
    "week 0": (lambda d: d["lines"][0]["weekly"].update({"0": "1"}), "weekly.0: is not a week from 1 to 260"),
    "week 261": (lambda d: d["lines"][0]["weekly"].update({"261": "1"}), "weekly.261: is not a week"),
    "unknown sourcing": (
        lambda d: d["lines"][1].update(sourcing="x"),
        "lines[1].sourcing: must be one of internal, hire",
    ),
    "null role": (lambda d: d["lines"][1].update(role=None), "lines[1].role: must be text in quotes; got null"),
    "no role": (lambda d: d["lines"].append({"weekly": {}}), "lines[2].role: Role: must not be empty"),
    "text as id": (lambda d: d["lines"][1].update(id="7"), "lines[1].id: must be a whole number or null; got '7'"),
    "an id twice": (lambda d: d["lines"][1].update(id=1001), "lines[1].id: 1001 stands twice (also in lines[0])"),
    "unknown person": (lambda d: d["lines"][0].update(person_id=99), "lines[0].person_id: there is no person 99"),
    "unknown phase": (lambda d: d["gates"][0].update(phase_id=99), "gates[0].phase_id: there is no phase 99"),
    "negative money": (lambda d: d["costs"][0].update(amount=-5), "costs[0].amount: must be at least 0; got -5"),
    "negative money as text": (
        lambda d: d["costs"][0].update(amount="-5"),
        "costs[0].amount: Amount: must be at least 0",
    ),
    "no date": (lambda d: d["project"].update(start="02.03.2026"), "project.start: must be a date such as 2026-03-02"),
    "31 February": (lambda d: d["project"].update(start="2026-02-31"), "project.start: Start: must be a date"),
    "the year 204": (lambda d: d["project"].update(start="0204-02-01"), "project.start: Start: must lie between 1990"),
    "end before start": (
        lambda d: d["costs"][0].update(timing="monthly", from_week=5, to_week=4),
        "costs[0]: Cost: the last week (4) lies before the first (5)",
    ),
    "due before the project": (
        lambda d: d["artifacts"][0].update(due="2026-01-05"),
        "artifacts[0].due: 2026-01-05 lies before",
    ),
    "deadline before it": (
        lambda d: d["project"].update(deadline="2026-01-05"),
        "project.deadline: 2026-01-05 lies before",
    ),
    "a control character": (
        lambda d: d["project"].update(name="a\x00b"),
        "project.name: Name: contains the character U+0000",
    ),
    "half a surrogate": (
        lambda d: d["project"].update(name="a\ud800b"),
        "project.name: Name: contains the character U+D800",
    ),
    "a list for an object": (lambda d: d.update(project=[]), "project: must be an object in { }; got a list"),
    "true for a number": (
        lambda d: d["phases"][0].update(weeks=True),
        "phases[0].weeks: must be a whole number; got true",
    ),
    "too many rows": (lambda d: d.update(risks=[{}] * 5001), "risks: has more than 5000 rows (it has 5001)"),
}


@pytest.mark.parametrize(("spoil", "words"), BAD.values(), ids=BAD)
def test_that_a_bad_plan_gets_one_sentence_with_the_place(
    tmp_path: Path, portfolio: Portfolio, spoil: Callable[[Document], Any], words: str
) -> None:
    document = document_of(portfolio)
    spoil(document)
    with pytest.raises(BadInput) as caught:
        read(tmp_path, portfolio, document)
    message = str(caught.value)
    assert message.startswith(("plan.json: ", "plan.json is ", "plan.json was "))
    assert words in message
    assert "\n" not in message
    assert len(message) < 400


def test_that_a_list_is_no_plan(tmp_path: Path, portfolio: Portfolio) -> None:
    path = tmp_path / "plan.json"
    path.write_text("[1, 2]")
    with pytest.raises(BadInput, match="is JSON but not a plan"):
        read_plan_json(path, portfolio)


def test_that_text_in_any_script_comes_back_unchanged(tmp_path: Path, portfolio: Portfolio) -> None:
    document = document_of(portfolio)
    name = "Łukasz Ελένη 山田 太郎 مرحبا שלום नमस्ते 🙂"
    document["project"]["name"] = name
    (edit,) = read(tmp_path, portfolio, document).edits
    assert edit.values == {"name": name}
    assert portfolio.plan(1).project.start == START
