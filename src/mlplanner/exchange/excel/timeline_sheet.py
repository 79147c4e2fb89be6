"""Phases, gates and inserted work on the calendar, with live dates (P3.1, P3.2, P3.7)."""

from collections.abc import Callable
from datetime import date

from mlplanner.domain.noun import Noun
from mlplanner.engine.timelines import UNDECIDED
from mlplanner.exchange.excel import styles
from mlplanner.exchange.excel.cells import Content, Formula, Result
from mlplanner.exchange.excel.columns import Shape
from mlplanner.exchange.excel.grids import ROOM, Grid, Slot, draw_table
from mlplanner.exchange.excel.layouts import GATES, INSERTED, PHASES
from mlplanner.exchange.excel.plan_sources import PlanSource, by_id
from mlplanner.exchange.excel.vocabularies import spelled

NOTE = "Phases follow each other; inserted work (at the foot) moves what comes after it. Grey columns are calculated."
HEADING = 8
WEEK_OF = "INT(({day}-2)/7)"
"""The number of the Monday-to-Sunday week that holds a day."""
WIDTHS = (10, 34, 36, 36, 20, 14, 13, 13, 20, 13, 13, 20, 20, 15)


def draw_timeline(source: PlanSource) -> None:
    """Write the three tables, the open-ended one last, and the plan's dates above them."""
    phases = source.grid(PHASES, HEADING, _phase_slots(source), len(source.plan.phases))
    gates = source.grid(GATES, phases.last + 3, _gate_slots(source), len(source.plan.gates))
    inserted = source.grid(INSERTED, gates.last + 3, source.slots(INSERTED), ROOM)
    for grid, table in ((phases, PHASES), (gates, GATES), (inserted, INSERTED)):
        grid.sheet.put(grid.heading - 1, 1, table.title, styles.SECTION)
        draw_table(source.book, grid, table, source.nouns(table))
    for name, grid, column in (
        ("phase_refs", phases, "ref"),
        ("phase_names", phases, "name"),
        ("phase_first_weeks", phases, "first_week"),
        ("phase_last_weeks", phases, "last_week"),
        ("inserted_weeks", inserted, "weeks"),
        ("inserted_phases", inserted, "phase_id"),
    ):
        source.book.name(name, grid.span(column))
    _draw_totals(source, phases)
    phases.sheet.widths(dict(enumerate(WIDTHS, start=1)))


def _calculated(
    name: str, title: str, shape: str, content: Callable[[Noun, int], Content], *, is_named: bool = True
) -> Slot:
    def of_row(noun: Noun | None, row: int) -> Content:
        return content(noun, row) if noun else None

    return Slot(name, title, 12, shape, of_row, is_input=False, is_named=is_named)


def _phase_slots(source: PlanSource) -> list[Slot]:
    """Name and weeks, then where they lie; the columns are B name, C weeks, D inserted, E first, F last, G start, H end."""
    fields = source.slots(PHASES)
    dates = by_id(source.figures.timeline.phases, "phase_id")
    weeks = {phase.id: source.plan.phase_weeks(phase) - phase.weeks for phase in source.plan.phases}

    def at(name: str, formula: str) -> Callable[[Noun, int], Content]:
        def content(noun: Noun, row: int) -> Content:
            previous = "1" if row == HEADING + 1 else f"F{row - 1}+1"
            result: Result = weeks[noun.id] if name == "inserted" else getattr(dates[noun.id or 0], name)
            return Formula(formula.format(row=row, previous=previous), "" if result is None else result)

        return content

    sums = 'SUMPRODUCT((LEFT(inserted_phases,LEN($A{row})+1)=$A{row}&" ")*inserted_weeks)'
    current, base = WEEK_OF.format(day='IF(L{row}="",H{row},L{row})'), WEEK_OF.format(day="J{row}")
    return [
        *fields[:2],
        _calculated("inserted", "Inserted weeks", Shape.WHOLE, at("inserted", sums)),
        _calculated("first_week", "First week", Shape.WHOLE, at("first_week", "{previous}")),
        _calculated("last_week", "Last week", Shape.WHOLE, at("last_week", "E{row}+C{row}+D{row}-1")),
        _calculated("start", "Starts", Shape.DATE, at("start", "plan_start+7*(E{row}-1)")),
        _calculated("end", "Ends", Shape.DATE, at("end", "plan_start+7*F{row}-1")),
        *fields[2:],
        _calculated("slip", "Slip, weeks", Shape.WHOLE, at("slip_weeks", f'IF(J{{row}}="","",{current}-{base})')),
    ]


