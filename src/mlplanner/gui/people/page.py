"""The section People and rate card: people, rates, and the portfolio's own settings."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from mlplanner.gui.people.pools import PoolTab
from mlplanner.gui.people.rates import RateTab
from mlplanner.gui.people.settings import SettingsTab
from mlplanner.gui.people.team import TeamTab
from mlplanner.gui.preferences import Preferences
from mlplanner.gui.session import Session


class PeoplePage(QWidget):
    """Four tabs; each refreshes when it is shown and something changed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("peoplePage")
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.team = TeamTab(session)
        self.pools = PoolTab(session)
        self.rates = RateTab(session)
        self.settings = SettingsTab(session)
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("peopleTabs")
        self.tabs.setDocumentMode(True)
        for tab, title in (
            (self.team, "People"),
            (self.pools, "Pools"),
            (self.rates, "Rate card"),
            (self.settings, "Portfolio settings"),
        ):
            self.tabs.addTab(tab, title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)

    def show_person(self, person_id: int) -> None:
        """Select somebody in the list of people."""
        self.tabs.setCurrentWidget(self.team)
        self.team.show_person(person_id)

    def restore(self, preferences: Preferences) -> None:
        """Tab and widths as they were left."""
        self.tabs.setCurrentIndex(min(max(preferences.get("people/tab", 0), 0), self.tabs.count() - 1))
        splitter = preferences.state("people/splitter")
        if not splitter.isEmpty():
            self.team.splitter.restoreState(splitter)

    def save(self, preferences: Preferences) -> None:
        """Keep tab and widths for the next start."""
        preferences.put("people/tab", self.tabs.currentIndex())
        preferences.put_state("people/splitter", self.team.splitter.saveState())
