"""How sure dates and money are: percentiles, chances, what they depend on, risks before and after mitigation."""

from decimal import Decimal

from mlplanner.charts.certainty_curves import CertaintyCurve, CertaintyMark
from mlplanner.charts.tornados import Tornado, TornadoBar
from mlplanner.domain.money import format_amount
from mlplanner.engine.simulation.simulations import Outcome, Simulation
from mlplanner.reports import uncertainty_words as words
from mlplanner.reports.blocks import Align, Block, Column, Paragraph, Picture, Row, Section, Table
from mlplanner.reports.formats import NBSP, day, exact, money, number
from mlplanner.reports.subjects import Subject

_MOST_BARS = 8
_MARKED = (50, 80, 95)


def uncertainty_section(subject: Subject) -> Section:
    """What is implausible comes before the figures; a plan that can't vary has the table alone."""
    simulation = subject.simulation
    blocks: list[Block] = list(_doubts(subject))
    blocks.append(_percentiles(subject, simulation))
    if not simulation.is_certain:
        blocks.append(Picture("Certainty of the delivery date", _curve(simulation)))
        blocks += _tornados(subject, simulation)
    if simulation.risks:
        blocks.append(_risks(subject, simulation))
    return Section("Uncertainty", words.finding(simulation, subject.currency), tuple(blocks))


def _doubts(subject: Subject) -> list[Paragraph]:
    return [Paragraph(" ".join(subject.doubts), "Before you trust the figures")] if subject.doubts else []


def _percentiles(subject: Subject, simulation: Simulation) -> Table:
    columns = (
        Column("Figure", 2.4),
        Column("Plan", 1.5, Align.RIGHT),
        Column("P50", 1.5, Align.RIGHT),
        Column("P80", 1.5, Align.RIGHT),
        Column("P95", 1.5, Align.RIGHT),
    )
    dates = (("Delivery, not later than", simulation.delivery), ("Handed over, not later than", simulation.handed_over))
    amounts = (
        ("Build, not more than", simulation.build),
        ("Ask, not more than", simulation.ask),
        ("Value of the first year, at least", simulation.first_year_value),
        ("Net present value, at least", simulation.npv),
    )
    rows = [Row((title, *map(day, (each.plan, each.p50, each.p80, each.p95)))) for title, each in dates]
    rows += [Row((title, *map(exact, (each.plan, each.p50, each.p80, each.p95)))) for title, each in amounts]
    note = (
        f"{words.date_chance(simulation)} {words.budget_chance(simulation, subject.currency)} "
        f"P80 holds in eight of ten draws. {words.basis(simulation)}, as of {day(subject.status_day)}; the same seed gives the same figures. "
        f"The contingency is {words.contingency_basis(subject.plan)}."
    )
    return Table(f"How sure the figures are ({subject.currency})", columns, tuple(rows), note)


def _curve(simulation: Simulation) -> CertaintyCurve:
    spread = simulation.delivery
    marks = zip(_MARKED, (spread.p50, spread.p80, spread.p95), strict=True)
    return CertaintyCurve(
        title="Delivery",
        values=tuple(map(float, simulation.weeks_curve)),
        plan=float(simulation.delivery_weeks.plan),
        plan_label=f"plan {day(spread.plan)}",
        marks=tuple(CertaintyMark(percent, f"P{percent} {day(when)}") for percent, when in marks),
    )


def _tornados(subject: Subject, simulation: Simulation) -> list[Block]:
    titles = {Outcome.DELIVERY: "the delivery date", Outcome.BUILD: "the build cost"}
    blocks: list[Block] = []
    for outcome, title in titles.items():
        drivers = simulation.drivers_of(outcome)[:_MOST_BARS]
        if drivers:
            bars = tuple(
                TornadoBar(each.name, each.correlation, _swing(subject, outcome, each.swing)) for each in drivers
            )
            note = words.driver_sentence(drivers[0], subject.currency)
            blocks.append(Picture(f"What {title} depends on", Tornado(title, bars), note))
    return blocks


def _swing(subject: Subject, outcome: Outcome, swing: Decimal) -> str:
    sign = "+" if swing > 0 else ""
    if outcome is Outcome.DELIVERY:
        return f"{sign}{number(swing)}{NBSP}weeks"
    return f"{sign}{format_amount(swing)}{NBSP}{subject.currency}"


def _risks(subject: Subject, simulation: Simulation) -> Table:
    columns = (
        Column("Risk", 3.0),
        Column("Probability", 1.1, Align.RIGHT),
        Column("after mitigation", 1.1, Align.RIGHT),
        Column("Weeks", 0.9, Align.RIGHT),
        Column("after mitigation", 1.1, Align.RIGHT),
        Column("Cost", 1.2, Align.RIGHT),
        Column("after mitigation", 1.2, Align.RIGHT),
    )
    rows = tuple(
        Row(
            (
                risk.title,
                words.chance(risk.probability),
                words.chance(risk.mitigated_probability),
                number(risk.weeks),
                number(risk.mitigated_weeks),
                format_amount(risk.money),
                format_amount(risk.mitigated_money),
            )
        )
        for risk in simulation.risks
    )
    before, after = simulation.unmitigated_delivery.p80, simulation.delivery.p80
    note = (
        f"Weeks and cost are averages over all draws. P80 of the delivery is {day(after)} after mitigation and {day(before)} before it; "
        f"of the build cost {money(simulation.build.p80, subject.currency)} and {money(simulation.unmitigated_build.p80, subject.currency)}."
    )
    return Table(f"Risks before and after mitigation ({subject.currency})", columns, rows, note)
