"""The rollout as one lane below the phases: a bar for each stage with its share of traffic (P7.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.rollout import StageState
from mlplanner.domain.weeks import DAYS_IN_WEEK, week_start
from mlplanner.gui.portfolio.scale import TimeScale
from mlplanner.gui.theme import Colours
from mlplanner.reports.formats import day, share

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


@dataclass(frozen=True)
class StageBar:
    """A stage on the calendar, both days included."""

    name: str
    share: Decimal
    first: date
    last: date
    state: StageState

    def words(self) -> str:
        """For screen readers and tool tips."""
        state = self.state.replace("_", " ")
        return f"{self.name}: {share(self.share)} of traffic, {day(self.first)} to {day(self.last)}, {state}"


def stage_bars(plan: ProjectPlan) -> tuple[StageBar, ...]:
    """The plan's stages in the order of their weeks."""
    start = plan.project.start
    return tuple(
        StageBar(
            stage.name,
            stage.share,
            week_start(start, stage.from_week),
            week_start(start, stage.to_week) + timedelta(days=DAYS_IN_WEEK - 1),
            stage.state,
        )
        for stage in sorted(plan.stages, key=lambda stage: (stage.from_week, stage.position))
    )


def stage_at(bars: Sequence[StageBar], scale: TimeScale, x: float) -> StageBar | None:
    """The stage under a pixel; of two the later one, which is painted on top."""
    return next((bar for bar in reversed(bars) if scale.x(bar.first) <= x <= scale.end_x(bar.last)), None)


def end_of(bars: Sequence[StageBar], scale: TimeScale) -> float:
    """The pixel where the last stage ends; 0 without any."""
    return max((scale.end_x(bar.last) for bar in bars), default=0.0)


def paint_stages(painter: QPainter, bars: Sequence[StageBar], top: float, scale: TimeScale, c: Colours) -> None:
    """Bars with their share, names below; what is planned is an outline, what was rolled back is hatched."""
    for place, bar in enumerate(bars):
        rect = QRectF(scale.x(bar.first), top + 6, 0, 18)
        rect.setRight(scale.end_x(bar.last) - 1)
        fill, edge = _look(bar.state, c)
        painter.fillRect(rect, fill)
        if bar.state == StageState.ROLLED_BACK:
            painter.fillRect(rect, QBrush(c.red, Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(edge, 1))
        painter.drawRect(rect)
        painter.setPen(c.ink)
        painter.drawText(rect, _CENTRE, share(bar.share))
        following = scale.x(bars[place + 1].first) if place + 1 < len(bars) else rect.left() + 240
        room = max(following - rect.left() - 8, rect.width())
        name = painter.fontMetrics().elidedText(bar.name, Qt.TextElideMode.ElideRight, int(room))
        painter.setPen(c.muted)
        painter.drawText(QRectF(rect.left(), top + 25, room + 4, 16), _LEFT, name)


def _look(state: StageState, c: Colours) -> tuple[QColor, QColor]:
    return {
        StageState.PLANNED: (c.paper, c.muted),
        StageState.RUNNING: (c.selection, c.accent),
        StageState.PASSED: (c.green_tint, c.green),
        StageState.ROLLED_BACK: (c.red_tint, c.red),
    }[state]
