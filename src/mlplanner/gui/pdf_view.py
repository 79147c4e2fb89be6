"""Pages of a PDF below each other, drawn when they come into sight. PDFium renders; QtPdf would bring 440 MB with it."""

from collections import OrderedDict
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

GAP, MOST_KEPT = 12, 12
"""Pixels between pages; rendered pages that are kept."""
ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
_PIXELS_PER_POINT = 96 / 72


class PdfView(QAbstractScrollArea):
    """Shows one document; `rendered` lists the pages that were drawn so far, from 0."""

    page_changed = Signal(int, int)
    """Page in sight, from 1, and how many there are."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        import pypdfium2

        super().__init__(parent)
        self._document: Any = pypdfium2.PdfDocument(path.read_bytes())
        self._sizes = [page.get_size() for page in self._document]
        self._images: OrderedDict[tuple[int, float], QImage] = OrderedDict()
        self.rendered: set[int] = set()
        self.zoom, self._is_fitted, self._page = 1.0, True, 0
        self.setObjectName("pdfView")
        self.setAccessibleName("Pages of the document")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Mid)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    @property
    def page(self) -> int:
        """The page in sight, from 1."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 3
        tops = self._tops()
        return next((number for number, (_, below) in enumerate(pairwise(tops), start=1) if middle < below), self.count)

    def set_zoom(self, zoom: float) -> None:
        """Show at that size; 1 is the size on paper."""
        self._is_fitted = False
        self._apply(max(ZOOMS[0], min(zoom, ZOOMS[-1])))

    def zoom_in(self) -> None:
        """The next larger size."""
        self.set_zoom(next((zoom for zoom in ZOOMS if zoom > self.zoom + 0.01), ZOOMS[-1]))

    def zoom_out(self) -> None:
        """The next smaller size."""
        self.set_zoom(next((zoom for zoom in reversed(ZOOMS) if zoom < self.zoom - 0.01), ZOOMS[0]))

    def fit_width(self) -> None:
        """As wide as the window."""
        self._is_fitted = True
        widest = max((width for width, _ in self._sizes), default=595.0)
        self._apply(max((self.viewport().width() - 2 * GAP) / (widest * _PIXELS_PER_POINT), 0.2))

    def show_page(self, number: int) -> None:
        """Scroll to a page, from 1."""
        place = min(max(number, 1), self.count) - 1
        self.verticalScrollBar().setValue(int(self._tops()[place]) - GAP)

    def release(self) -> None:
        """Close the document; nothing is drawn after that."""
        self._sizes = []
        self._images.clear()
        self._document.close()

    def _apply(self, zoom: float) -> None:
        """Take another size and keep the page in sight."""
        shown = self.page
        if abs(zoom - self.zoom) > 0.001:
            self._images.clear()
        self.zoom = zoom
        self._set_bars()
        self.show_page(shown)
        self.viewport().update()

    def _scale(self) -> float:
        return self.zoom * _PIXELS_PER_POINT

    def _tops(self) -> list[float]:
        """Where each page begins, in pixels from the top of all, and where the last one ends."""
        tops = [float(GAP)]
        for _, height in self._sizes:
            tops.append(tops[-1] + height * self._scale() + GAP)
        return tops

    def _set_bars(self) -> None:
        area = self.viewport().size()
        widest = max((width for width, _ in self._sizes), default=0.0) * self._scale() + 2 * GAP
        bars = (
            (self.verticalScrollBar(), self._tops()[-1], area.height()),
            (self.horizontalScrollBar(), widest, area.width()),
        )
        for bar, length, seen in bars:
            bar.setPageStep(seen)
            bar.setSingleStep(40)
            bar.setRange(0, max(int(length) - seen, 0))

    def _on_scrolled(self) -> None:
        if self.page != self._page:
            self._page = self.page
            self.page_changed.emit(self._page, self.count)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages in sight, and only those."""
        painter = QPainter(self.viewport())
        top, seen = self.verticalScrollBar().value(), self.viewport().height()
        wide = max(self.viewport().width(), self.horizontalScrollBar().maximum() + self.viewport().width())
        for number, ((width, height), begins) in enumerate(zip(self._sizes, self._tops(), strict=False)):
            if begins + height * self._scale() < top or begins > top + seen:
                continue
            left = (wide - width * self._scale()) / 2 - self.horizontalScrollBar().value()
            box = QRectF(left, begins - top, width * self._scale(), height * self._scale())
            painter.drawImage(box, self._image(number))
        painter.end()

    def _image(self, number: int) -> QImage:
        """The page as a picture, in the pixels of the screen."""
        sharp = self._scale() * self.devicePixelRatioF()
        key = (number, sharp)
        if key not in self._images:
            bitmap = self._document[number].render(scale=sharp, prefer_bgrx=True, may_draw_forms=True)
            picture = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32)
            self._images[key] = picture.copy()
            self.rendered.add(number)
        self._images.move_to_end(key)
        while len(self._images) > MOST_KEPT:
            self._images.popitem(last=False)
        return self._images[key]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the width fitted until the user chose a size."""
        super().resizeEvent(event)
        if self._is_fitted:
            self.fit_width()
        else:
            self._set_bars()
        self._page = self.page
        self.page_changed.emit(self._page, self.count)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and wheel: larger and smaller."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Up and Down by page; Home and End to the ends; + and − for the size."""
        steps = {
            Qt.Key.Key_PageDown: lambda: self.show_page(self.page + 1),
            Qt.Key.Key_PageUp: lambda: self.show_page(self.page - 1),
            Qt.Key.Key_Home: lambda: self.show_page(1),
            Qt.Key.Key_End: lambda: self.show_page(self.count),
            Qt.Key.Key_Plus: self.zoom_in,
            Qt.Key.Key_Minus: self.zoom_out,
            Qt.Key.Key_0: self.fit_width,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            step()
