"""The whisker of the delivery: from the planned day to the one that holds with a certainty of 80 %."""

from datetime import date

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPen

from mlplanner.gui.portfolio.scale import TimeScale
from mlplanner.gui.theme import Colours

_CAP = 4


def paint_whisker(painter: QPainter, scale: TimeScale, ends: tuple[date, date], y: float, c: Colours) -> None:
    """A line with a cap at both days; nothing where they are the same."""
    planned, late = ends
    if planned == late:
        return
    whisker_line(painter, scale.end_x(planned), scale.end_x(late), y, c)


def whisker_line(painter: QPainter, start: float, end: float, y: float, c: Colours) -> None:
    """The whisker between two pixels."""
    painter.save()
    painter.setPen(QPen(c.amber, 2))
    painter.drawLine(QPointF(start, y), QPointF(end, y))
    for x in (start, end):
        painter.drawLine(QPointF(x, y - _CAP), QPointF(x, y + _CAP))
    painter.restore()
