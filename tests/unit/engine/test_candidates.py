"""Who could do a line: by role and skill, and by what is left of them in its weeks (P4.9)."""

from datetime import date
from decimal import Decimal
from typing import Any

from mlplanner.domain.people import TimeOff
from mlplanner.engine.candidates import Candidate, candidates, free_part
from tests.builders import make_line, make_person, make_plan, make_portfolio
from tests.support.plan_workbooks import playbook

MONDAY = date(2026, 3, 2)


def found(**line: Any) -> tuple[Candidate, ...]:
    """The line asks for 0.8 of an ML engineer in W1–W2; Ana has 0.5 elsewhere in W1, Ben is away in W2."""
    people = [
        make_person(1, "Ana", "ml_engineer"),
        make_person(2, "Ben", "ml_engineer"),
        make_person(3, "Cem", "data_scientist", skills="Python, ML engineer/MLOps"),
        make_person(4, "Dia", "data_engineer"),
    ]
    asked = make_line("ml_engineer", weekly={1: "0.8", 2: "0.8"}, **line)
    other = make_line("ml_engineer", weekly={1: "0.5"}, person_id=1)
    plan = make_plan(start=MONDAY, lines=(asked, other))
    away = TimeOff(id=1, person_id=2, first=date(2026, 3, 9), last=date(2026, 3, 13))
    portfolio = make_portfolio(plan, people=people, time_off=(away,))
    return candidates(portfolio, portfolio.plan(1), portfolio.plan(1).lines[0], playbook(), MONDAY)


def test_that_people_of_the_role_come_first_by_what_they_could_take() -> None:
    assert [each.name for each in found()] == ["Ana", "Ben", "Cem"]
    ana, ben, cem = found()
    assert (ana.covered, ben.covered, cem.covered) == (Decimal("1.3"), Decimal("0.8"), Decimal("1.6"))
    assert (cem.is_of_role, cem.has_skill, cem.is_enough) == (False, True, True)


def test_that_what_the_line_books_now_does_not_count_against_its_person() -> None:
    ana = next(each for each in found(person_id=1) if each.name == "Ana")
    assert ana.free == {1: Decimal("0.5"), 2: Decimal(1)}


def test_that_the_free_part_goes_in_steps() -> None:
    ana = found()[0]
    line = make_line("ml_engineer", weekly={1: "0.8", 2: "0.8"})
    assert free_part(line, ana) == {1: Decimal("0.5"), 2: Decimal("0.8")}


def test_that_a_skill_that_is_sought_by_its_name_counts_whatever_the_role() -> None:
    assert [each.name for each in found(placeholder="Somebody who knows python")] == ["Ana", "Ben", "Cem"]
    people = [make_person(1, "Eva", "data_engineer", skills="Spark, C++"), make_person(2, "Fin", "data_engineer")]
    plan = make_plan(start=MONDAY, lines=(make_line("ml_engineer", weekly={1: "0.8"}, note="Needs C++ on day one"),))
    portfolio = make_portfolio(plan, people=people)
    (eva,) = candidates(portfolio, portfolio.plan(1), portfolio.plan(1).lines[0], playbook(), MONDAY)
    assert (eva.name, eva.is_of_role, eva.has_skill) == ("Eva", False, True)
