"""An open portfolio: runs operations as transactions, keeps the snapshot, undoes and redoes, tells who listens."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection

from mlplanner.domain.errors import Refused, WorldFault
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.settings import Settings
from mlplanner.operations.operation import Changes, Context, Operation, Outcome
from mlplanner.playbook.entries import Playbook
from mlplanner.playbook.loading import Unused, load_playbook, load_usable
from mlplanner.queries.capacity import CapacityCache
from mlplanner.queries.figures import FigureCache
from mlplanner.queries.histories import FieldChange, Step, describe_step, list_steps
from mlplanner.queries.snapshots import load_portfolio, reload_portfolio
from mlplanner.storage import history
from mlplanner.storage.backups import backup
from mlplanner.storage.connection import close, connect, create_file, create_tables
from mlplanner.storage.faults import told_apart, told_damaged
from mlplanner.storage.files import identity, is_writable, stored_version
from mlplanner.storage.locks import InstanceLock
from mlplanner.storage.unit import RowChange, Unit
from mlplanner.storage.upgrades import connect_to_look, upgrade

T = TypeVar("T")
Listener = Callable[[Changes], None]


class Workspace:
    """One open portfolio file (or one in memory, `path` None).

    Everything is saved when it is done: a step is committed before `run` returns, or nothing happened.
    """

    keeps_records = True
    """Decisions and documents made of it are recorded in it; not so in a scenario."""

    def __init__(
        self,
        connection: Connection,
        path: Path | None,
        lock: InstanceLock | None,
        today: Callable[[], date],
        *,
        is_read_only: bool = False,
    ) -> None:
        self.path = path
        self.is_read_only = is_read_only
        self._connection = connection
        self._lock = lock
        self._today = today
        self._identity = identity(path) if path else None
        self._listeners: list[Listener] = []
        with told_apart(path):
            self.portfolio: Portfolio = load_portfolio(connection, history.revision(connection))
            self._undo, self._redo = history.stacks(connection)
        self.playbook: Playbook
        self.unused_changes: tuple[Unused, ...]
        """Changes of the playbook that do not fit what ships; they stay in the file and count for nothing."""
        self.playbook, self.unused_changes = load_usable(self.portfolio.overrides)
        self.figures = FigureCache(self)
        self.capacity = CapacityCache(self)

    @property
    def today(self) -> date:
        """The portfolio's status date, or today."""
        return self.portfolio.status_day(self._today())

    @property
    def connection(self) -> Connection:
        """For queries only."""
        return self._connection

    @property
    def undo_label(self) -> str | None:
        """What Undo would take back; None: nothing."""
        return self._undo[-1].label if self._undo else None

    @property
    def last_step(self) -> int | None:
        """The revision of the step that Undo would take back; None: nothing."""
        return self._undo[-1].id if self._undo else None

    @property
    def next_step(self) -> int | None:
        """The revision of the step that Redo would do again; None: nothing."""
        return self._redo[-1].id if self._redo else None

    @property
    def redo_label(self) -> str | None:
        """What Redo would do again; None: nothing."""
        return self._redo[-1].label if self._redo else None

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` once after each step; returns the function that ends it."""
        self._listeners.append(listener)

        def stop() -> None:
            with suppress(ValueError):
                self._listeners.remove(listener)

        return stop

    def run(self, operation: Operation[T]) -> Outcome[T]:
        """Run an operation in one transaction and make one step of it; on any exception nothing happened."""
        from mlplanner.operations.consequences import complete_step
        from mlplanner.operations.guards import check_step

        if operation.backs_up and self.path and not self.is_read_only:
            backup(self.path, self.portfolio.revision)
        unit = self._begin()
        try:
            with told_apart(self.path):
                context = Context(unit, self.portfolio, self.playbook, self.today)
                value = operation.apply(context)
                complete_step(context)
                check_step(context, operation.place)
            changes = self._commit(operation.label, unit, "edit", None)
        except BaseException:
            self._roll_back()
            raise
        return Outcome(value, self._publish(changes))

    def undo(self) -> Changes:
        """Take the last step back, as a step of its own in the history. Refused when there is none."""
        if not self._undo:
            raise Refused("There is nothing to undo.")
        return self._replay("undo", self._undo[-1].id)

    def redo(self) -> Changes:
        """Do the last undone step again. Refused when there is none."""
        if not self._redo:
            raise Refused("There is nothing to redo.")
        return self._replay("redo", self._redo[-1].id)

    def steps(self, project_id: int | None = None) -> tuple[Step, ...]:
        """Steps, newest first; with a project those that touched it."""
        return list_steps(self._connection, project_id)

    def describe(self, step: Step) -> tuple[FieldChange, ...]:
        """What a step changed, field by field, in words."""
        return describe_step(self._connection, self.portfolio, step)

    def close(self) -> None:
        """Close the file and let go of its lock."""
        self._listeners.clear()
        close(self._connection)
        if self._lock:
            self._lock.release()

    def _replay(self, action: str, step_id: int) -> Changes:
        unit = self._begin()
        try:
            with told_apart(self.path):
                changes: Iterable[RowChange] = history.changes_of(self._connection, step_id)
                if action == "undo":
                    changes = [change.inverse for change in reversed(list(changes))]
                unit.apply(iter(changes))
            step = (self._undo if action == "undo" else self._redo)[-1]
            done = self._commit(step.label, unit, action, step_id)
        except BaseException:
            self._roll_back()
            raise
        return self._publish(done)

    def _begin(self) -> Unit:
        if self.is_read_only:
            raise WorldFault(f"{self._name} is open read-only; save a copy elsewhere to edit it.")
        if self.path:
            try:
                moved = identity(self.path) != self._identity
            except OSError:
                moved = True
            if moved:
                raise WorldFault(
                    f"{self._name} was moved, replaced or deleted while it was open; save a copy elsewhere."
                )
        with told_apart(self.path):
            self._connection.exec_driver_sql("BEGIN IMMEDIATE")
        return Unit(self._connection)

    def _commit(self, label: str, unit: Unit, action: str, target: int | None) -> Changes:
        rows = unit.changes
        with told_apart(self.path):
            if not rows:
                self._connection.exec_driver_sql("ROLLBACK")
                return Changes(label, self.portfolio.revision, action)
            revision = history.record(self._connection, label, rows, action, target)
            projects = frozenset(change.project_id for change in rows if change.project_id is not None)
            kinds = frozenset(change.kind.key for change in rows)
            fresh = reload_portfolio(self._connection, self.portfolio, revision, kinds, projects)
            playbook, unused = self.playbook, self.unused_changes
            if "overrides" in kinds:
                playbook, unused = load_usable(fresh.overrides)
            self._connection.exec_driver_sql("COMMIT")
        self.portfolio, self.playbook, self.unused_changes = fresh, playbook, unused
        self._undo, self._redo = self._moved(action, revision, label)
        return Changes(label, revision, action, kinds, projects, tuple((c.kind.key, c.row_id) for c in rows))

    def _moved(self, action: str, revision: int, label: str) -> tuple[list[history.Step], list[history.Step]]:
        undo, redo = list(self._undo), list(self._redo)
        if action == "edit":
            return [*undo, history.Step(revision, "", "", label, action, None)], []
        if action == "undo":
            redo.append(undo.pop())
        else:
            undo.append(redo.pop())
        return undo, redo

    def _roll_back(self) -> None:
        with suppress(Exception):
            self._connection.exec_driver_sql("ROLLBACK")

    def _publish(self, changes: Changes) -> Changes:
        if not changes.is_empty:
            for listener in tuple(self._listeners):
                listener(changes)
        return changes

    @property
    def _name(self) -> str:
        return self.path.name if self.path else "The portfolio"


def open_workspace(
    path: Path, *, today: Callable[[], date] = date.today, read_only: bool = False, make_backup: bool = True
) -> Workspace:
    """Open a portfolio file: checked, upgraded if older, locked, backed up. WorldFault with one sentence otherwise."""
    version = stored_version(path)
    read_only = read_only or not is_writable(path)
    lock = None if read_only else InstanceLock(path)
    if lock:
        lock.acquire()
    try:
        if not read_only:
            upgrade(path, version)
        with told_apart(path):
            connection = connect_to_look(path, version) if read_only else connect(path)
        try:
            with told_damaged(path):
                workspace = Workspace(connection, path, lock, today, is_read_only=read_only)
        except BaseException:
            close(connection)
            raise
    except BaseException:
        if lock:
            lock.release()
        raise
    if make_backup and not read_only:
        backup(path, workspace.portfolio.revision)
    return workspace


def create_workspace(path: Path | None, first: Operation[T], *, today: Callable[[], date] = date.today) -> Workspace:
    """A new portfolio, in a new file or (None) in memory. `first` writes its settings; it can't be undone."""
    if path is None:
        return _begin(path, None, first, today)
    create_file(path)
    lock = InstanceLock(path)
    try:
        lock.acquire()
        return _begin(path, lock, first, today)
    except BaseException:
        lock.release()
        path.unlink(missing_ok=True)
        raise


def _begin(path: Path | None, lock: InstanceLock | None, first: Operation[T], today: Callable[[], date]) -> Workspace:
    """Write the settings into the empty file, or into one in memory."""
    with told_apart(path):
        connection = connect(path)
        try:
            if path is None:
                create_tables(connection)
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            empty = Portfolio(revision=0, settings=Settings())
            first.apply(Context(Unit(connection), empty, load_playbook(), today()))
            connection.exec_driver_sql("COMMIT")
            return Workspace(connection, path, lock, today)
        except BaseException:
            close(connection)
            raise
