"""What a colleague does in LibreOffice comes back as exactly that, from .xlsx, .xls and .ods (P9.2)."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from mlplanner.domain.changes import EditAction
from mlplanner.domain.portfolio import Portfolio
from mlplanner.exchange.excel.reading import read_workbook
from mlplanner.exchange.problems import MixedUpRefs
from tests.support.office_edits import FORMATS, Edit, edit_in_libreoffice
from tests.support.plan_workbooks import playbook, problems_of, read

REARRANGED = """
Dim place, page, target
' The whole table is sorted by the name of the cost
SortBy(Rows(doc, "costs", RowOf(doc, "costs", "CO-1001"), RowOf(doc, "costs", "CO-1004"), 0, 20), 1, True)
' A sheet and a heading are renamed
PageOf(doc, "col_kpis_ref").Name = "Our goals"
place = Head(doc, "col_risks_impact")
doc.Sheets.getByIndex(place.Sheet).getCellByPosition(place.StartColumn, place.StartRow).String = "How bad"
' A column is moved to the end of its table
place = Head(doc, "col_artifacts_state")
page = doc.Sheets.getByIndex(place.Sheet)
target = page.getCellByPosition(30, place.StartRow).CellAddress
page.moveRange(target, page.getCellRangeByPosition(place.StartColumn, place.StartRow, place.StartColumn, place.StartRow + 9).RangeAddress)
' Rows come in on top, a column goes
PageOf(doc, "col_options_ref").Rows.insertByIndex(0, 3)
place = Head(doc, "col_triggers_action")
doc.Sheets.getByIndex(place.Sheet).Columns.removeByIndex(place.StartColumn, 1)
"""
WORKED_ON = """
Dim row, place
CellOf(doc, "lines", "w2", RowOf(doc, "lines", "ST-1001")).Value = 0.25
CellOf(doc, "costs", "amount", RowOf(doc, "costs", "CO-1001")).Value = 4321.5
' A row comes in above, one goes, one is typed under the last
row = RowOf(doc, "risks", "RK-1001")
PageOf(doc, "col_risks_ref").Rows.insertByIndex(row, 1)
CellOf(doc, "risks", "title", row).String = "Inserted"
PageOf(doc, "col_costs_ref").Rows.removeByIndex(RowOf(doc, "costs", "CO-1004"), 1)
CellOf(doc, "kpis", "name", RowOf(doc, "kpis", "KP-1002") + 1).String = "Typed below"
' A row is copied and changed, another one copied and left
row = RowOf(doc, "artifacts", "AR-1002")
CopyRow(doc, "artifacts", row, row + 1)
CellOf(doc, "artifacts", "name", row + 1).String = "Copied"
row = RowOf(doc, "options", "OP-1001")
CopyRow(doc, "options", row, row + 1)
' A formula is typed over
place = Head(doc, "ask")
doc.Sheets.getByIndex(place.Sheet).getCellByPosition(place.StartColumn, place.StartRow).Value = 1
"""
MIXED_UP = """
Dim place
place = Head(doc, "col_costs_ref")
SortBy(Rows(doc, "costs", RowOf(doc, "costs", "CO-1001"), RowOf(doc, "costs", "CO-1004"), place.StartColumn + 1, 20), 0, False)
"""
WRONG = """
CellOf(doc, "costs", "amount", RowOf(doc, "costs", "CO-1001")).Formula = "=1/0"
CellOf(doc, "costs", "amount", RowOf(doc, "costs", "CO-1002")).String = "1.234,5"
"""
EDITS = (
    Edit("Rearranged", REARRANGED),
    Edit("MixedUp", MIXED_UP, ("xls",), follows=True),
    Edit("WorkedOn", WORKED_ON),
    Edit("Wrong", WRONG, ("xls",), follows=True),
)
Files = Mapping[tuple[str, str], Path]


@pytest.fixture(scope="module")
def files(exported: Path, tmp_path_factory: pytest.TempPathFactory) -> Files:
    """One start of LibreOffice for all edits and formats."""
    return edit_in_libreoffice(exported, tmp_path_factory.mktemp("edited"), EDITS)


@pytest.mark.parametrize("ending", FORMATS)
def test_that_what_is_only_rearranged_changes_nothing(ending: str, files: Files, portfolio: Portfolio) -> None:
    changes = read(files["Rearranged", ending], portfolio)
    assert (changes.edits, changes.conflicts) == ((), ())
    assert sorted(note.partition(": ")[2] for note in changes.notes) == [
        "the column 'Action' was deleted in the workbook; its values stay as they are.",
        "the heading 'Impact' was renamed to 'How bad'; its column was read as before.",
    ]


@pytest.mark.parametrize("ending", FORMATS)
def test_that_edits_come_back_as_exactly_those(ending: str, files: Files, portfolio: Portfolio) -> None:
    changes = read(files["WorkedOn", ending], portfolio)
    added, changed, removed = (
        {(edit.kind, edit.label) for edit in changes.edits if edit.action is action} for action in EditAction
    )
    assert added == {("risks", "Inserted"), ("kpis", "Typed below"), ("artifacts", "Copied")}
    assert changed == {("lines", portfolio.plan(1).lines[0].label), ("costs", "Labelling")}
    assert removed == {("costs", "Runbook")}
    values = {edit.kind: edit.values for edit in changes.edits if edit.action is EditAction.CHANGE}
    assert values["costs"] == {"amount": Decimal("4321.50")}
    assert values["lines"]["weekly"] == {**portfolio.plan(1).lines[0].weekly, 2: Decimal("0.25")}
    assert [note.rpartition("; ")[2] for note in changes.notes] == [
        "the typed value was not taken.",
        "both say the same, so this copy was left out.",
        "this row differs and is a new one, a copy of AR-1002.",
    ]


def test_that_a_table_sorted_without_its_refs_is_noticed(files: Files, portfolio: Portfolio) -> None:
    with pytest.raises(MixedUpRefs, match=r"Costs: .* like another Ref's"):
        read(files["MixedUp", "xls"], portfolio)
    changes = read_workbook(files["MixedUp", "xls"], portfolio, playbook(), by_content=True)
    assert changes.edits == ()
    assert "Costs: the Refs were mixed up, so its rows were matched by what they say." in changes.notes


def test_that_errors_and_texts_for_numbers_are_told_and_nothing_is_lost(files: Files, portfolio: Portfolio) -> None:
    error, text = problems_of(files["Wrong", "xls"], portfolio)
    assert error == ("Costs!D8", "the cell shows #DIV/0!; type a value over it.")
    assert text == ("Costs!D9", "must be an amount such as 1250.50; got '1.234,5'.")
