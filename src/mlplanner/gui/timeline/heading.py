"""The chart's heading: project weeks first, months and days of the calendar second, short weeks and today marked."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from mlplanner.domain.weeks import DAYS_IN_WEEK
from mlplanner.engine.results import Timeline
from mlplanner.gui.portfolio.scale import TimeScale
from mlplanner.gui.theme import Colours

HEADER = 58
WEEKS_TOP, DAYS_TOP, MONTHS_TOP = 3, 21, 38
FULL_WEEK = 5
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


def paint_heading(painter: QPainter, line: Timeline, scale: TimeScale, right: float, today: date, c: Colours) -> None:
    """W1 … Wn over the Monday's day of the month, over the months, whose names make room for the flag of today."""
    painter.fillRect(QRectF(scale.x(scale.origin), 0, right - scale.x(scale.origin), HEADER), c.paper)
    width = scale.week_width
    step = next(step for step in (1, 2, 4, 8, 16) if step * width >= 26 or step == 16)
    strong = QFont(painter.font())
    strong.setWeight(QFont.Weight.DemiBold)
    plain = painter.font()
    for week in range(1, line.total_weeks + 1, step):
        monday = _monday(line, week)
        room = QRectF(scale.x(monday) + 3, 0, width * step, 17)
        painter.setPen(c.ink if week <= line.delivery_weeks else c.muted)
        painter.setFont(strong)
        painter.drawText(room.translated(0, WEEKS_TOP), _LEFT, f"W{week}")
        painter.setFont(plain)
        painter.setPen(c.muted)
        days = _working_days(line, week)
        note = f" ·{days}d" if days < FULL_WEEK and width * step >= 44 else ""
        painter.drawText(room.translated(0, DAYS_TOP), _LEFT, f"{monday.day}{note}")
    flag = _flag(painter, today, scale)
    for mark in scale.coarse_marks(scale.x(scale.origin), scale.width):
        painter.setPen(c.rule)
        painter.drawLine(QPointF(mark.left, MONTHS_TOP), QPointF(mark.left, HEADER - 2))
        painter.setPen(c.muted)
        room = QRectF(max(mark.left, 0) + 3, MONTHS_TOP, mark.right - max(mark.left, 0) - 4, 17)
        place, text = month_name(room, mark.text, flag, painter.fontMetrics().horizontalAdvance)
        painter.drawText(place, _LEFT, text)
    painter.setPen(c.border)
    painter.drawLine(QPointF(0, HEADER - 1), QPointF(right, HEADER - 1))


def paint_weeks(painter: QPainter, line: Timeline, scale: TimeScale, bottom: float, c: Colours) -> None:
    """A thin line at each Monday; a week with fewer working days has a tinted ground."""
    for week in range(1, line.total_weeks + 1):
        left = scale.x(_monday(line, week))
        if _working_days(line, week) < FULL_WEEK:
            painter.fillRect(QRectF(left, HEADER, scale.week_width, bottom - HEADER), c.weekend)
        painter.setPen(c.grid)
        painter.drawLine(QPointF(left, HEADER), QPointF(left, bottom))


def paint_today(painter: QPainter, today: date, scale: TimeScale, bottom: float, c: Colours) -> None:
    """A line through all rows, with its name in the heading."""
    x = scale.x(today) + scale.week_width / (2 * DAYS_IN_WEEK)
    painter.setPen(QPen(c.today, 1.5))
    painter.drawLine(QPointF(x, HEADER - 3), QPointF(x, bottom))
    flag = _flag(painter, today, scale)
    painter.fillRect(flag, c.today)
    painter.setPen(c.paper)
    painter.drawText(flag, _CENTRE, "today")


def month_name(room: QRectF, text: str, flag: QRectF, width: Callable[[str], float]) -> tuple[QRectF, str]:
    """Where a month's name stands, and as much of it as fits: before the flag of today, else after it."""
    places = [room]
    if flag.left() < room.right() and flag.right() > room.left():
        before, after = QRectF(room), QRectF(room)
        before.setRight(flag.left() - 2)
        after.setLeft(flag.right() + 4)
        places = [before, after]
    short = text.partition(" ")[0]
    fitting = ((place, words) for words in (text, short) for place in places if width(words) <= place.width())
    return next(fitting, (room, ""))


def _flag(painter: QPainter, today: date, scale: TimeScale) -> QRectF:
    middle = scale.x(today) + scale.week_width / (2 * DAYS_IN_WEEK)
    width = painter.fontMetrics().horizontalAdvance("today") + 8
    return QRectF(middle - width / 2, HEADER - 18, width, 15)


def week_words(line: Timeline, scale: TimeScale, x: float) -> str:
    """The week under a pixel of the plan, with its working days where a holiday shortens it."""
    week = (scale.week_at(x) * DAYS_IN_WEEK - (line.start - scale.origin).days) // DAYS_IN_WEEK + 1
    if not 1 <= week <= line.total_weeks:
        return ""
    days = _working_days(line, week)
    return f"W{week}: {days} working days" if days != 1 else f"W{week}: 1 working day"


def _monday(line: Timeline, week: int) -> date:
    return line.start + timedelta(days=DAYS_IN_WEEK * (week - 1))


def _working_days(line: Timeline, week: int) -> int:
    return line.working_days[week - 1] if week <= len(line.working_days) else FULL_WEEK
