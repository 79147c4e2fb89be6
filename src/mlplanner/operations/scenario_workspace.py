"""A scenario as an open portfolio: every screen and every edit works on it; what is edited is kept as its changes."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection

from mlplanner.domain.errors import NotFound, Refused, WorldFault
from mlplanner.domain.noun import Noun
from mlplanner.domain.registry import KINDS, Kind
from mlplanner.domain.scenarios import Scenario
from mlplanner.operations.operation import Changes
from mlplanner.operations.scenario_edits import Ids, Misfit, changes_of, lay_over
from mlplanner.operations.scenario_records import Recorder, RowPair
from mlplanner.operations.scenarios import record_changes
from mlplanner.operations.workspace import Workspace
from mlplanner.queries.snapshots import load_portfolio
from mlplanner.storage import history
from mlplanner.storage.connection import close
from mlplanner.storage.forks import fork
from mlplanner.storage.images import to_noun, values
from mlplanner.storage.unit import RowChange, Unit

_KEPT_AS = "scenario_changes"


class ScenarioWorkspace(Workspace):
    """The plan of `base` as one of its scenarios sees it. Only the scenario's changes are written to the file.

    While it is open nothing else may write to `base`.
    """

    keeps_records = False

    def __init__(self, base: Workspace, scenario_id: int) -> None:
        self.base = base
        self.scenario_id = scenario_id
        self.misfits: tuple[Misfit, ...] = ()
        """Changes whose ground has moved since they were recorded."""
        self._ids: Ids = {}
        self._touched: frozenset[int] = frozenset()
        super().__init__(self._fork(), None, None, lambda: base.today)
        self.path, self.is_read_only = base.path, base.is_read_only
        self._share()
        self._undo, self._redo = [], []

    @property
    def scenario(self) -> Scenario:
        """The scenario itself; NotFound when it was discarded."""
        for each in self.base.portfolio.scenarios:
            if each.id == self.scenario_id:
                return each
        raise NotFound("The scenario is no longer there.")

    @property
    def undo_label(self) -> str | None:
        """What Undo would take back; steps of the plan itself are not undone from a scenario."""
        return self._own_label(self.base.last_step, self.base.undo_label)

    @property
    def last_step(self) -> int | None:
        """The step that Undo would take back."""
        return self.base.last_step if self.undo_label else None

    @property
    def redo_label(self) -> str | None:
        """What Redo would do again."""
        return self._own_label(self.base.next_step, self.base.redo_label)

    def undo(self) -> Changes:
        """Take back the last edit of this scenario. Refused when the last step was one of the plan."""
        if not self.undo_label:
            raise Refused("There is nothing to undo in this scenario; leave it to undo steps of the plan.")
        is_known = bool(self._undo)
        done = self.base.undo()
        return super().undo() if is_known else self._rebuild(done)

    def redo(self) -> Changes:
        """Do the last undone edit of this scenario again."""
        if not self.redo_label:
            raise Refused("There is nothing to redo in this scenario.")
        is_known = bool(self._redo)
        done = self.base.redo()
        return super().redo() if is_known else self._rebuild(done)

    def leave(self) -> Workspace:
        """Close the scenario's view; the plan stays open."""
        self._listeners.clear()
        close(self._connection)
        return self.base

    def close(self) -> None:
        """Close the view and the portfolio."""
        self.leave().close()

    def _fork(self) -> Connection:
        connection = fork(self.base.connection)
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        unit = Unit(connection)
        laid = lay_over(unit, changes_of(self.base.portfolio, self.scenario_id))
        connection.exec_driver_sql("COMMIT")
        self._touched = frozenset(change.project_id or 0 for change in unit.changes)
        self._ids, self.misfits = laid.ids, tuple(laid.misfits)
        return connection

    def _share(self) -> None:
        """Projects that the scenario leaves alone are the plan's own, and so are their figures."""
        plans = {
            key: plan if key in self._touched else self.base.portfolio.plans[key]
            for key, plan in self.portfolio.plans.items()
        }
        self.portfolio = replace(self.portfolio, plans=plans)
        self.figures.adopt(self.base.figures)

    def _rebuild(self, done: Changes) -> Changes:
        """After a step back into what was edited before the scenario was opened this time."""
        close(self._connection)
        self._connection = self._fork()
        self.portfolio = load_portfolio(self._connection, history.revision(self._connection))
        self._share()
        self._undo, self._redo = [], []
        kinds = frozenset(kind.key for kind in KINDS)
        projects = frozenset(self.portfolio.plans)
        return self._publish(Changes(done.label, self.portfolio.revision, done.action, kinds, projects, done.rows))

    def _begin(self) -> Unit:
        if self.is_read_only:
            raise WorldFault(f"{self._name} is open read-only; save a copy elsewhere to edit it.")
        self._connection.exec_driver_sql("BEGIN IMMEDIATE")
        return Unit(self._connection)

    def _commit(self, label: str, unit: Unit, action: str, target: int | None) -> Changes:
        if action == "edit" and unit.changes:
            self._record(label, unit.changes)
        return super()._commit(label, unit, action, target)

    def _record(self, label: str, changes: Iterable[RowChange]) -> None:
        pairs = {
            (change.kind.key, change.row_id): RowPair(
                to_noun(change.kind, values(change.kind, change.after)) if change.after else None,
                self._in_plan(change.kind, change.row_id),
            )
            for change in changes
        }
        new, gone = Recorder(self.scenario_id, self.base.portfolio, self._ids).record(pairs)
        if new or gone:
            self.base.run(record_changes(f"{label} (in scenario {self.scenario.name})", new, gone))

    def _in_plan(self, kind: Kind, row_id: int) -> Noun | None:
        if (kind.key, row_id) in {(key, scratch) for (key, _), scratch in self._ids.items()}:
            return None
        try:
            return Unit(self.base.connection).get(kind.noun, row_id)
        except NotFound:
            return None

    def _own_label(self, step: int | None, label: str | None) -> str | None:
        if step is None:
            return None
        changes = history.changes_of(self.base.connection, step)
        is_own = all(
            change.kind.key == _KEPT_AS and (change.after or change.before or {})["scenario_id"] == self.scenario_id
            for change in changes
        )
        return label if is_own else None
