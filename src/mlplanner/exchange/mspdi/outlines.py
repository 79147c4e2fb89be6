"""A plan as the tasks of a schedule: phases as summaries, pieces of their work, inserted work, gates as milestones."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from mlplanner.domain.lifecycle import Phase
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.weeks import week_start
from mlplanner.engine.calendars import WORK_WEEK, WorkCalendar
from mlplanner.engine.results import PhaseDates, Timeline


@dataclass(frozen=True)
class Span:
    """Plan weeks, both included, with the days on which they are worked."""

    first_week: int
    last_week: int
    days: tuple[date, ...]
    """Working days in order."""
    begin: date
    """The first working day; the first Monday where nobody works at all."""
    end: date

    @property
    def weeks(self) -> int:
        """Calendar weeks."""
        return self.last_week - self.first_week + 1


@dataclass(frozen=True)
class Item:
    """One task. Level 1: phases and the headroom; level 2: their work, the inserted work, the gates."""

    uid: int
    level: int
    name: str
    ref: str
    span: Span
    is_summary: bool = False
    is_milestone: bool = False
    is_worked: bool = True
    """False for a pause: time passes and nobody works."""
    is_done: bool = False
    baseline: date | None = None
    after: int | None = None
    """`uid` of the task that must be finished first."""


class Outline:
    """The tasks of a plan, numbered from 1 in the order of the outline."""

    def __init__(self, plan: ProjectPlan, timeline: Timeline, calendar: WorkCalendar) -> None:
        self._plan, self._timeline, self._calendar = plan, timeline, calendar
        self._last: int | None = None
        self._uid = 0

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every task, summaries before what they hold."""
        dates = {each.phase_id: each for each in self._timeline.phases}
        items: list[Item] = []
        for phase in self._plan.phases:
            items += self._phase(phase, dates[phase.id or 0])
        if self._timeline.headroom_weeks:
            first = self._timeline.delivery_weeks + 1
            span = self.span(first, self._timeline.total_weeks)
            items.append(self._item(1, "Handover headroom", "headroom", span, is_summary=True))
            items.append(self._linked("Handover", self._plan.project.ref, span))
        return tuple(items)

    def span(self, first: int, last: int) -> Span:
        """The working days of plan weeks `first` to `last`."""
        begin = week_start(self._plan.project.start, first)
        dates = (begin + timedelta(days=number) for number in range(7 * (last - first + 1)))
        days = tuple(day for day in dates if self._calendar.is_working(day))
        friday = begin + timedelta(days=7 * (last - first) + WORK_WEEK - 1)
        return Span(first, last, days, days[0] if days else begin, days[-1] if days else friday)

    def _phase(self, phase: Phase, dates: PhaseDates) -> Iterator[Item]:
        gate = self._plan.gate_of(phase)
        is_done = gate is not None and self._plan.gate_state(gate).is_passed
        yield self._item(
            1,
            phase.name,
            phase.ref,
            self.span(dates.first_week, dates.last_week),
            is_summary=True,
            is_done=is_done,
            baseline=phase.baseline_end,
        )
        week = dates.first_week
        inserted = {work.id: work for work in self._plan.inserted if work.phase_id == phase.id}
        for piece in dates.inserted:
            if piece.first_week > week:
                yield self._linked(phase.name, phase.ref, self.span(week, piece.first_week - 1), is_done=is_done)
            work = inserted[piece.work_id]
            span = self.span(piece.first_week, piece.last_week)
            yield self._linked(work.name, work.ref, span, is_worked=not work.is_pause, is_done=is_done)
            week = piece.last_week + 1
        if week <= dates.last_week:
            yield self._linked(phase.name, phase.ref, self.span(week, dates.last_week), is_done=is_done)
        yield from self._gates(phase, dates.last_week)

    def _gates(self, phase: Phase, week: int) -> Iterator[Item]:
        dates = {each.gate_id: each for each in self._timeline.gates}
        for gate in (gate for gate in self._plan.gates if gate.phase_id == phase.id):
            on = dates[gate.id or 0]
            # A week without working days ends with the last day that is worked before it.
            span = Span(week, week, (), on.date, on.date)
            yield self._linked(
                gate.name, gate.ref, span, is_milestone=True, is_done=on.state.is_passed, baseline=on.baseline
            )

    def _item(self, level: int, name: str, ref: str, span: Span, **how: object) -> Item:
        self._uid += 1
        return Item(self._uid, level, name, ref, span, **how)  # type: ignore[arg-type]  # the fields of Item by name

    def _linked(self, name: str, ref: str, span: Span, **how: object) -> Item:
        """A task that follows the one before it."""
        item = self._item(2, name, ref, span, after=self._last, **how)
        self._last = item.uid
        return item
