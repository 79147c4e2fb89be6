"""The sheets of a plan workbook that need no formulas: several small nouns each."""

from mlplanner.exchange.excel.columns import Record, Table
from mlplanner.exchange.excel.layouts import OWN_SHEETS
from mlplanner.exchange.excel.pages import Page, page, table

PAGES: tuple[Page, ...] = (
    page(
        "Documents",
        "Documents made of this plan, for reading",
        "For reading: what was made of this plan, when, and which plan it showed.",
        table("packs", "Documents", is_input=False),
    ),
)
PARTS: tuple[Table | Record, ...] = (*OWN_SHEETS, *(part for each in PAGES for part in each.parts))
TABLES: tuple[Table, ...] = tuple(part for part in PARTS if isinstance(part, Table))
RECORDS: tuple[Record, ...] = tuple(part for part in PARTS if isinstance(part, Record))
