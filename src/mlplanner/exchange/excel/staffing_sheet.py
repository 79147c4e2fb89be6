"""Who does the work: lines by week with live costs (P4.2, P4.5; `arithmetic.md`, Staffing and labour)."""

from collections.abc import Mapping

from mlplanner.domain.staffing import StaffingLine
from mlplanner.domain.weeks import week_start
from mlplanner.engine.results import LineCost
from mlplanner.exchange.excel import staffing_formulas as formulas
from mlplanner.exchange.excel import staffing_steps as steps
from mlplanner.exchange.excel import styles
from mlplanner.exchange.excel.books import Sheet
from mlplanner.exchange.excel.cells import Content, Formula, column_letter
from mlplanner.exchange.excel.choices import shade_filled
from mlplanner.exchange.excel.columns import Shape
from mlplanner.exchange.excel.grids import ROOM, SPARE, Grid, Slot, draw_table, week_slot
from mlplanner.exchange.excel.layouts import STAFFING
from mlplanner.exchange.excel.plan_sources import PlanSource, by_id

NOTE = (
    "FTE by week; clear a week to take the line off it. New line: use an empty row and leave its Ref empty. "
    "Grey columns are calculated."
)
HEADING = 6
BEFORE_WEEKS = ("role", "person_id", "placeholder", "sourcing")
"""Fields that stand before the weeks; the others follow them."""


def draw_staffing(source: PlanSource) -> None:
    """Write the sheet; its totals stand above the table."""
    costs = by_id(source.figures.costs.lines, "line_id")
    fields = {slot.name: slot for slot in source.slots(STAFFING)}
    first = [fields.pop(name) for name in BEFORE_WEEKS]
    weeks = [week_slot(week) for week in range(1, source.weeks + 1)]
    place = formulas.Place(HEADING + 1, HEADING + ROOM + len(source.plan.lines), len(first) + 7, source.weeks)
    slots = [*first, *_cost_slots(place, costs), *weeks, *fields.values(), *_helper_slots(source, place)]
    grid = source.grid(STAFFING, HEADING, slots, place.last - HEADING)
    place.columns.update({name: column_letter(number) for name, number in grid.columns.items()})
    grid.sheet.head("Staffing", NOTE)
    source.book.name("col_refs_lines", grid.span("ref"))
    _draw_weeks(source, grid)
    draw_table(source.book, grid, STAFFING, source.plan.lines)
    _draw_totals(source, grid)
    _finish(grid, source.weeks)


def _cost_slots(place: formulas.Place, costs: Mapping[int, LineCost]) -> list[Slot]:
    """FTE-weeks and money of each line."""

    def slot(name: str, title: str, shape: Shape) -> Slot:
        def content(line: StaffingLine | None, row: int) -> Content:
            cost = costs.get(line.id or 0) if line else None
            field = "total" if name == "total" else name
            return Formula(formulas.COSTS[name](place, row), getattr(cost, field) if cost else 0)

        return Slot(name, title, 9 if shape == Shape.FTE else 12, shape, content, is_input=False)

    return [
        slot("fte_weeks", "FTE-weeks", Shape.FTE),
        slot("build", "Build", Shape.MONEY),
        slot("handover", "Handover", Shape.MONEY),
        slot("one_off", "One-off", Shape.MONEY),
        slot("total", "Total", Shape.MONEY),
    ]


def _helper_slots(source: PlanSource, place: formulas.Place) -> list[Slot]:
    """Steps of the calculation, at the far right so that anybody can follow it."""

    def slot(name: str, title: str, shape: Shape) -> Slot:
        def content(line: StaffingLine | None, row: int) -> Content:
            return Formula(formulas.STEPS[name](place, row), steps.step_result(name, source, line))

        return Slot(name, title, 10, shape, content, is_input=False)

    return [
        slot("is_external", "External", Shape.WHOLE),
        slot("week_count", "Weeks", Shape.WHOLE),
        slot("first_monday", "First week", Shape.DATE),
        slot("fee_week", "Agreed fee a week", Shape.MONEY),
        slot("rate_row", "Rate row", Shape.WHOLE),
        slot("fee_row", "Fee row", Shape.WHOLE),
        slot("successor_row", "Successor row", Shape.WHOLE),
    ]


def _draw_weeks(source: PlanSource, grid: Grid) -> None:
    """Phase, Monday and working days above each week."""
    sheet, timeline = grid.sheet, source.figures.timeline
    label = grid.columns["w1"] - 1
    for row, text in ((3, "Phase"), (4, "Starts"), (5, "Working days")):
        sheet.put(row, label, text, styles.LABEL)
    for week in range(1, source.weeks + 1):
        column = grid.columns[f"w{week}"]
        monday = week_start(timeline.start, week)
        letter = column_letter(column)
        begins = {timeline.delivery_weeks + 1: "Headroom", timeline.total_weeks + 1: "After"}
        begins |= {phase.first_week: phase.name for phase in timeline.phases}
        sheet.put(3, column, Formula(formulas.phase_of(week), begins.get(week, "")), styles.UPWARDS)
        sheet.put(
            4, column, Formula(f"plan_start+7*{week - 1}", monday), styles.style_name(styles.CALCULATED, styles.DAY)
        )
        days = Formula(f"NETWORKDAYS({letter}4,{letter}4+6,days_off)", source.calendar.working_days(monday))
        sheet.put(5, column, days, styles.style_name(styles.CALCULATED, Shape.WHOLE))
    first, last = grid.columns["w1"], grid.columns[f"w{source.weeks}"]
    source.book.name("week_starts", sheet.block(4, first, 4, last))
    source.book.name("working_days", sheet.block(5, first, 5, last))


def _draw_totals(source: PlanSource, grid: Grid) -> None:
    costs = source.figures.costs
    results = {
        "fte_weeks": costs.fte_weeks,
        "build": costs.labour,
        "handover": sum((line.handover for line in costs.lines), start=costs.labour * 0),
        "one_off": costs.one_off,
        "total": sum((line.total for line in costs.lines), start=costs.labour * 0),
    }
    names = {"fte_weeks": "fte_weeks", "build": "labour", "handover": "handover_labour", "one_off": "one_off"}
    grid.sheet.put(5, grid.columns["fte_weeks"] - 1, "Total", styles.LABEL)
    for name, result in results.items():
        shape = Shape.FTE if name == "fte_weeks" else Shape.MONEY
        total = Formula(f"SUM({grid.span(name)})", result)
        address = grid.sheet.put(5, grid.columns[name], total, styles.style_name(styles.TOTAL, shape))
        if name in names:
            source.book.name(names[name], address)


def _finish(grid: Grid, weeks: int) -> None:
    sheet: Sheet = grid.sheet
    sheet.widths({1: 10, **{grid.columns[slot.name]: slot.width for slot in grid.slots}})
    sheet.page.freeze_panes = f"C{HEADING + 1}"
    sheet.heights[3] = 118
    first, last = (column_letter(grid.columns[f"w{week}"]) for week in (1, weeks))
    sheet.page.print_area = f"A1:{last}{grid.first + grid.count + SPARE - 1}"
    shade_filled(sheet, f"{first}{grid.first}:{last}{grid.last}")
