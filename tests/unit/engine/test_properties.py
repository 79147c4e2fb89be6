"""What must hold for any plan."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mlplanner.domain.money import ZERO
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.settings import Closure
from mlplanner.domain.staffing import StaffingLine
from mlplanner.engine.facts import compute_facts
from mlplanner.engine.results import CostRow, Costs
from tests.builders import START, make_cost, make_line, make_plan, make_portfolio, make_rate, tiny_playbook

PLAYBOOK = tiny_playbook()
fte_steps = st.integers(1, 60).map(lambda steps: Decimal(steps) / 20)
weekly_fte = st.dictionaries(st.integers(1, 20), fte_steps, max_size=16)
amounts = st.decimals("0", "99999.99", places=2)
shares = st.decimals("0", "1", places=3)
sourcings = st.sampled_from(["internal", "hire", "contractor", "partner"])


@st.composite
def lines(draw: st.DrawFn) -> StaffingLine:
    return make_line(
        weekly=draw(weekly_fte),
        sourcing=draw(sourcings),
        fixed_fee=draw(st.none() | amounts),
        successor_id=draw(st.sampled_from([None, 1001, 1002])),
    )


@st.composite
def cost_fields(draw: st.DrawFn) -> dict[str, Any]:
    first = draw(st.integers(1, 20))
    return {
        "amount": str(draw(amounts)),
        "from_week": first,
        "to_week": draw(st.none() | st.integers(first, 30)),
        "category": draw(st.sampled_from(["non_labour", "training", "handover"])),
        "currency": draw(st.sampled_from(["", "USD"])),
    }


@st.composite
def plans(draw: st.DrawFn) -> ProjectPlan:
    lengths = draw(st.lists(st.integers(1, 6), min_size=1, max_size=4))
    return make_plan(
        phases=[(f"phase-{i}", weeks) for i, weeks in enumerate(lengths)],
        lines=draw(st.lists(lines(), max_size=4)),
        costs=[make_cost(**fields) for fields in draw(st.lists(cost_fields(), max_size=3))],
        start=START + timedelta(days=draw(st.integers(0, 800))),
        headroom_weeks=draw(st.integers(0, 4)),
        handover_pct=draw(shares),
        contingency_pct=draw(shares),
        maintenance={"role": "data_scientist", "fte": draw(fte_steps), "infrastructure": draw(amounts)},
    )


@st.composite
def portfolios(draw: st.DrawFn) -> Portfolio:
    rates = [
        make_rate(
            sourcing=sourcing, amount=str(draw(amounts)), lead_weeks=draw(st.integers(0, 12)), one_off=draw(amounts)
        )
        for sourcing in ("internal", "hire", "contractor", "partner")
    ]
    later = make_rate(amount=str(draw(amounts)), valid_from=START + timedelta(days=draw(st.integers(0, 400))))
    closure = Closure(name="Closed", first=date(2026, 12, 19), last=date(2027, 1, 3))
    return make_portfolio(
        draw(plans()),
        rates=[*rates, later],
        exchange_rates={"USD": "0.9137"},
        closures=[closure],
        fiscal_month=draw(st.integers(1, 12)),
    )


def costs_of(portfolio: Portfolio) -> Costs:
    return compute_facts(portfolio, portfolio.plans[1], PLAYBOOK).costs


def column(rows: tuple[CostRow, ...], part: str) -> Decimal:
    return sum((getattr(row, part) for row in rows), ZERO)


@given(portfolios())
def test_that_every_layout_reconciles_with_the_totals(portfolio: Portfolio) -> None:
    costs = costs_of(portfolio)
    for rows in (costs.by_week, costs.by_month, costs.by_fiscal_year):
        assert column(rows, "total") == costs.ask
        assert column(rows, "labour") == costs.labour
        assert column(rows, "one_off") == costs.one_off
        assert column(rows, "non_labour") == costs.non_labour
        assert column(rows, "training") == costs.training
        assert column(rows, "handover") == costs.handover_budget
        assert column(rows, "contingency") == costs.contingency
        assert column(rows, "maintenance") == costs.maintenance_year


@given(portfolios())
def test_that_rows_follow_each_other_without_a_gap(portfolio: Portfolio) -> None:
    costs = costs_of(portfolio)
    weeks = [row for row in costs.by_week if not row.maintenance]
    starts = [row.start for row in weeks]
    assert [row.start for row in costs.by_week] == sorted({row.start for row in costs.by_week})
    assert all(start.weekday() == 0 for start in starts)
    months = [row.start.year * 12 + row.start.month for row in costs.by_month]
    assert months == list(range(months[0], months[-1] + 1))
    years = [int(row.label.removeprefix("FY")) for row in costs.by_fiscal_year]
    assert years == list(range(years[0], years[-1] + 1))


@given(portfolios())
def test_that_what_is_printed_adds_up(portfolio: Portfolio) -> None:
    costs = costs_of(portfolio)
    for line in costs.lines:
        assert sum(line.weekly.values(), ZERO) == line.build + line.handover
        assert sum((line.weekly[week] for week in line.handover_weeks), ZERO) == line.handover
        assert set(line.overlap_weeks) <= set(line.handover_weeks) <= set(line.weekly)
    for item in costs.items:
        assert sum(item.weekly.values(), ZERO) == item.total
    assert costs.labour == sum((line.build for line in costs.lines), ZERO)
    assert costs.build == costs.labour + costs.one_off + costs.non_labour + costs.training
    assert costs.ask == costs.build + costs.handover_budget + costs.contingency + costs.maintenance_year
    assert sum((money for _, money in costs.mix.values()), ZERO) == sum((line.total for line in costs.lines), ZERO)
    assert sum((weeks for weeks, _ in costs.mix.values()), Decimal(0)) == costs.fte_weeks


@given(portfolios())
def test_that_every_amount_has_whole_cents(portfolio: Portfolio) -> None:
    costs = costs_of(portfolio)
    parts = [costs.labour, costs.handover_budget, costs.contingency, costs.maintenance.labour, costs.ask]
    assert all(amount == round(amount, 2) for amount in parts)
    assert all(amount == round(amount, 2) for line in costs.lines for amount in line.weekly.values())


@given(weekly=weekly_fte, more=fte_steps, sourcing=sourcings, week=st.integers(1, 20))
def test_that_more_fte_never_costs_less(weekly: dict[int, Decimal], more: Decimal, sourcing: str, week: int) -> None:
    fuller = {**weekly, week: weekly.get(week, Decimal(0)) + more}
    less, dearer = (
        costs_of(make_portfolio(make_plan(lines=[make_line(weekly=each, sourcing=sourcing)])))
        for each in (weekly, fuller)
    )
    # A week that is newly staffed may begin the line, with its one-off cost; handover and build only grow.
    assert dearer.labour >= less.labour
    assert dearer.handover_planned >= less.handover_planned
    assert dearer.ask >= less.ask
    assert dearer.fte_weeks == less.fte_weeks + more


@given(plan=plans(), weeks=st.integers(-100, 100))
def test_that_a_plan_costs_the_same_whenever_it_starts(plan: ProjectPlan, weeks: int) -> None:
    # Without holidays, dated rates and monthly costs (those follow the calendar's months).
    once = tuple(cost.model_copy(update={"timing": "once"}) for cost in plan.costs)
    moved = plan.project.model_copy(update={"start": plan.project.start + timedelta(weeks=weeks)})
    results = [
        costs_of(make_portfolio(replace(plan, project=project, costs=once), exchange_rates={"USD": "0.9"}))
        for project in (plan.project, moved)
    ]  # fmt: skip
    assert results[0].ask == results[1].ask
    assert results[0].lines == results[1].lines
    first, second = ({row.label: row.total - row.maintenance for row in costs.by_week} for costs in results)
    assert {week: amount for week, amount in first.items() if amount} == {w: a for w, a in second.items() if a}
