"""Puts a foreign schedule into phases that follow each other: what belongs to which, and how many weeks each has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from mlplanner.domain.noun import NAME
from mlplanner.domain.weeks import say_day, week_number
from mlplanner.exchange.mspdi.schedules import Schedule, Task

MOST_PHASES, MOST_WEEKS = 20, 104
"""What a plan and a phase hold (`domain.lifecycle.Phase`)."""


@dataclass
class Stage:
    """A phase to be: its place in weeks, the tasks in it, the milestone that ends it."""

    name: str
    key: str
    where: str
    first_week: int
    last_week: int
    begin: date | None = None
    tasks: list[Task] = field(default_factory=list)
    milestones: list[Task] = field(default_factory=list)

    @property
    def weeks(self) -> int:
        """Whole weeks, at least one."""
        return self.last_week - self.first_week + 1

    @property
    def gate(self) -> Task | None:
        """The last milestone."""
        return max(self.milestones, key=lambda task: task.end or date.min, default=None)


def stages_of(schedule: Schedule, notes: list[str]) -> list[Stage]:
    """The phases, in order, and in `notes` what had to be bent to make them."""
    groups = _groups(schedule.tasks)
    dated = [group for group in groups if group[0].end is not None]
    if len(dated) < len(groups):
        names = ", ".join(f"'{head.name[:40]}' ({head.where})" for head, *_ in groups if head.end is None)
        notes.append(f"Without a date, and not taken: {names[:400]}.")
    heads = [group for group in dated if not group[0].is_milestone]
    if any(head.is_summary for head, *_ in heads):
        heads = [group for group in heads if group[0].is_summary]
    elif any(group[0].is_milestone for group in dated):
        heads = []
    stages = _made(schedule, heads) if heads else _between_milestones(schedule, dated)
    chosen = {head.uid for head, *_ in heads}
    for head, *inner in dated:
        if head.uid not in chosen:
            _put(schedule, stages, [head, *inner])
    _tell_overlaps(schedule, stages, notes)
    return _fitted(stages, notes)


def _groups(tasks: Sequence[Task]) -> list[list[Task]]:
    """Each task of the outermost level that tells several apart, with all that lies below it."""
    level = min((task.level for task in tasks), default=1)
    while True:
        heads = [task for task in tasks if task.level == level]
        below = [task for task in tasks if task.level == level + 1]
        if len(heads) != 1 or len(below) < 2 or not any(task.is_summary for task in below):
            break
        level += 1
    groups: list[list[Task]] = []
    for task in tasks:
        if task.level == level:
            groups.append([task])
        elif task.level > level and groups:
            groups[-1].append(task)
    return groups


def _week(schedule: Schedule, day: date | None) -> int:
    return max(1, week_number(schedule.start, day or schedule.start))


def _made(schedule: Schedule, groups: Iterable[list[Task]]) -> list[Stage]:
    """One stage to a group, in the order in which they end; those that end in one week become one."""
    stages: list[Stage] = []
    for head, *inner in sorted(groups, key=lambda group: _week(schedule, group[0].end)):
        last = _week(schedule, head.end)
        if stages and stages[-1].last_week >= last:
            stages[-1].name = _joined(stages[-1].name, head.name)
        else:
            first = stages[-1].last_week + 1 if stages else 1
            stages.append(Stage(_clipped(head.name), head.key, head.where, first, last, head.begin))
        leaves = [task for task in inner if not task.is_summary]
        stages[-1].tasks += [task for task in leaves if not task.is_milestone]
        stages[-1].milestones += [task for task in leaves if task.is_milestone]
    return stages


def _between_milestones(schedule: Schedule, groups: Sequence[list[Task]]) -> list[Stage]:
    """A flat list: each milestone ends a phase; what comes after the last one is a phase too."""
    leaves = [task for group in groups for task in group if not task.is_summary]
    ends = sorted((task for task in leaves if task.is_milestone), key=lambda task: task.end or date.min)
    stages: list[Stage] = []
    for task in ends:
        last = _week(schedule, task.end)
        first = stages[-1].last_week + 1 if stages else 1
        if last >= first:
            stages.append(Stage(_clipped(task.name), task.key, task.where, first, last))
    final = max((_week(schedule, task.end) for task in leaves), default=1)
    if not stages or final > stages[-1].last_week:
        first = stages[-1].last_week + 1 if stages else 1
        stages.append(Stage("After the last milestone" if stages else _clipped(schedule.name), "0", "", first, final))
    return stages


def _put(schedule: Schedule, stages: list[Stage], tasks: Iterable[Task]) -> None:
    """Tasks that head no phase go where they end."""
    for task in (task for task in tasks if not task.is_summary):
        week = _week(schedule, task.end)
        stage = next((stage for stage in stages if week <= stage.last_week), stages[-1])
        (stage.milestones if task.is_milestone else stage.tasks).append(task)
        stages[-1].last_week = max(stages[-1].last_week, week)


def _tell_overlaps(schedule: Schedule, stages: Sequence[Stage], notes: list[str]) -> None:
    for stage in stages:
        if stage.begin and _week(schedule, stage.begin) < stage.first_week:
            weeks = f"week {stage.first_week}" if stage.weeks == 1 else f"weeks {stage.first_week} to {stage.last_week}"
            notes.append(
                f"'{stage.name}' begins on {say_day(stage.begin)}, beside an earlier phase; phases follow each other "
                f"here, so it is plan {weeks}. Its work stays in its own weeks."
            )


def _fitted(stages: list[Stage], notes: list[str]) -> list[Stage]:
    """No more phases, and none longer, than a plan holds."""
    count = len(stages)
    while len(stages) > MOST_PHASES:
        at = min(range(len(stages) - 1), key=lambda place: stages[place].weeks + stages[place + 1].weeks)
        first, second = stages[at], stages.pop(at + 1)
        first.name, first.last_week = _joined(first.name, second.name), second.last_week
        first.tasks += second.tasks
        first.milestones += second.milestones
    if len(stages) < count:
        notes.append(f"{count} stages were joined into {len(stages)} phases, the most that a plan holds.")
    for stage in stages:
        if stage.weeks > MOST_WEEKS:
            notes.append(f"'{stage.name}' has {stage.weeks} weeks; a phase has at most {MOST_WEEKS} and was cut there.")
            stage.last_week = stage.first_week + MOST_WEEKS - 1
    return stages


def _joined(one: str, other: str) -> str:
    return _clipped(one if other in one else f"{one} / {other}")


def _clipped(name: str) -> str:
    return name if len(name) <= NAME else f"{name[: NAME - 1]}…"
