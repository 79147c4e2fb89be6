"""Reads back the schedule of a plan that was written here: every task says by its id which row it is."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from mlplanner.domain.noun import Noun
from mlplanner.domain.registry import KIND_BY_PREFIX
from mlplanner.engine.calendars import WORK_WEEK
from mlplanner.exchange.mspdi.elements import duration
from mlplanner.exchange.mspdi.rows import Rows
from mlplanner.exchange.mspdi.schedules import Schedule, Task

HEADROOM = "headroom"


@dataclass(frozen=True)
class Own:
    """Our reference, taken apart; `id` is None where the file comes from another portfolio."""

    kind: str
    id: int | None


def own_of(ref: str, *, is_ours: bool) -> Own | None:
    """`PH-003` → phases, 3."""
    prefix, _, number = ref.partition("-")
    kind = KIND_BY_PREFIX.get(prefix)
    if kind is None or not number.isdigit() or len(number) > 12:
        return None
    return Own(kind.key, int(number) if is_ours else None)


class OwnPlan:
    """Phases, inserted work, gates and headroom of a schedule that carries our ids."""

    def __init__(self, rows: Rows, schedule: Schedule, *, is_ours: bool) -> None:
        self._rows, self._schedule, self._is_ours = rows, schedule, is_ours
        self._seen: set[tuple[str, int]] = set()
        self.headroom: int | None = None
        self.later: list[tuple[Task, int]] = []
        """Tasks that somebody added there, with the gate of their phase."""

    def read(self) -> None:
        """Put all rows; `headroom` holds the weeks after the last phase."""
        position = 0
        for head, inner in self._groups():
            if head.own == HEADROOM:
                self.headroom = sum(self._weeks(task) for task in inner if not task.is_milestone) or self._weeks(head)
                continue
            position += 1
            self._phase(position, head, inner)

    def unseen(self, kind: str, rows: tuple[Noun, ...]) -> list[Noun]:
        """Rows of the plan that the file no longer holds."""
        return [row for row in rows if (kind, row.id or 0) not in self._seen]

    def _groups(self) -> list[tuple[Task, list[Task]]]:
        groups: list[tuple[Task, list[Task]]] = []
        for task in self._schedule.tasks:
            if task.level == 1:
                groups.append((task, []))
            elif groups:
                groups[-1][1].append(task)
        return groups

    def _phase(self, position: int, head: Task, inner: list[Task]) -> None:
        worked = [task for task in inner if task.own == head.own and not task.is_milestone]
        weeks = sum(self._weeks(task) for task in worked) or self._weeks(head)
        key = f"imported_{head.uid}"
        phase = self._put(
            "phases", head, {"name": head.name, "weeks": max(1, weeks), "position": position}, {"key": key}
        )
        gate: int | None = None
        before = 0
        for task in inner:
            own = own_of(task.own, is_ours=self._is_ours)
            if task in worked:
                before += self._weeks(task)
            elif own and own.kind == "inserted":
                values = {"name": task.name, "weeks": max(1, self._weeks(task))}
                self._put("inserted", task, values, {"phase_id": phase, "after_week": before})
            elif own and own.kind == "gates":
                gate = self._put("gates", task, {"name": task.name}, {"phase_id": phase, "key": key})
        if gate is None:
            name = f"{head.name[:100]} complete"
            gate = self._rows.put(
                "gates", f"gate of {head.key}", {}, only_new={"phase_id": phase, "key": key, "name": name}
            )
        self.later += [(task, gate) for task in inner if not own_of(task.own, is_ours=self._is_ours)]

    def _put(self, kind: str, task: Task, values: dict[str, object], only_new: dict[str, object]) -> int:
        own = own_of(task.own, is_ours=self._is_ours)
        row_id = own.id if own and own.kind == kind else None
        external = task.key if row_id is None else ""
        found = self._rows.put(kind, external, values, own=row_id, only_new=only_new, where=task.where)
        self._seen.add((kind, found))
        return found

    def _weeks(self, task: Task) -> int:
        """As exported where the duration is untouched: weeks with holidays are shorter than five days."""
        weeks, _, length = task.exported.partition(" w ")
        if length == duration(task.hours) and weeks.isdigit() and len(weeks) < 4:
            return int(weeks)
        return int((task.hours / (self._schedule.hours_a_day * WORK_WEEK)).quantize(Decimal(1), ROUND_HALF_UP))
