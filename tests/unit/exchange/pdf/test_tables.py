"""Columns get what their content needs; rows lose no line."""

import pytest

from mlplanner.exchange.pdf.fonts import text_width
from mlplanner.exchange.pdf.tables import GAP, NORMAL, lay_row, make_grid, split_row
from mlplanner.reports.blocks import Align, Column, Mark, Row, RowKind, Tone

COLUMNS = (Column("Name", 1.0), Column("Amount", 0.2, Align.RIGHT), Column("State", 0.2))
LONG = "a rather long description that goes on and on " * 6
ROWS = (Row((LONG, "1,234,567.89", Mark(Tone.WARN, "At risk"))), Row(("short", "2.00", Mark(Tone.GOOD, "Met"))))


@pytest.mark.parametrize("width", [160.0, 300.0, 505.0])
def test_that_columns_and_gaps_fill_the_table_exactly(width: float) -> None:
    assert make_grid(COLUMNS, ROWS, width).width == pytest.approx(width)


def test_that_numbers_and_marks_keep_their_whole_width_beside_long_texts() -> None:
    grid = make_grid(COLUMNS, ROWS, 200)
    assert grid.widths[1] >= text_width("1,234,567.89", NORMAL.size)
    assert grid.widths[2] >= text_width("At risk", NORMAL.size, is_bold=True) + NORMAL.size
    assert [len(cell.lines) for cell in lay_row(ROWS[0], COLUMNS, grid).cells[1:]] == [1, 0]


def test_that_a_mark_is_not_cut_even_where_numbers_are() -> None:
    rows = (Row(("x" * 120, "9" * 60, Mark(Tone.BAD, "Not met"))),)
    grid = make_grid(COLUMNS, rows, 150)
    assert grid.widths[2] >= text_width("Not met", NORMAL.size, is_bold=True) + NORMAL.size
    assert grid.width == pytest.approx(150)


def test_that_a_row_too_tall_for_a_page_is_split_without_losing_a_line() -> None:
    row = lay_row(ROWS[0], COLUMNS, make_grid(COLUMNS, ROWS, 160))
    parts = split_row(row, NORMAL, 2)
    assert len(parts) > 1
    assert [line for part in parts for line in part.cells[0].lines] == list(row.cells[0].lines)
    assert [part.cells[2].mark is not None for part in parts] == [True, *[False] * (len(parts) - 1)]


def test_that_a_group_row_runs_over_all_columns() -> None:
    grid = make_grid(COLUMNS, ROWS, 300)
    row = lay_row(Row(("Discovery gate: seven of seven done",), RowKind.GROUP), COLUMNS, grid)
    assert len(row.cells) == 1
    assert len(row.cells[0].lines) == 1


def test_that_names_stay_whole_beside_a_long_sentence() -> None:
    columns = (Column("Owner", 1.0), Column("Why", 3.0))
    name = "山田 太郎 von und zu Übersee"
    row = Row((name, "A reason that takes many words. " * 12))
    grid = make_grid(columns, (row,), 300)
    assert [line.text for line in lay_row(row, columns, grid).cells[0].lines] == [name]


def test_that_units_wrap_before_a_word_is_cut() -> None:
    columns = (Column("KPI"), Column("Kind"), *(Column(title, 1.0, Align.RIGHT) for title in ("Base", "Target", "Go")))
    row = Row(
        ("Cost per model in operation", "business", *["≤\N{NO-BREAK SPACE}42\N{NO-BREAK SPACE}EUR thousand a year"] * 3)
    )
    grid = make_grid(columns, (row,), 300)
    laid = [[line.text for line in cell.lines] for cell in lay_row(row, columns, grid).cells]
    assert [" ".join(lines) for lines in laid] == list(row.cells)
    assert len(laid[2]) > 1


def test_that_one_long_column_takes_the_room_that_the_others_can_spare() -> None:
    columns = tuple(Column(name) for name in ("KPI", "How it is measured", "Owner"))
    row = Row(
        ("Retention lift in the top decile", "Share of subscribers kept, called group less control, " * 3, "Lena")
    )
    grid = make_grid(columns, [row] * 4, 400)
    lines = len(lay_row(row, columns, grid).cells[1].lines)
    assert sum(grid.widths) == pytest.approx(400 - 2 * GAP)
    assert lines <= 3
