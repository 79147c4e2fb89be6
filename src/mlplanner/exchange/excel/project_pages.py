"""The sheets of the portfolio workbook for what belongs to projects: one table for each kind, the project in front."""

from dataclasses import replace

from mlplanner.exchange.excel import plan_pages
from mlplanner.exchange.excel.columns import Column, Record, Table
from mlplanner.exchange.excel.noun_columns import WIDTHS
from mlplanner.exchange.excel.pages import Page
from mlplanner.exchange.excel.portfolio_layouts import LINES, PROJECT, PROJECTS

NEW_ROW = "New row: choose its project and leave its Ref empty."
TITLES = {"gates": "Gates and signers", "evidence": "Evidence of success"}
"""Titles that another sheet has, or that are longer than a sheet's may be (31 characters)."""


def _page(part: Table | Record) -> Page:
    """One table of all projects: of a record a row for each project."""
    title = TITLES.get(part.kind, part.title)
    if isinstance(part, Record):
        made = Table(part.kind, title, title, (PROJECT, *map(_wide, part.columns)), is_fixed=True)
        return Page(title, f"{part.title}: one row for each project", "One row for each project.", (made,))
    made = replace(part, sheet=title, title=title, columns=(PROJECT, *part.columns))
    note = NEW_ROW if part.is_input and not part.is_fixed else "Rows are made in mlplanner."
    return Page(title, f"{part.title} of all projects", note, (made,))


def _wide(column: Column) -> Column:
    """A line of a record as a column."""
    return replace(column, width=max(column.width, WIDTHS[column.shape]))


PROJECT_PAGES: tuple[Page, ...] = tuple(
    _page(part) for part in plan_pages.PARTS if part.kind not in (PROJECTS.kind, LINES.kind)
)
