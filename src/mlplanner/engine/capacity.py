"""Supply of people against the demand of the projects, per role, person and week (P4.9; `arithmetic.md`, Capacity).

`role_loads` adds up one snapshot; who looks again and again keeps a `LoadBook` and asks it (`loads_of`).
"""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal

from mlplanner.domain.enums import Commitment
from mlplanner.domain.portfolio import Portfolio
from mlplanner.engine.behind import Key
from mlplanner.engine.calendars import WorkCalendar
from mlplanner.engine.demands import NO_FTE
from mlplanner.engine.load_book import LoadBook, View
from mlplanner.engine.results import Load, LoadPeriod, Loads
from mlplanner.engine.work_units import to_fte
from mlplanner.playbook.entries import Playbook
from mlplanner.playbook.loading import load_playbook

CONFIRMED = frozenset({Commitment.CONFIRMED})
TENTATIVE = frozenset({Commitment.TENTATIVE})
ALL = frozenset(Commitment)


def role_loads(
    portfolio: Portfolio,
    calendar: WorkCalendar,
    first_monday: date,
    weeks: int,
    *,
    counted: Collection[Commitment] = ALL,
    is_weighted: bool = False,
    playbook: Playbook | None = None,
) -> Loads:
    """Capacity over `weeks` weeks from `first_monday` on; `calendar` must cover them.

    `counted` are the commitments whose projects count; with `is_weighted` an unconfirmed project counts with its
    probability. A role with demand and no supply is over. Lines of any sourcing are demand: contractors who are in
    the list of people bring their own supply. A withdrawn project asks for nobody (P3.4). With a `playbook`, people in training are asked for too (P4.8).
    """
    book = LoadBook(first_monday, weeks)
    method = playbook or load_playbook(portfolio.overrides)
    book.show(portfolio, method, calendar, has_trainings=playbook is not None)
    return loads_of(book, View(frozenset(counted), is_weighted))


def loads_of(book: LoadBook, view: View) -> Loads:
    """What a book holds, in FTE."""
    mondays = book.mondays
    return Loads(
        mondays=mondays,
        working_days=tuple(book.calendar.working_days(monday) for monday in mondays),
        roles={key: load_of(book, key, view) for key in book.roles},
        people={key: load_of(book, key, view) for key in book.people},
    )


def load_periods(loads: Loads, load: Load, months: int = 1) -> tuple[LoadPeriod, ...]:
    """A load by calendar month (`months=1`) or quarter (3); a week belongs to the month of its Monday.

    Averages are weighted by working days; weeks of a period without any working day weigh the same.
    """
    places: dict[date, list[int]] = {}
    for place, monday in enumerate(loads.mondays):
        start = date(monday.year, (monday.month - 1) // months * months + 1, 1)
        places.setdefault(start, []).append(place)
    return tuple(
        LoadPeriod(
            label=f"{start:%Y-%m}" if months == 1 else f"{start.year}-Q{(start.month - 1) // months + 1}",
            start=start,
            supply=_average(load.supply, loads.working_days, within),
            demand=_average(load.demand, loads.working_days, within),
            weeks_over=sum(load.over[place] for place in within),
        )
        for start, within in places.items()
    )


def load_of(book: LoadBook, key: Key, view: View) -> Load:
    """The load of one role or person, in FTE; kept in the book until something touches it."""
    known = book.loads.get((key, view))
    if known is None:
        row = book.row(key, view)
        known = book.loads[key, view] = Load(
            key=key,
            supply=tuple(map(to_fte, row.supply)),
            demand=tuple(map(to_fte, row.demand)),
            projects=book.projects(key, view),
            over=tuple(map(row.is_over, range(book.weeks))),
        )
    return known


def _average(values: Sequence[Decimal], working_days: Sequence[int], places: Sequence[int]) -> Decimal:
    days = [working_days[place] for place in places]
    weights = days if any(days) else [1] * len(places)
    weighted = sum((values[place] * weight for place, weight in zip(places, weights, strict=True)), NO_FTE)
    return weighted / sum(weights)
