"""The chain from KPI to verdict as one strip; each link leads to its field (P1.4, P7)."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from mlplanner.gui.room import FlowRow
from mlplanner.reports.chains import Link

_MOST = 46


class ChainStrip(QWidget):
    """`chosen` gives the link that was clicked."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chainStrip")
        self.setAccessibleName("From the business KPI to the verdict")
        self._row = FlowRow(self)
        self._links: tuple[Link, ...] = ()
        self._parts: list[QWidget] = []
        self.buttons: list[QToolButton] = []

    def show_links(self, links: Sequence[Link]) -> None:
        """Show these links; nothing is rebuilt where they are as before."""
        if tuple(links) == self._links:
            return
        self._links = tuple(links)
        for part in self._parts:
            self._row.removeWidget(part)
            part.deleteLater()
        self._parts, self.buttons = [], []
        for place, link in enumerate(links):
            if place:
                self._add(QLabel("→"))
            button = QToolButton(self)
            button.setText(_text(link))
            button.setProperty("outlined", True)
            button.setObjectName(f"link_{link.title.casefold().replace(' ', '_')}")
            button.setAccessibleName(f"{link.title}: {link.text}")
            button.setToolTip(f"{link.title}: {link.text}\nGo to the field")
            button.clicked.connect(self._choosing(link))
            self.buttons.append(button)
            self._add(button)

    def _add(self, part: QWidget) -> None:
        self._parts.append(part)
        self._row.addWidget(part)
        part.show()

    def _choosing(self, link: Link) -> Callable[[], None]:
        return lambda: self.chosen.emit(link)


def _text(link: Link) -> str:
    words = link.text if len(link.text) <= _MOST else f"{link.text[: _MOST - 1].rstrip()}…"
    return f"{'▲ ' if link.is_broken else ''}{link.title}\n{words}"
