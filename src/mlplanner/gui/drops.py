"""Files dropped on the window, wherever they land.

A text field would take a file that is dropped on it as text and write its address into the plan. So the files are taken
from the window's surface, before Qt looks for the widget under the mouse; texts and rows are dragged as ever.
"""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QWindow


class FileDrops(QObject):
    """Watches a window's surface. `dropped` tells the first file of a drop."""

    dropped = Signal(Path)

    def __init__(self, surface: QWindow, parent: QObject) -> None:
        super().__init__(parent)
        surface.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take what holds a file; leave all else to the widgets."""
        match event:
            case QDragEnterEvent() | QDragMoveEvent() if files_in(event.mimeData()):
                event.acceptProposedAction()
                return True
            case QDropEvent() if event.type() == QEvent.Type.Drop and (files := files_in(event.mimeData())):
                event.acceptProposedAction()
                self.dropped.emit(files[0])
                return True
        return False


def files_in(data: QMimeData) -> list[Path]:
    """The local files of a drag."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
