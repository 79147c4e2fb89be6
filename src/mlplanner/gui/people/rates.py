"""The tab Rate card: what roles cost by sourcing from a day on, and exchange rates (P4.3)."""

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mlplanner.domain.errors import PlannerError
from mlplanner.domain.people import ExchangeRate, Rate
from mlplanner.engine.equivalents import Equivalent, rate_equivalents
from mlplanner.gui.people.portfolio_grid import fit_height, noun_view, widen
from mlplanner.gui.people.rate_columns import (
    completed_exchange_rate,
    completed_rate,
    exchange_columns,
    rate_columns,
)
from mlplanner.gui.project.sheet import label
from mlplanner.gui.screen import Screen
from mlplanner.gui.session import Session
from mlplanner.reports.formats import counted

_NO_RATES = "No rates yet: nothing has a price. Choose a role in this line; the newest rate before a week counts."
_NO_CURRENCIES = "Only one currency. Type another one here."


class RateTab(Screen):
    """The rate card fills the page; exchange rates stand beside it."""

    depends_on: ClassVar[frozenset[str]] = frozenset({"rates", "exchange_rates", "settings", "closures", "overrides"})

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._equivalents: Mapping[int, Equivalent] = {}
        self.search = QLineEdit()
        self.rates = noun_view(
            session,
            Rate,
            rate_columns(session, lambda: self._equivalents),
            name="rates",
            empty=_NO_RATES,
            completed=completed_rate(session),
            frozen=2,
        )
        self.exchange = noun_view(
            session,
            ExchangeRate,
            exchange_columns(session),
            name="exchangeRates",
            empty=_NO_CURRENCIES,
            completed=completed_exchange_rate,
        )
        self.count = label("", "muted")
        self._hint = label("", "muted")
        self._problem = label("", "error")
        self._build()
        self.search.textChanged.connect(lambda _text: self._show_rates())

    def _build(self) -> None:
        self.search.setObjectName("rateSearch")
        self.search.setAccessibleName("Find rates")
        self.search.setPlaceholderText("Find a role or sourcing")
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(320)
        self.count.setWordWrap(False)
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.count)
        top.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 8)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self._problem)
        layout.addWidget(self.rates, 1)
        layout.addWidget(label("Exchange rates", "subheading"))
        below = QHBoxLayout()
        below.setSpacing(16)
        self.exchange.setFixedWidth(320)
        below.addWidget(self.exchange)
        below.addWidget(self._hint, 1, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(below)

    def refresh(self) -> None:
        """Show the current snapshot."""
        self._show_problem()
        currency = self.session.portfolio.settings.currency
        self._hint.setText(
            f"What one unit of another currency is worth in {currency}. Amounts without a currency are {currency}."
        )
        rates = sorted(self.session.portfolio.exchange_rates, key=lambda rate: rate.currency)
        self.exchange.records.show(rates, exchange_columns(self.session))
        widen(self.exchange)
        fit_height(self.exchange, 3, 5)
        self._show_rates()

    def _show_problem(self) -> None:
        portfolio = self.session.portfolio
        problem = ""
        try:
            self._equivalents = rate_equivalents(portfolio, self.session.today)
        except PlannerError as error:
            self._equivalents, problem = {}, str(error)
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def _show_rates(self) -> None:
        words = self.search.text().casefold().split()
        rates = sorted(self.session.portfolio.rates, key=self._place)
        shown = [rate for rate in rates if all(word in self._text(rate) for word in words)]
        self.rates.records.show(shown)
        found = f"{len(shown)} of " if words else ""
        self.count.setText(f"{found}{counted(len(rates), 'rate')}; of several the newest before a week counts")

    def _place(self, rate: Rate) -> tuple[int, str, int, object]:
        roles, ways = list(self.session.playbook.roles), list(self.session.playbook.sourcing)
        place = roles.index(rate.role) if rate.role in roles else len(roles)
        return place, rate.role, ways.index(rate.sourcing), rate.valid_from

    def _text(self, rate: Rate) -> str:
        playbook = self.session.playbook
        return f"{playbook.role_title(rate.role)} {playbook.sourcing[rate.sourcing].title} {rate.currency}".casefold()
