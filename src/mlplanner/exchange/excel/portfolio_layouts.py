"""Which fields stand where in the portfolio workbook."""

from mlplanner.exchange.excel.columns import Column, Shape, Table
from mlplanner.exchange.excel.layouts import STAFFING

PROJECT = Column("project_id", 30, Shape.LIST, "projects", is_input=False, title="Project")
"""The project of a row, in tables of all projects."""

PROJECTS = Table(
    "projects",
    "Projects",
    "Projects",
    (
        Column("name", 34),
        Column("start", 12, Shape.DATE),
        Column("commitment", 13, Shape.LIST, "commitment"),
        Column("probability", 11, Shape.PERCENT),
        Column("rank", 8, Shape.WHOLE),
        Column("business_unit", 20),
        Column("cost_centre", 14),
        Column("owner_id", 20, Shape.PERSON),
        Column("sponsor_id", 20, Shape.PERSON),
        Column("deadline", 12, Shape.DATE, after_start=True),
        Column("headroom_weeks", 11, Shape.WHOLE),
        Column("budget", 15, Shape.MONEY),
        Column("handover_pct", 11, Shape.PERCENT),
        Column("contingency_pct", 12, Shape.PERCENT),
    ),
    is_fixed=True,
)

LINES = Table(
    "lines",
    "Staffing",
    "Staffing",
    (PROJECT, *STAFFING.columns),
    has_weeks=True,
)

OWN_SHEETS: tuple[Table, ...] = (PROJECTS, LINES)
"""What has a sheet with figures; everything else stands on the pages of `portfolio_pages`."""
