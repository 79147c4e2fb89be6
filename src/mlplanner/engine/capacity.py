"""Supply of people against the demand of the projects, per role, person and week (P4.9; `arithmetic.md`, Capacity).

Measured: 300 projects of 8 lines and 120 people take 40 to 55 ms of one core over 104 weeks, 25 to 45 ms over 52.
Arrays would be quicker, but importing NumPy alone takes 400 ms.
"""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from decimal import Decimal

from mlplanner.domain.enums import Commitment
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.weeks import DAYS_IN_WEEK, monday_of
from mlplanner.engine.calendars import WorkCalendar
from mlplanner.engine.demands import NO_FTE, Demand, Demands, add_project
from mlplanner.engine.results import Load, LoadPeriod, Loads
from mlplanner.engine.supplies import person_supplies
from mlplanner.engine.trainings import training_demand
from mlplanner.playbook.entries import Playbook
from mlplanner.playbook.loading import load_playbook

TOLERANCE = Decimal("1e-9")
"""Demand may exceed supply by this much before it counts as too much."""
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
    first_monday = monday_of(first_monday)
    mondays = tuple(first_monday + timedelta(days=DAYS_IN_WEEK * k) for k in range(weeks))
    demands = Demands(weeks)
    method = playbook or load_playbook(portfolio.overrides)
    for plan in portfolio.plans.values():
        if plan.project.commitment in counted and not plan.is_withdrawn:
            add_project(demands, plan, method, calendar, first_monday, is_weighted=is_weighted)
    if playbook is not None:
        _add_trainings(demands, portfolio, playbook, first_monday)
    supplies = person_supplies(portfolio.people.values(), portfolio.time_off, calendar, mondays)
    by_role = _role_supplies(portfolio, supplies, weeks)
    nobody = (NO_FTE,) * weeks
    roles = sorted({*by_role, *demands.roles})
    people = [p for p, person in portfolio.people.items() if person.role or p in demands.people]
    return Loads(
        mondays=mondays,
        working_days=tuple(calendar.working_days(monday) for monday in mondays),
        roles={key: _load(key, by_role.get(key, nobody), demands.role(key)) for key in roles},
        people={key: _load(key, supplies[key], demands.person(key)) for key in people},
    )


def _add_trainings(demands: Demands, portfolio: Portfolio, playbook: Playbook, first_monday: date) -> None:
    for training, monday, fte in training_demand(portfolio, playbook):
        weekly = (((monday - first_monday).days // DAYS_IN_WEEK, fte),)
        demands.person(training.person.id or 0).add(weekly, training.charged_to)
        if training.person.role:
            demands.role(training.person.role).add(weekly, training.charged_to)


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


def _role_supplies(
    portfolio: Portfolio, supplies: dict[int, tuple[Decimal, ...]], weeks: int
) -> dict[str, tuple[Decimal, ...]]:
    """Supply by main role: the sum over the people who have it."""
    rows: dict[str, list[tuple[Decimal, ...]]] = {}
    for person_id, person in portfolio.people.items():
        if person.role:
            rows.setdefault(person.role, []).append(supplies[person_id])
    return {role: tuple(sum((row[w] for row in each), NO_FTE) for w in range(weeks)) for role, each in rows.items()}


def _load(key: str | int, supply: tuple[Decimal, ...], demand: Demand) -> Load:
    return Load(
        key=key,
        supply=supply,
        demand=tuple(demand.fte),
        projects=tuple(tuple(ids) for ids in demand.projects),
        over=tuple(wanted > there + TOLERANCE for wanted, there in zip(demand.fte, supply, strict=True)),
    )


def _average(values: Sequence[Decimal], working_days: Sequence[int], places: Sequence[int]) -> Decimal:
    days = [working_days[place] for place in places]
    weights = days if any(days) else [1] * len(places)
    weighted = sum((values[place] * weight for place, weight in zip(places, weights, strict=True)), NO_FTE)
    return weighted / sum(weights)
