"""Ctrl+K: one field that goes to any project, person, KPI or command."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from mlplanner.gui.theme import colours

_MOST = 60


@dataclass(frozen=True)
class Entry:
    """One place or command: what it is called, what kind it is, and what choosing it does."""

    title: str
    kind: str
    act: Callable[[], object]
    hint: str = ""


def score(query: str, entry: Entry) -> int | None:
    """How well an entry fits, larger is better; None: not at all.

    Each word must occur; beginnings of the title and of words count more, letters in order count least.
    """
    title, rest = entry.title.casefold(), f"{entry.hint} {entry.kind}".casefold()
    total = 0
    for word in query.casefold().split():
        if title.startswith(word):
            total += 100
        elif f" {word}" in f" {title}".replace("-", " "):
            total += 70
        elif word in title:
            total += 40
        elif word in rest:
            total += 20
        elif _in_order(word, title):
            total += 5
        else:
            return None
    return total


def best(query: str, entries: Iterable[Entry]) -> list[Entry]:
    """The entries that fit, best first; as given while nothing is typed."""
    if not query.strip():
        return list(entries)[:_MOST]
    scored = [
        (points, -place, entry) for place, entry in enumerate(entries) if (points := score(query, entry)) is not None
    ]
    scored.sort(key=lambda item: item[:2], reverse=True)
    return [entry for _, _, entry in scored[:_MOST]]


def _in_order(word: str, text: str) -> bool:
    letters: Iterator[str] = iter(text)
    return len(word) > 1 and all(letter in letters for letter in word)


class _EntryDelegate(QStyledItemDelegate):
    """Title at the left, kind and hint at the right in grey."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One line."""
        entry: Entry = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        state = option.state
        c = colours()
        painter.fillRect(rect, c.selection if state & QStyle.StateFlag.State_Selected else c.paper)
        inner = rect.adjusted(10, 0, -10, 0)
        note = f"{entry.hint}   {entry.kind}" if entry.hint else entry.kind
        room = inner.width() // 2
        note = painter.fontMetrics().elidedText(note, Qt.TextElideMode.ElideLeft, room)
        width = painter.fontMetrics().horizontalAdvance(note)
        painter.setPen(c.muted)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), note)
        title = painter.fontMetrics().elidedText(entry.title, Qt.TextElideMode.ElideRight, inner.width() - width - 12)
        painter.setPen(c.ink)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), title)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """One line with some air."""
        return QSize(100, option.fontMetrics.height() + 10)


class Palette(QDialog):
    """Type to narrow, arrows to choose, Enter to go, Esc to leave."""

    gone = Signal(object)
    """The entry that was chosen, after its action ran."""

    def __init__(self, entries: Iterable[Entry], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("palette")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._entries = tuple(entries)
        self.field = QLineEdit()
        self.field.setObjectName("paletteField")
        self.field.setAccessibleName("Go to")
        self.field.setPlaceholderText("Go to a project, person, KPI or command…")
        self.field.textChanged.connect(self._show_best)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setObjectName("paletteList")
        self.list.setAccessibleName("What fits")
        self.list.setItemDelegate(_EntryDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(lambda _: self._go())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.field)
        layout.addWidget(self.list)
        self.resize(min(620, parent.width() - 40), 420)
        top = parent.mapToGlobal(QPoint((parent.width() - self.width()) // 2, 64))
        self.move(top)
        self._show_best("")
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter work while the field has the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}
            if event.key() in steps:
                row = self.list.currentRow() + steps[Qt.Key(event.key())]
                self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._go()
                return True
        return super().eventFilter(watched, event)

    def _show_best(self, query: str) -> None:
        self.list.clear()
        for entry in best(query, self._entries):
            item = QListWidgetItem(entry.title)
            item.setData(Qt.ItemDataRole.UserRole, entry)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.title}, {entry.kind}")
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _go(self) -> None:
        item = self.list.currentItem()
        if self.list.currentRow() < 0:
            return
        entry: Entry = item.data(Qt.ItemDataRole.UserRole)
        self.accept()
        entry.act()
        self.gone.emit(entry)
