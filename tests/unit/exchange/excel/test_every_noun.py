"""Every noun is in a workbook and in the JSON, with every field that a person could edit (P9.1, P9.2)."""

import pytest

from mlplanner.domain.documents import plan_document
from mlplanner.domain.registry import KIND_BY_KEY, KINDS, PORTFOLIO_KINDS, PROJECT_KINDS, Kind
from mlplanner.domain.rows import OWNED, plan_rows
from mlplanner.exchange.excel import plan_pages, portfolio_pages
from mlplanner.exchange.excel.canonical import is_document
from mlplanner.exchange.excel.columns import Record, Table
from mlplanner.exchange.excel.noun_columns import UNSHOWN
from mlplanner.exchange.excel.vocabularies import portfolio_rows
from tests.support.plan_workbooks import rich_portfolio

NOT_CARRIED = {
    ("projects", "is_sample"),
    ("settings", "is_sample"),
    ("settings", "portfolio_uid"),
    # Which evidence file belongs to an artifact is chosen in mlplanner, where the file is.
    ("artifacts", "file_name"),
    ("artifacts", "file_sha256"),
}
"""Fields that no sheet shows, beside identity, order and whole documents."""


def parts_of(kind: Kind) -> list[Table | Record]:
    """Where the kind stands in the workbooks."""
    return [part for part in (*plan_pages.PARTS, *portfolio_pages.PARTS) if part.kind == kind.key]


@pytest.mark.parametrize("kind", PROJECT_KINDS, ids=lambda kind: kind.key)
def test_that_what_belongs_to_a_project_is_in_the_plan_workbook(kind: Kind) -> None:
    (part,) = [part for part in plan_pages.PARTS if part.kind == kind.key]
    assert isinstance(part, Record) == kind.is_single


@pytest.mark.parametrize("kind", PROJECT_KINDS, ids=lambda kind: kind.key)
def test_that_what_belongs_to_projects_is_in_the_portfolio_workbook_too(kind: Kind) -> None:
    (part,) = [part for part in portfolio_pages.PARTS if part.kind == kind.key]
    assert isinstance(part, Table)
    assert part.columns[0].field == "project_id"
    shown = {column.field for own in plan_pages.PARTS if own.kind == kind.key for column in own.columns}
    assert {column.field for column in part.columns} == shown | {"project_id"}


@pytest.mark.parametrize("kind", PORTFOLIO_KINDS, ids=lambda kind: kind.key)
def test_that_what_projects_share_is_in_the_portfolio_workbook(kind: Kind) -> None:
    (part,) = [part for part in portfolio_pages.PARTS if part.kind == kind.key]
    assert isinstance(part, Record) == kind.is_single


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_that_every_field_of_a_noun_is_carried(kind: Kind) -> None:
    shown = {column.field for part in parts_of(kind) for column in part.columns}
    weekly = {"weekly"} if any(isinstance(part, Table) and part.has_weeks for part in parts_of(kind)) else set()
    wanted = {
        name
        for name in kind.noun.model_fields
        if name not in UNSHOWN and not is_document(kind.noun, name) and (kind.key, name) not in NOT_CARRIED
    }
    assert wanted - shown - weekly == set()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_that_the_workbooks_of_these_tests_have_a_row_of_it(kind: Kind) -> None:
    portfolio = rich_portfolio()
    assert plan_rows(portfolio.plan(1), kind) if kind in OWNED else portfolio_rows(portfolio, kind)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_that_records_of_the_past_are_for_reading(kind: Kind) -> None:
    tables = [part for part in parts_of(kind) if isinstance(part, Table)]
    assert not kind.is_append_only or not any(part.is_input for part in tables)  # P3.4


@pytest.mark.parametrize("kind", PROJECT_KINDS, ids=lambda kind: kind.key)
def test_that_what_belongs_to_a_project_is_in_the_json(kind: Kind) -> None:
    portfolio = rich_portfolio()
    document = plan_document(portfolio, portfolio.plan(1))
    assert isinstance(document[kind.key], dict if kind.is_single else list)
    assert KIND_BY_KEY[kind.key] is kind
