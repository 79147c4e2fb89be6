"""Every figure of the plan on one sheet; the money chain is calculated here (`arithmetic.md`, Money)."""

from mlplanner.domain.uncertainty import ContingencyBasis
from mlplanner.domain.weeks import plain
from mlplanner.exchange.excel import styles
from mlplanner.exchange.excel.columns import Shape
from mlplanner.exchange.excel.figure_blocks import (
    DATE,
    FTE,
    MONEY,
    SHARE,
    WHOLE,
    FigureLine,
    draw_figures,
    risk_tier_text,
)
from mlplanner.exchange.excel.plan_sources import PlanSource
from mlplanner.exchange.excel.value_sheet import value_lines
from mlplanner.reports.uncertainty_words import contingency_basis

NOTE = "All figures follow what is entered on the other sheets. Amounts are in {currency}; each line is rounded to the cent, then added up."


def draw_summary(source: PlanSource) -> None:
    """Write the blocks: what is asked, how it adds up, what comes back, and when."""
    sheet = source.book.sheet("Summary")
    sheet.head(f"{source.plan.project.name}: summary", NOTE.format(currency=source.portfolio.settings.currency))
    row = 4
    for title, lines in (
        ("What approval grants", _ask_lines(source)),
        ("What comes back", _return_lines(source)),
        ("Value of predictions, a year", _value_lines(source)),
        ("Staffing and dates", _date_lines(source)),
        ("Governance", _governance_lines(source)),
    ):
        row = draw_figures(source.book, sheet, row, title, lines)
    sheet.widths({1: 34, 2: 20, 3: 90})
    sheet.page.freeze_panes = "A4"


def _ask_lines(source: PlanSource) -> list[FigureLine]:
    costs = source.figures.costs
    cover = 'IF(handover_budget=0,"",handover_planned/handover_budget)'
    return [
        FigureLine("labour", "Labour", costs.labour, MONEY, meaning="Staffing, without headroom and overlap weeks"),
        FigureLine("one_off", "One-off costs", costs.one_off, MONEY, meaning="Recruiting and set-up"),
        FigureLine("non_labour", "Other costs", costs.non_labour, MONEY),
        FigureLine("training", "Training", costs.training, MONEY),
        FigureLine("build", "Build", costs.build, MONEY, "labour+one_off+non_labour+training", "The four lines above", True),
        FigureLine("handover_budget", "Handover budget", costs.handover_budget, MONEY,
                   "ROUND(in_projects_handover_pct*build,2)", "Share of build (sheet Brief)"),
        _contingency_line(source),
        FigureLine("maintenance_year", "Maintenance, first year", costs.maintenance_year, MONEY,
                   meaning="Twelve months from hand-over (sheet Maintenance)"),
        FigureLine("ask", "Ask", costs.ask, MONEY, "build+handover_budget+contingency+maintenance_year",
                   "What approval grants: build, handover, contingency and a year of maintenance", True),
        FigureLine("handover_planned", "Handover planned", costs.handover_planned, MONEY,
                   "handover_labour+handover_items", "Staffing in headroom and overlap weeks, and handover items"),
        FigureLine("handover_cover", "Handover planned of budget", costs.handover_cover, SHARE, cover,
                   "Above 100 % the plan spends more on handover than it asks for"),
    ]  # fmt: skip


def _contingency_line(source: PlanSource) -> FigureLine:
    """Live by percentage; by P80 it is a number, because a workbook can't draw as the program does."""
    costs = source.figures.costs
    if source.plan.uncertainty.contingency is ContingencyBasis.P80:
        meaning = f"{contingency_basis(source.plan)}: a number from mlplanner that does not follow edits here"
        return FigureLine("contingency", "Contingency", costs.contingency, MONEY, plain(costs.contingency), meaning)
    formula = "ROUND(in_projects_contingency_pct*build,2)"
    return FigureLine("contingency", "Contingency", costs.contingency, MONEY, formula, "Share of build (sheet Brief)")


def _return_lines(source: PlanSource) -> list[FigureLine]:
    returns = source.figures.returns
    years = f"over {returns.years} years"
    late = f"not within {returns.years} years"
    return [
        FigureLine("investment", "Investment", returns.investment, MONEY, meaning="Build, handover budget and contingency, at year 0"),
        FigureLine("tco", "Total cost of ownership", returns.tco, MONEY, meaning=f"Investment and maintenance {years}"),
        FigureLine("npv", "Net present value", returns.npv, MONEY, meaning=f"Discounted, {years}", is_total=True),
        FigureLine("payback", "Payback, months", late if returns.payback_months is None else returns.payback_months,
                   styles.MONTHS, meaning="Months from hand-over until what comes back covers the investment"),
        FigureLine("roi", "Return on investment", returns.roi, SHARE, meaning=f"(Benefit − total cost) / total cost, {years}"),
    ]  # fmt: skip


def _value_lines(source: PlanSource) -> list[FigureLine]:
    return [
        FigureLine(line.name, line.label, line.result, line.shape, meaning=line.meaning, is_total=line.is_total)
        for line in value_lines(source)
    ]


def _governance_lines(source: PlanSource) -> list[FigureLine]:
    text = risk_tier_text(source.figures)
    meaning = "In force: the questionnaire's, or the one set by hand (sheet Governance)"
    return [FigureLine("risk_tier", "Risk tier", text, Shape.TEXT, f'"{text}"', meaning)]


def _date_lines(source: PlanSource) -> list[FigureLine]:
    timeline = source.figures.timeline
    return [
        FigureLine("fte_weeks", "FTE-weeks", source.figures.costs.fte_weeks, FTE, meaning="All staffing lines"),
        FigureLine("delivery_weeks", "Weeks to delivery", timeline.delivery_weeks, WHOLE),
        FigureLine("total_weeks", "Weeks to hand-over", timeline.total_weeks, WHOLE, meaning="With handover headroom"),
        FigureLine("plan_start", "Starts", timeline.start, DATE),
        FigureLine("delivery", "Delivered", timeline.delivery, DATE, meaning="Last working day of the last phase"),
        FigureLine(
            "handed_over", "Handed over", timeline.handed_over, DATE, meaning="Last working day of the headroom"
        ),
    ]
