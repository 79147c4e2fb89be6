"""The main window: navigation, pages, message bar, status bar. It shows one portfolio or the welcome page.

The first paint counts most at the start: until then the window is an empty shell, and only what that needs is imported
at module level. Merely naming Qt's namespace of constants costs a third of the time to the first paint, hence it is
used in `build` and later, never before. The database layer and the screens come after that.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QMainWindow

from mlplanner.gui.preferences import Preferences
from mlplanner.gui.sections import SECTIONS
from mlplanner.gui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QPaintEvent
    from PySide6.QtWidgets import QSplitter, QStackedWidget, QToolBar, QWidget

    from mlplanner.gui.actions import ActionBook
    from mlplanner.gui.jobs import Jobs
    from mlplanner.gui.messages import MessageBar
    from mlplanner.gui.navigation import Navigation
    from mlplanner.gui.project.page import ProjectPage
    from mlplanner.gui.scenarios.strip import ScenarioStrip
    from mlplanner.gui.session import Session
    from mlplanner.gui.status import StatusLine
    from mlplanner.operations.operation import Changes

_TITLE = "mlplanner"


class MainWindow(QMainWindow):
    """The shell. `session` is the open portfolio, None on the welcome page. The parts exist once `build` was called."""

    first_painted = Signal()
    """Once, after the empty shell is on the screen."""
    session_changed = Signal()
    """A portfolio was opened or closed."""
    file_dropped = Signal(Path)
    """A file was dropped on the window."""
    closed = Signal()
    """The window has let go of everything."""
    place_changed = Signal()
    """Another section or project is shown."""

    jobs: Jobs
    actions_by_id: ActionBook
    navigation: Navigation
    messages: MessageBar
    pages: QStackedWidget
    status: StatusLine
    tool_bar: QToolBar
    splitter: QSplitter
    scenario_strip: ScenarioStrip

    def __init__(self, preferences: Preferences, theme: Theme) -> None:
        super().__init__()
        self.preferences, self.theme = preferences, theme
        self.session: Session | None = None
        self._pages: dict[str, QWidget] = {}
        self._welcome: QWidget | None = None
        self._open_projects: list[int] = []
        self._was_painted = self._is_built = False
        self.setObjectName("mainWindow")
        self.setWindowTitle(_TITLE)
        room = self.screen().availableGeometry().size()
        self.resize(QSize(1280, 800).boundedTo(room))  # at 200 % a laptop's screen is smaller than that
        if not (geometry := preferences.state("window/geometry")).isEmpty():
            self.restoreGeometry(geometry)

    def build(self) -> None:
        """Make the parts of the shell, still without a portfolio."""
        from mlplanner.gui.actions import ActionBook
        from mlplanner.gui.jobs import Jobs
        from mlplanner.gui.layout import lay_out

        self.jobs = Jobs(self)
        self.actions_by_id = ActionBook(self)
        lay_out(self)
        self._take_drops()
        self.navigation.section_chosen.connect(self.show_section)
        self.navigation.project_chosen.connect(self.show_project)
        self.navigation.project_closed.connect(self.close_project)
        self.theme.changed.connect(self._redraw)
        if not (splitter := self.preferences.state("window/splitter")).isEmpty():
            self.splitter.restoreState(splitter)
        self._is_built = True

    def _take_drops(self) -> None:
        """Files can be dropped anywhere: a portfolio is opened, anything else imported."""
        from mlplanner.gui.drops import FileDrops

        self.setAcceptDrops(True)
        self.winId()  # makes the surface where there is none yet
        if (surface := self.windowHandle()) is not None:
            FileDrops(surface, self).dropped.connect(self.file_dropped)

    def set_welcome(self, page: QWidget) -> None:
        """The page shown while no portfolio is open."""
        self._welcome = page
        self.pages.addWidget(page)
        if self.session is None:
            self.pages.setCurrentWidget(page)

    def show_session(self, session: Session) -> None:
        """Show a portfolio in place of what is open; the window owns it from now on."""
        self.close_session()
        self.session = session
        session.setParent(self)
        session.layouts.update(self.preferences.get("grids", {}))
        session.changed.connect(self._on_changed)
        session.failed.connect(self._on_failed)
        session.go_to.connect(self.go_to)
        self.navigation.setVisible(True)
        self._show_names()
        self.show_section(SECTIONS[0].id)
        self.session_changed.emit()
        self._restore_projects()
        if unused := session.workspace.unused_changes:
            ways = [("Show the playbook", lambda: self.show_section("playbook"))]
            sentences = "\n".join(change.reason for change in unused)
            self.messages.warn(
                "Changes of the playbook that no longer fit are not used.", ways, sentences, cause="playbook"
            )
        self.actions_by_id.refresh()

    def close_session(self) -> None:
        """Back to the welcome page; the file is let go."""
        if self.session is None:
            return
        self.save_state()
        self.jobs.close()
        session, self.session = self.session, None
        for page in self._pages.values():
            self.pages.removeWidget(page)
            page.hide()
            page.deleteLater()
        self._pages.clear()
        self._open_projects.clear()
        self.navigation.show_projects(())
        self.navigation.setVisible(False)
        self.messages.clear()
        session.close()
        session.deleteLater()
        if self._welcome:
            self.pages.setCurrentWidget(self._welcome)
        self._show_names()
        self.session_changed.emit()
        self.actions_by_id.refresh()

    def page(self, key: str) -> QWidget | None:
        """A section's page, or `project`, if it was made."""
        return self._pages.get(key)

    def show_section(self, key: str) -> None:
        """Show a section; its page is made the first time."""
        if self.session is None:
            return
        if key not in self._pages:
            section = next(section for section in SECTIONS if section.id == key)
            page = section.factory(self.session)
            if hasattr(page, "project_opened"):
                page.project_opened.connect(self.show_project)
            if hasattr(page, "restore"):
                page.restore(self.preferences)
            self._pages[key] = page
            self.pages.addWidget(page)
        self.pages.setCurrentWidget(self._pages[key])
        self.navigation.show_place(key)
        self.place_changed.emit()
        self.actions_by_id.refresh()

    def show_project(self, project_id: int, tab: str | None = None) -> None:
        """Show a project's page, and keep it among the open ones."""
        if self.session is None or project_id not in self.session.portfolio.plans:
            return
        if project_id not in self._open_projects:
            self._open_projects.append(project_id)
        self._list_projects()
        page = self.project_page()
        page.show_project(project_id, tab)
        focus, before = self.focusWidget(), self.pages.currentWidget()
        is_from_page = before is not None and before is not page and before.isAncestorOf(focus)
        self.pages.setCurrentWidget(page)
        if is_from_page:  # else Qt would choose the next widget in line, which is the list of checks
            page.tabs.tabBar().setFocus()
        self.navigation.show_place(project_id)
        self.place_changed.emit()
        self.actions_by_id.refresh()

    def project_page(self) -> ProjectPage:
        """The one page that shows projects; made the first time."""
        from mlplanner.gui.project.page import ProjectPage

        assert self.session is not None
        page = self._pages.get("project")
        if not isinstance(page, ProjectPage):
            page = ProjectPage(self.session)
            page.restore(self.preferences)
            self._pages["project"] = page
            self.pages.addWidget(page)
            self.place_changed.emit()
        return page

    def close_project(self, project_id: int) -> None:
        """Take a project from the open ones; the project itself stays."""
        was_shown = self.current_project_id == project_id
        if project_id in self._open_projects:
            self._open_projects.remove(project_id)
        self._list_projects()
        if was_shown:
            self.show_section(SECTIONS[0].id)

    @property
    def current_project_id(self) -> int | None:
        """The project whose page is shown, or the one selected in the section shown; None: none."""
        page = self.pages.currentWidget()
        if page is None or self.session is None:
            return None
        found = getattr(page, "project_id" if page is self._pages.get("project") else "selected_project_id", None)
        return found if found in self.session.portfolio.plans else None

    def go_to(self, place: Any) -> None:
        """Show the place of a finding, or of (project_id, tab, noun, noun_id, field)."""
        from mlplanner.domain.enums import Severity
        from mlplanner.domain.findings import Finding

        if isinstance(place, tuple):
            project_id, tab, noun, noun_id, field = place
            place = Finding("", Severity.ADVISE, "", project_id, tab, noun, noun_id, field)
        if isinstance(place, Finding) and any(section.id == place.tab for section in SECTIONS):
            self.show_section(place.tab)
            page = self._pages.get(place.tab)
            if page is not None and hasattr(page, "go_to"):
                page.go_to(place.noun, place.noun_id, place.field)
        elif isinstance(place, Finding):
            self.show_project(place.project_id)
            self.project_page().go_to(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell once that the shell is on the screen."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Cancel the job at work, wait for it, keep the window's state, let the file go."""
        if self._is_built:
            self.jobs.close()
            self.save_state()
            self.close_session()
        self.closed.emit()
        event.accept()

    def save_state(self) -> None:
        """Keep geometry, splitter, and what the open portfolio's pages want back."""
        keep = self.preferences
        keep.put_state("window/geometry", self.saveGeometry())
        keep.put_state("window/splitter", self.splitter.saveState())
        if self.session is not None:
            keep.put("grids", self.session.layouts)
            uid = self.session.portfolio.settings.portfolio_uid
            current = self.current_project_id if self.pages.currentWidget() is self._pages.get("project") else None
            keep.put(f"portfolio-{uid}/open", self._open_projects)
            keep.put(f"portfolio-{uid}/shown", current or 0)
            page = self._pages.get("project")
            keep.put(f"portfolio-{uid}/tab", getattr(page, "current_tab", ""))
            for page in self._pages.values():
                if hasattr(page, "save"):
                    page.save(keep)
        keep.flush()

    def _restore_projects(self) -> None:
        assert self.session is not None
        plans = self.session.portfolio.plans
        uid = self.session.portfolio.settings.portfolio_uid
        self._open_projects = [key for key in self.preferences.get(f"portfolio-{uid}/open", []) if key in plans]
        self._list_projects()
        shown = self.preferences.get(f"portfolio-{uid}/shown", 0)
        if shown in plans:
            self.show_project(shown, self.preferences.get(f"portfolio-{uid}/tab", "") or None)

    def _on_failed(self, sentence: str) -> None:
        self.messages.error(sentence, cause="edit")

    def _on_changed(self, changes: Changes) -> None:
        self.messages.clear("error")
        if self.session is not None and not self.session.workspace.unused_changes:
            self.messages.solve("playbook")
        if "projects" in changes.kinds:
            self._drop_gone_projects()
        self._show_names()
        self.actions_by_id.refresh()

    def _drop_gone_projects(self) -> None:
        assert self.session is not None
        plans = self.session.portfolio.plans
        gone = [key for key in self._open_projects if key not in plans]
        self._open_projects = [key for key in self._open_projects if key in plans]
        self._list_projects()
        page = self._pages.get("project")
        if gone and page is not None and page is self.pages.currentWidget() and self.current_project_id is None:
            self.show_section(SECTIONS[0].id)

    def _list_projects(self) -> None:
        plans = self.session.portfolio.plans if self.session else {}
        self.navigation.show_projects((key, plans[key].project.name) for key in self._open_projects)

    def _show_names(self) -> None:
        self.status.show_session(self.session)
        self.scenario_strip.show_session(self.session)
        name = self.session.portfolio.settings.name if self.session else ""
        sample = " (sample data)" if self.session and self.session.portfolio.settings.is_sample else ""
        self.setWindowTitle(f"{name}{sample} – {_TITLE}" if name else _TITLE)

    def _redraw(self) -> None:
        self.actions_by_id.redraw_icons()
        self.navigation.redraw()
        self.messages.redraw()
