"""The Project page: header, tabs, checks; one place that knows how to go to a field."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QTabWidget, QToolButton, QVBoxLayout, QWidget

from mlplanner.domain.findings import Finding
from mlplanner.gui.preferences import Preferences
from mlplanner.gui.project.checks import ChecksPanel
from mlplanner.gui.project.header import ProjectHeader
from mlplanner.gui.project.tab import ProjectTab
from mlplanner.gui.project.tabs import TABS
from mlplanner.gui.room import Roomy
from mlplanner.gui.screen import ProjectScreen
from mlplanner.gui.sections import SECTIONS
from mlplanner.gui.session import Session

_WIDTH_FOR_CHECKS = 900


class ProjectPage(ProjectScreen):
    """One project. Tabs are made when they are first shown, so that opening a project stays quick."""

    export_requested = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.header = ProjectHeader(session, self)
        self.checks = ChecksPanel(session, self)
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("projectTabs")
        self.tabs.setDocumentMode(True)
        self._made: dict[str, ProjectTab] = {}
        self._wants_checks = ""
        self._holders: list[Roomy] = []
        for spec in TABS:
            holder = Roomy()
            holder.setObjectName(f"tab_{spec.id}")
            self._holders.append(holder)
            self.tabs.addTab(holder, spec.title)
        self.tabs.currentChanged.connect(self._on_tab)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setObjectName("projectSplitter")
        self.splitter.addWidget(self.tabs)
        self.splitter.addWidget(self.checks)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([980, 280])
        self.checks_button = self._make_checks_button()
        self.tabs.setCornerWidget(self.checks_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.splitter, 1)
        self.checks.chosen.connect(self.go_to)

    def _make_checks_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("showChecks")
        button.setText("Checks")
        button.setAccessibleName("Show the checks beside the tabs")
        button.setToolTip("Show or hide the checks beside the tabs")
        button.setCheckable(True)
        button.setChecked(True)
        button.clicked.connect(self._on_checks)
        return button

    def restore(self, preferences: Preferences) -> None:
        """The checks as they were left; until the user said so, they show where there is room."""
        self._wants_checks = preferences.get("project/checks", "")
        if not (state := preferences.state("project/splitter")).isEmpty():
            self.splitter.restoreState(state)
        self._show_checks()

    def save(self, preferences: Preferences) -> None:
        """Keep whether the checks show, and how wide."""
        preferences.put("project/checks", self._wants_checks)
        preferences.put_state("project/splitter", self.splitter.saveState())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow page gives its room to the tab."""
        super().resizeEvent(event)
        self._show_checks()

    def _on_checks(self, is_on: bool) -> None:
        self._wants_checks = "shown" if is_on else "hidden"
        self._show_checks()

    def _show_checks(self) -> None:
        has_room = self.width() >= _WIDTH_FOR_CHECKS
        is_on = self._wants_checks == "shown" or (not self._wants_checks and has_room)
        self.checks.setVisible(is_on)
        self.checks_button.setChecked(is_on)

    @property
    def current_tab(self) -> str:
        """The id of the tab in front."""
        return TABS[self.tabs.currentIndex()].id

    def tab(self, tab_id: str) -> ProjectTab:
        """A tab by id, made if it was not shown yet."""
        index = next(i for i, spec in enumerate(TABS) if spec.id == tab_id)
        if tab_id not in self._made:
            tab = TABS[index].factory(self.session)
            tab.project_id = self.project_id
            tab.export_requested.connect(self.export_requested)
            self._holders[index].hold(tab)
            self._made[tab_id] = tab
        return self._made[tab_id]

    def show_project(self, project_id: int, tab: str | None = None) -> None:
        """Show a project, on the given tab or the one in front."""
        super().show_project(project_id)
        self.header.show_project(project_id)
        self.checks.show_project(project_id)
        for made in self._made.values():
            made.show_project(project_id)
        self.show_tab(tab or self.current_tab)

    def show_tab(self, tab_id: str) -> None:
        """Bring a tab to the front."""
        self.tab(tab_id)
        self.tabs.setCurrentIndex(next(i for i, spec in enumerate(TABS) if spec.id == tab_id))

    def go_to(self, finding: Finding) -> None:
        """Show the place a finding names; the window shows those that lie in its other sections."""
        known = {spec.id for spec in TABS}
        if any(section.id == finding.tab for section in SECTIONS):
            self.session.go_to.emit(finding)
            return
        self.show_tab(finding.tab if finding.tab in known else TABS[0].id)
        self.tab(self.current_tab).go_to(finding.noun, finding.noun_id, finding.field)

    def refresh(self) -> None:
        """The parts refresh themselves."""

    def _on_tab(self, index: int) -> None:
        self.tab(TABS[index].id)
