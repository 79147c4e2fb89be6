"""Who does the work, from where, in which weeks, and who stays when externals leave (P4.1–P4.5, P4.9)."""

from decimal import Decimal

from mlplanner.charts.mix_bars import MixBar, MixPart
from mlplanner.domain.enums import Sourcing
from mlplanner.domain.staffing import StaffingLine
from mlplanner.domain.weeks import plain
from mlplanner.engine.results import LineCost
from mlplanner.engine.sourcing import SourcingOption, compare_sourcing, movable_lines
from mlplanner.reports.alternatives import line_name
from mlplanner.reports.blocks import Align, Block, Column, Picture, Row, RowKind, Section, Table
from mlplanner.reports.formats import NOTHING, counted, day, exact, in_words, joined, number, one_line, share
from mlplanner.reports.sections.team import deliverables, shortages
from mlplanner.reports.subjects import Subject

MOST_WEEK_COLUMNS = 20
"""Longer plans show runs of weeks in words: narrower columns could not be read on A4."""


def staffing_section(subject: Subject) -> Section:
    """The plan line by line, the mix, handover from externals, other ways to source it, and where people are short."""
    if not subject.plan.lines:
        return Section("Staffing and sourcing", "Nobody is staffed yet: cost and dates stand on no people.")
    blocks: list[Block] = [_plan_table(subject), Picture("Sourcing mix", _mix(subject)), _cost_table(subject)]
    if any(line.sourcing.is_external for line in subject.plan.lines):
        blocks += [_externals(subject), *_ways(subject)]
    blocks += [shortages(subject), deliverables(subject)]
    return Section("Staffing and sourcing", _finding(subject), tuple(blocks))


def sourcing_title(subject: Subject, sourcing: Sourcing) -> str:
    """The sourcing's name in the playbook."""
    entry = subject.playbook.sourcing.get(sourcing.value)
    return entry.title if entry else sourcing.value


def weeks_said(weekly: dict[int, Decimal]) -> str:
    """`W1–3 0.5, W4 1`: runs of equal FTE."""
    runs: list[list[int]] = []
    for week in sorted(weekly):
        if runs and runs[-1][1] == week - 1 and weekly[runs[-1][0]] == weekly[week]:
            runs[-1][1] = week
        else:
            runs.append([week, week])
    return ", ".join(f"W{a}{f'–{b}' if b > a else ''} {plain(weekly[a])}" for a, b in runs) or NOTHING


def _finding(subject: Subject) -> str:
    costs, lines = subject.figures.costs, subject.plan.lines
    roles = len({line.role for line in lines})
    external = sum((weeks for key, (weeks, _) in costs.mix.items() if Sourcing(key).is_external), Decimal(0))
    said = f"{counted(len(lines), 'line')} in {counted(roles, 'role')} take {number(costs.fte_weeks)} FTE-weeks"
    if costs.fte_weeks and external:
        said += f", {share(external / costs.fte_weeks, 0)} of them by people who leave again"
    alone = [
        line for line in lines if line.sourcing == Sourcing.CONTRACTOR and subject.plan.line(line.successor_id) is None
    ]
    if alone:
        said += f". {in_words(len(alone)).capitalize()} of the contractors {'has' if len(alone) == 1 else 'have'} no successor"
    return f"{said}."


def _plan_table(subject: Subject) -> Table:
    weeks = subject.figures.timeline.total_weeks
    costs = {cost.line_id: cost for cost in subject.figures.costs.lines}
    if weeks <= MOST_WEEK_COLUMNS:
        middle = tuple(Column(str(week), 0.42, Align.RIGHT) for week in range(1, weeks + 1))
    else:
        middle = (Column("Weeks and FTE", 6.0),)
    columns = (Column("Role", 2.2), Column("Person", 1.9), *middle, Column("FTE-weeks", 0.9, Align.RIGHT))
    rows = [_plan_row(line, costs.get(line.id or 0), weeks, subject) for line in subject.plan.lines]
    last = subject.figures.timeline.delivery_weeks
    note = f"FTE by plan week; weeks after {last} are handover headroom." if last < weeks else "FTE by plan week."
    total = number(subject.figures.costs.fte_weeks)
    rows.append(Row(("All", "", *("" for _ in middle), total), RowKind.TOTAL))
    return Table("Staffing by week", columns, tuple(rows), note, is_compact=True)


def _plan_row(line: StaffingLine, cost: LineCost | None, weeks: int, subject: Subject) -> Row:
    name = subject.portfolio.person_name(line.person_id) or line.placeholder or NOTHING
    if weeks <= MOST_WEEK_COLUMNS:
        middle = tuple(plain(line.weekly[week]) if week in line.weekly else "" for week in range(1, weeks + 1))
    else:
        middle = (weeks_said(line.weekly),)
    role = subject.playbook.role_title(line.role)
    return Row((role, name, *middle, number(cost.fte_weeks) if cost else NOTHING))