def _gate_slots(source: PlanSource) -> list[Slot]:
    """B name, C phase, D decided by, E owner, F baseline, G week, H date, I state, J decided on, K slip, then signers.

    A gate that is not the one its phase ends with has no dates.
    """
    fields = source.slots(GATES)
    dates = by_id(source.figures.timeline.gates, "gate_id")

    def state(noun: Noun, _: int) -> Content:
        return spelled(dates[noun.id or 0].state.value) if noun.id in dates else None

    def decided_on(noun: Noun, _: int) -> Content:
        day: date | None = dates[noun.id or 0].decided_on if noun.id in dates else None
        return day

    def at(name: str, formula: str) -> Callable[[Noun, int], Content]:
        def content(noun: Noun, row: int) -> Content:
            if noun.id not in dates:
                return None
            result = getattr(dates[noun.id or 0], name)
            return Formula(formula.format(row=row), "" if result is None else result)

        return content

    week = 'INDEX(phase_last_weeks,MATCH(LEFT(C{row},FIND(" ",C{row})-1),phase_refs,0))'
    open_states = "OR(" + ",".join(f'I{{row}}="{spelled(each.value)}"' for each in UNDECIDED) + ")"
    current, base = WEEK_OF.format(day=f"IF({open_states},H{{row}},J{{row}})"), WEEK_OF.format(day="F{row}")
    return [
        *fields[:5],
        _calculated("week", "In week", Shape.WHOLE, at("week", week)),
        _calculated("date", "Date", Shape.DATE, at("date", "WORKDAY(plan_start+7*G{row},-1,days_off)")),
        _calculated("state", "State", Shape.TEXT, state, is_named=False),
        _calculated("decided_on", "Decided on", Shape.DATE, decided_on, is_named=False),
        _calculated("slip", "Slip, weeks", Shape.WHOLE, at("slip_weeks", f'IF(F{{row}}="","",{current}-{base})')),
        *fields[5:],
    ]


def _draw_totals(source: PlanSource, phases: Grid) -> None:
    """The plan's start, length and end, named for all other sheets."""
    sheet, timeline = phases.sheet, source.figures.timeline
    sheet.head("Timeline", NOTE)
    end = "WORKDAY(plan_start+7*{weeks},-1,days_off)"
    figures: tuple[tuple[str, str, str, Result, Shape], ...] = (
        ("plan_start", "Starts", "in_projects_start-WEEKDAY(in_projects_start,2)+1", timeline.start, Shape.DATE),
        ("delivery_weeks", "Weeks to delivery", f"N({_last_week(phases)})", timeline.delivery_weeks, Shape.WHOLE),
        (
            "total_weeks",
            "Weeks to hand-over",
            "delivery_weeks+in_projects_headroom_weeks",
            timeline.total_weeks,
            Shape.WHOLE,
        ),
        ("delivery", "Delivered", end.format(weeks="delivery_weeks"), timeline.delivery, Shape.DATE),
        ("handed_over", "Handed over", end.format(weeks="total_weeks"), timeline.handed_over, Shape.DATE),
    )
    for column, (name, label, formula, result, shape) in enumerate(figures, start=2):
        style = styles.style_name(styles.TOTAL, shape)
        source.book.name(name, sheet.total(4, column, label, Formula(formula, result), style))


def _last_week(phases: Grid) -> str:
    return f"F{phases.last}" if phases.count else "0"
