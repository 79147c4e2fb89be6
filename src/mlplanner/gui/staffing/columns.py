"""The staffing grid's columns: who, how sourced, what it costs, and one column for each week (P4.2)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from mlplanner.domain.enums import Sourcing
from mlplanner.domain.errors import BadInput
from mlplanner.domain.money import format_amount
from mlplanner.domain.staffing import StaffingLine
from mlplanner.domain.weeks import MONTH_NAMES, monday_of, plain, week_start
from mlplanner.engine.calendars import WORK_WEEK
from mlplanner.gui.staffing.board import Board
from mlplanner.gui.tables.columns import Column, Shade
from mlplanner.gui.tables.header import Band
from mlplanner.gui.tables.kinds import Choice, Kind
from mlplanner.operations.cells import Edit, Named, NewRow, RowFields, WeekFte
from mlplanner.reports.formats import counted, day

FROZEN = 6
"""Role, person, sourcing, successor, FTE-weeks and cost stay in place."""
FROZEN_NARROW = 2
"""In a narrow window only role and person do."""
LEGEND = "◆ gate     ╱╱ overlap     ◥ outside of the usual range"
OPEN_SIGNS = ("?", "◇")
"""Typed before a name: a placeholder, not a person."""
LineColumn = Column[StaffingLine]


def staffing_columns(board: Board) -> tuple[LineColumn, ...]:
    """The frozen columns, then W1 … Wn."""
    weeks = tuple(_week_column(board, week) for week in range(1, board.last_week + 1))
    return (
        _role(board),
        _who(board),
        _sourcing(board),
        _successor(board),
        _fte_weeks(board),
        _cost(board),
        *weeks,
    )


def phase_bands(board: Board) -> tuple[Band, ...]:
    """Phases, headroom, and what lies outside of the plan, above the weeks."""
    line, at = board.timeline, FROZEN - 1
    bands = [
        Band(0, at, LEGEND, is_note=True),
        *(
            Band(at + phase.first_week, at + phase.last_week, phase.name, _phase_tip(board, index), index)
            for index, phase in enumerate(line.phases)
        ),
    ]
    if line.headroom_weeks:
        tip = f"Handover headroom: {counted(line.headroom_weeks, 'week')}, handed over on {day(line.handed_over)}"
        bands.append(Band(at + line.delivery_weeks + 1, at + line.total_weeks, "Headroom", tip))
    if board.last_week > line.total_weeks:
        bands.append(Band(at + line.total_weeks + 1, at + board.last_week, "Outside of the plan"))
    return tuple(bands)


def new_line(board: Board, values: Mapping[str, Any]) -> Edit:
    """The line that the cells of the last row make; it needs a role."""
    if not values.get("role"):
        raise BadInput("choose the role first")
    weekly = {int(key[1:]): fte for key, fte in values.items() if key[0] == "w" and key[1:].isdigit()}
    fields: dict[str, Any] = {"project_id": board.plan.id, "role": values["role"], "weekly": weekly}
    for key in ("sourcing", "successor_id"):
        if values.get(key) is not None:
            fields[key] = values[key]
    return NewRow(StaffingLine, {**fields, **_who_fields(values.get("person_id"))})


def _phase_tip(board: Board, index: int) -> str:
    phase = board.timeline.phases[index]
    return f"{phase.name}: {day(phase.start)} – {day(phase.end)}"


def _problem(board: Board, field: str) -> Callable[[StaffingLine], str | None]:
    return lambda line: board.problems.get((line.id or 0, field))


def _role(board: Board) -> LineColumn:
    titles = {key: role.title for key, role in board.playbook.roles.items()}
    used = {line.role: board.role(line) for line in board.plan.lines}
    choices = tuple(Choice(key, title) for key, title in {**titles, **used}.items())
    return Column(
        id="role",
        title="Role",
        read=lambda line: line.role,
        edit=lambda line, value: RowFields(StaffingLine, line.id or 0, {"role": value or ""}),
        kind=Kind.CHOICE,
        choices=lambda _line: choices,
        is_optional=False,
        width=15,
        problem=_problem(board, "role"),
        hint=lambda line: _band_words(board, line),
        prompt="Add a role…",
        tooltip="The role of the playbook whose usual range is checked",
    )


def _band_words(board: Board, line: StaffingLine) -> str | None:
    role = board.playbook.roles.get(line.role)
    if role is None:
        return None
    return f"Usually {plain(role.fte_low)} to {plain(role.fte_high)} FTE. Delivers: {role.deliverable}"


def _who(board: Board) -> LineColumn:
    people = sorted(board.portfolio.people.values(), key=lambda person: person.name.casefold())
    choices = tuple(Choice(person.id, person.name) for person in people)
    return Column(
        id="person_id",
        title="Person",
        read=lambda line: line.person_id or (f"?{line.placeholder}" if line.placeholder else None),
        show=board.who,
        edit=lambda line, value: RowFields(StaffingLine, line.id or 0, _who_fields(value)),
        kind=Kind.PERSON,
        choices=lambda _line: choices,
        width=15,
        problem=_problem(board, "person_id"),
        tooltip="A person by name (a new name is added), or ?name for a placeholder",
    )


def _who_fields(value: Any) -> dict[str, Any]:
    """Person and placeholder exclude each other."""
    if isinstance(value, Named) and value.name.startswith(OPEN_SIGNS):
        return {"person_id": None, "placeholder": value.name.lstrip("".join(OPEN_SIGNS)).strip()}
    return {"person_id": value, "placeholder": ""}


def _sourcing(board: Board) -> LineColumn:
    choices = tuple(Choice(way, sourcing_title(board, way)) for way in Sourcing)
    return Column(
        id="sourcing",
        title="Sourcing",
        read=lambda line: line.sourcing,
        edit=lambda line, value: RowFields(StaffingLine, line.id or 0, {"sourcing": value or Sourcing.INTERNAL}),
        kind=Kind.CHOICE,
        choices=lambda _line: choices,
        is_optional=False,
        width=10,
        problem=_problem(board, "sourcing"),
        hint=lambda line: _sourcing_advice(board, line),
    )


def sourcing_title(board: Board, way: Sourcing) -> str:
    """What the playbook calls a way to source."""
    entry = board.playbook.sourcing.get(way.value)
    return entry.title if entry else way.value.capitalize()


def _sourcing_advice(board: Board, line: StaffingLine) -> str | None:
    entry = board.playbook.sourcing.get(line.sourcing.value)
    return f"{entry.advice}\nHandover risk: {entry.handover_risk}" if entry else None


def _successor(board: Board) -> LineColumn:
    def choices(line: StaffingLine | None) -> Sequence[Choice]:
        others = [other for other in board.plan.lines if line is None or other.id != line.id]
        return [Choice(other.id, board.name(other)) for other in others if not other.sourcing.is_external]

    def show(line: StaffingLine) -> str:
        successor = board.plan.line(line.successor_id)
        return (board.who(successor) or board.role(successor)) if successor else ""

    return Column(
        id="successor_id",
        title="Successor",
        read=lambda line: line.successor_id,
        show=show,
        edit=lambda line, value: RowFields(StaffingLine, line.id or 0, {"successor_id": value}),
        kind=Kind.CHOICE,
        choices=choices,
        is_editable=lambda line: line.sourcing.is_external or line.successor_id is not None,
        shade=lambda line: Shade.PLAIN if line.sourcing.is_external else Shade.MUTED,
        width=11,
        problem=_problem(board, "successor_id"),
        tooltip="The internal line that takes over from a contractor or partner",
    )


def _fte_weeks(board: Board) -> LineColumn:
    return Column(
        id="weekly",
        title="FTE",
        subtitle="weeks",
        read=lambda line: board.costs[line.id or 0].fte_weeks,
        kind=Kind.NUMBER,
        width=6,
        problem=_problem(board, "weekly"),
        tooltip="FTE-weeks: the sum of the line's FTE over its weeks",
    )


def _cost(board: Board) -> LineColumn:
    def hint(line: StaffingLine) -> str:
        cost = board.costs[line.id or 0]
        parts = (("Build", cost.build), ("Handover", cost.handover), ("Once", cost.one_off))
        words = [f"{title} {board.currency} {format_amount(amount, 2)}" for title, amount in parts if amount]
        words += [f"No rate in {counted(len(cost.unpriced_weeks), 'week')}"] if cost.unpriced_weeks else []
        return "\n".join(words)

    return Column(
        id="fixed_fee",
        title="Cost",
        subtitle=board.currency,
        read=lambda line: board.costs[line.id or 0].total,
        kind=Kind.MONEY,
        decimals=0,
        width=9,
        hint=hint,
        problem=_problem(board, "fixed_fee"),
        has_edge=True,
        tooltip="Labour and one-off cost of the line",
    )


def _week_column(board: Board, week: int) -> LineColumn:
    line = board.timeline
    monday = week_start(line.start, week)
    days = line.working_days[week - 1] if week <= len(line.working_days) else WORK_WEEK
    is_short = days < WORK_WEEK
    return Column(
        id=f"w{week}",
        title=f"W{week}",
        subtitle=_day_words(line.start, week) + (f"\n{days} day{'s' * (days != 1)}" if is_short else ""),
        mark=_gate_words(board, week),
        read=lambda row: row.weekly.get(week),
        edit=lambda row, value: WeekFte(row.id or 0, week, value),
        kind=Kind.NUMBER,
        width=4,
        shade=lambda row: _shade(board, row, week),
        problem=lambda row: _odd_words(board, row, week),
        hint=lambda row: _week_words(board, row, week),
        has_edge=any(phase.last_week == week for phase in line.phases) or week == line.total_weeks,
        is_now=monday == monday_of(board.today),
        tooltip=f"W{week}, from {day(monday)}" + (f": {counted(days, 'working day')}" if is_short else ""),
    )


def _day_words(start: date, week: int) -> str:
    """The Monday's day; with its month where a month begins."""
    monday, before = week_start(start, week), week_start(start, week - 1)
    return (
        f"{monday.day} {MONTH_NAMES[monday.month - 1]}"
        if week == 1 or monday.month != before.month
        else f"{monday.day}"
    )


