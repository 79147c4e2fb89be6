"""The window's actions as records, by menu. What they do lives with its subject, not here."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from mlplanner.gui.actions import Action
from mlplanner.gui.files import Files
from mlplanner.gui.icons import icon
from mlplanner.gui.preferences import SCALES
from mlplanner.gui.tables.copying import TableCopying, copy_focused
from mlplanner.gui.theme import MODES
from mlplanner.gui.window import MainWindow

_SPACE, _LINE = " ", ""
_TOOL_BAR = ("open", "new", _LINE, "undo", "redo", _SPACE, "palette", _SPACE, "import")
_WITH_TEXT = ("open", "undo", "redo", "import", "palette")
_LONGEST_LABEL = 30


class Commands(QObject):
    """Puts the records of file, edit, view and help together and makes menus and tool bar of them."""

    def __init__(self, window: MainWindow, files: Files, ask_import: Callable[[], object]) -> None:
        super().__init__(window)
        self._window, self._files, self._ask_import = window, files, ask_import
        self.menus: dict[str, QMenu] = {}
        self.export_button = QToolButton()
        TableCopying(window)
        window.actions_by_id.add((*self._file_actions(), *self._edit_actions(), *self._view_actions()))

    def fill(self) -> None:
        """Make menu bar and tool bar; after all records were added."""
        book = self._window.actions_by_id
        self.menus = book.fill_menu_bar(self._window.menuBar())
        recent = QMenu("Open &recent", self._window)
        recent.setObjectName("menu_recent")
        recent.aboutToShow.connect(lambda: self._fill_recent(recent))
        self.menus["file"].insertMenu(book["sample"], recent)
        bar = self._window.tool_bar
        for key in _TOOL_BAR:
            if key == _LINE:
                bar.addSeparator()
            elif key == _SPACE:
                space = QWidget()
                space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
                bar.addWidget(space)
            else:
                self._add_tool(key)
        self._add_export_button()

    def _add_tool(self, key: str) -> None:
        bar, action = self._window.tool_bar, self._window.actions_by_id[key]
        self._window.actions_by_id.draw_icon(key)
        bar.addAction(action)
        button = bar.widgetForAction(action)
        if isinstance(button, QToolButton):
            button.setObjectName(f"tool_{key}")
            if key in _WITH_TEXT:
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            if key == "palette":
                action.setIconText("Go to…     Ctrl+K")
                button.setProperty("outlined", True)
                button.setMinimumWidth(220)

    def _add_export_button(self) -> None:
        button = self.export_button
        button.setObjectName("tool_export")
        button.setText("Export")
        button.setAccessibleName("Export")
        button.setToolTip("Brief, approval pack, workbooks")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setMenu(QMenu(button))
        self._window.tool_bar.addWidget(button)
        button.setEnabled(False)
        self._window.session_changed.connect(lambda: button.setEnabled(self._is_open()))
        self.redraw()

    def redraw(self) -> None:
        """Draw the icon that no action carries."""
        self.export_button.setIcon(icon("export"))

    def _file_actions(self) -> tuple[Action, ...]:
        files = self._files
        return (
            Action("new", "&New portfolio…", files.ask_new, "file", 0, "Ctrl+Shift+N", "new"),
            Action("open", "&Open…", files.ask_open, "file", 0, "Ctrl+O", "open"),
            Action("sample", "Open the &sample portfolio", files.open_sample, "file", 0, icon="sample"),
            Action("copy", "Save a &copy…", files.ask_copy, "file", 1, "Ctrl+Shift+S", "save", self._has_file),
            Action("backup", "&Back up now", files.back_up, "file", 1, "", "backup", self._can_edit),
            Action("import", "&Import…", self._ask_import, "file", 2, "Ctrl+I", "import"),
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
            Action("copy_cells", "&Copy", copy_focused, "edit", 1, "Ctrl+C", "copy"),
            Action(
                "copy_headed",
                "Copy with &headings",
                partial(copy_focused, with_headings=True),
                "edit",
                1,
                "Ctrl+Shift+C",
            ),
        )

    def _view_actions(self) -> tuple[Action, ...]:
        find = Action("palette", "&Go to…", self._show_palette, "edit", 2, "Ctrl+K", "search")
        titles = {"system": "Colours as the &desktop", "light": "&Light colours", "dark": "D&ark colours"}
        themes = tuple(
            Action(
                f"theme_{mode}",
                titles[mode],
                partial(self._use_theme, mode),
                "view",
                8,
                icon="theme" if mode == "system" else "",
                is_checked=partial(self._is_theme, mode),
            )
            for mode in MODES
        )
        scales = tuple(
            Action(
                f"scale_{scale}",
                f"Size {scale} %",
                partial(self._use_scale, scale),
                "view",
                9,
                is_checked=partial(self._is_scale, scale),
            )
            for scale in SCALES
        )
        return (find, *themes, *scales)

    def _show_palette(self) -> None:
        from mlplanner.gui.palette import Palette
        from mlplanner.gui.places import entries

        Palette(entries(self._window), self._window).open()

    def _use_theme(self, mode: str) -> None:
        self._window.preferences.put("view/theme", mode)
        self._window.theme.use(mode)

    def _is_theme(self, mode: str) -> bool:
        return self._window.theme.mode == mode

    def _is_scale(self, scale: int) -> bool:
        return self._window.preferences.scale == scale

    def _use_scale(self, scale: int) -> None:
        self._window.preferences.put("view/scale", scale)
        self._window.messages.notice(
            f"Everything is drawn at {scale} % from the next start on.", tone="note", cause="view"
        )

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
        return f"&Undo: {_cut(label)}" if label else "&Undo"

    def _says_redo(self) -> str:
        session = self._window.session
        label = session.workspace.redo_label if session else None
        return f"&Redo: {_cut(label)}" if label else "&Redo"

    def _undo(self) -> None:
        if self._window.session:
            self._window.session.undo()

    def _redo(self) -> None:
        if self._window.session:
            self._window.session.redo()


def _cut(label: str) -> str:
    """A step's name, short enough for the tool bar, with its ampersands kept from becoming shortcuts."""
    short = label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1]}…"
    return short.replace("&", "&&")
