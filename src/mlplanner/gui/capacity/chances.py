"""How likely each role is short, week by week: drawn beside the window, with progress and a Cancel that works (P4.9)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mlplanner.domain.weeks import DAYS_IN_WEEK
from mlplanner.engine.behind import Key
from mlplanner.engine.load_spans import Span
from mlplanner.engine.work_units import UNITS
from mlplanner.gui.capacity.words import Cell
from mlplanner.gui.feed import Feed
from mlplanner.gui.jobs import Job, Jobs, Progress
from mlplanner.gui.session import Session
from mlplanner.reports.formats import counted, day

if TYPE_CHECKING:
    from mlplanner.engine.simulation.portfolios import Behind, PortfolioSimulation, RoleShortage

_NOT_DRAWN = Cell(0, 0, 0, False, 0)


class Chances(QObject):
    """What was found last stays until something newer is known; `is_current` tells whether it is of the plan as it is."""

    changed = Signal()
    """Found, stopped, failed, or further on."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = Jobs(self)
        self._jobs.changed.connect(self.changed)
        self._job: Job[object] | None = None
        self._of: object = None
        self._roles: dict[str, RoleShortage] = {}
        self._asked = False
        self.found: PortfolioSimulation | None = None
        self.first = date.min
        """The Monday of the heat map's first week."""
        Feed.of(session).completed.connect(self._on_figures)
        session.closing.connect(self._jobs.close)

    @property
    def share(self) -> float | None:
        """How far the drawing is, 0 to 1; None while nothing is drawn."""
        return self._jobs.share if self._job is not None else None

    @property
    def is_current(self) -> bool:
        """True when the figures are those of the plan as it is."""
        return self.found is not None and self._of is self._session.portfolio

    def ask(self) -> None:
        """Draw anew where the plan has changed, once all its figures are known."""
        if self.is_current:
            return
        self.stop()
        self._asked = True
        self._start()

    def stop(self) -> None:
        """Give up what is being drawn; what was found before stays."""
        self._asked = False
        if self._job is not None:
            self._job.cancel()

    def cell(self, key: Key, span: Span) -> tuple[Cell, str]:
        """The chance of the span's worst week, as the heat map paints it: ▲ where it is not sure with 80 %."""
        from mlplanner.engine.simulation.portfolios import is_unsure

        place = self.worst_week(key, span)
        if place is None:
            return _NOT_DRAWN, ""
        chance = self._roles[str(key)].chances[place]
        units = int(chance * UNITS)
        return Cell(units, UNITS, units, is_unsure(chance), 0), said_briefly(chance)

    def says(self, title: str, key: Key, span: Span, label: str) -> str:
        """A cell as a sentence."""
        from mlplanner.reports.uncertainty_words import chance

        place = self.worst_week(key, span)
        if place is None or self.found is None:
            return f"{title}, {label}: not drawn yet"
        worst = self._roles[str(key)].chances[place]
        when = f" in its worst week, that of {day(self.found.mondays[place])}" if span.end - span.first > 1 else ""
        return f"{title}, {label}: short with {chance(worst)}{when}"

    def behind(self, key: Key, span: Span) -> tuple[Behind, ...]:
        """The projects behind the span's worst week, in rank order."""
        place = self.worst_week(key, span)
        return self._roles[str(key)].behind[place] if place is not None else ()

    def worst_week(self, key: Key, span: Span) -> int | None:
        """The drawn week with the highest chance within a span; None where nothing is known of it."""
        item = self._roles.get(str(key))
        if item is None or self.found is None:
            return None
        shift = (self.first - self.found.mondays[0]).days // DAYS_IN_WEEK
        places = range(max(span.first + shift, 0), min(span.end + shift, len(item.chances)))
        return max(places, key=lambda place: item.chances[place], default=None)

    def is_possible(self, role: str) -> bool:
        """True when the role can be short at all."""
        return role in self._roles and any(self._roles[role].chances)

    def worst(self) -> tuple[str, date] | None:
        """The role and the Monday with the highest chance; None when none can be short."""
        from_all = [(item.chances[item.worst], item) for item in self._roles.values() if item.chances]
        chance, item = max(from_all, key=lambda pair: pair[0], default=(Decimal(0), None))
        return (item.role, self.found.mondays[item.worst]) if item and chance and self.found else None

    def sentence(self) -> str:
        """What was found, in one line."""
        if self.found is None:
            return "The chance that a role is short is being drawn…" if self._job else "No chances are drawn yet."
        short = sum(map(self.is_possible, self._roles))
        told = f"{counted(short, 'role')} may run short" if short else "No role can run short"
        return told if self.is_current else f"{told} – as the plan was before the last edit"

    def _on_figures(self) -> None:
        if self._asked:
            self.ask()

    def _start(self) -> None:
        session, feed = self._session, Feed.of(self._session)
        portfolio, playbook, today = session.portfolio, session.playbook, session.today
        known = {key: feed.figures(key) for key in portfolio.plans}
        figures = {key: value for key, value in known.items() if value is not None}
        if len(figures) < len(portfolio.plans):
            return  # asked again once all are known; what can't be computed was told by the feed
        self._asked = False

        def work(report: Progress) -> PortfolioSimulation:
            from mlplanner.engine.simulation.portfolios import simulate_portfolio

            return simulate_portfolio(portfolio, figures, playbook, today, report)

        job = self._job = self._jobs.start("Drawing the chances of shortages", work)
        job.finished.connect(lambda found: self._keep(portfolio, found))
        job.failed.connect(lambda error: session.failed.emit(f"The chances could not be drawn: {error}"))
        job.ended.connect(lambda: self._on_ended(job))
        self.changed.emit()

    def _keep(self, portfolio: object, found: object) -> None:
        from mlplanner.engine.simulation.portfolios import PortfolioSimulation

        if isinstance(found, PortfolioSimulation):
            self.found, self._of = found, portfolio
            self._roles = {item.role: item for item in found.shortages}

    def _on_ended(self, job: Job[object]) -> None:
        if self._job is job:
            self._job = None
        self.changed.emit()


def said_briefly(chance: Decimal) -> str:
    """`45%` for a cell; what is neither sure nor impossible is not written as if it were."""
    if not chance:
        return "–"
    if chance < Decimal("0.01"):
        return "<1%"
    return ">99%" if Decimal("0.99") < chance < 1 else f"{100 * chance:.0f}%"
