"""Scenarios from anywhere in the window: the chooser in the tool bar, and what the menu Scenario does."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QInputDialog, QMenu, QToolButton

from mlplanner.gui.actions import Action
from mlplanner.gui.icons import icon
from mlplanner.gui.window import MainWindow

_LONGEST = 20


class ScenarioCommands(QObject):
    """Switches between plan and scenarios; the page of that name has the rest."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.button = QToolButton()
        self.menu = QMenu(self.button)
        window.actions_by_id.add(
            (
                Action("new_scenario", "New &scenario…", self.ask_new, "project", 3, "", "scenarios", self._can_edit),
                Action("compare_scenarios", "&Compare scenarios", self.compare, "project", 3, is_enabled=self._is_open),
                Action("leave_scenario", "Back to the &plan", self.leave, "project", 3, is_enabled=self._is_in_one),
            )
        )
        window.scenario_strip.compare_requested.connect(self.compare)
        window.scenario_strip.leave_requested.connect(self.leave)
        window.session_changed.connect(self._watch)
        window.theme.changed.connect(self.redraw)
        self._fill_button()

    def ask_new(self) -> None:
        """Ask for the name of a new scenario, then show it."""
        dialog = QInputDialog(self._window)
        dialog.setObjectName("newScenarioDialog")
        dialog.setWindowTitle("New scenario")
        dialog.setLabelText("What does it try out? Edits stay in the scenario until it is merged into the plan.")
        dialog.textValueSelected.connect(self.start)
        dialog.open()

    def start(self, name: str) -> None:
        """Make a scenario that sees the plan as it is, and show it."""
        from mlplanner.operations.scenarios import start_scenario

        session = self._window.session
        outcome = session.run_on_plan(start_scenario(name)) if session else None
        if session and outcome and outcome.value.id:
            session.enter_scenario(outcome.value.id)

    def compare(self) -> None:
        """Show the scenarios side by side."""
        self._window.show_section("scenarios")

    def leave(self) -> None:
        """Show the plan again."""
        if self._window.session:
            self._window.session.leave_scenario()

    def redraw(self) -> None:
        """Draw the icon in the theme's colours."""
        self.button.setIcon(icon("scenarios"))

    def _fill_button(self) -> None:
        self.button.setObjectName("tool_scenario")
        self.button.setToolTip("Show the plan, or a what-if over it")
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setMenu(self.menu)
        self.menu.setObjectName("menu_scenario")
        self.menu.aboutToShow.connect(self._fill_menu)
        self.redraw()
        self._name()

    def _watch(self) -> None:
        if self._window.session:
            self._window.session.changed.connect(self._name)
        self._name()

    def _name(self, _changes: object = None) -> None:
        session = self._window.session
        scenario = session.scenario if session else None
        name = scenario.name if scenario else "Plan"
        self.button.setText(name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…")
        self.button.setAccessibleName(f"Shown: {'scenario ' if scenario else ''}{name}")
        self.button.setEnabled(session is not None)

    def _fill_menu(self) -> None:
        from mlplanner.domain.scenarios import ScenarioState

        self.menu.clear()
        session = self._window.session
        if session is None:
            return
        now = session.scenario
        plan = self.menu.addAction("Plan")
        plan.setCheckable(True)
        plan.setChecked(now is None)
        plan.triggered.connect(lambda _=False: session.leave_scenario())
        for each in session.plan_workspace.portfolio.scenarios:
            if each.state != ScenarioState.OPEN:
                continue
            action = self.menu.addAction(each.name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(now is not None and now.id == each.id)
            action.triggered.connect(lambda _=False, each=each: session.enter_scenario(each.id or 0))
        self.menu.addSeparator()
        for key in ("new_scenario", "compare_scenarios"):
            self.menu.addAction(self._window.actions_by_id[key])

    def _is_open(self) -> bool:
        return self._window.session is not None

    def _can_edit(self) -> bool:
        session = self._window.session
        return session is not None and not session.workspace.is_read_only

    def _is_in_one(self) -> bool:
        session = self._window.session
        return session is not None and session.scenario is not None
