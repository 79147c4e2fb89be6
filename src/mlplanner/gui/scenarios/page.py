"""The section Scenarios: plan and what-ifs side by side, what differs by project, and every change."""

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QPushButton, QSplitter, QTabWidget, QVBoxLayout, QWidget

from mlplanner.domain.scenarios import Scenario, ScenarioState
from mlplanner.gui.people.portfolio_grid import make_view
from mlplanner.gui.programme.sheet import push_button
from mlplanner.gui.room import FlowRow
from mlplanner.gui.scenarios.feed import OutlookFeed
from mlplanner.gui.scenarios.merging import MergeDialog
from mlplanner.gui.scenarios.rows import (
    TotalsRow,
    change_columns,
    change_rows,
    difference_columns,
    differences,
    totals_columns,
)
from mlplanner.gui.screen import Screen
from mlplanner.gui.session import Session
from mlplanner.gui.tables.edits import Rows
from mlplanner.operations.fields import set_fields
from mlplanner.operations.scenario_edits import changes_of
from mlplanner.operations.scenarios import copy_scenario, discard_scenario, merge_scenario, start_scenario

_NONE = "No scenario yet. ‘New scenario…’ starts one: edits stay in it until you merge it into the plan."
_SAME = "Nothing differs from the plan. Show the scenario, then edit any screen."


