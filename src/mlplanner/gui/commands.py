"""The window's actions as records, by menu. What they do lives with its subject, not here."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QToolButton

from mlplanner.gui.actions import Action
from mlplanner.gui.files import Files
from mlplanner.gui.preferences import SCALES
from mlplanner.gui.theme import MODES
from mlplanner.gui.window import MainWindow

_TOOL_BAR = ("open", "new", "", "undo", "redo")


class Commands(QObject):
    """Puts the records of file, edit, view and help together and makes menus and tool bar of them."""

    def __init__(self, window: MainWindow, files: Files) -> None:
        super().__init__(window)
        self._window, self._files = window, files
        window.actions_by_id.add((*self._file_actions(), *self._edit_actions(), *self._view_actions()))

    def fill(self) -> None:
        """Make menu bar and tool bar; after all records were added."""
        book = self._window.actions_by_id
        menus = book.fill_menu_bar(self._window.menuBar())
        recent = QMenu("Open &recent", self._window)
        recent.setObjectName("menu_recent")
        recent.aboutToShow.connect(lambda: self._fill_recent(recent))
        menus["file"].insertMenu(book["sample"], recent)
        for key in _TOOL_BAR:
            if key:
                self._window.tool_bar.addAction(book[key])
                button = self._window.tool_bar.widgetForAction(book[key])
                if isinstance(button, QToolButton):
                    button.setObjectName(f"tool_{key}")
            else:
                self._window.tool_bar.addSeparator()

    def _file_actions(self) -> tuple[Action, ...]:
        files = self._files
        return (
            Action("new", "&New portfolio…", files.ask_new, "file", 0, "Ctrl+Shift+N", "new"),
            Action("open", "&Open…", files.ask_open, "file", 0, "Ctrl+O", "open"),
            Action("sample", "Open the &sample portfolio", files.open_sample, "file", 0, icon="sample"),
            Action("copy", "Save a &copy…", files.ask_copy, "file", 1, "Ctrl+Shift+S", "save", self._has_file),
            Action("backup", "&Back up now", files.back_up, "file", 1, "", "backup", self._can_edit),
            Action("close", "C&lose portfolio", files.close, "file", 3, "Ctrl+Shift+W", is_enabled=self._is_open),
            Action("quit", "&Quit", self._window.close, "file", 3, "Ctrl+Q"),
        )

    def _edit_actions(self) -> tuple[Action, ...]:
        return (
            Action("undo", "&Undo", self._undo, "edit", 0, "Ctrl+Z", "undo", self._can_undo, says=self._says_undo),
            Action(
                "redo",
                "&Redo",
                self._redo,
                "edit",
                0,
                "Ctrl+Y | Ctrl+Shift+Z",
                "redo",
                self._can_redo,
                says=self._says_redo,
            ),
        )

    def _view_actions(self) -> tuple[Action, ...]:
        titles = {"system": "Colours as the &desktop", "light": "&Light colours", "dark": "D&ark colours"}
        themes = tuple(
            Action(
                f"theme_{mode}",
                titles[mode],
                lambda mode=mode: self._use_theme(mode),
                "view",
                8,
                icon="theme" if mode == "system" else "",
                is_checked=lambda mode=mode: self._window.theme.mode == mode,
            )
            for mode in MODES
        )
        scales = tuple(
            Action(
                f"scale_{scale}",
                f"Size {scale} %",
                lambda scale=scale: self._use_scale(scale),
                "view",
                9,
                is_checked=lambda scale=scale: self._window.preferences.scale == scale,
            )
            for scale in SCALES
        )
        return (*themes, *scales)

    def _use_theme(self, mode: str) -> None:
        self._window.preferences.put("view/theme", mode)
        self._window.theme.use(mode)

    def _use_scale(self, scale: int) -> None:
        self._window.preferences.put("view/scale", scale)
        self._window.messages.notice(f"Everything is drawn at {scale} % from the next start on.", tone="note")

    def _fill_recent(self, menu: QMenu) -> None:
        menu.clear()
        for number, path in enumerate(self._window.preferences.recent, start=1):
            action = menu.addAction(f"&{number}  {path.name}  –  {path.parent}")
            action.triggered.connect(lambda _=False, path=path: self._files.open(path))
        if menu.isEmpty():
            menu.addAction("No portfolio was opened yet").setEnabled(False)
        else:
            menu.addSeparator()
            menu.addAction("Forget these").triggered.connect(self._window.preferences.forget_files)

    def _is_open(self) -> bool:
        return self._window.session is not None

    def _has_file(self) -> bool:
        session = self._window.session
        return session is not None and session.workspace.path is not None

    def _can_edit(self) -> bool:
        session = self._window.session
        return session is not None and not session.workspace.is_read_only

    def _can_undo(self) -> bool:
        session = self._window.session
        return self._can_edit() and session is not None and session.workspace.undo_label is not None

    def _can_redo(self) -> bool:
        session = self._window.session
        return self._can_edit() and session is not None and session.workspace.redo_label is not None

    def _says_undo(self) -> str:
        session = self._window.session
        label = session.workspace.undo_label if session else None
        return f"&Undo: {label}" if label else "&Undo"

    def _says_redo(self) -> str:
        session = self._window.session
        label = session.workspace.redo_label if session else None
        return f"&Redo: {label}" if label else "&Redo"

    def _undo(self) -> None:
        if self._window.session:
            self._window.session.undo()

    def _redo(self) -> None:
        if self._window.session:
            self._window.session.redo()
