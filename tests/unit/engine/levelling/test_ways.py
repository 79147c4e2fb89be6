"""Levelling with other sourcing: who may do a line, from when on, what that costs (P4.4, P4.9)."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from mlplanner.domain.enums import Sourcing
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.engine.levelling.options import LevelOptions
from mlplanner.engine.levelling.proposal import Proposal
from mlplanner.engine.levelling.proposing import propose
from mlplanner.engine.levelling.ways import newcomers
from mlplanner.engine.levelling.wording import say_forced, say_sourcing, say_sourcing_in_all
from mlplanner.playbook.loading import load_playbook
from tests.builders import START, make_line, make_person, make_plan, make_portfolio, make_rate

WEEK = timedelta(weeks=1)
OWN = make_rate()
HIRE = make_rate(sourcing="hire", amount="104000", one_off=Decimal(9000), lead_weeks=12)
CONTRACTOR = make_rate(sourcing="contractor", amount="600", basis="day", lead_weeks=3)


def plan(number: int, fte: str = "1", **fields: Any) -> ProjectPlan:
    line = make_line("data_scientist", fte, weeks=range(1, 5), project_id=number)
    phases = (("discovery", 2), ("prototype", 2))
    return make_plan(number, phases=phases, lines=[line], headroom_weeks=0, maintenance={"drills": 0}, **fields)


def of(*plans: ProjectPlan, rates: tuple[Any, ...] = (OWN, CONTRACTOR), **fields: Any) -> Portfolio:
    return make_portfolio(*plans, people=[make_person(1, "Ada", "data_scientist")], rates=rates, **fields)


def propose_for(portfolio: Portfolio, ahead: int = 8, *, may_source: bool = True) -> Proposal:
    return propose(portfolio, load_playbook(), START - ahead * WEEK, LevelOptions(seconds=0.3, may_source=may_source))


def dear(weekly: int) -> tuple[ProjectPlan, ProjectPlan]:
    return plan(1, delay_cost=Decimal(90_000)), plan(2, delay_cost=Decimal(weekly))


def test_that_a_contractor_does_the_line_when_that_costs_less_than_waiting() -> None:  # P4.4
    portfolio = of(*dear(5000))
    found = propose_for(portfolio)
    (move,) = found.moves
    (line,) = move.sourcing
    assert (move.project_id, move.weeks, line.before, line.after) == (2, 0, Sourcing.INTERNAL, Sourcing.CONTRACTOR)
    assert (line.cost, move.sourcing_cost, move.cost) == (Decimal(4000), Decimal(4000), 4000)  # 4 × 5 × 600 less 8,000
    assert (line.lead_weeks, line.ramp_weeks, line.people) == (3, 2, (Decimal(1),))
    assert (found.objective, found.bound, found.weeks_over) == (4000, 4000, (4, 0))
    said = say_sourcing(line, load_playbook(), "EUR")
    assert said.startswith("Data scientist: Internal → Contractor, EUR 4,000 more; found 3 weeks ahead")
    assert say_sourcing_in_all(found, "EUR") == "1 line is sourced in another way: EUR 4,000 more in all."
    assert "missing" in say_forced(move, load_playbook())


def test_that_waiting_is_chosen_when_it_costs_less_and_nothing_is_sourced_unasked() -> None:
    (move,) = propose_for(of(*dear(500))).moves
    assert (move.weeks, move.sourcing) == (4, ())
    (move,) = propose_for(of(*dear(5000)), may_source=False).moves
    assert (move.weeks, move.sourcing) == (4, ())


def test_that_lead_and_ramp_up_weeks_put_the_start_off() -> None:
    (move,) = propose_for(of(*dear(5000)), ahead=4).moves
    # found 3 weeks after next Monday, there 2 weeks before the work begins: 6 weeks from now, 4 weeks is the start
    assert (move.weeks, [line.after for line in move.sourcing]) == (2, [Sourcing.CONTRACTOR])


def test_that_only_what_the_rate_card_prices_in_a_role_that_is_short_is_offered() -> None:
    assert propose_for(of(*dear(5000), rates=(OWN,))).moves[0].sourcing == ()
    alone = of(plan(1, delay_cost=Decimal(90_000)))
    assert propose_for(alone).moves == ()


def test_that_of_hire_and_contractor_the_cheaper_is_taken_that_is_there_in_time() -> None:
    cheap = make_rate(sourcing="hire", amount="104000", one_off=Decimal(1000), lead_weeks=12)
    (move,) = propose_for(of(*dear(5000), rates=(OWN, CONTRACTOR, cheap)), ahead=20).moves
    assert [(line.after, line.cost) for line in move.sourcing] == [(Sourcing.HIRE, Decimal(1000))]
    (move,) = propose_for(of(*dear(5000), rates=(OWN, CONTRACTOR, cheap)), ahead=8).moves
    assert [line.after for line in move.sourcing] == [Sourcing.CONTRACTOR]


def test_that_a_line_of_more_than_one_fte_needs_several_people() -> None:
    assert newcomers(Decimal("0.4")) == (Decimal("0.40"),)
    assert newcomers(Decimal("2.5")) == (Decimal("0.85"),) * 3


def test_that_a_pinned_project_is_left_as_it_is_staffed() -> None:
    pinned = plan(2, delay_cost=Decimal(5000), is_pinned=True)
    (move,) = propose_for(of(plan(1, delay_cost=Decimal(90_000)), pinned)).moves
    assert (move.project_id, bool(move.sourcing), move.weeks) == (1, True, 0)