class ScenariosPage(Screen):
    """Totals above, the selected scenario below."""

    depends_on: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("scenariosPage")
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._chosen: int | None = None
        self.feed = OutlookFeed(session, self)
        rows: Rows[Any] = Rows(noun="scenario", key=lambda row: row.scenario.id if row.scenario else 0)
        self.totals = make_view(
            session, rows, totals_columns(), name="scenarioTotals", title="Plan and scenarios", empty=_NONE, frozen=1
        )
        self.differs = self._list(difference_columns(), "scenarioProjects", "Projects that differ")
        self.changes = self._list(change_columns(), "scenarioChanges", "Changes of the scenario")
        self.tabs = QTabWidget()
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.buttons: dict[str, QPushButton] = {}
        self._build()
        self.feed.advanced.connect(self._show_all)
        self.totals.selectionModel().currentChanged.connect(lambda *_: self._follow())

    def _list(self, columns: Any, name: str, title: str) -> Any:
        return make_view(self.session, Rows(noun="row"), columns, name=name, title=title, empty=_SAME, frozen=1)

    def _build(self) -> None:
        row = FlowRow()
        ways: tuple[tuple[str, str, Callable[[], object]], ...] = (
            ("scenarioNew", "New scenario…", self.ask_new),
            ("scenarioShow", "Show", self.show_chosen),
            ("scenarioCopy", "Duplicate…", self.ask_copy),
            ("scenarioRename", "Rename…", self.ask_rename),
            ("scenarioMerge", "Merge into the plan…", self.ask_merge),
            ("scenarioDiscard", "Discard", self.discard),
        )
        for name, title, act in ways:
            button = push_button(name, title)
            button.clicked.connect(lambda _=False, act=act: act())
            self.buttons[name] = button
            row.addWidget(button)
        self.tabs.setObjectName("scenarioTabs")
        self.tabs.addTab(self.differs, "Projects that differ")
        self.tabs.addTab(self.changes, "Every change")
        self.splitter.setObjectName("scenariosSplitter")
        self.splitter.setHandleWidth(3)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.totals)
        self.splitter.addWidget(self.tabs)
        self.splitter.setSizes([240, 420])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 8)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self.splitter, 1)

    @property
    def chosen(self) -> Scenario | None:
        """The selected scenario; None: the plan's line."""
        scenarios = self.session.plan_workspace.portfolio.scenarios
        return next((each for each in scenarios if each.id == self._chosen), None)

    def refresh(self) -> None:
        """Show the current scenarios; their figures follow."""
        if (now := self.session.scenario) is not None and self._chosen is None:
            self._chosen = now.id
        self.feed.ask()
        self._show_all()

    def ask_new(self) -> None:
        """Ask for a name, then show the new scenario."""
        self._ask("newScenario", "New scenario", "What does it try out?", "", self._start)

    def show_chosen(self) -> None:
        """Show the selected scenario on every screen, or the plan."""
        if (chosen := self.chosen) is not None:
            self.session.enter_scenario(chosen.id or 0)
        else:
            self.session.leave_scenario()

    def ask_copy(self) -> None:
        """Ask what a second scenario with the same changes is called."""
        if (chosen := self.chosen) is not None:
            key = chosen.id or 0
            self._ask(
                "copyScenario",
                "Duplicate",
                "Name of the copy",
                f"{chosen.name} (copy)",
                lambda name: self._copy(key, name),
            )

    def ask_rename(self) -> None:
        """Ask for another name."""
        if (chosen := self.chosen) is not None:
            key = chosen.id or 0
            self._ask(
                "renameScenario",
                "Rename",
                "Name of the scenario",
                chosen.name,
                lambda name: self.session.run_on_plan(set_fields(Scenario, key, name=name)),
            )

    def ask_merge(self) -> None:
        """Say what no longer fits, ask about conflicts, then make the scenario the plan."""
        chosen = self.chosen
        if chosen is None or chosen.id not in self.feed.found:
            return
        key = chosen.id
        count = len(changes_of(self.session.plan_workspace.portfolio, key))
        dialog = MergeDialog(chosen.name, count, self.feed.found[key].misfits, self)
        dialog.agreed.connect(lambda kept: self.session.run_on_plan(merge_scenario(key, keep_plan=kept)))
        dialog.open()

    def discard(self) -> None:
        """Remove the selected scenario; Undo brings it back."""
        if (chosen := self.chosen) is not None:
            self._chosen = None
            self.session.run_on_plan(discard_scenario(chosen.id or 0))

    def _start(self, name: str) -> None:
        outcome = self.session.run_on_plan(start_scenario(name))
        if outcome and outcome.value.id:
            self._chosen = outcome.value.id
            self.session.enter_scenario(outcome.value.id)

    def _copy(self, scenario_id: int, name: str) -> None:
        outcome = self.session.run_on_plan(copy_scenario(scenario_id, name))
        if outcome:
            self._chosen = outcome.value.id
            self._show_all()

    def _ask(self, key: str, title: str, question: str, text: str, act: Callable[[str], object]) -> None:
        dialog = QInputDialog(self)
        dialog.setObjectName(f"{key}Dialog")
        dialog.setWindowTitle(title)
        dialog.setLabelText(question)
        dialog.setTextValue(text)
        dialog.textValueSelected.connect(act)
        dialog.open()

    def _show_all(self) -> None:
        portfolio, now = self.session.plan_workspace.portfolio, self.session.scenario
        plan = self.feed.plan.outlook if self.feed.plan else None
        rows = [TotalsRow(None, plan, None, 0, 0, is_shown=now is None)]
        for each in portfolio.scenarios:
            found = self.feed.found.get(each.id or 0)
            count = len(changes_of(portfolio, each.id or 0))
            is_shown = now is not None and now.id == each.id
            outlook, misfits = (found.outlook, len(found.misfits)) if found else (None, 0)
            rows.append(TotalsRow(each, outlook, plan, count, misfits, is_shown))
        self.totals.records.show(rows if portfolio.scenarios else [])
        at = self.totals.records.find(self._chosen or 0)
        if at >= 0 and (self.totals.current is None or self.totals.current[0] != at):
            self.totals.go((at, 0))
        self._show_chosen()

    def _show_chosen(self) -> None:
        portfolio, chosen = self.session.plan_workspace.portfolio, self.chosen
        found = self.feed.found.get(chosen.id or 0) if chosen else None
        plan, scenario_id = self.feed.plan, self._chosen or 0
        sure = {
            each: (self.feed.p80.get((0, each)), self.feed.p80.get((scenario_id, each))) for _, each in self.feed.p80
        }
        self.differs.records.show(differences(plan.outlook, found.outlook, sure) if plan and found else [])
        notes = {misfit.change.id or 0: misfit.sentence for misfit in found.misfits} if found else {}
        changes = changes_of(portfolio, chosen.id or 0) if chosen else ()
        self.changes.records.show(change_rows(portfolio, changes, notes))
        can_edit = not self.session.workspace.is_read_only
        is_open = chosen is not None and chosen.state == ScenarioState.OPEN
        self.buttons["scenarioNew"].setEnabled(can_edit)
        self.buttons["scenarioShow"].setEnabled(chosen is None or is_open)
        self.buttons["scenarioMerge"].setEnabled(can_edit and is_open and found is not None)
        for key in ("scenarioCopy", "scenarioRename", "scenarioDiscard"):
            self.buttons[key].setEnabled(can_edit and chosen is not None)

    def _follow(self) -> None:
        at = self.totals.current
        row = self.totals.records.row_at(at[0]) if at else None
        if row is not None:
            self._chosen = row.scenario.id if row.scenario else None
            self._show_chosen()