def _mix(subject: Subject) -> MixBar:
    parts = [
        MixPart(sourcing_title(subject, Sourcing(key)), weeks, amount)
        for key, (weeks, amount) in subject.figures.costs.mix.items()
    ]
    return MixBar(tuple(part for part in parts if part.fte_weeks or part.amount))


def _cost_table(subject: Subject) -> Table:
    columns = (
        Column("Line", 3.0),
        Column("Sourcing", 1.4),
        Column("FTE-weeks", 0.9, Align.RIGHT),
        Column("Build", 1.4, Align.RIGHT),
        Column("Handover", 1.3, Align.RIGHT),
        Column("One-off", 1.2, Align.RIGHT),
        Column("Total", 1.5, Align.RIGHT),
    )
    lines = {line.id: line for line in subject.plan.lines}
    rows = []
    for cost in subject.figures.costs.lines:
        line = lines[cost.line_id]
        amounts = (exact(cost.build), exact(cost.handover), exact(cost.one_off), exact(cost.total))
        rows.append(
            Row((line_name(subject, line), sourcing_title(subject, line.sourcing), number(cost.fte_weeks), *amounts))
        )
    unpriced = [line_name(subject, lines[c.line_id]) for c in subject.figures.costs.lines if c.unpriced_weeks]
    note = f"Without a rate for some weeks, which count as nothing: {joined(unpriced)}." if unpriced else ""
    return Table(f"Cost by line ({subject.currency})", columns, tuple(rows), note)


def _externals(subject: Subject) -> Table:
    columns = (
        Column("External line", 2.4),
        Column("Successor inside", 2.2),
        Column("Overlap", 1.4),
        Column("Exit criteria", 2.2),
        Column("SLA", 1.6),
        Column("Portability", 1.8),
    )
    overlaps = {cost.line_id: cost.overlap_weeks for cost in subject.figures.costs.lines}
    rows = []
    for line in subject.plan.lines:
        if line.sourcing.is_external:
            successor = subject.plan.line(line.successor_id)
            weeks = overlaps.get(line.id or 0, ())
            shown = f"{counted(len(weeks), 'week')} ({', '.join(f'W{week}' for week in weeks)})" if weeks else "none"
            notes = tuple(one_line(text) or NOTHING for text in (line.exit_criteria, line.sla, line.portability))
            rows.append(
                Row((line_name(subject, line), line_name(subject, successor) if successor else "none", shown, *notes))
            )
    return Table("When externals leave", columns, tuple(rows))


def _ways(subject: Subject) -> tuple[Table, ...]:
    """The same work hired, contracted or bought from a partner, beside the plan as it is (P4.4)."""
    lines = movable_lines(subject.portfolio, subject.plan)
    if not lines:
        return ()
    columns = (
        Column("Way", 2.6),
        Column("Labour", 1.5, Align.RIGHT),
        Column("One-off", 1.3, Align.RIGHT),
        Column("Total", 1.5, Align.RIGHT),
        Column("Difference", 1.5, Align.RIGHT),
        Column("All there on", 1.4),
        Column("No rate for", 2.4),
        Column("Handover risk", 3.4),
    )
    options = compare_sourcing(subject.portfolio, subject.plan, lines, subject.status_day, subject.playbook)
    rows = tuple(_way_row(subject, option) for option in options)
    note = f"The same FTE in the same weeks for the {counted(len(lines), 'line')} whose role the rate card prices in more than one way; what it has no rate for counts as nothing."
    return (Table(f"Other ways to source this work ({subject.currency})", columns, rows, note, is_compact=True),)


def _risk_of(subject: Subject, option: SourcingOption) -> str:
    """The playbook's word on who is left to run it; the plan as it is takes that of its only way, or of a mix."""
    ways = {line.sourcing for line in subject.plan.lines if line.weekly}
    is_one = len(ways) == 1 and not option.is_blended
    way = option.sourcing or (next(iter(ways)) if is_one else None)
    entry = subject.playbook.sourcing.get(way.value) if way else subject.playbook.mixes.get("blended")
    return entry.handover_risk if entry else NOTHING


def _way_row(subject: Subject, option: SourcingOption) -> Row:
    way = option.sourcing
    is_plan = way is None and not option.is_blended
    title = "As planned" if is_plan else "Contractor, then hire"
    title = f"All: {sourcing_title(subject, way).lower()}" if way is not None else title
    unpriced = joined([subject.playbook.role_title(role) for role in option.unpriced]) or NOTHING
    amounts = (exact(option.labour), exact(option.one_off), exact(option.total), exact(option.difference))
    there = day(option.earliest) if option.earliest else NOTHING
    return Row(
        (title, *amounts, there, unpriced, _risk_of(subject, option)), RowKind.CHOSEN if is_plan else RowKind.PLAIN
    )
