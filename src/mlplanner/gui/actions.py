"""Actions are records: menus, tool bar, command palette and shortcuts are all made from the same list."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from mlplanner.gui.icons import icon


def _always() -> bool:
    return True


@dataclass(frozen=True)
class Action:
    """One thing the user can ask for.

    `menu` is a key of `MENUS`; a new `group` within a menu starts after a line. `says` gives a title that changes
    ("Undo: Rename project"); `is_checked` makes it a choice that is on or off.
    """

    id: str
    title: str
    callback: Callable[[], object]
    menu: str
    group: int = 0
    shortcut: str = ""
    icon: str = ""
    is_enabled: Callable[[], bool] = _always
    is_checked: Callable[[], bool] | None = None
    says: Callable[[], str] | None = None


MENUS: tuple[tuple[str, str], ...] = (
    ("file", "&File"),
    ("edit", "&Edit"),
    ("project", "&Project"),
    ("export", "E&xport"),
    ("view", "&View"),
    ("help", "&Help"),
)


class ActionBook(QObject):
    """All actions of the window, by id, with their Qt counterparts."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._records: dict[str, Action] = {}
        self._made: dict[str, QAction] = {}
        self._has_icons = False

    def add(self, records: Iterable[Action]) -> None:
        """Make the Qt actions of some records; they work by shortcut from now on."""
        for record in records:
            made = QAction(record.title, self)
            made.setObjectName(f"action_{record.id}")
            made.setCheckable(record.is_checked is not None)
            if record.shortcut:
                made.setShortcuts([QKeySequence(keys) for keys in record.shortcut.split(" | ")])
            made.triggered.connect(self._runner(record))
            self._records[record.id] = record
            self._made[record.id] = made
            self._window.addAction(made)
            if self._has_icons:
                self.draw_icon(record.id)
        self.refresh()

    def __getitem__(self, action_id: str) -> QAction:
        return self._made[action_id]

    def records(self) -> tuple[Action, ...]:
        """All records, in the order they were added."""
        return tuple(self._records.values())

    def title(self, action_id: str) -> str:
        """What the action says now, without mnemonic marks."""
        return self._made[action_id].text().replace("&", "")

    def refresh(self) -> None:
        """Ask each record anew whether it can be used, is on, and what it says."""
        for key, record in self._records.items():
            made = self._made[key]
            made.setEnabled(record.is_enabled())
            if record.is_checked:
                made.setChecked(record.is_checked())
            if record.says:
                made.setText(record.says())
            keys = made.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            plain = made.text().replace("&", "")
            made.setToolTip(f"{plain}  ({keys})" if keys else plain)

    def redraw_icons(self) -> None:
        """Draw the icons in the colours of the theme in force.

        At the start not before the data are on the screen: most icons are only seen once a menu is opened.
        """
        self._has_icons = True
        for key in self._records:
            self.draw_icon(key)

    def draw_icon(self, action_id: str) -> None:
        """Draw the icon of one action, if it has one."""
        if name := self._records[action_id].icon:
            self._made[action_id].setIcon(icon(name))

    def fill_menu(self, menu: QMenu, key: str) -> None:
        """Put the actions of a menu into it, a line between groups."""
        group: int | None = None
        for record in self._records.values():
            if record.menu != key:
                continue
            if group is not None and record.group != group:
                menu.addSeparator()
            group = record.group
            menu.addAction(self._made[record.id])

    def fill_menu_bar(self, bar: QMenuBar) -> dict[str, QMenu]:
        """Make the menus of `MENUS`; gives them by key, so that actions added later find their place."""
        menus = {}
        for key, title in MENUS:
            menus[key] = bar.addMenu(title)
            menus[key].setObjectName(f"menu_{key}")
            self.fill_menu(menus[key], key)
        return menus

    def _runner(self, record: Action) -> Callable[[], None]:
        def run() -> None:
            record.callback()
            self.refresh()

        return run
