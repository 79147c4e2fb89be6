"""`mlplanner capacity FILE`: supply of people against what the projects ask for, by role or person (P4.9)."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

import typer

from mlplanner.cli.output import say, say_json, table
from mlplanner.cli.parameters import AsJson, PortfolioFile, reading
from mlplanner.domain.enums import Commitment
from mlplanner.domain.money import format_amount
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.weeks import monday_of, say_day
from mlplanner.engine.input_problems import InputProblem, input_problems
from mlplanner.engine.load_book import LoadBook, LoadRow, View
from mlplanner.engine.load_spans import Span, Step, spans
from mlplanner.engine.relief import Trial, Tried, weeks_tried
from mlplanner.engine.relief import advice as advise
from mlplanner.engine.work_units import to_fte
from mlplanner.operations.workspace import Workspace
from mlplanner.reports.formats import joined
from mlplanner.reports.ways_out import say_all, say_total, say_way

_ADVISED = 3
_WIDTH = 6
"""Roles or people side by side in one table."""


class By(StrEnum):
    """Whose load is shown."""

    ROLE = "role"
    PERSON = "person"


class Count(StrEnum):
    """Which projects count."""

    ALL = "all"
    WEIGHTED = "weighted"
    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"

    @property
    def view(self) -> View:
        """What that means to the engine; `tentative` are all that are not confirmed."""
        if self is Count.CONFIRMED:
            return View(frozenset({Commitment.CONFIRMED}))
        if self is Count.TENTATIVE:
            return View(frozenset(Commitment) - {Commitment.CONFIRMED})
        return View(is_weighted=self is Count.WEIGHTED)


ByWhat = Annotated[By, typer.Option("--by", help="By main role, or by person.")]
Period = Annotated[Step, typer.Option("--period", help="Averages per week, month or quarter.")]
From = Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First week; default: this one.")]
Weeks = Annotated[int, typer.Option("--weeks", min=1, max=520, help="How many weeks.")]
Advice = Annotated[bool, typer.Option("--advice", help="Try what would help most, and say what it costs.")]
Counted = Annotated[Count, typer.Option("--count", help="Which projects; weighted: unconfirmed by probability.")]


def capacity(
    file: PortfolioFile,
    *,
    by: ByWhat = By.ROLE,
    period: Period = Step.MONTH,
    since: From = None,
    weeks: Weeks = 26,
    count: Counted = Count.ALL,
    advice: Advice = False,
    as_json: AsJson = False,
) -> None:
    """Show what the projects ask of roles or people against what there is, and who is short because of which projects."""
    with reading(file) as workspace:
        first = monday_of(since.date() if since else workspace.today)
        book = workspace.capacity.book("cli", first, weeks)
        rows = {key: book.row(key, count.view) for key in (book.roles if by is By.ROLE else book.people)}
        days = [book.calendar.working_days(monday) for monday in book.mondays]
        periods = spans(book.mondays, days, period)
        lines = [] if as_json else list(_text(workspace, book, rows, periods, count))
        found = list(_rows(workspace, book, rows, periods, count)) if as_json else []
        tried = _advice(workspace, book, count) if advice else []
        problems = input_problems(workspace.portfolio, workspace.playbook)
        if as_json:
            head = {"by": by, "period": period, "count": count, "from": book.first, "weeks": book.weeks}
            more = {"advice": [_advised(workspace, each) for each in tried]} if advice else {}
            mend = [f"{each.where}: {each.sentence}" for each in problems]
            say_json({**head, "rows": found, "to_mend": mend, **more})
        else:
            said = [*lines, *_to_mend(problems), *(_said(workspace, tried) if advice else ())]
            say("\n".join(said))


def _text(
    workspace: Workspace, book: LoadBook, rows: dict[Any, LoadRow], periods: tuple[Span, ...], count: Count
) -> Iterator[str]:
    if not rows:
        yield "Nobody has a main role and no project asks for anybody in these weeks."
        return
    last = book.mondays[-1]
    yield f"Demand / supply in FTE, {count} projects, weeks of {say_day(book.first)} to {say_day(last)}. ▲ more than there is."
    keys = list(rows)
    for at in range(0, len(keys), _WIDTH):
        some = keys[at : at + _WIDTH]
        lines = [(span.label, *(_cell(rows[key], span) for key in some)) for span in periods]
        yield "\n" + table(("", *(_name(workspace, key) for key in some)), lines)
    short = [key for key in keys if _over(rows[key])]
    yield ""
    for key in short:
        yield _shortage(workspace, book, key, rows[key], count)
    if not short:
        yield "Nobody is asked for more than there is."


def _to_mend(problems: tuple[InputProblem, ...]) -> Iterator[str]:
    """What does not fit together in people and rates: the figures above stand on it."""
    if problems:
        yield "\nTo mend in people and rates:"
    for each in problems:
        yield f"- {each.where}: {each.sentence}"


def _advice(workspace: Workspace, book: LoadBook, count: Count) -> list[Tried]:
    """The two or three changes that help most, each tried on the plan."""

    def show(portfolio: Portfolio) -> LoadBook:
        return workspace.capacity.show("advice", portfolio)

    weeks = weeks_tried(book.weeks, workspace.playbook)
    wider = workspace.capacity.book("advice", book.first, weeks)
    trial = Trial(workspace.portfolio, show, count.view, workspace.today, workspace.playbook)
    return advise(trial, wider, _ADVISED)


def _said(workspace: Workspace, tried: list[Tried]) -> Iterator[str]:
    portfolio, playbook = workspace.portfolio, workspace.playbook
    yield "\nWhat would help most, each alone:" if tried else "\nNo single change lessens what is missing."
    for number, each in enumerate(tried, start=1):
        yield f"{number}. {say_way(each.way, portfolio, playbook)}"
        yield f"   {say_total(each)}"
        yield f"   {say_all(each, portfolio, playbook)}"


def _advised(workspace: Workspace, tried: Tried) -> dict[str, Any]:
    portfolio, playbook = workspace.portfolio, workspace.playbook
    before, after, effects = tried.before, tried.after, tried.effects
    return {
        "kind": tried.way.kind,
        "change": say_way(tried.way, portfolio, playbook),
        "fte_weeks_short": [to_fte(before.all_units), to_fte(after.all_units)],
        "weeks_over": [before.all_weeks, after.all_weeks],
        "money": effects.money,
        "is_priced": not effects.is_unpriced,
        "one_off": effects.one_off,
        "there": tried.way.first,
        "full_speed": effects.full_speed,
        "delivery": [effects.delivery, effects.delivery_after],
        "delay_cost": effects.delay_cost,
    }


def _cell(row: LoadRow, span: Span) -> str:
    demand, supply = (format_amount(to_fte(span.average(values)), 2) for values in (row.demand, row.supply))
    weeks = span.weeks_over(row)
    sign = "▲" if span.is_over(row) else f"({weeks} w ▲)" if weeks else ""
    return f"{demand} / {supply} {sign}".rstrip()


def _over(row: LoadRow) -> list[int]:
    return [week for week in range(len(row.demand)) if row.is_over(week)]


def _shortage(workspace: Workspace, book: LoadBook, key: str | int, row: LoadRow, count: Count) -> str:
    over = _over(row)
    worst = max(over, key=lambda week: row.demand[week] - row.supply[week])
    gap = format_amount(to_fte(row.demand[worst] - row.supply[worst]), 2)
    behind = book.projects(key, count.view)
    ids = {project for week in over for project in behind[week]}
    names = [plan.project.name for plan in workspace.portfolio.plans.values() if plan.id in ids]
    return (
        f"▲ {_name(workspace, key)}: over in {len(over)} week{'s' if len(over) > 1 else ''}, first in that of {say_day(book.mondays[over[0]])}, "
        f"worst in that of {say_day(book.mondays[worst])} ({gap} FTE short); behind it: {joined(names) or 'training'}."
    )


def _name(workspace: Workspace, key: str | int) -> str:
    if isinstance(key, int):
        return workspace.portfolio.person_name(key)
    return workspace.playbook.role_title(key)


def _rows(
    workspace: Workspace, book: LoadBook, rows: dict[Any, LoadRow], periods: tuple[Span, ...], count: Count
) -> Iterator[dict[str, Any]]:
    plans = workspace.portfolio.plans
    for key, row in rows.items():
        behind = book.projects(key, count.view)
        found = []
        for span in periods:
            ids = {project for week in range(span.first, span.end) for project in behind[week]}
            refs = [plans[project].project.ref for project in plans if project in ids]
            found.append({"label": span.label, "start": span.start, **_figures(row, span), "projects": refs})
        yield {"key": key, "name": _name(workspace, key), "weeks_over": len(_over(row)), "periods": found}


def _figures(row: LoadRow, span: Span) -> dict[str, Decimal | int | bool | None]:
    demand, supply = span.average(row.demand), span.average(row.supply)
    return {
        "demand": to_fte(demand),
        "confirmed": to_fte(span.average(row.sure)),
        "supply": to_fte(supply),
        "load": round(Decimal(demand) / supply, 6) if supply else None,
        "is_over": span.is_over(row),
        "weeks_over": span.weeks_over(row),
    }
