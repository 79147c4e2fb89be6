"""What all projects share — settings, people, rates — is edited in the portfolio's workbook and comes back (P9.2)."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from mlplanner.domain.changes import EditAction
from mlplanner.domain.enums import RateBasis, Sourcing
from mlplanner.domain.portfolio import Portfolio
from tests.support.plan_workbooks import (
    cell_of,
    delete_row,
    edit,
    fill_row,
    line_of,
    problems_of,
    read,
    rich_portfolio,
    write_portfolio,
)


@pytest.fixture(scope="module")
def shared() -> Portfolio:
    return rich_portfolio()


@pytest.fixture(scope="module")
def written(shared: Portfolio, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return write_portfolio(shared, tmp_path_factory.mktemp("shared") / "portfolio.xlsx").read_bytes()


@pytest.fixture
def path(written: bytes, tmp_path: Path) -> Path:
    copy = tmp_path / "portfolio.xlsx"
    copy.write_bytes(written)
    return copy


@pytest.mark.parametrize(
    ("kind", "ref", "field", "entered", "taken"),
    [
        ("people", "PE-002", "role", "Data engineer", "data_engineer"),
        ("people", "PE-002", "fte", 0.6, Decimal("0.6")),
        ("people", "PE-001", "employed_to", date(2026, 12, 31), date(2026, 12, 31)),
        ("time_off", "TO-001", "person_id", "Łukasz Nowak", 3),
        ("time_off", "TO-001", "last", date(2026, 8, 21), date(2026, 8, 21)),
        ("rates", "RA-003", "amount", 95000.5, Decimal("95000.50")),
        ("rates", "RA-001", "sourcing", "Hire", Sourcing.HIRE),
        ("exchange_rates", "FX-001", "rate", 0.95, Decimal("0.95")),
        ("closures", "CL-001", "name", "Year's end", "Year's end"),
    ],
)
def test_that_an_edited_cell_is_one_change(
    kind: str, ref: str, field: str, entered: Any, taken: Any, shared: Portfolio, path: Path
) -> None:
    def change(book: Any) -> None:
        cell_of(book, kind, field, ref).value = entered

    (found,) = read(edit(path, change), shared).edits
    assert (found.action, found.kind, found.id, found.values) == (
        EditAction.CHANGE,
        kind,
        int(ref[3:]),
        {field: taken},
    )


def test_that_a_setting_is_one_change(shared: Portfolio, path: Path) -> None:
    def change(book: Any) -> None:
        line_of(book, "settings", "discount_rate").value = 0.1
        line_of(book, "settings", "status_date").value = date(2026, 4, 1)

    (found,) = read(edit(path, change), shared).edits
    assert (found.kind, found.id) == ("settings", 1)
    assert found.values == {"discount_rate": Decimal("0.1"), "status_date": date(2026, 4, 1)}


@pytest.mark.parametrize(("field", "value"), [("currency", "USD"), ("country", "FR"), ("region", "BY")])
def test_that_currency_and_calendar_are_for_reading(field: str, value: str, shared: Portfolio, path: Path) -> None:
    def change(book: Any) -> None:
        line_of(book, "settings", field).value = value

    changes = read(edit(path, change), shared)
    assert changes.edits == ()
    assert "is for reading; the change was not taken" in changes.notes[0]


def test_that_changes_to_the_playbook_are_for_reading(shared: Portfolio, path: Path) -> None:
    def change(book: Any) -> None:
        cell_of(book, "overrides", "value", "PB-001").value = "0"

    changes = read(edit(path, change), shared)
    assert changes.edits == ()
    assert len(changes.notes) == 1


def test_that_new_rows_come_back_with_their_references(shared: Portfolio, path: Path) -> None:
    def change(book: Any) -> None:
        fill_row(book, "people", {"name": "Nia Evans", "role": "ML engineer", "fte": 0.8})
        absence = {"person_id": "Nia Evans", "first": date(2026, 7, 6), "last": date(2026, 7, 10)}
        fill_row(book, "time_off", absence)
        rate = {"role": "ML engineer", "sourcing": "Hire", "valid_from": date(2026, 1, 1), "basis": "Annual"}
        fill_row(book, "rates", {**rate, "amount": 100000})
        cell_of(book, "lines", "person_id", "ST-1002").value = "nia evans"

    changes = read(edit(path, change), shared)
    found = {(each.action, each.kind): each for each in changes.edits}
    person = found[EditAction.ADD, "people"]
    assert len(changes.edits) == 4
    assert (person.values["name"], person.values["role"]) == ("Nia Evans", "ml_engineer")
    assert found[EditAction.ADD, "time_off"].values["person_id"] == person.id
    assert found[EditAction.CHANGE, "lines"].values == {"person_id": person.id}
    assert found[EditAction.ADD, "rates"].values["basis"] is RateBasis.ANNUAL
    assert changes.notes == ()


def test_that_removed_rows_are_removed(shared: Portfolio, path: Path) -> None:
    def change(book: Any) -> None:
        delete_row(book, "rates", "RA-008")
        delete_row(book, "time_off", "TO-001")
        delete_row(book, "closures", "CL-001")

    changes = read(edit(path, change), shared)
    removed = {(each.kind, each.id) for each in changes.edits if each.action is EditAction.REMOVE}
    assert removed == {("rates", 8), ("time_off", 1), ("closures", 1)}
    assert len(changes.edits) == 3


def test_that_a_person_is_not_removed_by_a_workbook(shared: Portfolio, path: Path) -> None:
    ((where, what),) = problems_of(edit(path, lambda book: delete_row(book, "people", "PE-001")), shared)
    assert where == "People"
    assert what.startswith("the row of PE-001 Ana Kovač is gone; a person is removed in mlplanner")


@pytest.mark.parametrize(
    ("kind", "ref", "field", "value", "what"),
    [
        ("rates", "RA-001", "basis", "Day", "a rate for internal is per annual, not per day"),
        ("rates", "RA-001", "amount", "much", "must be an amount such as 1250.50; got 'much'"),
        ("rates", "RA-001", "role", "Wizard", "'Wizard' is not in the list"),
        ("time_off", "TO-001", "last", date(2026, 7, 1), "lies before the first"),
        ("people", "PE-001", "fte", 1.5, "FTE: must be at most 1"),
        ("exchange_rates", "FX-001", "rate", 0, "Rate: must be above 0"),
    ],
)
def test_that_a_bad_cell_is_told_by_its_place(
    kind: str, ref: str, field: str, value: Any, what: str, shared: Portfolio, path: Path
) -> None:
    def change(book: Any) -> None:
        cell_of(book, kind, field, ref).value = value

    ((where, said),) = problems_of(edit(path, change), shared)
    assert "!" in where
    assert what in said
