"""The money beside the build cost in each draw: ask, what is really spent, first year's value, net present value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mlplanner.engine.simulation.draws import BuildDraws, Kind, wholes
from mlplanner.engine.simulation.inputs import SimulationInput
from mlplanner.engine.simulation.variates import Stream, triangular, uniforms

if TYPE_CHECKING:
    from mlplanner.engine.simulation.draws import Floats, Wholes


@dataclass(frozen=True, slots=True)
class MoneyDraws:
    """In cents; each is the plan's figure plus what the draw changes, so that without a spread it is the plan's."""

    ask: Wholes
    spent: Wholes
    """Build, handover and a year of maintenance: what the budget has to pay for, the reserve left out."""
    first_year: Wholes
    npv: Wholes
    invested: Wholes
    """What build, handover and reserve take beyond the plan."""
    value: Floats
    """By what share the value differs from the plan's."""


def draw_money(given: SimulationInput, drawn: BuildDraws) -> MoneyDraws:
    """`arithmetic.md`, Money, for each draw; rates move the labour of operations too, lengths do not."""
    money, build = given.money, given.build
    value = triangular(money.value, uniforms(Stream(build.seed, build.project_id, Kind.VALUE, 0), build.draws))
    more = drawn.build - build.build
    handover = wholes(more * float(money.handover_pct))
    reserve = wholes(more * float(money.contingency_pct or 0))
    invested = more + handover + reserve
    maintenance = wholes(money.maintenance_labour * (drawn.rates - 1.0))
    spent = drawn.build + (money.handover_budget + handover) + (money.maintenance + maintenance)
    later = wholes(value * float(money.benefit_present) - (drawn.rates - 1.0) * float(money.labour_present))
    return MoneyDraws(
        ask=spent + (money.contingency + reserve),
        spent=spent,
        first_year=money.first_year + wholes(value * money.first_year),
        npv=money.npv + later - invested,
        invested=invested,
        value=value,
    )
