"""The kept sums against a plain reference: any sequence of snapshots, windows and views gives the same figures (P4.9)."""

import dataclasses
import importlib
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlplanner.domain.enums import Commitment
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.staffing import StaffingLine
from mlplanner.engine import load_sums
from mlplanner.engine.behind import Key
from mlplanner.engine.calendars import WorkCalendar
from mlplanner.engine.capacity import load_periods, loads_of, role_loads
from mlplanner.engine.load_book import LoadBook, View
from mlplanner.engine.load_spans import Step, spans
from mlplanner.engine.work_units import to_fte
from mlplanner.playbook.loading import load_playbook
from tests.builders import START, make_line, make_person, make_plan, make_portfolio

CALENDAR = WorkCalendar({START + timedelta(days=8): "A holiday", START + timedelta(days=10): "Another"})
PEOPLE = (make_person(1, role="data_scientist"), make_person(2, role="ml_engineer", fte=Decimal("0.8")))
WEEKS = 20
ROLES = ("data_scientist", "ml_engineer", "data_engineer")
parts = st.integers(1, 40).map(lambda steps: Decimal(steps) / 20)
lines = st.builds(
    lambda role, weekly, person: make_line(role, weekly=weekly, person_id=person),
    st.sampled_from(ROLES),
    st.dictionaries(st.integers(1, 15), parts, min_size=1, max_size=8).map(lambda weekly: dict(sorted(weekly.items()))),
    st.sampled_from((None, 1, 2)),
)
shapes = st.tuples(
    st.lists(lines, max_size=4),
    st.integers(-10, 25),
    st.sampled_from(list(Commitment)),
    st.integers(0, 100).map(lambda n: Decimal(n) / 100),
)
Shape = tuple[list[StaffingLine], int, Commitment, Decimal]


def plan_of(project_id: int, shape: Shape) -> ProjectPlan:
    some, later, commitment, probability = shape
    start = START + timedelta(weeks=later)
    return make_plan(project_id, start=start, lines=some, commitment=commitment, probability=probability)


def portfolio_of(shapes_by_id: Mapping[int, Shape]) -> Portfolio:
    return make_portfolio(*(plan_of(key, shape) for key, shape in shapes_by_id.items()), people=PEOPLE)


def reference(portfolio: Portfolio, view: View) -> dict[Key, list[Decimal]]:
    """Demand added up line by line and week by week."""
    found: dict[Key, list[Decimal]] = {}
    for plan in portfolio.plans.values():
        project = plan.project
        if project.commitment not in view.counted:
            continue
        weight = project.probability if view.is_weighted and project.commitment != Commitment.CONFIRMED else Decimal(1)
        for line in plan.lines:
            for week, fte in line.weekly.items():
                place = (project.start - START).days // 7 + week - 1
                keys: list[Key] = [line.role, *([line.person_id] if line.person_id else [])]
                for key in keys:
                    if 0 <= place < WEEKS:
                        found.setdefault(key, [Decimal(0)] * WEEKS)[place] += fte * weight
    return found


def demand_of(book: LoadBook, view: View) -> dict[Key, list[Decimal]]:
    keys: list[Key] = [*book.roles, *book.people]
    rows = {key: [to_fte(units) for units in book.row(key, view).demand] for key in keys}
    return {key: row for key, row in rows.items() if any(row)}


VIEWS = (
    View(),
    View(is_weighted=True),
    View(frozenset({Commitment.CONFIRMED})),
    View(frozenset({Commitment.TENTATIVE, Commitment.IDEA}), is_weighted=True),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.dictionaries(st.integers(1, 5), shapes, max_size=5), min_size=1, max_size=4))
def test_that_a_kept_book_says_the_same_as_a_plain_sum_after_any_edits(steps: list[dict[int, Shape]]) -> None:
    # P4.9
    book, playbook = LoadBook(START, WEEKS), load_playbook()
    for step in steps:
        portfolio = portfolio_of(step)
        book.show(portfolio, playbook, CALENDAR)
        for view in VIEWS:
            expected = {key: row for key, row in reference(portfolio, view).items() if any(row)}
            assert demand_of(book, view) == expected


