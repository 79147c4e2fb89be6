"""Twelve months of running the model, with live costs (P4.7; `arithmetic.md`, `maintenance_year`)."""

from mlplanner.domain.running import Tool
from mlplanner.domain.validation import field_title
from mlplanner.engine.rates import WEEKS_IN_YEAR
from mlplanner.exchange.excel.figure_blocks import MONEY, WHOLE, FigureLine, draw_figures
from mlplanner.exchange.excel.layouts import MAINTENANCE
from mlplanner.exchange.excel.plan_sources import PlanSource
from mlplanner.exchange.excel.rate_sheet import FIXED
from mlplanner.exchange.excel.record_sheets import TOP, draw_record

NOTE = "Who runs the model from hand-over, and what twelve months of it cost."
MONDAY_AFTER = "handed_over-WEEKDAY(handed_over,2)+8"
"""The Monday after the week of hand-over."""


def draw_maintenance(source: PlanSource) -> None:
    """Write the entries and, below them, the parts of `maintenance_year`."""
    sheet = draw_record(source, MAINTENANCE, source.plan.maintenance, "Maintenance", NOTE)
    draw_figures(source.book, sheet, TOP + len(MAINTENANCE.columns) + 1, "A year of maintenance", _lines(source))


def _lines(source: PlanSource) -> list[FigureLine]:
    cost = source.figures.costs.maintenance
    least = {name: int(source.playbook.figure(name)) for name in ("retrains_min", "drills_min")}
    return [
        FigureLine("maintenance_rate", "Cost of one FTE for a year", cost.annual_rate, MONEY, _annual_rate(), "At the rates in force at hand-over"),
        FigureLine("maintenance_labour", "Operations", cost.labour, MONEY, "ROUND(in_maintenance_fte*maintenance_rate,2)"),
        FigureLine("tooling", "Tools", cost.tooling, MONEY, f"SUM(tbl_tools[{field_title(Tool, 'cost_year')}])", "What the plan's tools cost a year; counts as infrastructure"),
        FigureLine("maintenance_retrains", "Retrains counted", cost.retrains, WHOLE,
                   f"MAX(in_maintenance_retrains,{least['retrains_min']})", f"At least {least['retrains_min']}"),
        FigureLine("retraining", "Retraining", cost.retraining, MONEY, "ROUND(maintenance_retrains*in_maintenance_retrain_cost,2)"),
        FigureLine("maintenance_drills", "Drills counted", cost.drills, WHOLE,
                   f"MAX(in_maintenance_drills,{least['drills_min']})", f"At least {least['drills_min']}"),
        FigureLine("drilling", "Drills", cost.drilling, MONEY, "ROUND(maintenance_drills*in_maintenance_drill_cost,2)"),
        FigureLine("maintenance_year", "Maintenance, first year", cost.total, MONEY,
                   "maintenance_labour+in_maintenance_infrastructure+tooling+in_maintenance_monitoring+retraining+drilling",
                   "Operations, infrastructure, tools, monitoring, retraining and drills", True),
    ]  # fmt: skip


def _annual_rate() -> str:
    """The last fitting rate at hand-over; people paid by the day are paid for the working days of 52 weeks."""
    key = '(rate_key=in_maintenance_role&"|"&in_maintenance_sourcing)'
    order = f'SUMPRODUCT(MAX({key}*(rate_from<=handed_over)*(rate_basis<>"{FIXED}")*rate_order))'
    days = f"NETWORKDAYS({MONDAY_AFTER},{MONDAY_AFTER}+{7 * WEEKS_IN_YEAR - 1},days_off)"
    return f"SUMPRODUCT((rate_order={order})*(rate_weekly*{WEEKS_IN_YEAR}+rate_daily*{days}))"
