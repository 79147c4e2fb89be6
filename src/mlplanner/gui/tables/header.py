"""The headings of a grid: titles with quieter lines, bands over groups of columns, marks, frozen columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QHeaderView, QToolTip, QWidget

from mlplanner.gui.tables.columns import Align, Column
from mlplanner.gui.tables.painting import ALIGNMENTS, PADDING
from mlplanner.gui.theme import colours

GAP = 3
"""Above and below the lines of a heading, pixels."""
DIAMOND = 4


@dataclass(frozen=True, slots=True)
class Band:
    """A heading over the columns `first` to `last`; `phase` picks the colours of that phase, None a quiet one."""

    first: int
    last: int
    text: str
    tooltip: str = ""
    phase: int | None = None
    is_note: bool = False
    """True for quiet words without a ground."""


class GridHeader(QHeaderView):
    """Horizontal headings whose first columns stay in place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.frozen = 0
        self._bands: tuple[Band, ...] = ()
        self._columns: Sequence[Column[Any]] = ()
        self._is_pressed_frozen = False
        self.is_held = False
        """True while the mouse is down on it: a size that changes then is the user's wish."""
        self.sorted_by = ("", False)
        """The column by which rows are shown, and whether the largest come first."""
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(8)
        self.setMouseTracking(True)

    def set_columns(self, columns: Sequence[Column[Any]]) -> None:
        """What to say over which column."""
        self._columns = columns
        self._measure()

    def set_bands(self, bands: Sequence[Band]) -> None:
        """What to say over groups of columns."""
        self._bands = tuple(bands)
        self._measure()

    def _measure(self) -> None:
        self.updateGeometry()
        self.geometriesChanged.emit()
        self.viewport().update()

    @property
    def frozen_width(self) -> int:
        """Pixels that stay in place at the left."""
        return sum(self.sectionSize(at) for at in range(min(self.frozen, self.count())))

    def section_left(self, column: int) -> int:
        """Where a column begins in the viewport, also a frozen one."""
        if column < self.frozen:
            return sum(self.sectionSize(at) for at in range(column))
        return int(self.sectionViewportPosition(column))

    def band_at(self, x: int, y: int) -> Band | None:
        """The band under a point of the viewport."""
        if not self._bands or y >= self._band_height():
            return None
        column = self.column_at(x)
        return next((band for band in self._bands if band.first <= column <= band.last), None)

    def column_at(self, x: int) -> int:
        """The column under a point of the viewport; -1 beside all."""
        if x < self.frozen_width:
            edges = [self.section_left(at + 1) for at in range(self.frozen)]
            return next((at for at, edge in enumerate(edges) if x < edge), -1)
        return int(self.logicalIndexAt(x))

    # Painting

    def sizeHint(self) -> QSize:
        """Room for the band and for the longest heading's lines."""
        lines = max((column.subtitle.count("\n") + 1 for column in self._columns if column.subtitle), default=0)
        height = QFontMetrics(self.font()).height() + lines * QFontMetrics(self._small()).height() + 2 * GAP + 2
        return QSize(super().sizeHint().width(), height + self._band_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Scrolled sections first, the frozen ones over them."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.fillRect(event.rect(), colours().paper)
        first = max(self.visualIndexAt(self.frozen_width if self.frozen else 0), self.frozen, 0)
        last = self.visualIndexAt(self.viewport().width() - 1)
        last = self.count() - 1 if last < 0 else last
        painter.save()
        painter.setClipRect(self.frozen_width, 0, self.viewport().width(), self.height())
        for column in range(first, last + 1):
            self._paint_column(painter, column)
        self._paint_bands(painter, [band for band in self._bands if band.last >= self.frozen])
        painter.restore()
        for column in range(min(self.frozen, self.count())):
            self._paint_column(painter, column)
        self._paint_bands(painter, [band for band in self._bands if band.last < self.frozen])
        painter.fillRect(0, self.height() - 1, self.viewport().width(), 1, colours().border)
        painter.end()

    def _paint_column(self, painter: QPainter, column: int) -> None:
        if column >= len(self._columns) or self.isSectionHidden(column):
            return
        spec, table = self._columns[column], colours()
        top = self._band_height()
        rect = QRect(self.section_left(column), top, self.sectionSize(column), self.height() - top)
        painter.fillRect(rect, table.paper)
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), table.border if spec.has_edge else table.grid)
        padding = min(PADDING, max(rect.width() // 12, 2))
        room = rect.adjusted(padding, GAP, -padding, -GAP)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        ink = table.ink if self._is_current(column) else table.muted
        arrow = (" ▼" if self.sorted_by[1] else " ▲") if spec.id == self.sorted_by[0] else ""
        self._line(painter, room, (font, ink), spec.title + arrow, spec)
        room.setTop(room.top() + QFontMetrics(font).height())
        for line in spec.subtitle.split("\n") if spec.subtitle else ():
            self._line(painter, room, (self._small(), table.muted), line, spec)
            room.setTop(room.top() + QFontMetrics(self._small()).height())
        if spec.is_now:
            painter.fillRect(rect.left() + 2, rect.bottom() - 3, rect.width() - 4, 3, table.today)
        if spec.mark:
            middle = rect.top() + GAP + QFontMetrics(font).height() / 2
            self._diamond(painter, QPointF(rect.left() + DIAMOND + 3, middle), table.navy)

    @staticmethod
    def _line(painter: QPainter, room: QRect, style: tuple[QFont, QColor], text: str, spec: Column[Any]) -> None:
        font, colour = style
        painter.setFont(font)
        painter.setPen(colour)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        align = ALIGNMENTS[spec.alignment] & ~Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(room.left(), room.top(), room.width(), metrics.height()), align, shown)

    @staticmethod
    def _diamond(painter: QPainter, centre: QPointF, colour: QColor) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        x, y = centre.x(), centre.y()
        points = [QPointF(x, y - DIAMOND), QPointF(x + DIAMOND, y), QPointF(x, y + DIAMOND), QPointF(x - DIAMOND, y)]
        painter.drawPolygon(QPolygonF(points))
        painter.restore()

    def _paint_bands(self, painter: QPainter, bands: Sequence[Band]) -> None:
        table, height = colours(), self._band_height()
        for band in bands:
            if band.last >= self.count():
                continue
            left = self.section_left(band.first)
            right = self.section_left(band.last) + self.sectionSize(band.last)
            fill, ink = (table.panel, table.muted) if band.phase is None else table.phase(band.phase)
            rect = QRect(left, 0, right - left - 1, height - 1)
            if not band.is_note:
                painter.fillRect(rect, fill)
            shown = rect.intersected(QRect(0 if band.last < self.frozen else self.frozen_width, 0, 100_000, height))
            painter.setPen(ink)
            painter.setFont(self._small())
            room = shown.adjusted(5, 0, -5, 0)
            text = QFontMetrics(self._small()).elidedText(band.text, Qt.TextElideMode.ElideRight, room.width())
            if band.is_note and text != band.text:
                continue
            painter.drawText(room, ALIGNMENTS[Align.LEFT], text)

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(max(self.font().pointSizeF() * 0.85, 7.0))
        return font

    def _band_height(self) -> int:
        return QFontMetrics(self._small()).height() + 2 * GAP if self._bands else 0

    def _is_current(self, column: int) -> bool:
        return bool(self.selectionModel().currentIndex().column() == column)

    # Mouse: what is pressed over frozen columns belongs to them, however far the rest is scrolled

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Press."""
        self.is_held = True
        self._is_pressed_frozen = event.position().x() < self.frozen_width and self.offset() > 0
        super().mousePressEvent(self._shifted(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Hover and drag."""
        is_over = event.position().x() < self.frozen_width and self.offset() > 0 and not event.buttons()
        super().mouseMoveEvent(self._shifted(event) if self._is_pressed_frozen or is_over else event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Release."""
        super().mouseReleaseEvent(self._shifted(event))
        self._is_pressed_frozen = self.is_held = False

    def viewportEvent(self, event: QEvent) -> bool:
        """Tooltips of bands."""
        if event.type() == QEvent.Type.ToolTip:
            assert isinstance(event, QHelpEvent)
            band = self.band_at(event.pos().x(), event.pos().y())
            column = self.column_at(event.pos().x())
            tip = band.tooltip or band.text if band else ""
            if not band and 0 <= column < len(self._columns):
                spec = self._columns[column]
                tip = "\n".join(line for line in (spec.tooltip, spec.mark) if line)
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        return bool(super().viewportEvent(event))

    def _shifted(self, event: QMouseEvent) -> QMouseEvent:
        if not self._is_pressed_frozen and not (event.position().x() < self.frozen_width and self.offset() > 0):
            return event
        place = event.position() - QPointF(self.offset(), 0)
        return QMouseEvent(
            event.type(), place, event.globalPosition(), event.button(), event.buttons(), event.modifiers()
        )
