"""Every table and record made from a noun is edited in Excel, and comes back as one step (P9.2)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mlplanner.domain.changes import EditAction
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.registry import KINDS
from mlplanner.domain.rows import OWNED, plan_rows, references
from mlplanner.exchange.excel import plan_pages, portfolio_pages
from mlplanner.exchange.excel.columns import Record, Table
from mlplanner.exchange.excel.vocabularies import Vocabulary, plan_vocabulary, portfolio_rows, portfolio_vocabulary
from mlplanner.operations.importing import apply_changes
from mlplanner.operations.operation import Context, Operation
from mlplanner.operations.portfolios import first_settings
from mlplanner.operations.workspace import Workspace, create_workspace
from tests.builders import TODAY
from tests.support.plan_workbooks import (
    UID,
    cell_of,
    delete_row,
    edit,
    export,
    fill_row,
    line_of,
    playbook,
    read,
    rich_portfolio,
    write_portfolio,
)
from tests.support.retyped_cells import entry, inputs, made_parts

PAGES = [plan_pages, portfolio_pages]


def load(portfolio: Portfolio) -> Operation[None]:
    """All rows of a portfolio, with their ids."""

    def apply(do: Context) -> None:
        for kind in KINDS:
            if kind.key == "settings":
                continue
            for row in portfolio_rows(portfolio, kind):
                if kind.is_single and not kind.in_project:
                    do.unit.change(kind.noun, row.id or 0, **dict(row))
                else:
                    own = {name: None for name, target in references(kind.noun).items() if target is kind}
                    do.unit.add(row.model_copy(update=own))
            if any(target is kind for target in references(kind.noun).values()):
                for row in portfolio_rows(portfolio, kind):
                    do.unit.change(kind.noun, row.id or 0, **dict(row))

    return Operation("Load", apply)


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    made = create_workspace(None, first_settings("Models", portfolio_uid=UID, country="DE"), today=lambda: TODAY)
    made.run(load(rich_portfolio()))
    yield made
    made.close()


def written(module: Any, portfolio: Portfolio, folder: Path) -> Path:
    return export(portfolio, folder) if module is plan_pages else write_portfolio(portfolio, folder / "portfolio.xlsx")


def vocabulary_of(module: Any, portfolio: Portfolio) -> Vocabulary:
    if module is plan_pages:
        return plan_vocabulary(portfolio, portfolio.plan(1), playbook())
    return portfolio_vocabulary(portfolio, playbook())


def rows_of(portfolio: Portfolio, part: Table | Record) -> tuple[Any, ...]:
    kind = next(kind for kind in KINDS if kind.key == part.kind)
    return plan_rows(portfolio.plan(1), kind) if kind in OWNED else portfolio_rows(portfolio, kind)


def content(portfolio: Portfolio) -> list[Any]:
    return [portfolio_rows(portfolio, kind) for kind in KINDS]


@pytest.mark.parametrize("module", PAGES, ids=["plan", "portfolio"])
def test_that_every_cell_can_be_edited(module: Any, workspace: Workspace, tmp_path: Path) -> None:
    before, vocabulary = workspace.portfolio, vocabulary_of(module, workspace.portfolio)
    wanted: dict[tuple[str, int], dict[str, Any]] = {}

    def change(book: Any) -> None:
        for part in made_parts(module):
            row = rows_of(before, part)[0]
            for column in inputs(part):
                typed, value = entry(part, column, vocabulary, getattr(row, column.field))
                find = line_of(book, part.kind, column.field) if isinstance(part, Record) else None
                (find or cell_of(book, part.kind, column.field, row.ref)).value = typed
                if value != getattr(row, column.field):
                    wanted.setdefault((part.kind, row.id), {})[column.field] = value

    changes = read(edit(written(module, before, tmp_path), change), before)
    assert {(each.kind, each.id): dict(each.values) for each in changes.edits} == wanted
    assert {each.action for each in changes.edits} == {EditAction.CHANGE}
    workspace.run(apply_changes(changes))
    after = content(workspace.portfolio)
    assert after != content(before)
    workspace.undo()
    assert content(workspace.portfolio) == content(before)


@pytest.mark.parametrize("module", PAGES, ids=["plan", "portfolio"])
def test_that_every_table_takes_new_rows(module: Any, workspace: Workspace, tmp_path: Path) -> None:
    before, vocabulary = workspace.portfolio, vocabulary_of(module, workspace.portfolio)
    tables = [part for part in made_parts(module) if isinstance(part, Table) and inputs(part) and not part.is_fixed]
    wanted: dict[str, dict[str, Any]] = {}

    def change(book: Any) -> None:
        for part in tables:
            entries = {column.field: entry(part, column, vocabulary, None) for column in inputs(part)}
            fill_row(book, part.kind, {field: typed for field, (typed, _) in entries.items()})
            wanted[part.kind] = {field: value for field, (_, value) in entries.items()}

    changes = read(edit(written(module, before, tmp_path), change), before)
    assert {each.action for each in changes.edits} == {EditAction.ADD}
    found = {each.kind: {name: each.values[name] for name in wanted[each.kind]} for each in changes.edits}
    assert found == wanted
    workspace.run(apply_changes(changes))
    for part in tables:
        assert len(rows_of(workspace.portfolio, part)) == len(rows_of(before, part)) + 1
    workspace.undo()
    assert content(workspace.portfolio) == content(before)


@pytest.mark.parametrize("module", PAGES, ids=["plan", "portfolio"])
def test_that_rows_of_every_table_are_removed(module: Any, workspace: Workspace, tmp_path: Path) -> None:
    before = workspace.portfolio
    tables = [part for part in made_parts(module) if isinstance(part, Table) and inputs(part)]
    going = [part for part in tables if not (part.is_fixed or part.keeps_rows or part.kind == "services")]

    def change(book: Any) -> None:
        for part in going:
            for row in rows_of(before, part):
                delete_row(book, part.kind, row.ref)

    changes = read(edit(written(module, before, tmp_path), change), before)
    removed = {(each.kind, each.id) for each in changes.edits if each.action is EditAction.REMOVE}
    assert removed == {(part.kind, row.id) for part in going for row in rows_of(before, part)}
    workspace.run(apply_changes(changes))
    assert not any(rows_of(workspace.portfolio, part) for part in going)
    workspace.undo()
    assert content(workspace.portfolio) == content(before)
