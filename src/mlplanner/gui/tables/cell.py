"""What one cell looks like, worked out once and kept until its row changes."""

from dataclasses import dataclass

from mlplanner.gui.tables.columns import Align, Column, RowT, Shade
from mlplanner.gui.tables.kinds import Kind


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell ready to be painted. Equal cells look the same, so the painter draws each look once."""

    text: str
    align: Align = Align.LEFT
    shade: Shade = Shade.PLAIN
    has_problem: bool = False
    is_editable: bool = True
    is_prompt: bool = False
    is_check: bool = False
    is_list: bool = False
    has_edge: bool = False


def cell_of(column: Column[RowT], row: RowT) -> Cell:
    """The cell of `column` in `row`."""
    return Cell(
        text=column.text(row).partition("\n")[0],
        align=column.alignment,
        shade=column.shade(row) if column.shade else Shade.PLAIN,
        has_problem=bool(column.problem and column.problem(row)),
        is_editable=column.can_edit(row),
        is_check=column.kind == Kind.CHECK,
        is_list=column.kind in (Kind.CHOICE, Kind.PERSON, Kind.DATE),
        has_edge=column.has_edge,
    )


def new_row_cell(column: Column[RowT], *, is_open: bool) -> Cell:
    """The cell of `column` in the last line, where a row can be added."""
    return Cell(
        text=column.prompt,
        align=column.alignment,
        is_prompt=True,
        is_editable=is_open,
        has_edge=column.has_edge,
    )
