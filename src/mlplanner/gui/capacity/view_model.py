"""What the heat map shows: rows, periods and figures of the current snapshot, and the words for them (P4.9)."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from enum import StrEnum

from mlplanner.domain.capacity import OverloadAcceptance
from mlplanner.domain.enums import Commitment
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.weeks import DAYS_IN_WEEK, monday_of, say_day
from mlplanner.engine.behind import Key
from mlplanner.engine.load_book import LoadBook, View
from mlplanner.engine.load_spans import Span, Step, spans
from mlplanner.gui.capacity.heat_map import HeatRow
from mlplanner.gui.capacity.words import ACCEPTED, OVER, Cell, Unit, cell_of, fte, number
from mlplanner.gui.session import Session
from mlplanner.reports.formats import counted

LEAST, MOST = 26, 104
"""Weeks that are shown: until the last project is handed over, within these."""


class Count(StrEnum):
    """Which projects count."""

    ALL = "All projects"
    WEIGHTED = "Tentative by probability"
    CONFIRMED = "Confirmed only"
    TENTATIVE = "Tentative only"

    @property
    def view(self) -> View:
        """What that means to the engine."""
        sure = frozenset({Commitment.CONFIRMED})
        counted_ = {Count.CONFIRMED: sure, Count.TENTATIVE: frozenset(Commitment) - sure}.get(
            self, frozenset(Commitment)
        )
        return View(counted_, self is Count.WEIGHTED)


class CapacityModel:
    """Asks the kept book; what is open and chosen on the screen is kept here."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.step, self.count, self.unit = Step.WEEK, Count.ALL, Unit.FTE
        self.open_roles: set[str] = set()
        self.is_short_only = False
        self.spans: tuple[Span, ...] = ()
        self._cells: dict[tuple[Key, int], tuple[Cell, str]] = {}
        self.book: LoadBook = LoadBook(session.today, 0)

    @property
    def view(self) -> View:
        """Which projects count."""
        return self.count.view

    def refresh(self) -> None:
        """Bring the book to the current snapshot. BadInput when somebody's country is unknown."""
        portfolio = self._session.portfolio
        first = monday_of(self._session.today)
        self.book = self._session.workspace.capacity.book("screen", first, _weeks(portfolio, first))
        days = [self.book.calendar.working_days(monday) for monday in self.book.mondays]
        self.spans = spans(self.book.mondays, days, self.step)
        self._cells = {}

    def rows(self) -> list[HeatRow]:
        """Roles in the playbook's order, below each open one its people."""
        found: list[HeatRow] = []
        for role in self._ordered_roles():
            if self.is_short_only and not self._is_short(role):
                continue
            people = self._people(role)
            is_open = role in self.open_roles
            found.append(HeatRow(role, self.title(role), True, not is_open, bool(people)))
            found += [HeatRow(key, self.title(key), False) for key in people if is_open]
        return found

    def roles(self, is_short: Callable[[str], bool]) -> list[HeatRow]:
        """The roles alone; where only who is short is to be seen, those that `is_short` names."""
        keys = self._ordered_roles()
        return [HeatRow(key, self.title(key), True) for key in keys if not self.is_short_only or is_short(key)]

    def when(self, span: Span) -> str:
        """A period as a sentence names it."""
        return f"week of {span.label}" if self.step is Step.WEEK else span.label

    def cell(self, key: Key, span: Span) -> tuple[Cell, str]:
        """Figures and text of a cell; computed when it comes into sight."""
        known = self._cells.get((key, span.first))
        if known is None:
            row = self.book.row(key, self.view)
            cell = cell_of(row, span)
            hours = self._session.playbook.figure("hours_per_day")
            text = number(cell, row, span, self.unit, hours)
            if cell.is_over and self.accepted(key, span):
                text += f" {ACCEPTED}"
            known = self._cells[key, span.first] = (cell, text)
        return known

    def title(self, key: Key) -> str:
        """The name of a role or person."""
        if isinstance(key, str):
            return self._session.playbook.role_title(key)
        person = self._session.portfolio.people.get(key)
        return f"{person.name} (to be found)" if person and person.is_placeholder else person.name if person else ""

    def says(self, key: Key, span: Span) -> str:
        """A cell as a sentence."""
        cell, _ = self.cell(key, span)
        text = f"{self.title(key)}, {self.when(span)}: {fte(cell.demand)} of {fte(cell.supply)} FTE"
        if cell.is_over:
            text += f" – {OVER} {fte(cell.demand - cell.supply)} short"
        if cell.weeks_over and self.step is not Step.WEEK:
            text += f", over in {counted(cell.weeks_over, 'week')}"
        if cell.demand > cell.sure:
            text += f"; {fte(cell.demand - cell.sure)} of it tentative"
        accepted = self.accepted(key, span)
        return f"{text}; accepted: {accepted.reason}" if accepted else text

    def missing(self, key: Key, span: Span) -> tuple[int, int]:
        """Weeks of a period in which a role or person is short, and the units missing in them together."""
        row = self.book.row(key, self.view)
        over = [week for week in range(span.first, span.end) if row.is_over(week)]
        return len(over), sum(row.demand[week] - row.supply[week] for week in over)

    def accepted(self, key: Key, span: Span) -> OverloadAcceptance | None:
        """The acceptance that covers a cell, or a week of it."""
        first, last = self.days(span)
        for each in self._session.portfolio.acceptances:
            whose = each.role or each.person_id
            if whose == key and each.first <= last and each.last >= first:
                return each
        return None

    def days(self, span: Span) -> tuple[date, date]:
        """The first Monday and the last Sunday of a period."""
        first = self.book.first + timedelta(days=DAYS_IN_WEEK * span.first)
        return first, self.book.first + timedelta(days=DAYS_IN_WEEK * span.end - 1)

    def sentence(self) -> str:
        """How many roles and people are short in the weeks shown."""
        roles = sum(map(self._is_short, self.book.roles))
        people = sum(self.book.shortage(key, self.view)[0] > 0 for key in self.book.people)
        last = say_day(self.book.mondays[-1]) if self.book.weeks else ""
        if not roles and not people:
            return f"Until {last} nobody is asked for more than there is."
        who = [counted(roles, "role")] if roles else []
        who += [counted(people, "person", "people")] if people else []
        return f"{OVER} {' and '.join(who)} asked for more than there is until {last}"

    def worst(self) -> tuple[Key, int] | None:
        """The role with most missing, and the place of the period in which most of it is; None when nothing is short."""
        short = [(self.book.shortage(role, self.view)[1], role) for role in self.book.roles]
        units, role = max(short, default=(0, ""))
        if not units:
            return None
        cells = [self.cell(role, span)[0] for span in self.spans]
        return role, max(range(len(cells)), key=lambda place: cells[place].demand - cells[place].supply)

    def _ordered_roles(self) -> list[str]:
        order = {role: place for place, role in enumerate(self._session.playbook.roles)}
        return sorted(self.book.roles, key=lambda key: (order.get(key, len(order)), key))

    def _is_short(self, role: str) -> bool:
        keys: Sequence[Key] = (role, *self._people(role))
        return any(self.book.shortage(key, self.view)[0] for key in keys)

    def _people(self, role: str) -> list[int]:
        people = self._session.portfolio.people
        return [key for key in self.book.by_role.get(role, ()) if key in people]


def _weeks(portfolio: Portfolio, first: date) -> int:
    ends = [
        (plan.project.start - first).days // DAYS_IN_WEEK + plan.total_weeks
        for plan in portfolio.plans.values()
        if not plan.is_withdrawn
    ]
    return min(max((LEAST, *ends)), MOST)
