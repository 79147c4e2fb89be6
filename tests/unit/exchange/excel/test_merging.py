"""A workbook that comes back after the plan has moved on: only what both changed differently asks (P9.2)."""

import dataclasses
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from mlplanner.domain.changes import ChangeSet, Conflict, EditAction
from mlplanner.domain.merging import settle
from mlplanner.domain.portfolio import Portfolio
from mlplanner.exchange.excel.merging import merge_row
from mlplanner.exchange.excel.states import SHEET
from tests.support.plan_workbooks import cell_of, delete_row, edit, fill_row, read


def typed(workbook: Path, kind: str, field: str, ref: str, value: Any) -> Path:
    def change(book: Any) -> None:
        cell_of(book, kind, field, ref).value = value

    return edit(workbook, change)


def moved_on(portfolio: Portfolio, kind: str = "risks", **fields: Any) -> Portfolio:
    """The portfolio after somebody here changed the first row of a kind."""
    plan = portfolio.plan(1)
    first, *others = getattr(plan, kind)
    rows: dict[str, Any] = {kind: (first.model_copy(update=fields), *others)}
    return dataclasses.replace(portfolio, revision=2, plans={1: dataclasses.replace(plan, **rows)})


def only(changes: ChangeSet) -> Conflict:
    assert (changes.edits, len(changes.conflicts)) == ((), 1), changes
    return changes.conflicts[0]


def test_that_an_untouched_cell_does_not_undo_what_changed_here(portfolio: Portfolio, workbook: Path) -> None:
    changes = read(workbook, moved_on(portfolio, impact=5))
    assert (changes.edits, changes.conflicts) == ((), ())


def test_that_the_same_change_on_both_sides_is_none(portfolio: Portfolio, workbook: Path) -> None:
    changes = read(typed(workbook, "risks", "impact", "RK-1001", 5), moved_on(portfolio, impact=5))
    assert (changes.edits, changes.conflicts, changes.notes) == ((), (), ())


def test_that_different_cells_of_a_row_are_merged(portfolio: Portfolio, workbook: Path) -> None:
    changes = read(typed(workbook, "risks", "likelihood", "RK-1001", 1), moved_on(portfolio, impact=5))
    assert [edit.values for edit in changes.edits] == [{"likelihood": 1}]
    assert changes.conflicts == ()


def test_that_a_cell_changed_on_both_sides_asks_with_all_three_values(portfolio: Portfolio, workbook: Path) -> None:
    conflict = only(read(typed(workbook, "risks", "impact", "RK-1001", 1), moved_on(portfolio, impact=5)))
    assert (conflict.field, conflict.base, conflict.theirs, conflict.mine) == ("impact", 2, 1, 5)
    assert (conflict.label, conflict.where[:6]) == ("Data come late", "Risks!")


def test_that_a_decided_conflict_is_an_edit_or_is_told(portfolio: Portfolio, workbook: Path) -> None:
    changes = read(typed(workbook, "risks", "impact", "RK-1001", 1), moved_on(portfolio, impact=5))
    taken, kept = settle(changes, lambda _: True), settle(changes, lambda _: False)
    assert [(edit.values, edit.before) for edit in taken.edits] == [({"impact": 1}, {"impact": 5})]
    assert (taken.notes, taken.conflicts) == ((), ())
    assert (kept.edits, kept.conflicts) == ((), ())
    assert kept.notes[0].endswith("Impact of Data come late stays '5'; '1' in the file was not taken.")


def test_that_a_decided_cell_joins_the_edit_of_its_row(portfolio: Portfolio, workbook: Path) -> None:
    def change(book: Any) -> None:
        cell_of(book, "risks", "impact", "RK-1001").value = 1
        cell_of(book, "risks", "likelihood", "RK-1001").value = 2

    changes = settle(read(edit(workbook, change), moved_on(portfolio, impact=5)), lambda _: True)
    assert [edit.values for edit in changes.edits] == [{"likelihood": 2, "impact": 1}]


def test_that_each_week_is_a_cell_of_its_own(portfolio: Portfolio, workbook: Path) -> None:
    def change(book: Any) -> None:
        for week, fte in ((2, 0.3), (3, 0.9), (4, None)):
            cell_of(book, "lines", f"w{week}", "ST-1001").value = fte

    held = {**portfolio.plan(1).lines[0].weekly, 3: Decimal("0.1"), 9: Decimal("0.2")}
    changes = read(edit(workbook, change), moved_on(portfolio, "lines", weekly=held))
    (merged,), (conflict,) = changes.edits, changes.conflicts
    wanted = {week: fte for week, fte in held.items() if week != 4} | {2: Decimal("0.3")}
    assert merged.values == {"weekly": wanted}
    assert (conflict.week, conflict.base, conflict.theirs, conflict.mine) == (
        3,
        Decimal("0.5"),
        Decimal("0.9"),
        Decimal("0.1"),
    )
    (taken,) = settle(changes, lambda _: True).edits
    assert taken.values == {"weekly": {**wanted, 3: Decimal("0.9")}}
    (kept,) = settle(changes, lambda _: False).edits
    assert kept.values == merged.values


