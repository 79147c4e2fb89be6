"""Rows that were copied with their Ref, and tables that were sorted without it (P9.2)."""

from pathlib import Path
from typing import Any

import pytest

from mlplanner.domain.changes import EditAction
from mlplanner.domain.portfolio import Portfolio
from mlplanner.exchange.excel.reading import read_workbook
from mlplanner.exchange.problems import MixedUpRefs
from tests.support.plan_workbooks import cell_of, edit, heading_of, playbook, read, spare_row


def copy_row(book: Any, kind: str, ref: str, **changed: Any) -> None:
    """Copy a row with its Ref to the first empty one, and change some cells of the copy."""
    source, target = cell_of(book, kind, "ref", ref), spare_row(book, kind)
    for cell in source.parent[source.row]:
        if cell.value is not None:
            source.parent.cell(target, cell.column).value = cell.value
    for field, value in changed.items():
        source.parent.cell(target, heading_of(book, kind, field)[1]).value = value


def test_that_a_changed_copy_is_a_new_row(portfolio: Portfolio, workbook: Path) -> None:
    changes = read(edit(workbook, lambda book: copy_row(book, "costs", "CO-1002", name="Cloud")), portfolio)
    (added,) = changes.edits
    assert (added.action, added.kind, added.label, added.values["currency"]) == (
        EditAction.ADD,
        "costs",
        "Cloud",
        "USD",
    )
    assert "this row differs and is a new one, a copy of CO-1002" in changes.notes[0]


def test_that_the_copy_is_told_from_the_original_by_what_was_exported(portfolio: Portfolio, workbook: Path) -> None:
    """Somebody works on in the first of the two rows: the second one is the original."""

    def change(book: Any) -> None:
        copy_row(book, "costs", "CO-1002")
        cell_of(book, "costs", "name", "CO-1002").value = "Cloud"

    (added,) = read(edit(workbook, change), portfolio).edits
    assert (added.action, added.label, added.where) == (EditAction.ADD, "Cloud", "Costs!A9")


def test_that_a_copy_that_says_the_same_is_left_out(portfolio: Portfolio, workbook: Path) -> None:
    changes = read(edit(workbook, lambda book: copy_row(book, "costs", "CO-1002")), portfolio)
    assert changes.edits == ()
    assert "both say the same, so this copy was left out" in changes.notes[0]


def test_that_a_copied_record_of_the_past_is_left_out(portfolio: Portfolio, workbook: Path) -> None:
    changes = read(edit(workbook, lambda book: copy_row(book, "pauses", "PA-1001", reason="Again")), portfolio)
    assert changes.edits == ()
    assert "rows of this table are made in mlplanner" in changes.notes[0]


def test_that_a_row_with_the_ref_of_another_is_still_itself(portfolio: Portfolio, workbook: Path) -> None:
    def change(book: Any) -> None:
        cell_of(book, "costs", "ref", "CO-1001").value = "CO-1002"

    changes = read(edit(workbook, change), portfolio)
    assert changes.edits == ()
    assert "this row reads like CO-1001 and was taken for it" in changes.notes[0]


def rotate(book: Any, kind: str, count: int, first: int = 1) -> None:
    """Move what stands beside the Refs one row down, as sorting the visible columns alone does."""
    sheet, column, heading = heading_of(book, kind, "ref")
    rows = [
        [sheet.cell(heading + n, c).value for c in range(column + 1, sheet.max_column + 1)]
        for n in range(first, first + count)
    ]
    for n, values in enumerate([rows[-1], *rows[:-1]], start=first):
        for c, value in enumerate(values, start=column + 1):
            sheet.cell(heading + n, c).value = value


@pytest.mark.parametrize(("kind", "count"), [("lines", 8), ("costs", 4), ("kpis", 2)])
def test_that_mixed_up_refs_stop_and_content_finds_the_rows(
    kind: str, count: int, portfolio: Portfolio, workbook: Path
) -> None:
    edit(workbook, lambda book: rotate(book, kind, count))
    with pytest.raises(MixedUpRefs, match="match the rows by content, or put the Refs back"):
        read(workbook, portfolio)
    changes = read_workbook(workbook, portfolio, playbook(), by_content=True)
    assert changes.edits == ()
    assert "matched by what they say" in changes.notes[-1]


def test_that_edits_in_a_mixed_up_table_find_their_rows(portfolio: Portfolio, workbook: Path) -> None:
    def change(book: Any) -> None:
        rotate(book, "costs", 4)
        cell_of(book, "costs", "note", "CO-1002").value = "Twice as much"  # the row of CO-1001, after the sorting
        copy_row(book, "costs", "CO-1003", name="Quite another", amount=1, note="New", currency="USD")

    changes = read_workbook(edit(workbook, change), portfolio, playbook(), by_content=True)
    added, changed = changes.edits
    assert (added.action, added.label) == (EditAction.ADD, "Quite another")
    assert (changed.id, changed.values) == (1001, {"note": "Twice as much"})


def test_that_a_row_typed_over_with_another_ones_words_is_an_edit(portfolio: Portfolio, workbook: Path) -> None:
    """The other row is still in its place, so nothing was sorted."""

    def change(book: Any) -> None:
        for field in ("name", "amount", "currency", "from_week", "to_week", "timing", "category"):
            cell_of(book, "costs", field, "CO-1002").value = cell_of(book, "costs", field, "CO-1001").value

    (found,) = read(edit(workbook, change), portfolio).edits
    assert (found.action, found.id, found.values["name"]) == (EditAction.CHANGE, 1002, "Labelling")
