"""A whole portfolio as JSON: out, back identical, spoilt (P9.2)."""

import json
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from mlplanner.domain.errors import BadInput, PlannerError
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.portfolio_documents import portfolio_document
from mlplanner.domain.registry import KINDS, PORTFOLIO_KINDS, PROJECT_KINDS
from mlplanner.exchange.json_reading import is_portfolio_json
from mlplanner.exchange.portfolio_json import portfolio_of, read_portfolio_json, write_portfolio_json
from mlplanner.exchange.schema import portfolio_schema
from mlplanner.operations.restoring import restore_portfolio
from mlplanner.operations.workspace import create_workspace
from tests.builders import make_person, make_plan, make_portfolio
from tests.strategies import UID, whole_portfolios
from tests.support.plan_workbooks import rich_portfolio
from tests.support.sample_files import sample_in_memory

Document = dict[str, Any]
DAY = date(2026, 3, 2)


@cache
def _sample_text() -> str:
    workspace = sample_in_memory()
    return json.dumps(portfolio_document(workspace.portfolio))


@cache
def _rich_text() -> str:
    return json.dumps(portfolio_document(rich_portfolio()))


def sample() -> Document:
    document: Document = json.loads(_sample_text())
    return document


def problem_of(document: Any) -> str:
    with pytest.raises(BadInput) as caught:
        portfolio_of(document, "portfolio.json")
    return str(caught.value)


# Issue 5 item 8
def test_that_the_document_holds_every_noun_and_the_plans_in_the_order_of_their_rank() -> None:
    document = sample()
    wide = {kind.key for kind in PORTFOLIO_KINDS}
    assert set(document) == {"format", "version", "projects"} | wide
    assert all(set(one) == {"project"} | {kind.key for kind in PROJECT_KINDS} for one in document["projects"])
    assert len(wide) + len(PROJECT_KINDS) + 1 == len(KINDS)
    ranks = [one["project"]["rank"] for one in document["projects"]]
    assert ranks == sorted(ranks)
    assert len(ranks) > 3


def test_that_the_document_fits_its_own_published_schema() -> None:
    schema = portfolio_schema()
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(sample())


@settings(max_examples=20)
@given(whole_portfolios())
def test_that_any_portfolio_comes_back_from_its_document_as_it_was(portfolio: Portfolio) -> None:
    text = json.dumps(portfolio_document(portfolio), ensure_ascii=False)
    again = portfolio_of(json.loads(text), "portfolio.json", with_any_role=True)
    assert again == portfolio
    assert json.dumps(portfolio_document(again), ensure_ascii=False) == text


def test_that_the_sample_comes_back_in_a_new_file_with_the_same_bytes(tmp_path: Path) -> None:
    first, second, file = tmp_path / "a.json", tmp_path / "b.json", tmp_path / "new.mlplan"
    with_sample = sample_in_memory()
    write_portfolio_json(with_sample.portfolio, first)
    create_workspace(file, restore_portfolio(read_portfolio_json(first), "a.json")).close()
    from mlplanner.operations.workspace import open_workspace

    workspace = open_workspace(file)
    write_portfolio_json(workspace.portfolio, second)
    assert first.read_bytes() == second.read_bytes()
    # It can be worked on: its figures are those of the sample, and there is nothing to undo.
    assert workspace.undo_label is None
    here, there = workspace.figures.all(), with_sample.figures.all()
    assert {key: one.costs.ask for key, one in here.items()} == {key: one.costs.ask for key, one in there.items()}
    workspace.close()


def test_that_sections_and_fields_that_an_older_file_lacks_get_their_defaults() -> None:
    document = sample()
    del document["programme"], document["import_mappings"], document["levellings"]
    for one in document["projects"]:
        del one["uncertainty"], one["external_ids"]
        del one["project"]["pause_weeks_most"]
    portfolio = portfolio_of(document, "old.json")
    assert portfolio.levellings == ()
    assert portfolio.programme.id == 1
    plans = list(portfolio.plans.values())
    assert len({plan.uncertainty.id for plan in plans}) == len(plans)
    assert {plan.project.pause_weeks_most for plan in plans} == {0}


def test_that_plans_of_format_1_in_a_portfolio_are_translated_like_single_ones() -> None:
    person = make_person(7, "Ada")
    document = portfolio_document(make_portfolio(make_plan(), people=[person], rates=[], portfolio_uid=UID))
    document["version"] = 1
    (one,) = document["projects"]
    del one["risk_assessment"], one["project_rights"]
    one["project"] |= {"tier": "high", "model_risk_owner_id": 7}
    (plan,) = portfolio_of(json.loads(json.dumps(document)), "old.json").plans.values()
    assert plan.risk_assessment.tier == "high"
    assert [right.person_id for right in plan.project_rights] == [7]


