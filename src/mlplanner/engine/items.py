"""Costs that are not labour, by the week in which they fall due (`arithmetic.md`, Money: `non_labour`, `training`)."""

from datetime import date
from fractions import Fraction

from mlplanner.domain.costs import CostLine
from mlplanner.domain.enums import CostTiming
from mlplanner.domain.money import spread, to_cents
from mlplanner.domain.weeks import week_start
from mlplanner.engine.rates import Currencies
from mlplanner.engine.results import ItemCost


def item_cost(cost: CostLine, start: date, currencies: Currencies) -> ItemCost:
    """One cost, converted and rounded once; a currency without exchange rate counts as 0."""
    weeks = due_weeks(cost, start)
    factor = currencies.factor(cost.currency)
    total = to_cents(Fraction(cost.amount) * len(weeks) * (factor or 0))
    parts = spread(total, [1] * len(weeks))
    return ItemCost(
        cost_id=cost.id or 0,
        times=len(weeks),
        total=total,
        weekly=dict(zip(weeks, parts, strict=True)),
        is_unpriced=factor is None,
    )


def due_weeks(cost: CostLine, start: date) -> tuple[int, ...]:
    """Plan weeks in which the cost falls due: its one week, or the first of its weeks in each calendar month.

    A week belongs to the month of its Monday.
    """
    if cost.timing == CostTiming.ONCE:
        return (cost.from_week,)
    first_of_month: dict[tuple[int, int], int] = {}
    for week in range(cost.from_week, cost.to_week + 1):
        monday = week_start(start, week)
        first_of_month.setdefault((monday.year, monday.month), week)
    return tuple(first_of_month.values())
