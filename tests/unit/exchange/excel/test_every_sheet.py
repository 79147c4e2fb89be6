"""Every table and record made from a noun is edited in Excel, and comes back as exactly that (P9.2)."""

from pathlib import Path
from typing import Any

import pytest

from mlplanner.domain.changes import EditAction
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.registry import KINDS
from mlplanner.domain.rows import OWNED, plan_rows
from mlplanner.exchange.excel import plan_pages, portfolio_pages
from mlplanner.exchange.excel.columns import Record, Table
from mlplanner.exchange.excel.vocabularies import Vocabulary, plan_vocabulary, portfolio_rows, portfolio_vocabulary
from tests.support.plan_workbooks import (
    cell_of,
    delete_row,
    edit,
    export,
    fill_row,
    line_of,
    playbook,
    read,
    write_portfolio,
)
from tests.support.retyped_cells import entry, inputs, made_parts

PAGES = [plan_pages, portfolio_pages]


def written(module: Any, portfolio: Portfolio, folder: Path) -> Path:
    return export(portfolio, folder) if module is plan_pages else write_portfolio(portfolio, folder / "portfolio.xlsx")


def vocabulary_of(module: Any, portfolio: Portfolio) -> Vocabulary:
    if module is plan_pages:
        return plan_vocabulary(portfolio, portfolio.plan(1), playbook())
    return portfolio_vocabulary(portfolio, playbook())


def rows_of(portfolio: Portfolio, part: Table | Record) -> tuple[Any, ...]:
    kind = next(kind for kind in KINDS if kind.key == part.kind)
    return plan_rows(portfolio.plan(1), kind) if kind in OWNED else portfolio_rows(portfolio, kind)


@pytest.mark.parametrize("module", PAGES, ids=["plan", "portfolio"])
def test_that_every_cell_can_be_edited(module: Any, portfolio: Portfolio, tmp_path: Path) -> None:
    vocabulary = vocabulary_of(module, portfolio)
    wanted: dict[tuple[str, int], dict[str, Any]] = {}

    def change(book: Any) -> None:
        for part in made_parts(module):
            row = rows_of(portfolio, part)[0]
            for column in inputs(part):
                typed, value = entry(part, column, vocabulary, getattr(row, column.field))
                find = line_of(book, part.kind, column.field) if isinstance(part, Record) else None
                (find or cell_of(book, part.kind, column.field, row.ref)).value = typed
                if value != getattr(row, column.field):
                    wanted.setdefault((part.kind, row.id), {})[column.field] = value

    changes = read(edit(written(module, portfolio, tmp_path), change), portfolio)
    assert {(each.kind, each.id): dict(each.values) for each in changes.edits} == wanted
    assert {each.action for each in changes.edits} == {EditAction.CHANGE}


@pytest.mark.parametrize("module", PAGES, ids=["plan", "portfolio"])
def test_that_every_table_takes_new_rows(module: Any, portfolio: Portfolio, tmp_path: Path) -> None:
    vocabulary = vocabulary_of(module, portfolio)
    tables = [part for part in made_parts(module) if isinstance(part, Table) and inputs(part) and not part.is_fixed]
    wanted: dict[str, dict[str, Any]] = {}

    def change(book: Any) -> None:
        for part in tables:
            entries = {column.field: entry(part, column, vocabulary, None) for column in inputs(part)}
            if any(column.field == "project_id" for column in part.columns):
                entries["project_id"] = vocabulary.label("projects", "1"), 1
            fill_row(book, part.kind, {field: typed for field, (typed, _) in entries.items()})
            wanted[part.kind] = {field: value for field, (_, value) in entries.items()}

    changes = read(edit(written(module, portfolio, tmp_path), change), portfolio)
    assert {each.action for each in changes.edits} == {EditAction.ADD}
    found = {each.kind: {name: each.values[name] for name in wanted[each.kind]} for each in changes.edits}
    assert found == wanted


@pytest.mark.parametrize("module", PAGES, ids=["plan", "portfolio"])
def test_that_rows_of_every_table_are_removed(module: Any, portfolio: Portfolio, tmp_path: Path) -> None:
    tables = [part for part in made_parts(module) if isinstance(part, Table) and inputs(part)]
    going = [part for part in tables if not (part.is_fixed or part.keeps_rows or part.kind == "services")]

    def change(book: Any) -> None:
        for part in going:
            for row in rows_of(portfolio, part):
                delete_row(book, part.kind, row.ref)

    changes = read(edit(written(module, portfolio, tmp_path), change), portfolio)
    removed = {(each.kind, each.id) for each in changes.edits if each.action is EditAction.REMOVE}
    assert removed == {(part.kind, row.id) for part in going for row in rows_of(portfolio, part)}
