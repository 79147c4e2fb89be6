"""What does not fit together in people and rates gets one sentence at its field (P4.3, P4.9)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from mlplanner.domain.capacity import Pool
from mlplanner.domain.noun import Noun
from mlplanner.domain.people import Person, Rate, TimeOff
from mlplanner.domain.portfolio import Portfolio
from mlplanner.engine.input_problems import by_field, input_problems, new_problems
from mlplanner.playbook.loading import load_playbook
from tests.builders import START, make_line, make_person, make_plan, make_portfolio, make_rate

ENGINEER = make_person(1, "Ann", role="ml_engineer")


def found(portfolio: Portfolio) -> dict[tuple[type[Noun], int, str], str]:
    return dict(by_field(input_problems(portfolio, load_playbook())))


def portfolio(*people: Person, rates: tuple[Rate, ...] = (), weeks: range = range(1, 5), **fields: object) -> Portfolio:
    line = make_line("ml_engineer", "1", weeks, person_id=people[0].id if people else None)
    return make_portfolio(make_plan(1, lines=[line], name="Churn"), people=people, rates=rates, **fields)  # type: ignore[arg-type]


def rate(number: int, **fields: object) -> Rate:
    return make_rate("ml_engineer", **fields).model_copy(update={"id": number})  # type: ignore[arg-type]


def test_that_nothing_is_said_where_all_fits() -> None:
    assert found(portfolio(ENGINEER, rates=(rate(1),))) == {}


def test_that_a_rate_that_begins_after_the_work_names_the_weeks_without_a_price() -> None:
    later = (rate(1, valid_from=START + timedelta(weeks=3)), rate(2, valid_from=START + timedelta(weeks=9)))
    said = found(portfolio(ENGINEER, rates=later))[Rate, 1, "valid_from"]
    assert said.startswith("No rate is in force before 23 Mar 2026: 3 staffed weeks of Churn have no price")
    early = (rate(3, valid_from=date(2020, 1, 1)), *later)
    assert found(portfolio(ENGINEER, rates=early)) == {}


def test_that_a_currency_needs_an_exchange_rate() -> None:
    rates = (rate(1, currency="CHF"),)
    assert "no exchange rate for CHF" in found(portfolio(ENGINEER, rates=rates))[Rate, 1, "currency"]
    assert found(portfolio(ENGINEER, rates=rates, exchange_rates={"CHF": "1.05"})) == {}


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"role": ""}, "role", "Is booked on Churn without a main role"),
        ({"role": "alchemist"}, "role", "has no role 'alchemist'"),
        ({"fte": Decimal(0)}, "fte", "0 is no supply"),
        ({"availability": Decimal(0)}, "availability", "0 is no supply"),
        ({"is_placeholder": True}, "employed_from", "without a first day: no supply"),
        ({"employed_to": START + timedelta(weeks=1)}, "employed_to", "booked until the week of 23 Mar 2026"),
    ],
)
def test_that_a_person_who_does_not_fit_their_work_is_told_at_the_field(
    fields: dict[str, object], field: str, said: str
) -> None:
    person = make_person(1, "Ann", **{"role": "ml_engineer", **fields})  # type: ignore[arg-type]
    spare = make_person(2, "Bo", role="ml_engineer")
    assert said in found(portfolio(person, spare, rates=(rate(1),)))[Person, 1, field]


def test_that_days_off_that_overlap_are_told_at_both() -> None:
    days = [
        TimeOff(id=number, person_id=1, first=START + timedelta(days=first), last=START + timedelta(days=first + 3))
        for number, first in ((1, 0), (2, 2), (3, 9))
    ]
    said = found(portfolio(ENGINEER, rates=(rate(1),), time_off=days))
    assert set(said) == {(TimeOff, 1, "first"), (TimeOff, 2, "first")}
    assert "the days in both count once" in said[TimeOff, 1, "first"]


def test_that_a_role_that_nobody_has_is_told_until_a_pool_has_it() -> None:
    said = found(portfolio(rates=(rate(1),)))
    assert said == {(Person, 0, "role"): "Nobody has this role, and Churn asks for it: add people or a pool."}
    pool = Pool(id=1, name="Frame contract", role="ml_engineer")
    assert found(portfolio(rates=(rate(1),), pools=(pool,))) == {}


def test_that_only_what_is_new_is_told_after_an_import() -> None:
    before = input_problems(portfolio(rates=(rate(1),)), load_playbook())
    after = input_problems(portfolio(rates=(rate(1, currency="CHF"),)), load_playbook())
    (told,) = new_problems(before, after)
    assert told.startswith("ML engineer, internal: There is no exchange rate for CHF")
