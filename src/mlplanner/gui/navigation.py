"""The left side: sections, and below Portfolio the projects that are open."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from mlplanner.gui.icons import icon
from mlplanner.gui.sections import SECTIONS
from mlplanner.gui.theme import colours

_PLACE = Qt.ItemDataRole.UserRole
_NARROWEST = 150


class Navigation(QTreeWidget):
    """A click or Enter goes there; a middle click or Delete closes an open project."""

    section_chosen = Signal(str)
    project_chosen = Signal(int)
    project_closed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAccessibleName("Sections and open projects")
        self.setHeaderHidden(True)
        self.setMinimumWidth(_NARROWEST)
        self.setRootIsDecorated(False)
        self.setIndentation(14)
        self.setIconSize(QSize(18, 18))
        self.setUniformRowHeights(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._sections: dict[str, QTreeWidgetItem] = {}
        for section in SECTIONS:
            item = QTreeWidgetItem(self, [section.title])
            item.setData(0, _PLACE, section.id)
            self._sections[section.id] = item
        self.redraw()
        self.currentItemChanged.connect(self._on_current)
        self.itemClicked.connect(self._go)

    def redraw(self) -> None:
        """Draw the icons in the theme's colours."""
        table = colours()
        for section in SECTIONS:
            self._sections[section.id].setIcon(0, icon(section.icon, table.navy))
        for item in self._project_items():
            item.setIcon(0, icon("project", table.muted))

    def show_projects(self, projects: Iterable[tuple[int, str]]) -> None:
        """The open projects (id, name), below Portfolio; what is current stays so."""
        current = self._place(self.currentItem())
        holder = self._sections["portfolio"]
        self.blockSignals(True)
        holder.takeChildren()
        for project_id, name in projects:
            item = QTreeWidgetItem(holder, [name])
            item.setData(0, _PLACE, project_id)
            item.setToolTip(0, f"{name}\nMiddle click or Delete closes it here; the project stays.")
        holder.setExpanded(True)
        self.redraw()
        self.show_place(current)
        self.blockSignals(False)

    def show_place(self, place: str | int | None) -> None:
        """Mark a section's id or an open project's id as current, without going there."""
        was_blocked = self.blockSignals(True)
        for item in (*self._sections.values(), *self._project_items()):
            if item.data(0, _PLACE) == place:
                self.setCurrentItem(item)
        self.blockSignals(was_blocked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete closes the open project."""
        place = self._place(self.currentItem())
        if event.key() == Qt.Key.Key_Delete and isinstance(place, int):
            self.project_closed.emit(place)
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The middle button closes an open project, as a browser's tab."""
        place = self._place(self.itemAt(event.position().toPoint()))
        if event.button() == Qt.MouseButton.MiddleButton and isinstance(place, int):
            self.project_closed.emit(place)
            return
        super().mouseReleaseEvent(event)

    def _on_current(self, item: QTreeWidgetItem | None, _before: object) -> None:
        self._go(item)

    def _go(self, item: QTreeWidgetItem | None, _column: int = 0) -> None:
        place = self._place(item)
        if isinstance(place, int):
            self.project_chosen.emit(place)
        elif isinstance(place, str):
            self.section_chosen.emit(place)

    def _project_items(self) -> list[QTreeWidgetItem]:
        holder = self._sections["portfolio"]
        children = (holder.child(i) for i in range(holder.childCount()))
        return [child for child in children if child is not None]

    @staticmethod
    def _place(item: QTreeWidgetItem | None) -> str | int | None:
        place = item.data(0, _PLACE) if item else None
        return place if isinstance(place, str | int) else None
