"""The hidden sheet with the exported state, and what the workbook is (research: identity that survives re-saving)."""

from mlplanner.exchange.excel.books import Book
from mlplanner.exchange.excel.states import FORMAT, SHEET, VERSION, State, pack_state
from mlplanner.exchange.excel.styles import HINT

HEADINGS = ("format", "version", "portfolio", "portfolio_name", "project", "revision", "sha256", "state")
"""Column A of the sheet; the state's cells follow in B8, C8, …"""


def draw_state(book: Book, state: State) -> None:
    """Write the state where people do not see it."""
    digest, cells = pack_state(state)
    sheet = book.sheet(SHEET)
    sheet.page.sheet_state = "veryHidden"
    project = "" if state.project is None else str(state.project)
    values = (FORMAT, str(VERSION), state.portfolio_uid, state.portfolio_name, project, str(state.revision), digest)
    for row, heading in enumerate(HEADINGS, start=1):
        sheet.put(row, 1, heading, HINT)
    for row, value in enumerate(values, start=1):
        sheet.put(row, 2, value, HINT)
    for column, cell in enumerate(cells, start=2):
        sheet.put(len(HEADINGS), column, cell, HINT)
