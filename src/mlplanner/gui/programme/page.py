"""The section Programme: operating model, services, funding, training (P2.2, P4.8, P8)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from mlplanner.gui.preferences import Preferences
from mlplanner.gui.programme.catalogue import CatalogueTab
from mlplanner.gui.programme.funding import FundingTab
from mlplanner.gui.programme.operating import OperatingTab
from mlplanner.gui.programme.rights_tab import RightsTab
from mlplanner.gui.programme.roadmap import RoadmapTab
from mlplanner.gui.programme.sheet import push_button
from mlplanner.gui.session import Session


class ProgrammePage(QWidget):
    """Tabs over the whole portfolio; the committee pack is made from here."""

    export_requested = Signal(str)
    """An export by its id."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("programmePage")
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.rights = RightsTab(session)
        self.catalogue = CatalogueTab(session)
        self.funding = FundingTab(session)
        self.roadmap = RoadmapTab(session)
        self.operating = OperatingTab(session)
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("programmeTabs")
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.rights, "Decision rights")
        self.tabs.addTab(self.catalogue, "Service catalogue")
        self.tabs.addTab(self.funding, "Funding")
        self.tabs.addTab(self.roadmap, "Capability roadmap")
        self.tabs.addTab(self.operating, "Operating model")
        self.pack = push_button("committeePack", "Committee pack…")
        self.pack.setToolTip("Decisions asked, money, capacity, risks and retirements of the whole portfolio as PDF")
        self.pack.clicked.connect(lambda: self.export_requested.emit("committee.pdf"))
        row = QHBoxLayout()
        row.setContentsMargins(12, 6, 12, 0)
        row.addStretch(1)
        row.addWidget(self.pack)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self.tabs)

    def go_to(self, noun: str, noun_id: int | None, field: str | None) -> bool:
        """Show the place of a check: a service or a subscription, else the funding."""
        if noun in ("services", "subscriptions"):
            self.tabs.setCurrentWidget(self.catalogue)
            return self.catalogue.go_to(noun, noun_id, field)
        if noun == "rights":
            self.tabs.setCurrentWidget(self.rights)
            self.rights.refresh_if_stale()
            return self.rights.panel.focus_role(None)
        self.tabs.setCurrentWidget(self.funding)
        return noun in ("funding_shares", "programme")

    def restore(self, preferences: Preferences) -> None:
        """The tab as it was left."""
        self.tabs.setCurrentIndex(min(max(preferences.get("programme/tab", 0), 0), self.tabs.count() - 1))

    def save(self, preferences: Preferences) -> None:
        """Keep the tab for the next start."""
        preferences.put("programme/tab", self.tabs.currentIndex())