def _gate_words(board: Board, week: int) -> str:
    dates = next((gate for gate in board.timeline.gates if gate.week == week), None)
    if dates is None:
        return ""
    gate = next(gate for gate in board.plan.gates if gate.id == dates.gate_id)
    owner = board.portfolio.person_name(gate.owner_id) or f"{gate.owner_role}, nobody named yet"
    return f"{dates.name}: {day(dates.date)}, {owner}"


def _shade(board: Board, row: StaffingLine, week: int) -> Shade:
    if week in board.overlaps.get(row.id or 0, ()):
        return Shade.HATCHED
    if week > board.timeline.total_weeks:
        return Shade.BARRED
    return Shade.TINTED if week > board.timeline.delivery_weeks else Shade.PLAIN


def _odd_words(board: Board, row: StaffingLine, week: int) -> str | None:
    """P4.1: the range is said in the cell that leaves it."""
    fte = board.odd_weeks.get(row.id or 0, {}).get(week)
    if fte is None:
        return None
    role = board.playbook.roles[row.role]
    band = f"{plain(role.fte_low)} to {plain(role.fte_high)}"
    return f"W{week}: {plain(fte)} FTE; usual for {role.title} is {band}"


def _week_words(board: Board, row: StaffingLine, week: int) -> str | None:
    words = []
    amount = board.costs[row.id or 0].weekly.get(week)
    if amount is not None:
        words.append(f"{board.currency} {format_amount(amount, 2)}")
    if week in board.overlaps.get(row.id or 0, ()):
        words.append("Overlap: both lines are staffed, counted as handover")
    elif week > board.timeline.total_weeks:
        words.append("After the plan is handed over")
    elif week > board.timeline.delivery_weeks:
        words.append("Handover headroom")
    return "\n".join(words) or None
