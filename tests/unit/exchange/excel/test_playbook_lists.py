"""What the playbook names is chosen by its title in a workbook, never typed as a key (P2.2–P2.5, P9.2)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from mlplanner.domain.governance import ProjectRight, RaciActivity, Review, RiskAnswer
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.registry import KINDS
from mlplanner.exchange.excel import plan_pages, portfolio_pages
from mlplanner.exchange.excel.columns import Column
from mlplanner.exchange.playbook_keys import PARTS, PLAYBOOK_LISTS
from tests.support.plan_workbooks import (
    cell_of,
    edit,
    export,
    heading_of,
    playbook,
    problems_of,
    read,
    rich_plan,
    rich_portfolio,
)

HOLDS_A_KEY = ("Key of a playbook", "Key of one of its options")


def fields_with_keys() -> Iterator[tuple[str, str]]:
    """Every text field that says of itself that it holds a key of the playbook."""
    for kind in KINDS:
        for name, field in kind.noun.model_fields.items():
            if (field.description or "").startswith(HOLDS_A_KEY):
                yield kind.key, name


def columns_of(kind: str, name: str) -> list[Column]:
    parts = (*plan_pages.PARTS, *portfolio_pages.PARTS)
    return [column for part in parts if part.kind == kind for column in part.columns if column.field == name]


@pytest.mark.parametrize(("kind", "name"), list(fields_with_keys()))
def test_that_a_field_with_a_key_of_the_playbook_has_its_list(kind: str, name: str) -> None:
    found = columns_of(kind, name)
    assert found
    assert {column.options for column in found} == {PLAYBOOK_LISTS[kind, name]}


def test_that_every_list_is_a_part_of_the_playbook() -> None:
    assert all(getattr(playbook(), PARTS.get(name, name)) for name in PLAYBOOK_LISTS.values())
    assert set(PLAYBOOK_LISTS) >= set(fields_with_keys())


@pytest.fixture(scope="module")
def governed() -> Portfolio:
    """A plan whose governance is chosen from the playbook as it ships."""
    question, option = next(iter(playbook().risk_questions)), options_of(0)[0][0]
    rows: dict[str, Any] = {
        "risk_answers": [RiskAnswer(project_id=1, question=question, option=option)],
        "project_rights": [ProjectRight(project_id=1, role="model_risk_owner", person_id=1)],
        "reviews": [Review(project_id=1, kind=next(iter(playbook().reviews)), due=rich_plan().project.start)],
        "raci": [RaciActivity(project_id=1, position=1, name="Sign", marks="model_risk_owner:A; data_scientist:R")],
    }
    return rich_portfolio(rich_plan(**rows))


def options_of(place: int) -> list[tuple[str, Any]]:
    """The answers to the playbook's question at that place."""
    question = list(playbook().risk_questions)[place]
    return [(key, entry) for key, entry in playbook().risk_options.items() if entry.question == question]


@pytest.fixture
def path(governed: Portfolio, tmp_path: Path) -> Path:
    return export(governed, tmp_path)


def test_that_governance_is_shown_by_its_titles(path: Path) -> None:
    book = load_workbook(path)
    rights, reviews = playbook().decision_rights, playbook().reviews
    assert cell_of(book, "project_rights", "role", "PR-1001").value == rights["model_risk_owner"].title
    assert cell_of(book, "reviews", "kind", "RV-1001").value == next(iter(reviews.values())).title
    assert (
        cell_of(book, "risk_answers", "question", "QA-1001").value
        == next(iter(playbook().risk_questions.values())).title
    )
    marks = cell_of(book, "raci", "marks", "RC-1001").value
    assert marks == f"{rights['model_risk_owner'].title}: A; {playbook().roles['data_scientist'].title}: R"


def test_that_governance_is_chosen_from_drop_downs(path: Path) -> None:
    book = load_workbook(path)
    for kind, name in (("project_rights", "role"), ("reviews", "kind"), ("risk_answers", "option")):
        sheet, column, row = heading_of(book, kind, name)
        rules = [
            rule for rule in sheet.data_validations.dataValidation if sheet.cell(row + 1, column).coordinate in rule
        ]
        assert [rule.formula1 for rule in rules] == [f"list_{PLAYBOOK_LISTS[kind, name]}"]


def test_that_chosen_titles_come_back_as_keys(governed: Portfolio, path: Path) -> None:
    assert read(path, governed).edits == ()
    rights, (other, entry) = playbook().decision_rights, options_of(0)[1]
    another = next(key for key in rights if key != "model_risk_owner")

    def change(book: Any) -> None:
        answer = cell_of(book, "risk_answers", "option", "QA-1001")
        assert answer.value != entry.title
        answer.value = entry.title
        cell_of(book, "project_rights", "role", "PR-1001").value = rights[another].title
        title = playbook().roles["ml_engineer"].title
        cell_of(book, "raci", "marks", "RC-1001").value = f"{rights[another].title}: A; {title}: R"

    edits = {found.kind: found.values for found in read(edit(path, change), governed).edits}
    assert edits == {
        "risk_answers": {"option": other},
        "project_rights": {"role": another},
        "raci": {"marks": f"{another}:A; ml_engineer:R"},
    }


def test_that_a_right_that_is_not_in_the_list_is_refused_with_the_choices(governed: Portfolio, path: Path) -> None:
    def change(book: Any) -> None:
        cell_of(book, "project_rights", "role", "PR-1001").value = "King"

    ((where, what),) = problems_of(edit(path, change), governed)
    assert where.startswith("Governance!")
    assert what.startswith("'King' is not in the list; choose one of")