def _spoil(*steps: Any) -> Document:
    """The sample with the value at the path given before the last argument replaced by it."""
    *path, last, value = steps
    document = node = sample()
    for step in path:
        node = node[step]
    node[last] = value
    return document


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ([], "portfolio.json is JSON but not a portfolio of mlplanner"),
        ({"format": "mlplanner-plan"}, "portfolio.json is JSON but not a portfolio of mlplanner"),
        ({"format": "mlplanner-portfolio", "version": 2}, "portfolio.json, settings: is missing; add it"),
        ({"format": "mlplanner-portfolio", "version": 0, "settings": {}}, "version: must be 2; got 0"),
    ],
)
def test_that_what_is_no_portfolio_is_told_in_one_sentence(document: Any, sentence: str) -> None:
    assert sentence in problem_of(document)


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        (("people", 0, "fte", "2"), "people[0].fte: FTE: must be at most 1"),
        (("projects", 1, "lines", 0, "weekly", "4", "-1"), "projects[1].lines[0].weekly.4: FTE must be above 0"),
        (("projects", 0, "gates", 0, "phase_id", 99999), "projects[0].gates[0].phase_id: there is no phase 99999"),
        (("projects", 0, "phases", []), "projects[0].phases: a plan has at least one phase"),
        (("projects", 0, "project", "id", 2), "stands twice"),
        (("projects", 0, "surprise", 1), "projects[0].surprise: is not a field that mlplanner knows"),
        (("rates", 0, "role", "wizard"), "rates[0].role: 'wizard' is not in the playbook of this file"),
        (("time_off", 0, "last", "1999-01-01"), "time_off[0]"),
        (("projects", 0, "project", "rank", 10**30), "projects[0].project.rank: must be at most"),
    ],
)
def test_that_a_problem_is_one_sentence_with_its_place(steps: tuple[Any, ...], sentence: str) -> None:
    told = problem_of(_spoil(*steps))
    assert told.startswith("portfolio.json, ")
    assert sentence in told


def test_that_every_problem_of_a_file_is_told_and_not_only_the_first() -> None:
    document = _spoil("people", 0, "fte", "2")
    document["people"][1]["fte"] = "-1"
    with pytest.raises(BadInput) as caught:
        portfolio_of(document, "portfolio.json")
    assert "(1 more problem in this file)" in str(caught.value)
    assert len(caught.value.problems) == 2  # type: ignore[attr-defined]


def test_that_a_row_may_not_refer_to_the_row_of_another_project() -> None:
    document = sample()
    first, second = document["projects"][:2]
    first["gates"][0]["phase_id"] = second["phases"][0]["id"]
    assert "belongs to another project" in problem_of(document)


def test_that_shares_that_do_not_add_up_leave_no_file_behind(tmp_path: Path) -> None:
    document = sample()
    document["funding_shares"] = [{"id": 1, "business_unit": "Sales", "share": "0.3"}]
    portfolio = portfolio_of(document, "portfolio.json")
    with pytest.raises(BadInput, match="not to 100 %"):
        create_workspace(tmp_path / "new.mlplan", restore_portfolio(portfolio, "portfolio.json"))
    assert list(tmp_path.glob("*.mlplan")) == []


def test_that_a_portfolio_file_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    path = tmp_path / "anything"
    write_portfolio_json(make_portfolio(), path)
    assert is_portfolio_json(path)
    path.write_text('{"format": "mlplanner-plan"}')
    assert not is_portfolio_json(path)
    assert not is_portfolio_json(tmp_path)


_ODD: st.SearchStrategy[Any] = st.sampled_from(
    [
        None,
        True,
        -1,
        0,
        2**63,
        10**30,
        0.5,
        "",
        "x" * 5000,
        "\ud800",
        "\x00",
        "NaN",
        "1e999",
        [],
        [[]],
        {},
        "2026-13-01",
    ]
)


def _mutated(data: st.DataObject) -> Any:
    """A small portfolio of every noun with one to three places replaced, removed, doubled or moved."""
    document: Any = json.loads(_rich_text())
    for _ in range(data.draw(st.integers(1, 3))):
        node: Any = document
        while True:
            keys = list(node) if isinstance(node, dict) else list(range(len(node)))
            key = data.draw(st.sampled_from(keys))
            inner = node[key]
            if not isinstance(inner, (dict, list)) or not inner or data.draw(st.integers(0, 9)) == 0:
                break
            node = inner
        match data.draw(st.sampled_from(["odd", "remove", "double", "other"])):
            case "odd":
                node[key] = data.draw(_ODD)
            case "remove":
                del node[key]
            case "double" if isinstance(node, list):
                node.append(deepcopy(node[key]))
            case _:
                values = list(node.values() if isinstance(node, dict) else node)
                node[key] = deepcopy(data.draw(st.sampled_from(values)))
        if not node:
            break
    return document


@settings(max_examples=150)
@given(st.data())
def test_that_a_mutated_file_is_refused_in_a_sentence_or_taken_whole(data: st.DataObject) -> None:
    document = _mutated(data)
    told = ""
    try:
        portfolio = portfolio_of(document, "portfolio.json")
    except PlannerError as error:
        told = str(error)
    if told:
        assert (told.startswith("portfolio.json"), told.endswith(".")) == (True, True)
        return
    again = portfolio_of(portfolio_document(portfolio), "again.json")
    assert portfolio_document(again) == portfolio_document(portfolio)
