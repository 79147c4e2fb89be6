"""Reading what people type and showing what is kept; blocks of the clipboard; rectangles."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlplanner.domain.errors import BadValue
from mlplanner.gui.tables.clipboard import read_block, tiled, write_block
from mlplanner.gui.tables.kinds import (
    Choice,
    Kind,
    edit_text,
    read_check,
    read_choice,
    read_date,
    read_money,
    read_number,
    read_percent,
    show_value,
)
from mlplanner.gui.tables.ranges import Range, fill_sources, stretched
from mlplanner.gui.tables.refreshing import row_steps

COLOURS = (Choice("r", "Red"), Choice("g", "Green"), Choice("gr", "Grey"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", None),
        ("0,5", "0.5"),
        ("0.5", "0.5"),
        (",5", "0.5"),
        ("1,234", "1234"),
        ("0,125", "0.125"),
        ("1.234", "1.234"),
        ("1,234,567.89", "1234567.89"),
        ("1.234.567,89", "1234567.89"),
        ("1 234 567,5", "1234567.5"),
        ("1'234.50", "1234.5"),
        ("\u22125", "-5"),
        ("50 %", "0.5"),
        ("1e9", "1e9"),
    ],
)
def test_that_numbers_are_understood_in_every_usual_writing(typed: str, meant: str | None) -> None:
    assert read_number(typed) == (None if meant is None else Decimal(meant))


@pytest.mark.parametrize("typed", ["abc", "nan", "inf", "1,23,4", "1.2.3", "--1", "1 000 EUR", "0x10", "१२a", "%"])
def test_that_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(BadValue, match="must be a number"):
        read_number(typed)


def test_that_money_may_carry_its_currency() -> None:
    assert [read_money(text) for text in ("EUR 1,234.50", "1.234,50 €", "$5", "5 USD")] == [
        Decimal("1234.5"),
        Decimal("1234.5"),
        5,
        5,
    ]


def test_that_shares_are_written_as_percentage_or_fraction() -> None:
    assert [read_percent(text) for text in ("20 %", "20", "0.2", "1", "0.5 %")] == [
        Decimal("0.2"),
        Decimal("0.2"),
        Decimal("0.2"),
        1,
        Decimal("0.005"),
    ]


def test_that_days_are_read_and_nonsense_is_refused() -> None:
    assert read_date("3/2/2026", is_month_first=True) == date(2026, 3, 2)
    assert read_date("Mar 2, 2026") == read_date("2 March 2026") == read_date("2026/3/2") == date(2026, 3, 2)
    for text in ("31.2.2026", "soon", "2.3.", "2026"):
        with pytest.raises(BadValue, match="must be a date"):
            read_date(text)


def test_that_a_choice_is_known_by_title_key_or_unique_beginning() -> None:
    assert [read_choice(text, COLOURS) for text in ("red", "R", "GREEN", "")] == ["r", "r", "g", None]
    assert read_choice("gree", COLOURS) == "g"
    assert read_choice("gr", COLOURS) == "gr", "a key is exact"
    with pytest.raises(BadValue, match="must be one of Red, Green, Grey"):
        read_choice("gre", COLOURS)


def test_that_yes_and_no_are_read() -> None:
    assert [read_check(text) for text in ("x", "Yes", "1", "", "no", "0")] == [True, True, True, False, False, False]
    with pytest.raises(BadValue, match="yes or no"):
        read_check("perhaps")


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (Kind.MONEY, Decimal("1234.5"), "1,234.50"),
        (Kind.MONEY, Decimal("-1234"), "\u22121,234"),
        (Kind.NUMBER, Decimal("1234.50"), "1,234.5"),
        (Kind.PERCENT, Decimal("0.155"), "15.5\u00a0%"),
        (Kind.DATE, date(2026, 3, 2), "2\u00a0Mar\u00a02026"),
        (Kind.CHECK, True, "✓"),
        (Kind.CHOICE, "g", "Green"),
        (Kind.TEXT, None, ""),
    ],
)
def test_that_values_are_shown_for_people(kind: Kind, value: Any, shown: str) -> None:
    assert show_value(kind, value, COLOURS) == shown


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_that_what_is_copied_reads_back_as_the_same_value(value: Decimal) -> None:
    assert read_number(edit_text(Kind.NUMBER, value)) == value
    assert read_percent(edit_text(Kind.PERCENT, value)) == value


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters='\t\n"'), max_size=8)


@given(st.integers(1, 4).flatmap(lambda w: st.lists(st.lists(CELLS, min_size=w, max_size=w), min_size=1, max_size=4)))
def test_that_any_block_survives_the_clipboard(block: list[list[str]]) -> None:
    if block[-1] != [""]:  # one empty last cell can't be told from the line end that spreadsheets add
        assert read_block(write_block(block)) == block


def test_that_excel_and_libreoffice_blocks_are_read() -> None:
    assert read_block("a\tb\r\n1\t2\r\n") == [["a", "b"], ["1", "2"]]
    assert read_block('"line\r\nbreak"\t"say ""hi"""\n') == [["line\nbreak", 'say "hi"']]
    assert read_block('5" pipe\tx') == [['5" pipe', "x"]], "a quote inside a cell is a quote"
    assert read_block('"not closed\tx') == [['"not closed', "x"]]


def test_that_a_block_repeats_only_where_it_fits() -> None:
    assert tiled([["a", "b"]], 2, 4) == [["a", "b", "a", "b"]] * 2
    assert tiled([["a", "b"]], 1, 3) == [["a", "b"]]
    assert tiled([["a"], ["b", "c"]], 1, 1) == [["a", ""], ["b", "c"]]


def test_that_a_fill_follows_the_larger_distance() -> None:
    source = Range(2, 2, 3, 3)
    assert stretched(source, (6, 4)) == Range(2, 2, 6, 3)
    assert stretched(source, (3, 0)) == Range(2, 0, 3, 3)
    assert stretched(source, (2, 3)) == source
    assert fill_sources(source, Range(1, 2, 3, 3)) == {(1, 2): (3, 2), (1, 3): (3, 3)}


@given(st.lists(st.integers(0, 12), unique=True), st.lists(st.integers(0, 12), unique=True))
def test_that_the_steps_lead_from_any_rows_to_any_others(now: list[int], then: list[int]) -> None:
    steps = row_steps(now, then)
    rows = list(now)
    for at in steps.removed:
        del rows[at]
    if steps.order is not None:
        rows = [rows[at] for at in steps.order]
    for at in steps.inserted:
        rows.insert(at, then[at])
    assert rows == then
