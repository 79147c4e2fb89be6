"""What one row of the chart shows, and how it is painted: bar, inserted work, baseline, gate with owner and date."""

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from mlplanner.domain.enums import ArtifactState
from mlplanner.domain.lifecycle import Phase
from mlplanner.domain.weeks import DAYS_IN_WEEK, week_start
from mlplanner.engine.results import GateDates, PhaseDates, Timeline
from mlplanner.gui.portfolio.bars import gate_shape
from mlplanner.gui.portfolio.scale import TimeScale
from mlplanner.gui.theme import Colours
from mlplanner.reports.formats import counted, day

ROW_HEIGHT = 44
ARTIFACT_HEIGHT = 24
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


@dataclass(frozen=True)
class ArtifactRow:
    """What a gate wants to see, under its phase."""

    name: str
    owner: str
    state: ArtifactState
    due: date | None

    def words(self) -> str:
        """Who, how far, until when."""
        parts = [self.owner or "nobody named yet", self.state.value]
        return "  ·  ".join(parts + ([f"due {day(self.due)}"] if self.due else []))


@dataclass(frozen=True)
class PhaseRow:
    """A phase with its gate; `owner` is the gate owner's name or the role that should be named."""

    phase: Phase
    dates: PhaseDates
    gate: GateDates | None
    owner: str
    readiness: str
    artifacts: tuple[ArtifactRow, ...] = ()

    def words(self) -> str:
        """The row for screen readers and tool tips."""
        weeks = counted(self.dates.last_week - self.dates.first_week + 1, "week")
        text = f"{self.dates.name}: W{self.dates.first_week}–W{self.dates.last_week}, {weeks}"
        if self.gate is None:
            return text
        return f"{text}; {self.gate.name} on {day(self.gate.date)}, {self.owner}, {self.readiness}"

    def gate_words(self) -> str:
        """What stands beside the diamond."""
        if self.gate is None:
            return ""
        slip = self.gate.slip_weeks or 0
        late = f", {counted(abs(slip), 'week')} {'late' if slip > 0 else 'early'}" if slip else ""
        state = self.gate.state.replace("_", " ")
        return f"{day(self.gate.date)}{late}  ·  {self.owner}  ·  {state}, {self.readiness}"


def paint_row(
    painter: QPainter, row: PhaseRow, line: Timeline, index: int, top: float, scale: TimeScale, c: Colours
) -> None:
    """Bar with its weeks, hatched inserted work, thin baseline below, diamond with words at the end."""
    fill, ink = c.phase(index)
    rect = QRectF(scale.x(row.dates.start), top + 9, 0, 20)
    rect.setRight(scale.end_x(row.dates.end))
    painter.fillRect(rect, fill)
    for work in row.dates.inserted:
        part = QRectF(scale.x(week_start(line.start, work.first_week)), rect.top(), 0, rect.height())
        part.setRight(scale.end_x(week_start(line.start, work.last_week) + timedelta(days=DAYS_IN_WEEK - 1)))
        painter.fillRect(part, c.inserted)
        painter.fillRect(part, QBrush(c.paper, Qt.BrushStyle.BDiagPattern))
    _paint_weeks(painter, row.dates, rect, ink, scale)
    _paint_baseline(painter, row.phase, top, scale, c.muted)
    if row.gate is not None:
        centre = QPointF(scale.end_x(row.gate.date), top + 19)
        gate_shape(painter, row.gate.state, centre, c)
        painter.setPen(c.ink)
        painter.drawText(QRectF(centre.x() + 12, top + 9, 460, 20), _LEFT, row.gate_words())


def _paint_weeks(painter: QPainter, dates: PhaseDates, rect: QRectF, ink: QColor, scale: TimeScale) -> None:
    painter.setPen(ink)
    width = scale.week_width
    if width < painter.fontMetrics().horizontalAdvance("W88") + 4:
        return
    for place, week in enumerate(range(dates.first_week, dates.last_week + 1)):
        painter.drawText(QRectF(rect.left() + place * width, rect.top(), width, rect.height()), _CENTRE, f"W{week}")


def _paint_baseline(painter: QPainter, phase: Phase, top: float, scale: TimeScale, colour: QColor) -> None:
    if phase.baseline_start and phase.baseline_end:
        left, right = scale.x(phase.baseline_start), scale.end_x(phase.baseline_end)
        painter.fillRect(QRectF(left, top + 32, right - left, 4), colour)


def paint_artifact(
    painter: QPainter, row: ArtifactRow, gate: GateDates, top: float, scale: TimeScale, c: Colours
) -> None:
    """A tick at the day it is due (the gate's, if none is set), and who has to do what."""
    x = scale.end_x(gate.date)
    middle = top + ARTIFACT_HEIGHT / 2
    tick = scale.end_x(row.due) if row.due else x
    colour = c.green if row.state.is_done else c.muted
    painter.setPen(QPen(c.rule, 1))
    painter.drawLine(QPointF(min(tick, x), middle), QPointF(max(tick, x), middle))
    painter.setPen(QPen(colour, 2))
    painter.drawLine(QPointF(tick, middle - 4), QPointF(tick, middle + 4))
    painter.setPen(colour)
    painter.drawText(QRectF(max(x, tick) + 12, top, 460, ARTIFACT_HEIGHT), _LEFT, row.words())


def paint_headroom(
    painter: QPainter, line: Timeline, top: float, scale: TimeScale, c: Colours, *, about: str = ""
) -> None:
    """The weeks after delivery in which the model is handed over; `about` is said behind the day."""
    left = scale.x(week_start(line.start, line.delivery_weeks + 1))
    right = scale.end_x(_sunday(line))
    rect = QRectF(left, top + 9, right - left, 20)
    painter.fillRect(rect, QBrush(c.headroom, Qt.BrushStyle.FDiagPattern))
    painter.setPen(QPen(c.headroom, 1))
    painter.drawRect(rect)
    painter.setPen(c.ink)
    painter.drawText(QRectF(right + 12, top + 9, 400, 20), _LEFT, f"handed over {day(line.handed_over)}{about}")


def _sunday(line: Timeline) -> date:
    return week_start(line.start, line.total_weeks) + timedelta(days=DAYS_IN_WEEK - 1)
