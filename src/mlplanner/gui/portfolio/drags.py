"""Dragging on the roadmap: what lies under the pointer, and what a drag in whole weeks would make of a timeline."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from mlplanner.domain.weeks import DAYS_IN_WEEK, week_start
from mlplanner.gui.portfolio.scale import TimeScale
from mlplanner.reports.formats import counted, day

if TYPE_CHECKING:
    from mlplanner.engine.results import GateDates, PhaseDates, Timeline

_EDGE = 6.0
"""Pixels at the end of a phase in which its length is dragged."""


@dataclass(frozen=True)
class Hit:
    """A place on a project's bar: a phase, its end edge, or a gate."""

    project_id: int
    phase_id: int
    is_edge: bool

    def words(self, line: Timeline) -> str:
        """What the tool tip says."""
        phase = next(phase for phase in line.phases if phase.phase_id == self.phase_id)
        weeks = counted(phase.last_week - phase.first_week + 1, "week")
        lines = [
            f"{phase.name}: W{phase.first_week}–W{phase.last_week}, {weeks}",
            f"{day(phase.start)} – {day(phase.end)}",
        ]
        lines += [f"incl. {work.name}: W{work.first_week}–W{work.last_week}" for work in phase.inserted]
        if phase.slip_weeks:
            lines.append(
                f"{counted(abs(phase.slip_weeks), 'week')} {'later' if phase.slip_weeks > 0 else 'earlier'} than the baseline"
            )
        gate = next((gate for gate in line.gates if gate.week == phase.last_week), None)
        if gate:
            lines.append(f"{gate.name}: {day(gate.date)}, {gate.state.replace('_', ' ')}")
        return "\n".join(lines)


def hit_at(line: Timeline, project_id: int, scale: TimeScale, x: float) -> Hit | None:
    """What of the bar lies at pixel `x` of the whole range; the headroom belongs to the last phase."""
    for phase in line.phases:
        end = scale.end_x(phase.end)
        if abs(x - end) <= min(_EDGE, scale.week_width / 2):
            return Hit(project_id, phase.phase_id, True)
        if scale.x(phase.start) <= x < end:
            return Hit(project_id, phase.phase_id, False)
    last = line.phases[-1] if line.phases else None
    if last and scale.end_x(last.end) <= x <= scale.end_x(line.handed_over):
        return Hit(project_id, last.phase_id, False)
    return None


class Drag:
    """A drag in progress: `weeks` is what it amounts to so far."""

    def __init__(self, hit: Hit, line: Timeline, x: float, week_width: float) -> None:
        self.hit = hit
        self.weeks = 0
        self._line = line
        self._from = x
        self._week_width = week_width

    def move_to(self, x: float) -> None:
        """The pointer is at `x` now; snaps to whole weeks, and a phase keeps at least one."""
        weeks = round((x - self._from) / self._week_width)
        if self.hit.is_edge:
            phase = self._phase()
            inserted = sum(work.last_week - work.first_week + 1 for work in phase.inserted)
            own = phase.last_week - phase.first_week + 1 - inserted
            weeks = max(weeks, 1 - own)
        self.weeks = weeks

    def tip(self) -> str:
        """What releasing would do; empty while nothing."""
        if not self.weeks:
            return ""
        sign = f"{'+' if self.weeks > 0 else '−'}{counted(abs(self.weeks), 'week')}"
        shown = self.shown()
        if not self.hit.is_edge:
            return f"Start {day(shown.start)}  ({sign})"
        phase = next(phase for phase in shown.phases if phase.phase_id == self.hit.phase_id)
        return (
            f"{phase.name}: {counted(phase.last_week - phase.first_week + 1, 'week')}, ends {day(phase.end)}  ({sign})"
        )

    def shown(self) -> Timeline:
        """The timeline as a phantom: moved, or with a longer or shorter phase; holidays are not looked at yet."""
        line, by = self._line, timedelta(days=DAYS_IN_WEEK * self.weeks)
        if not self.hit.is_edge:
            return replace(
                line,
                start=line.start + by,
                phases=tuple(_moved(phase, by, by) for phase in line.phases),
                gates=tuple(replace(gate, date=gate.date + by) for gate in line.gates),
                handed_over=line.handed_over + by,
                delivery=line.delivery + by,
            )
        index = line.phases.index(self._phase())
        none = timedelta(0)
        phases = tuple(
            _stretched(line, phase, self.weeks, is_first=i == index) if i >= index else phase
            for i, phase in enumerate(line.phases)
        )
        end = self._phase().last_week
        gates: tuple[GateDates, ...] = tuple(
            replace(gate, date=gate.date + (by if gate.week >= end else none)) for gate in line.gates
        )
        return replace(
            line,
            phases=phases,
            gates=gates,
            handed_over=line.handed_over + by,
            delivery_weeks=line.delivery_weeks + self.weeks,
        )

    def _phase(self) -> PhaseDates:
        return next(phase for phase in self._line.phases if phase.phase_id == self.hit.phase_id)


def _moved(phase: PhaseDates, start: timedelta, end: timedelta) -> PhaseDates:
    return replace(phase, start=phase.start + start, end=phase.end + end)


def _stretched(line: Timeline, phase: PhaseDates, weeks: int, *, is_first: bool) -> PhaseDates:
    first = phase.first_week + (0 if is_first else weeks)
    last = phase.last_week + weeks
    inserted = (
        phase.inserted
        if is_first
        else tuple(
            replace(work, first_week=work.first_week + weeks, last_week=work.last_week + weeks)
            for work in phase.inserted
        )
    )
    start = week_start(line.start, first)
    end = week_start(line.start, last + 1) - timedelta(days=1)
    return replace(phase, first_week=first, last_week=last, start=start, end=end, inserted=inserted)
