"""Capacity of the current snapshot, kept from one step to the next so that an edit adds only its projects anew (P4.9).

The engine is imported when somebody first asks.
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.weeks import DAYS_IN_WEEK
from mlplanner.queries.figures import Source

if TYPE_CHECKING:
    from mlplanner.engine.calendars import WorkCalendar
    from mlplanner.engine.load_book import LoadBook
    from mlplanner.engine.results import Loads


class CapacityCache:
    """Books by name: each who looks at capacity has their own, with weeks of their own."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._books: dict[str, LoadBook] = {}
        self._calendars: dict[str, tuple[tuple[object, ...], WorkCalendar]] = {}

    def book(self, name: str, first: date, weeks: int) -> "LoadBook":
        """The book of that name over these weeks, at the current revision. BadInput for an unknown country."""
        from mlplanner.engine.load_book import LoadBook

        book = self._books.get(name)
        if book is None:
            book = self._books[name] = LoadBook(first, weeks)
        elif (book.first, book.weeks) != (first, weeks):
            book.move(first, weeks)
        return self.show(name, self._source.portfolio)

    def show(self, name: str, portfolio: Portfolio) -> "LoadBook":
        """The book of that name brought to a portfolio: the current one, or one that is only tried."""
        book = self._books[name]
        book.show(portfolio, self._source.playbook, self._calendar(name, portfolio, book))
        return book

    def loads(self, name: str, first: date, weeks: int) -> "Loads":
        """Supply and demand of all projects in FTE."""
        from mlplanner.engine.capacity import loads_of
        from mlplanner.engine.load_book import View

        return loads_of(self.book(name, first, weeks), View())

    def _calendar(self, name: str, portfolio: Portfolio, book: "LoadBook") -> "WorkCalendar":
        from mlplanner.engine.calendars import work_calendar

        context = (portfolio.settings, portfolio.closures, book.first, book.weeks)
        kept = self._calendars.get(name)
        if kept is None or kept[0] != context:
            end = book.first + timedelta(days=DAYS_IN_WEEK * book.weeks)
            kept = (context, work_calendar(portfolio.settings, portfolio.closures, book.first, end))
            self._calendars[name] = kept
        return kept[1]
