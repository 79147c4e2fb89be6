"""Training costs capacity for its weeks and gives its skill at the end (P4.8)."""

from datetime import date, timedelta
from decimal import Decimal

from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.programme import Enrolment
from mlplanner.engine.calendars import work_calendar
from mlplanner.engine.capacity import role_loads
from mlplanner.engine.trainings import plan_trainings, skills_of
from mlplanner.playbook.loading import load_playbook
from tests.builders import START, make_cost, make_person, make_plan, make_portfolio

ENTRY = load_playbook().trainings["data_engineering"]
PERSON = make_person(1, "Ada", role="data_engineer", skills="SQL, SQL, Spark")


def portfolio_in_training(cost_id: int | None = None, programme: str = "data_engineering") -> Portfolio:
    enrolment = Enrolment(id=1, person_id=1, programme=programme, start=START + timedelta(days=2), cost_id=cost_id)
    plan = make_plan(costs=[make_cost("2400", category="training", id=77)])
    return make_portfolio(plan, people=[PERSON], enrolments=(enrolment,))


def test_that_training_begins_on_a_monday_and_ends_on_a_friday() -> None:
    (training,) = plan_trainings(portfolio_in_training(), load_playbook(), START)
    assert (training.start, training.end) == (START, START + timedelta(weeks=ENTRY.weeks, days=-3))
    assert not training.is_done


def test_that_the_skill_is_there_the_day_after_the_end_and_not_before() -> None:
    portfolio = portfolio_in_training()
    end = START + timedelta(weeks=ENTRY.weeks, days=-3)
    for day, has_skill in ((end, False), (end + timedelta(days=1), True)):
        trainings = plan_trainings(portfolio, load_playbook(), day)
        assert (ENTRY.skill in skills_of(PERSON, trainings)) is has_skill
    assert skills_of(PERSON, ())[:2] == ("SQL", "Spark")


def test_that_training_is_demand_for_the_person_and_their_role_and_is_seen_with_who_pays() -> None:
    portfolio = portfolio_in_training(cost_id=77)
    weeks = ENTRY.weeks + 2
    calendar = work_calendar(portfolio.settings, (), START, date(2026, 12, 31))
    loads = role_loads(portfolio, calendar, START, weeks, playbook=load_playbook())
    expected = [ENTRY.fte] * ENTRY.weeks + [Decimal(0)] * 2
    assert list(loads.people[1].demand) == expected
    assert list(loads.roles["data_engineer"].demand) == expected
    assert loads.people[1].projects[0] == (1,)
    assert role_loads(portfolio, calendar, START, weeks).people[1].demand[0] == 0


def test_that_training_nobody_is_charged_for_has_no_project_behind_it() -> None:
    portfolio = portfolio_in_training()
    calendar = work_calendar(portfolio.settings, (), START, date(2026, 12, 31))
    loads = role_loads(portfolio, calendar, START, 3, playbook=load_playbook())
    assert (loads.people[1].demand[0], loads.people[1].projects[0]) == (ENTRY.fte, ())


def test_that_a_programme_the_playbook_no_longer_has_is_left_out() -> None:
    assert plan_trainings(portfolio_in_training(programme="gone"), load_playbook(), START) == ()
