"""Sheets that are one table: KPIs, experiments, triggers, risks, options, artifacts, decisions."""

from collections.abc import Sequence

from mlplanner.domain.benefits import Risk
from mlplanner.exchange.excel import styles
from mlplanner.exchange.excel.cells import Content, Formula, column_letter
from mlplanner.exchange.excel.columns import Shape, Table
from mlplanner.exchange.excel.experiment_formulas import experiment_slots
from mlplanner.exchange.excel.grids import ROOM, Grid, Slot, draw_table
from mlplanner.exchange.excel.layouts import (
    ARTIFACTS,
    CONDITIONS,
    DECISIONS,
    EXPERIMENTS,
    KPIS,
    OPTIONS,
    RISKS,
    TRIGGERS,
)
from mlplanner.exchange.excel.plan_sources import PlanSource
from mlplanner.exchange.excel.record_sheets import LINE_HEIGHT, text_height

HEADING = 4
NEW_ROW = "New row: use an empty one and leave its Ref empty."
READ_ONLY = "For reading: gate decisions are made in mlplanner and never edited."


def draw_plain_tables(source: PlanSource) -> None:
    """Write all of them."""
    draw_plain(source, KPIS, f"Measures of success: at least one business KPI and one of the model. {NEW_ROW}")
    draw_plain(
        source,
        EXPERIMENTS,
        f"How the effect is shown. Grey columns are calculated. {NEW_ROW}",
        experiment_slots(source),
    )
    draw_plain(source, TRIGGERS, f"What makes us take the model back. {NEW_ROW}")
    draw_plain(source, RISKS, f"After mitigation; likelihood and impact from 1 to 5. {NEW_ROW}", [_score_slot()])
    draw_plain(source, OPTIONS, f"What the sponsor could choose instead; doing nothing needs no row. {NEW_ROW}")
    draw_plain(source, ARTIFACTS, f"What each gate wants to see. {NEW_ROW}")
    decisions = draw_plain(source, DECISIONS, READ_ONLY)
    draw_plain(source, CONDITIONS, READ_ONLY, heading=decisions.heading + decisions.count + 4)


def draw_plain(source: PlanSource, table: Table, note: str, more: Sequence[Slot] = (), heading: int = HEADING) -> Grid:
    """Write one table with its calculated columns at the end."""
    slots = [*source.slots(table), *more]
    nouns = source.nouns(table)
    grid = source.grid(table, heading, slots, ROOM + len(nouns) if table.is_input else len(nouns))
    if heading == HEADING:
        grid.sheet.head(table.title, note)
        grid.sheet.widths({1: 10, **{number: slot.width for number, slot in enumerate(slots, start=2)}})
        grid.sheet.page.freeze_panes = f"C{heading + 1}"
    else:
        grid.sheet.put(heading - 1, 1, table.title, styles.SECTION)
    draw_table(source.book, grid, table, nouns)
    fit_rows(grid, nouns)
    return grid


def fit_rows(grid: Grid, nouns: Sequence[object]) -> None:
    """Make rows as high as their longest wrapped text."""
    long = [slot for slot in grid.slots if slot.shape == Shape.LONG]
    for row, noun in enumerate(nouns, start=grid.first):
        heights = [text_height(str(getattr(noun, slot.name) or ""), max(1, int(slot.width))) for slot in long]
        if heights and max(heights) > LINE_HEIGHT:
            grid.sheet.heights[row] = max(heights)


def _score_slot() -> Slot:
    def content(risk: Risk | None, row: int) -> Content:
        return Formula(f"{column_letter(3)}{row}*{column_letter(4)}{row}", risk.score if risk else 0)

    return Slot("score", "Score", 9, Shape.WHOLE, content, is_input=False)
