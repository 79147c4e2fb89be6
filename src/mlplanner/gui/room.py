"""What makes screens fit a small window: rows that wrap, and frames that scroll what needs more room than there is."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QLayoutItem, QScrollArea, QSizePolicy, QStackedWidget, QWidget


class Roomy(QScrollArea):
    """Holds one widget: as large as the frame while that is enough, scrolled at its smallest size otherwise."""

    def __init__(self, held: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if held is not None:
            self.hold(held)

    def hold(self, widget: QWidget) -> None:
        """Hold this widget; what lies below the frame goes on showing through."""
        frame = _Frame(widget)
        self.setWidget(frame)
        frame.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)


class _Frame(QWidget):
    """As small as what it holds can be. The scroll area itself would ask for the height that wrapped text prefers."""

    def __init__(self, held: QWidget) -> None:
        super().__init__()
        self._held = held
        held.setParent(self)

    def minimumSizeHint(self) -> QSize:
        """The smallest size of what is held, with its rows wrapped as this width wants it."""
        least = self._held.minimumSizeHint().expandedTo(self._held.minimumSize())
        shown = self._held.currentWidget() if isinstance(self._held, QStackedWidget) else self._held
        layout = shown.layout() if shown is not None else None
        if layout is not None and layout.hasHeightForWidth():
            least.setHeight(max(least.height(), layout.minimumHeightForWidth(max(self.width(), least.width()))))
        return least

    def sizeHint(self) -> QSize:
        """The preferred size of what is held."""
        return self._held.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the frame."""
        self._held.resize(self.size())
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        """Measure again when what is held became larger or smaller."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)


class Pages(QStackedWidget):
    """A stack that asks for the room of the page in front only; the hidden ones count for nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(self._measure)
        self.widgetRemoved.connect(self._measure)

    def addWidget(self, page: QWidget) -> int:
        """Put a page behind the others."""
        index = super().addWidget(page)
        self._measure()
        return index

    def _measure(self, _index: int = 0) -> None:
        for number in range(self.count()):
            page = self.widget(number)
            policy = QSizePolicy.Policy.Preferred if number == self.currentIndex() else QSizePolicy.Policy.Ignored
            if page is not None:
                page.setSizePolicy(policy, policy)


class FlowRow(QLayout):
    """A row that goes on in a new line where it is too narrow; room left over goes to the items that can grow."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)
        self._between = min(spacing, 6)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item to the end of the row."""
        self._items.append(item)

    def count(self) -> int:
        """Number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """An item, None beyond the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """As wide as there is room."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of all lines."""
        lines = list(self._lines(width))
        return sum(map(_height, lines)) + self._between * max(len(lines) - 1, 0)

    def sizeHint(self) -> QSize:
        """Everything in one line."""
        width = sum(item.sizeHint().width() + self.spacing() for item in self._shown())
        return QSize(max(width - self.spacing(), 0), _height(self._shown()))

    def minimumSize(self) -> QSize:
        """The widest item alone."""
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(max((size.width() for size in sizes), default=0), _height(self._shown()))

    def setGeometry(self, rect: QRect) -> None:
        """Place the items, line by line."""
        super().setGeometry(rect)
        top = rect.top()
        for line in self._lines(rect.width()):
            self._place(line, QRect(rect.left(), top, rect.width(), _height(line)))
            top += _height(line) + self._between

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, width: int) -> Iterator[list[QLayoutItem]]:
        line: list[QLayoutItem] = []
        used = 0
        for item in self._shown():
            wide = item.sizeHint().width()
            if line and used + wide > width:
                yield line
                line, used = [], 0
            line.append(item)
            used += wide + self.spacing()
        if line:
            yield line

    def _place(self, line: list[QLayoutItem], rect: QRect) -> None:
        growing = [item for item in line if item.expandingDirections() & Qt.Orientation.Horizontal]
        used = sum(item.sizeHint().width() + self.spacing() for item in line) - self.spacing()
        spare = max(rect.width() - used, 0) // len(growing) if growing else 0
        left = rect.left()
        for item in line:
            width = min(item.sizeHint().width() + (spare if item in growing else 0), rect.width())
            item.setGeometry(QRect(left, rect.top(), width, rect.height()))
            left += width + self.spacing()


def _height(line: list[QLayoutItem]) -> int:
    return max((item.sizeHint().height() for item in line), default=0)