@settings(max_examples=30, deadline=None)
@given(st.lists(shapes, min_size=2, max_size=4))
def test_that_the_demand_of_the_sum_is_the_sum_of_demands(some: list[Shape]) -> None:
    playbook = load_playbook()

    def demand(portfolio: Portfolio) -> dict[Key, list[Decimal]]:
        book = LoadBook(START, WEEKS)
        book.show(portfolio, playbook, CALENDAR)
        return demand_of(book, View())

    apart = [demand(portfolio_of({number: shape})) for number, shape in enumerate(some, 1)]
    together = demand(portfolio_of(dict(enumerate(some, 1))))
    for key, row in together.items():
        assert row == [sum(column) for column in zip(*(each[key] for each in apart if key in each), strict=True)]


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(st.integers(1, 4), shapes, min_size=1, max_size=4))
def test_that_months_and_quarters_are_the_weighted_averages_of_their_weeks(some: dict[int, Shape]) -> None:
    book = LoadBook(START, WEEKS)
    book.show(portfolio_of(some), load_playbook(), CALENDAR)
    loads = loads_of(book, View())
    assert [span.label for span in spans(loads.mondays, loads.working_days, Step.WEEK)][:2] == [
        "2 Mar 2026",
        "9 Mar 2026",
    ]
    for step, months in ((Step.MONTH, 1), (Step.QUARTER, 3)):
        periods = spans(loads.mondays, loads.working_days, step)
        for key in book.roles:
            row = book.row(key, View())
            exact = load_periods(loads, loads.roles[key], months)
            for span, period in zip(periods, exact, strict=True):
                assert span.label == period.label
                assert abs(to_fte(span.average(row.demand)) - period.demand) <= Decimal("1e-9")
                assert span.weeks_over(row) == period.weeks_over
                worked = sum(
                    day * units for day, units in zip(span.weights, row.demand[span.first : span.end], strict=True)
                )
                assert abs(span.average(row.demand) * sum(span.weights) - worked) <= sum(span.weights)


def test_that_numpy_gives_the_same_sums_as_python_does(monkeypatch: pytest.MonkeyPatch) -> None:
    importlib.import_module("numpy")
    plans = [
        make_plan(
            number,
            start=START + timedelta(weeks=number % 30 - 8),
            commitment=list(Commitment)[number % 3],
            probability=Decimal("0.35"),
            lines=[make_line(ROLES[number % 3], "0.35", range(1, 4 + number % 9), person_id=number % 3 or None)],
        )
        for number in range(1, 60)
    ]
    portfolio = make_portfolio(*plans, people=PEOPLE)
    plain, quick = LoadBook(START, WEEKS), LoadBook(START, WEEKS)
    plain.show(portfolio, load_playbook(), CALENDAR)
    monkeypatch.setattr(load_sums, "_MANY", 10)
    quick.show(portfolio, load_playbook(), CALENDAR)
    changed = {**portfolio.plans, 7: dataclasses.replace(plans[6], lines=())}
    for book in (plain, quick):
        book.show(dataclasses.replace(portfolio, plans=changed), load_playbook(), CALENDAR)
    assert [demand_of(plain, view) for view in VIEWS] == [demand_of(quick, view) for view in VIEWS]
    for book in (plain, quick):
        book.move(START + timedelta(weeks=3), WEEKS)
        book.show(dataclasses.replace(portfolio, plans=changed), load_playbook(), CALENDAR)
    assert demand_of(plain, View()) == demand_of(quick, View())


def test_that_looking_at_other_weeks_gives_what_a_new_book_gives() -> None:
    portfolio = make_portfolio(make_plan(lines=[make_line(weeks=range(1, 30))]), people=PEOPLE)
    book, later = LoadBook(START, 4), START + timedelta(weeks=6)
    book.show(portfolio, load_playbook(), CALENDAR)
    book.move(later, 8)
    book.show(portfolio, load_playbook(), CALENDAR)
    fresh = role_loads(portfolio, CALENDAR, later, 8, playbook=load_playbook())
    assert loads_of(book, View()) == fresh


def test_that_an_edit_computes_anew_only_the_rows_that_it_touches() -> None:
    first = make_plan(1, lines=[make_line("data_scientist")])
    portfolio = make_portfolio(first, make_plan(2, lines=[make_line("ml_engineer")]), people=PEOPLE)
    book = LoadBook(START, 4)
    book.show(portfolio, load_playbook(), CALENDAR)
    science, engineering = book.row("data_scientist", View()), book.row("ml_engineer", View())
    load = loads_of(book, View()).roles["ml_engineer"]
    edited = dataclasses.replace(first, lines=(make_line("data_scientist", "0.5"),))
    book.show(dataclasses.replace(portfolio, plans={**portfolio.plans, 1: edited}), load_playbook(), CALENDAR)
    assert book.row("ml_engineer", View()) is engineering
    assert book.row("data_scientist", View()) != science
    assert loads_of(book, View()).roles["ml_engineer"] is load
    assert loads_of(book, View()).roles["data_scientist"].demand[0] == Decimal("0.5")


def test_that_the_projects_behind_a_week_are_in_rank_order_with_what_each_asks() -> None:
    plans = [make_plan(number, lines=[make_line("ml_engineer", "0.5", [1, 2])]) for number in (3, 1, 2)]
    tentative = make_plan(4, commitment="tentative", probability="0.5", lines=[make_line("ml_engineer", "0.4", [2])])
    book = LoadBook(START, 4)
    book.show(make_portfolio(*plans, tentative), load_playbook(), CALENDAR)
    assert book.projects("ml_engineer", View()) == ((3, 1, 2), (3, 1, 2, 4), (), ())
    half = 500_000_000
    assert book.shares("ml_engineer", View(is_weighted=True), 1, 2) == {
        3: [half],
        1: [half],
        2: [half],
        4: [200_000_000],
    }
