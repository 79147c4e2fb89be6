"""Demand against supply, week by week: bars, a line, and the load as number and sign (P4.9)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QSizePolicy, QToolTip, QWidget

from mlplanner.domain.weeks import MONTH_NAMES, plain
from mlplanner.engine.results import Load
from mlplanner.gui.people.people_columns import OVER
from mlplanner.gui.theme import Colours, colours
from mlplanner.reports.formats import day, share

STEP = 50
"""Pixels to a week."""
LEFT = 70
"""Room for the names of the lines."""
HEAD, LINE = 36, 20
BARS = 74


@dataclass(frozen=True)
class LoadView:
    """What is shown: a load over the weeks that begin on `mondays`, and the projects behind each week by name."""

    title: str
    mondays: tuple[date, ...]
    load: Load
    projects: tuple[str, ...]


class LoadChart(QAbstractScrollArea):
    """One column to a week. Over-allocated weeks are red, hatched and carry a sign; the number says how much."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("loadChart")
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._view: LoadView | None = None

    def sizeHint(self) -> QSize:
        """Head, bars, two lines of numbers, scroll bar."""
        return QSize(600, HEAD + BARS + 3 * LINE + self.horizontalScrollBar().sizeHint().height())

    def show_load(self, view: LoadView | None) -> None:
        """Draw another load; None: nothing."""
        self._view = view
        self.setAccessibleName(f"Load of {view.title}" if view else "Load")
        self.setAccessibleDescription("; ".join(self.says(i) for i in range(len(view.mondays))) if view else "")
        self._fit()
        self.viewport().update()

    def reveal(self, week: int) -> None:
        """Bring a week into view."""
        bar = self.horizontalScrollBar()
        left = STEP * week
        if not bar.value() <= left <= bar.value() + bar.pageStep() - STEP:
            bar.setValue(left - bar.pageStep() // 3)

    def says(self, week: int) -> str:
        """A week's numbers as a sentence."""
        view = self._view
        if view is None or not 0 <= week < len(view.mondays):
            return ""
        load = view.load
        text = f"Week of {day(view.mondays[week])}: {_fte(load.demand[week])} of {_fte(load.supply[week])} FTE"
        behind = f", for {view.projects[week]}" if view.projects[week] else ""
        return f"{text}{' – over' if load.over[week] else ''}{behind}"

    def event(self, event: QEvent) -> bool:
        """A ring shows the focus."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.viewport().update()
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """What the week under the pointer holds."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            week = (event.pos().x() - LEFT + self.horizontalScrollBar().value()) // STEP
            QToolTip.showText(event.globalPos(), self.says(week) if event.pos().x() > LEFT else "", self.viewport())
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right scroll by a week, Home and End to the ends."""
        bar = self.horizontalScrollBar()
        places = {
            Qt.Key.Key_Left: bar.value() - STEP,
            Qt.Key.Key_Right: bar.value() + STEP,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: bar.maximum(),
        }
        if event.key() in places:
            bar.setValue(places[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the scroll bar's range right."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The weeks in sight, then the names over them."""
        painter = QPainter(self.viewport())
        try:
            painter.fillRect(self.viewport().rect(), colours().paper)
            if self._view is not None:
                self._paint(painter, self._view)
            if self.hasFocus():
                painter.setPen(colours().focus)
                painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
        finally:
            painter.end()

    def _fit(self) -> None:
        wide = STEP * len(self._view.mondays) if self._view else 0
        room = max(self.viewport().width() - LEFT, 1)
        self.horizontalScrollBar().setPageStep(room)
        self.horizontalScrollBar().setSingleStep(STEP)
        self.horizontalScrollBar().setRange(0, max(wide - room, 0))

    def _paint(self, painter: QPainter, view: LoadView) -> None:
        c = colours()
        first = self.horizontalScrollBar().value() // STEP
        last = min(first + self.viewport().width() // STEP + 1, len(view.mondays) - 1)
        most = max((Decimal(1), *view.load.supply, *view.load.demand))
        for week in range(first, last + 1):
            left = LEFT + week * STEP - self.horizontalScrollBar().value()
            self._paint_head(painter, view, week, left, is_first=week == first)
            self._paint_bar(painter, view.load, week, left, float(most))
            self._paint_numbers(painter, view.load, week, left)
        painter.fillRect(QRect(0, 0, LEFT, self.viewport().height()), c.paper)
        painter.setPen(c.muted)
        names = ((HEAD + BARS, "Demand"), (HEAD + BARS + LINE, "Supply"), (HEAD + BARS + 2 * LINE, "Load"))
        for top, name in names:
            painter.drawText(QRect(0, top, LEFT - 10, LINE), Qt.AlignmentFlag.AlignVCenter, name)
        painter.drawText(QRect(0, HEAD - 2, LEFT - 10, LINE), Qt.AlignmentFlag.AlignVCenter, "FTE")

    def _paint_head(self, painter: QPainter, view: LoadView, week: int, left: int, *, is_first: bool) -> None:
        c, monday = colours(), view.mondays[week]
        painter.setPen(c.muted)
        painter.drawText(QRect(left, 16, STEP, 18), Qt.AlignmentFlag.AlignCenter, str(monday.day))
        if is_first or monday.day <= 7:
            painter.setPen(c.ink)
            label = f"{MONTH_NAMES[monday.month - 1]} {monday.year}"
            box = QRect(max(left, LEFT) + 4, 0, 3 * STEP, 18)
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, label)
        edge = c.border if monday.day <= 7 else c.grid
        painter.fillRect(left, 0 if monday.day <= 7 else HEAD, 1, HEAD + BARS + 3 * LINE, edge)

    def _paint_bar(self, painter: QPainter, load: Load, week: int, left: int, most: float) -> None:
        c = colours()
        floor, scale = HEAD + BARS, (BARS - 8) / most
        height, supply = float(load.demand[week]) * scale, float(load.supply[week]) * scale
        bar = QRectF(left + 6, floor - height, STEP - 11, height)
        painter.fillRect(bar, c.red_tint if load.over[week] else c.headroom)
        if load.over[week]:
            extra = QRectF(bar.left(), bar.top(), bar.width(), height - supply)
            painter.fillRect(extra, QBrush(c.red, Qt.BrushStyle.BDiagPattern))
            painter.setPen(QPen(c.red, 1))
            painter.drawRect(bar)
        painter.fillRect(QRectF(left, floor - supply - 1, STEP, 2), c.navy if not c.is_dark else c.accent)
        painter.fillRect(left, floor, STEP, 1, c.border)

    def _paint_numbers(self, painter: QPainter, load: Load, week: int, left: int) -> None:
        c = colours()
        centre = Qt.AlignmentFlag.AlignCenter
        floor = HEAD + BARS
        painter.setPen(c.ink)
        painter.drawText(QRect(left, floor, STEP, LINE), centre, _fte(load.demand[week]))
        painter.drawText(QRect(left, floor + LINE, STEP, LINE), centre, _fte(load.supply[week]))
        box = QRect(left + 1, floor + 2 * LINE, STEP - 1, LINE)
        text, ground, ink = _load(load, week, c)
        painter.fillRect(box, ground)
        painter.setPen(ink)
        painter.drawText(box, centre, text)


def _load(load: Load, week: int, c: Colours) -> tuple[str, object, object]:
    """The load's words with ground and ink: over, some, none."""
    part = load.share(week)
    if load.over[week]:
        return (f"{OVER}{_percent(part)}" if part is not None else f"{OVER} none"), c.red_tint, c.red
    if not load.demand[week]:
        return "–", c.paper, c.faint
    return _percent(part or Decimal(0)), c.green_tint, c.green


def _percent(part: Decimal) -> str:
    return share(part, 0).replace("\N{NO-BREAK SPACE}", "")


def _fte(value: Decimal) -> str:
    return plain(round(value, 2)) if value else "–"
