"""What comes back: by year, and by month until the investment is paid back (`arithmetic.md`, Money)."""

from decimal import Decimal

from mlplanner.engine.results import YearFlow
from mlplanner.exchange.excel import styles
from mlplanner.exchange.excel.books import Sheet
from mlplanner.exchange.excel.cells import Formula
from mlplanner.exchange.excel.columns import Shape
from mlplanner.exchange.excel.figure_blocks import MONEY, SHARE, WHOLE, FigureLine, draw_figures
from mlplanner.exchange.excel.month_flows import month_flows
from mlplanner.exchange.excel.plan_sources import PlanSource

SHEET = "Returns"
NOTE = "Benefit from the sheet Value, maintenance from the sheet Maintenance. Discount rate and horizon belong to the portfolio."
YEARS_TOP = 19
"""The heading of the table by year."""


def draw_returns(source: PlanSource) -> None:
    """Write the portfolio's assumptions, the figures, and the tables they come from."""
    sheet = source.book.sheet(SHEET)
    sheet.head("Returns", NOTE)
    settings, years = source.portfolio.settings, source.figures.returns.years
    assumptions = [
        FigureLine("horizon_years", "Horizon, years", years, WHOLE, str(years), "Of the portfolio"),
        FigureLine("discount_rate", "Discount rate", settings.discount_rate, SHARE, str(settings.discount_rate), "Of the portfolio"),
        FigureLine("indexation", "Indexation of maintenance", settings.indexation, SHARE, str(settings.indexation), "Of the portfolio"),
        FigureLine("evidence_months", "Evidence window, months", source.plan.project.evidence_days * Decimal(12) / 365,
                   styles.MONTHS, "in_projects_evidence_days*12/365", "No benefit counts before it has passed"),
    ]  # fmt: skip
    row = draw_figures(source.book, sheet, 4, "Assumptions", assumptions)
    draw_figures(source.book, sheet, row, "Figures", _lines(source))
    _draw_years(source, sheet)
    _draw_months(source, sheet, YEARS_TOP + years + 4)
    sheet.widths({1: 30, 2: 18, 3: 18, 4: 18, 5: 18, 6: 18})


def _lines(source: PlanSource) -> list[FigureLine]:
    returns = source.figures.returns
    late = f"not within {returns.years} years"
    paid = returns.payback_months
    return [
        FigureLine("investment", "Investment", returns.investment, MONEY, "build+handover_budget+contingency"),
        FigureLine("tco", "Total cost of ownership", returns.tco, MONEY, "investment+SUM(flow_maintenance)"),
        FigureLine("npv", "Net present value", returns.npv, MONEY, "SUM(flow_discounted)-investment", is_total=True),
        FigureLine("roi", "Return on investment", returns.roi, SHARE,
                   'IF(tco=0,"",ROUND((SUM(flow_benefit)-tco)/tco,4))'),
        FigureLine("payback", "Payback, months", late if paid is None else paid, styles.MONTHS,
                   f'IF(investment<=0,0,IF(SUM(month_paid)=0,"{late}",ROUND(SUM(month_paid),1)))'),
    ]  # fmt: skip


def _draw_years(source: PlanSource, sheet: Sheet) -> None:
    """A row for each year after hand-over; year 1 counts only the part after the evidence window."""
    flows = source.figures.returns.flows
    sheet.put(YEARS_TOP - 1, 1, "By year after hand-over", styles.SECTION)
    for column, title in enumerate(("Year", "Benefit", "Maintenance", "Net", "Discounted"), start=1):
        sheet.put(YEARS_TOP, column, title, styles.heading_style(False, Shape.MONEY))
    for row, flow in enumerate(flows, start=YEARS_TOP + 1):
        _draw_year(sheet, row, flow)
    last = YEARS_TOP + max(1, len(flows))
    for column, name in ((2, "flow_benefit"), (3, "flow_maintenance"), (5, "flow_discounted")):
        source.book.name(name, sheet.block(YEARS_TOP + 1, column, last, column))


def _draw_year(sheet: Sheet, row: int, flow: YearFlow) -> None:
    money = styles.style_name(styles.CALCULATED, Shape.MONEY)
    part = "*(1-in_projects_evidence_days/365)" if flow.year == 1 else ""
    sheet.put(row, 1, flow.year, styles.style_name(styles.CALCULATED, Shape.WHOLE))
    sheet.put(row, 2, Formula(f"ROUND(benefit_year{part},2)", flow.benefit), money)
    sheet.put(row, 3, Formula(f"ROUND(maintenance_year*(1+indexation)^(A{row}-1),2)", flow.maintenance), money)
    sheet.put(row, 4, Formula(f"B{row}-C{row}", flow.net), money)
    sheet.put(row, 5, Formula(f"ROUND(D{row}/(1+discount_rate)^A{row},2)", flow.discounted), money)


def _draw_months(source: PlanSource, sheet: Sheet, top: int) -> None:
    """A row for each month of the horizon, until what comes back covers the investment."""
    months = month_flows(source.figures.returns, source.plan.project.evidence_days, source.figures.value.benefit_year)
    sheet.put(top - 1, 1, "By month after hand-over", styles.SECTION)
    for column, title in enumerate(("Month", "Benefit", "Maintenance", "Sum of net", "Paid back at month"), start=1):
        sheet.put(top, column, title, styles.heading_style(False, Shape.MONEY))
    money = styles.style_name(styles.CALCULATED, Shape.MONEY)
    for row, month in enumerate(months, start=top + 1):
        before = f"D{row - 1}" if month.number > 1 else "0"
        paid = f'IF(AND({before}<investment,ROUND(D{row}-investment,6)>=0,SUM(E${top}:E{row - 1})=0),A{row}-1+(investment-{before})/(B{row}-C{row}),"")'
        year = f"INDEX(flow_maintenance,INT((A{row}-1)/12)+1)"
        sheet.put(row, 1, month.number, styles.style_name(styles.CALCULATED, Shape.WHOLE))
        sheet.put(row, 2, Formula(f"benefit_year/12*MAX(0,MIN(1,A{row}-evidence_months))", month.benefit), money)
        sheet.put(row, 3, Formula(f"{year}/12", month.maintenance), money)
        sheet.put(row, 4, Formula(f"{before}+B{row}-C{row}", month.total), money)
        sheet.put(row, 5, Formula(paid, month.paid), styles.style_name(styles.CALCULATED, styles.MONTHS))
    source.book.name("month_paid", sheet.block(top + 1, 5, top + max(1, len(months)), 5))
