"""The months after hand-over, as the sheet Returns lists them on the way to the payback."""

from dataclasses import dataclass
from decimal import Decimal

from mlplanner.engine.results import Returns

MONTHS = 12


@dataclass(frozen=True, slots=True)
class MonthFlow:
    """One month: its benefit and maintenance, their sum so far, and where in it the investment is paid back."""

    number: int
    benefit: float
    maintenance: float
    total: float
    paid: float | str


def month_flows(returns: Returns, evidence_days: int, benefit_year: Decimal) -> list[MonthFlow]:
    """One entry for each month of the horizon."""
    flows: list[MonthFlow] = []
    window = evidence_days * MONTHS / 365
    investment, total, is_paid = float(returns.investment), 0.0, False
    for number in range(1, MONTHS * len(returns.flows) + 1):
        maintenance = float(returns.flows[(number - 1) // MONTHS].maintenance) / MONTHS
        benefit = float(benefit_year) / MONTHS * max(0.0, min(1.0, number - window))
        before, total = total, total + benefit - maintenance
        crosses = not is_paid and before < investment and round(total - investment, 6) >= 0
        paid = number - 1 + (investment - before) / (benefit - maintenance) if crosses else ""
        is_paid = is_paid or crosses
        flows.append(MonthFlow(number, benefit, maintenance, total, paid))
    return flows