def test_that_a_row_deleted_there_and_changed_here_asks(portfolio: Portfolio, workbook: Path) -> None:
    conflict = only(
        read(edit(workbook, lambda book: delete_row(book, "risks", "RK-1001")), moved_on(portfolio, impact=5))
    )
    assert (conflict.is_of_row, conflict.base, conflict.mine) == (True, {"impact": "2"}, {"impact": "5"})
    changes = ChangeSet("plan.xlsx", conflicts=(conflict,))
    (gone,) = settle(changes, lambda _: True).edits
    assert (gone.action, gone.kind, gone.id) == (EditAction.REMOVE, "risks", 1001)
    assert "stays: it was changed here" in settle(changes, lambda _: False).notes[0]


def test_that_a_row_deleted_there_and_needed_by_something_new_here_asks(portfolio: Portfolio, workbook: Path) -> None:
    plan = portfolio.plan(1)
    new = plan.feature_tests[0].model_copy(update={"id": 1099, "feature_id": 1001})
    mine = dataclasses.replace(
        portfolio, plans={1: dataclasses.replace(plan, feature_tests=(*plan.feature_tests, new))}
    )

    def change(book: Any) -> None:
        delete_row(book, "features", "FE-1001")
        for kind in ("feature_tests", "privacy"):
            for row in getattr(plan, kind):
                if row.feature_id == 1001:
                    delete_row(book, kind, row.ref)

    changes = read(edit(workbook, change), mine)
    assert ("features", 1001) in {(conflict.kind, conflict.id) for conflict in changes.conflicts}
    assert "features" not in {each.kind for each in changes.edits}


def test_that_a_kept_row_keeps_what_it_needs(portfolio: Portfolio, workbook: Path) -> None:
    """Taking the feature's removal but keeping its changed test would lose the test: both stay, and it is told."""
    plan = portfolio.plan(1)
    first = plan.feature_tests[0]
    mine = moved_on(portfolio, "feature_tests", check="Another check")

    def change(book: Any) -> None:
        delete_row(book, "features", f"FE-{first.feature_id}")
        for kind in ("feature_tests", "privacy"):
            for row in getattr(plan, kind):
                if row.feature_id == first.feature_id:
                    delete_row(book, kind, row.ref)

    changes = read(edit(workbook, change), mine)
    assert {each.kind for each in changes.conflicts} == {"features", "feature_tests"}
    settled = settle(changes, lambda conflict: conflict.kind == "features")
    assert "features" not in {each.kind for each in settled.edits if each.action is EditAction.REMOVE}
    assert any("a row that stays refers to it" in note for note in settled.notes)


def test_that_changes_to_a_row_removed_here_are_noted(portfolio: Portfolio, workbook: Path) -> None:
    plan = dataclasses.replace(portfolio.plan(1), risks=())
    changes = read(typed(workbook, "risks", "impact", "RK-1001", 1), dataclasses.replace(portfolio, plans={1: plan}))
    assert changes.edits == ()
    assert "was removed here since the export" in changes.notes[0]


def test_that_rows_made_here_since_the_export_stay(portfolio: Portfolio, workbook: Path) -> None:
    plan = portfolio.plan(1)
    new = plan.risks[0].model_copy(update={"id": 1002, "title": "New here"})
    mine = dataclasses.replace(portfolio, plans={1: dataclasses.replace(plan, risks=(*plan.risks, new))})
    changes = read(edit(workbook, lambda book: fill_row(book, "risks", {"title": "New there"})), mine)
    assert [(each.action, each.label) for each in changes.edits] == [(EditAction.ADD, "New there")]


def test_that_without_a_base_the_file_is_held_against_today_and_says_so(portfolio: Portfolio, workbook: Path) -> None:
    def change(book: Any) -> None:
        del book[SHEET]
        cell_of(book, "risks", "likelihood", "RK-1001").value = 1

    changes = read(edit(workbook, change), moved_on(portfolio, impact=5))
    assert [each.values for each in changes.edits] == [{"likelihood": 1, "impact": 2}]
    assert changes.conflicts == ()
    assert "hidden sheet" in changes.notes[0]


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "taken", "clashes"),
    [
        ("a", "a", "b", {}, 0),
        ("a", "b", "a", {"x": "b"}, 0),
        ("a", "b", "b", {}, 0),
        ("a", "b", "c", {}, 1),
        ("a", "", "c", {}, 1),
        ("", "b", "", {"x": "b"}, 0),
    ],
)
def test_that_three_values_give_one_answer(
    base: str, theirs: str, mine: str, taken: dict[str, str], clashes: int
) -> None:
    wanted = {"x": theirs} if theirs != base else {}
    merged = merge_row({"x": base}, wanted, {"x": mine})
    assert (merged.taken, len(merged.conflicts)) == (taken, clashes)
