"""The bridge between the open portfolio and the screens: runs operations, reports failures, emits each change once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from mlplanner.domain.errors import PlannerError
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.registry import KINDS
from mlplanner.domain.scenarios import Scenario
from mlplanner.operations.operation import Changes, Operation, Outcome
from mlplanner.operations.workspace import Workspace
from mlplanner.playbook.entries import Playbook

if TYPE_CHECKING:
    from mlplanner.engine.results import Figures

T = TypeVar("T")


class Session(QObject):
    """One open portfolio as the screens see it. Screens never update themselves: they wait for `changed`."""

    changed = Signal(object)
    """`Changes`, once after each step (edit, undo, redo)."""
    failed = Signal(str)
    """One sentence for the user; shown beside what they did, never as a crash."""
    go_to = Signal(object)
    """A `Finding` or (project_id, tab, noun, noun_id, field): show that place."""

    closing = Signal()
    """The file is about to be closed: work beside the window must stop."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.layouts: dict[str, dict[str, Any]] = {}
        """Column widths and order of the grids, by their names; the window keeps them for the next start."""
        self._stop = workspace.subscribe(self._publish)

    @property
    def portfolio(self) -> Portfolio:
        """The snapshot at the current revision."""
        return self.workspace.portfolio

    @property
    def playbook(self) -> Playbook:
        """The method in force in this portfolio."""
        return self.workspace.playbook

    @property
    def today(self) -> date:
        """The portfolio's status date, or today."""
        return self.workspace.today

    def plan(self, project_id: int) -> ProjectPlan:
        """One project's plan; NotFound when it is gone."""
        return self.workspace.portfolio.plan(project_id)

    def figures(self, project_id: int) -> Figures:
        """All computed results of one project."""
        return self.workspace.figures.of(project_id)

    def run(self, operation: Operation[T]) -> Outcome[T] | None:
        """Run one operation; None (and `failed`) when it was refused or the input does not fit: nothing changed."""
        try:
            return self.workspace.run(operation)
        except PlannerError as error:
            self.failed.emit(str(error))
            return None

    def attempt(self, make: Callable[[], Operation[T]]) -> Outcome[T] | None:
        """Like `run`, for an operation whose making can be refused already."""
        try:
            operation = make()
        except PlannerError as error:
            self.failed.emit(str(error))
            return None
        return self.run(operation)

    def undo(self) -> None:
        """Take the last step back."""
        try:
            self.workspace.undo()
        except PlannerError as error:
            self.failed.emit(str(error))

    def redo(self) -> None:
        """Do the last undone step again."""
        try:
            self.workspace.redo()
        except PlannerError as error:
            self.failed.emit(str(error))

    @property
    def scenario(self) -> Scenario | None:
        """The scenario that is shown and edited; None: the plan itself."""
        return getattr(self.workspace, "scenario", None)

    @property
    def plan_workspace(self) -> Workspace:
        """The plan itself, whatever is shown: where scenarios are made, merged and discarded."""
        return getattr(self.workspace, "base", self.workspace)

    def enter_scenario(self, scenario_id: int) -> None:
        """Show and edit the plan as a scenario sees it, from now on and on every screen."""
        from mlplanner.operations.scenario_workspace import ScenarioWorkspace

        try:
            self._switch(ScenarioWorkspace(self._left(), scenario_id))
        except PlannerError as error:
            self._switch(self.plan_workspace)
            self.failed.emit(str(error))

    def leave_scenario(self) -> None:
        """Back to the plan."""
        if self.scenario is not None:
            self._switch(self._left())

    def run_on_plan(self, operation: Operation[T]) -> Outcome[T] | None:
        """Run an operation on the plan itself, also while a scenario is shown, which is left then."""
        self.leave_scenario()
        return self.run(operation)

    def _left(self) -> Workspace:
        """The plan's workspace, with the view on a scenario closed."""
        self._stop()
        leave = getattr(self.workspace, "leave", None)
        return leave() if leave else self.workspace

    def _switch(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._stop = workspace.subscribe(self._publish)
        kinds = frozenset(kind.key for kind in KINDS)
        projects = frozenset(workspace.portfolio.plans)
        self._publish(Changes("", workspace.portfolio.revision, "view", kinds, projects, (("scenarios", 0),)))

    def close(self) -> None:
        """Stop listening and close the file."""
        self.closing.emit()
        self._stop()
        self.workspace.close()

    def _publish(self, changes: Changes) -> None:
        self.changed.emit(changes)
