"""How sure the portfolio is: P80 of dates and money, the chance of all dates, and where people may run short (P4.9)."""

from mlplanner.engine.simulation.portfolios import PortfolioSimulation, simulate_portfolio
from mlplanner.engine.simulation.simulating import simulate_project
from mlplanner.reports import uncertainty_words as words
from mlplanner.reports.blocks import Align, Block, Column, Paragraph, Row, RowKind, Section, Table
from mlplanner.reports.committees import Committee
from mlplanner.reports.formats import NOTHING, day, exact

RIGHT = Align.RIGHT


def uncertainty_section(committee: Committee) -> Section:
    """A line for each live project, the sum of all, and the roles that may run short."""
    if not committee.live_plans:
        return Section("Uncertainty", "There is no project whose dates could move.")
    found = simulate_portfolio(committee.portfolio, committee.figures, committee.playbook, committee.today)
    told = words.portfolio_doubts(committee.live_plans, committee.figures)
    blocks: list[Block] = [Paragraph(" ".join(told), "Before you trust the figures")] if told else []
    blocks.append(_projects(committee, found))
    if short := words.shortage_sentences(found, committee.playbook):
        blocks.append(Paragraph(". ".join(short) + ".", "Roles that may run short"))
    return Section("Uncertainty", words.portfolio_finding(found, committee.currency), tuple(blocks))


def _projects(committee: Committee, found: PortfolioSimulation) -> Table:
    columns = (
        Column("Project", 2.6),
        Column("Delivery", 1.2, RIGHT),
        Column("P80", 1.2, RIGHT),
        Column("Date met", 1.0, RIGHT),
        Column(f"Ask ({committee.currency})", 1.4, RIGHT),
        Column("P80", 1.4, RIGHT),
        Column("Budget met", 1.0, RIGHT),
    )
    rows = []
    for plan in committee.live_plans:
        each = simulate_project(committee.portfolio, plan, committee.playbook, committee.figures[plan.id])
        dates = (day(each.delivery.plan), day(each.delivery.p80), words.chance(each.date_met.share))
        amounts = (exact(each.ask.plan), exact(each.ask.p80), words.chance(each.budget_met.share))
        rows.append(Row((plan.project.name, *dates, *amounts)))
    sums = (NOTHING, NOTHING, words.chance(found.all_dates_met), exact(found.ask.plan), exact(found.ask.p80), NOTHING)
    rows.append(Row(("All together", *sums), RowKind.TOTAL))
    note = (
        f"{words.portfolio_basis(found)}, as of {day(committee.today)}. P80 holds in eight of ten draws; "
        "that of a sum is less than the sum of its parts, because not everything goes wrong at once."
    )
    return Table("Dates and asks with their certainty", columns, tuple(rows), note)
