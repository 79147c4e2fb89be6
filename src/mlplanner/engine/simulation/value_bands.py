"""Between what eight of ten draws lie: net present value, payback, and what has come back after each month (P10–P90)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from mlplanner.domain.money import from_cents, to_places
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.engine.layouts import MONTHS
from mlplanner.engine.rates import rate_card
from mlplanner.engine.results import Known
from mlplanner.engine.returns import cumulative_nets, months_that_count
from mlplanner.engine.simulation.build_inputs import cents
from mlplanner.engine.simulation.draws import MICRO, draw_build, quantiles, wholes
from mlplanner.engine.simulation.gathering import simulation_input
from mlplanner.engine.simulation.money import MoneyDraws, draw_money
from mlplanner.playbook.entries import Playbook

if TYPE_CHECKING:
    from mlplanner.engine.simulation.draws import Floats, Wholes

_ENDS = (Fraction(1, 10), Fraction(9, 10))


@dataclass(frozen=True, slots=True)
class ValueBand:
    """The tenth and the ninetieth percentile of what an approval brings back; the plan's own figures lie beside it."""

    npv: tuple[Decimal, Decimal]
    payback_months: tuple[Decimal | None, Decimal | None]
    """The shorter and the longer one; None: not within the horizon."""
    low: tuple[Decimal, ...]
    """Cumulative net at hand-over and after each month, not discounted, as `cumulative_nets`."""
    high: tuple[Decimal, ...]

    @property
    def is_certain(self) -> bool:
        """True when nothing of it varies."""
        return self.npv[0] == self.npv[1] and self.low == self.high


def value_band(portfolio: Portfolio, plan: ProjectPlan, playbook: Playbook, known: Known) -> ValueBand:
    """The band around the plan's value, from the draws of its simulation: the same seed gives the same band."""
    given = simulation_input(portfolio, plan, playbook, rate_card(portfolio), known)
    drawn = draw_build(given.build)
    money = draw_money(given, drawn)
    months = _Months(portfolio, plan, known, money, drawn.rates)
    ends = [quantiles(total, _ENDS) for total in months.totals()]
    shortest, longest = quantiles(months.payback, _ENDS)
    low, high = quantiles(money.npv, _ENDS)
    return ValueBand(
        npv=(from_cents(low), from_cents(high)),
        payback_months=(months.said(shortest), months.said(longest)),
        low=tuple(from_cents(each[0]) for each in ends),
        high=tuple(from_cents(each[1]) for each in ends),
    )


class _Months:
    """What has come back after each month, draw by draw; only one month is held at a time."""

    def __init__(self, portfolio: Portfolio, plan: ProjectPlan, known: Known, money: MoneyDraws, rates: Floats) -> None:
        import numpy as np

        benefit = known.value.benefit_year
        self._planned = list(map(cents, cumulative_nets(known.returns, benefit, plan.project.evidence_days)))
        self._counted = months_that_count(plan.project.evidence_days, len(self._planned) - 1)
        self._benefit, self._labour = cents(benefit), cents(known.costs.maintenance.labour)
        self._growth = 1 + Fraction(portfolio.settings.indexation)
        self._money, self._dearer = money, rates - 1.0
        self.payback = np.full(len(rates), len(self._planned) * MICRO, dtype=np.int64)
        """Millionths of a month; a whole month beyond the horizon where the money does not come back."""

    def totals(self) -> Iterator[Wholes]:
        """After 0, 1, 2 … months; finds the payback on the way."""
        benefit, labour = Fraction(0), Fraction(0)
        before: Wholes | None = None
        for month, planned in enumerate(self._planned):
            if month:
                benefit += self._counted[month - 1] * self._benefit / MONTHS
                labour += self._labour * self._growth ** ((month - 1) // MONTHS) / MONTHS
            moved = wholes(self._money.value * float(benefit) - self._dearer * float(labour))
            total = planned + moved - self._money.invested
            self._look_back(month, before, total)
            before = total
            yield total

    def _look_back(self, month: int, before: Wholes | None, total: Wholes) -> None:
        """Where the money is back for the first time; within a month it is taken to come in evenly."""
        import numpy as np

        unknown = self.payback == len(self._planned) * MICRO
        now = unknown & (total >= 0)
        if before is None:
            self.payback[now] = 0
        elif now.any():
            part = -before[now] / (total[now] - before[now])
            self.payback[now] = (month - 1) * MICRO + np.rint(part * MICRO).astype(np.int64)

    def said(self, payback: int) -> Decimal | None:
        """Months to a tenth."""
        return to_places(Fraction(payback, MICRO), 1) if payback < len(self._planned) * MICRO else None
