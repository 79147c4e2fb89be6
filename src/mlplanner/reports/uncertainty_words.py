"""What a simulation found, in sentences: dates and money with their certainty, chances, and what they depend on."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from mlplanner.domain.money import to_places
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.uncertainty import ContingencyBasis
from mlplanner.engine.checks.uncertainty import doubts
from mlplanner.engine.results import Figures
from mlplanner.engine.simulation.portfolios import PortfolioSimulation
from mlplanner.engine.simulation.simulations import Chance, Driver, Outcome, Simulation, Source
from mlplanner.playbook.entries import Playbook
from mlplanner.reports.formats import NBSP, counted, day, money, number, share

SHOWN = 3
"""Drivers told in words for each outcome."""
_WHAT = {
    Outcome.DELIVERY: "delivery comes",
    Outcome.BUILD: "the build cost is",
    Outcome.NPV: "the net present value is",
}
_MORE = {Outcome.DELIVERY: ("later", "earlier"), Outcome.BUILD: ("higher", "lower"), Outcome.NPV: ("higher", "lower")}


def finding(simulation: Simulation, currency: str) -> str:
    """The simulation in one sentence."""
    if simulation.is_certain:
        return "Nothing in the plan is uncertain, so every percentile is the plan's own figure."
    return (
        f"With a certainty of 80{NBSP}% the delivery is there by {day(simulation.delivery.p80)}, {lateness(simulation)}, "
        f"and the build cost stays within {money(simulation.build.p80, currency)}."
    )


def lateness(simulation: Simulation) -> str:
    """`19 days after the plan`: where the P80 of the delivery lies."""
    days = (simulation.delivery.p80 - simulation.delivery.plan).days
    if not days:
        return "as planned"
    return f"{counted(abs(days), 'day')} {'after' if days > 0 else 'before'} the plan"


def date_chance(simulation: Simulation) -> str:
    """How likely the deadline, or the planned date, is met."""
    name = "deadline" if simulation.date_met.is_given else "planned delivery"
    return f"The chance of the {name}, {day(simulation.target_date)}, is {chance(simulation.date_met.share)}."


def budget_chance(simulation: Simulation, currency: str) -> str:
    """How likely the budget envelope, or the ask, is enough."""
    name = "budget envelope" if simulation.budget_met.is_given else "ask"
    amount = money(simulation.target_budget, currency)
    met = chance(simulation.budget_met.share)
    return f"The chance that the {name}, {amount}, pays for build, handover and a year of operation is {met}."


def chance(value: Decimal) -> str:
    """`62 %`, `below 1 %`, `above 99 %`: what is neither sure nor impossible is not written as if it were."""
    if 0 < value < Decimal("0.01"):
        return f"below 1{NBSP}%"
    if Decimal("0.99") < value < 1:
        return f"above 99{NBSP}%"
    return share(value, 0)


def after_mitigation(before: Chance) -> str:
    """`18 % (12 % before mitigation)`, the second only where it differs."""
    now = chance(before.share)
    return now if before.share == before.before_mitigation else f"{now} ({chance(before.before_mitigation)} before)"


def driver_sentences(
    simulation: Simulation, currency: str, outcomes: Iterable[Outcome] = tuple(Outcome), most: int = SHOWN
) -> list[str]:
    """What each outcome depends on most, the strongest first."""
    return [
        driver_sentence(driver, currency) for outcome in outcomes for driver in simulation.drivers_of(outcome)[:most]
    ]


def driver_sentence(driver: Driver, currency: str) -> str:
    """What a driver does: how much later or dearer it is where it is highest, against where it is lowest."""
    size = abs(driver.swing)
    amount = f"{number(size)}{NBSP}weeks" if driver.outcome is Outcome.DELIVERY else money(size, currency)
    direction = _MORE[driver.outcome][driver.swing < 0]
    begin, against = _circumstances(driver)
    correlation = number(to_places(driver.correlation, 2))
    return f"{begin}, {_WHAT[driver.outcome]} {amount} {direction} {against} (rank correlation {correlation})."


def _circumstances(driver: Driver) -> tuple[str, str]:
    match driver.source:
        case Source.PHASE:
            return (
                f"In the fifth of the draws in which {driver.name} is longest",
                "than in that in which it is shortest",
            )
        case Source.RISK:
            return f"In the draws in which “{driver.name}” happens", "than in the others"
        case Source.RATES:
            return "In the fifth of the draws with the highest rates", "than in that with the lowest"
        case _:
            return "In the fifth of the draws with the highest value", "than in that with the lowest"


def reserve_basis(plan: ProjectPlan) -> str:
    """`10 % of build`, or `P80 of build less build`: what the contingency is."""
    if plan.uncertainty.contingency is ContingencyBasis.P80:
        return "P80 of build less build"
    return f"{share(plan.project.contingency_pct)} of build"


def contingency_basis(plan: ProjectPlan) -> str:
    """The same, and by P80 with what it takes to come to the same figure again."""
    spread = plan.uncertainty
    if spread.contingency is ContingencyBasis.P80:
        return f"{reserve_basis(plan)} ({spread.draws:,} draws, seed {spread.seed})"
    return reserve_basis(plan)


def portfolio_finding(found: PortfolioSimulation, currency: str) -> str:
    """All projects together, in one sentence."""
    return (
        f"With a certainty of 80{NBSP}% all projects together ask for no more than {money(found.ask.p80, currency)}, "
        f"against {money(found.ask.plan, currency)} as planned; the chance that all of them meet their dates is "
        f"{chance(found.all_dates_met)}."
    )


def shortage_sentences(found: PortfolioSimulation, playbook: Playbook) -> list[str]:
    """For each role that can run short: its worst week, and how likely it is short then."""
    said = []
    for item in found.shortages:
        worst = item.chances[item.worst]
        if worst:
            weeks = counted(sum(each > 0 for each in item.chances), "week")
            said.append(
                f"{playbook.role_title(item.role)}: short with {chance(worst)} in the week of {day(found.mondays[item.worst])}; "
                f"possible in {weeks}"
            )
    return said


def p80_since(seen: date, now: date | None) -> str:
    """P80 of the delivery when it was approved, and what it is now where that is known."""
    told = f"The sponsor saw a P80 delivery of {day(seen)}"
    if now is None:
        return f"{told}."
    days = (now - seen).days
    moved = f"{counted(abs(days), 'day')} {'later' if days > 0 else 'earlier'}" if days else "as it was"
    return f"{told}; it is {day(now)} now, {moved}." if days else f"{told}, and it still is that day."


def portfolio_basis(found: PortfolioSimulation) -> str:
    """`10,000 draws (weeks over 1,000), each project with the seed of its plan: 1`: what gives the same figures again."""
    seeds = ", ".join(map(str, found.seeds[:SHOWN])) + (", …" if len(found.seeds) > SHOWN else "")
    return f"{found.draws:,} draws (weeks over {found.counted:,}), each project with the seed of its plan: {seeds}"


def portfolio_doubts(plans: Iterable[ProjectPlan], figures: Mapping[int, Figures]) -> list[str]:
    """Implausible inputs of live projects, each sentence under the project's name."""
    return [
        f"{plan.project.name}: {sentence}"
        for plan in plans
        if not plan.is_withdrawn and plan.id in figures
        for sentence in doubts(figures[plan.id].findings)
    ]


def basis(simulation: Simulation) -> str:
    """`10,000 draws, seed 1`: what it takes to come to the same figures again."""
    return f"{simulation.draws:,} draws, seed {simulation.seed}"
