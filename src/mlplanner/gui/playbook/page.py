"""The section Playbook: chapters, their entries, the selected entry, and what a change touches (P1–P4)."""

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mlplanner.domain.errors import PlannerError
from mlplanner.gui.playbook.chapter import Chapter
from mlplanner.gui.playbook.chapter_grid import changes_view, chapter_view
from mlplanner.gui.playbook.chapters import CHAPTERS
from mlplanner.gui.playbook.effects import EffectsPanel
from mlplanner.gui.playbook.entry_panel import EntryPanel
from mlplanner.gui.playbook.import_changes import ImportDialog
from mlplanner.gui.playbook.lines import Line, playbook_lines
from mlplanner.gui.playbook.unused import UnusedChanges
from mlplanner.gui.preferences import Preferences
from mlplanner.gui.project.sheet import label
from mlplanner.gui.screen import Screen
from mlplanner.gui.session import Session
from mlplanner.gui.tables.view import GridView
from mlplanner.operations.playbooks import explain_changes, reset_entries
from mlplanner.playbook.loading import load_usable
from mlplanner.reports.formats import counted

CHANGES = "changes"
FILTER = "Playbook changes (*.json);;All files (*)"
_ABOUT_CHANGES = "Everything in which this portfolio differs from the playbook that ships."


class PlaybookPage(Screen):
    """A list of chapters, the grid of the chosen one, and two panels below it."""

    depends_on: ClassVar[frozenset[str]] = frozenset({"overrides"})

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("playbookPage")
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._playbook = session.playbook
        self._lines: tuple[Line, ...] = ()
        self._entry = ""
        self._tells_last_change = False
        self.grids: dict[str, GridView] = {}
        self.chapters = QListWidget()
        self.search = QLineEdit()
        self.about = label("", "muted")
        self.notice = label("", "muted")
        self.unused = UnusedChanges(session, self)
        self.stack = QStackedWidget()
        self.panel = EntryPanel()
        self.effects = EffectsPanel(session)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self._buttons: dict[str, QPushButton] = {}
        self._build()
        self._connect()

    # Building

    def _build(self) -> None:
        self.chapters.setObjectName("playbookChapters")
        self.chapters.setAccessibleName("Chapters of the playbook")
        self.chapters.setFixedWidth(168)
        for key in (CHANGES, *(chapter.id for chapter in CHAPTERS)):
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setSizeHint(QSize(0, self.fontMetrics().height() + 12))
            self.chapters.addItem(item)
        self.search.setObjectName("playbookSearch")
        self.search.setAccessibleName("Find in the playbook")
        self.search.setPlaceholderText("Find in all chapters")
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(320)
        self.splitter.setObjectName("playbookSplitter")
        self.splitter.setHandleWidth(3)
        self.splitter.addWidget(self.stack)
        self.splitter.addWidget(self._below())
        self.splitter.setSizes([430, 190])
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setChildrenCollapsible(False)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addLayout(self._top())
        right.addWidget(self.unused)
        right.addWidget(self.about)
        right.addWidget(self.splitter, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 8)
        layout.setSpacing(12)
        layout.addWidget(self.chapters)
        layout.addLayout(right, 1)

    def _top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.search, 1)
        row.addWidget(self.notice, 1)
        for name, title in (("import", "Import changes…"), ("export", "Export changes…"), ("reset", "Reset all")):
            button = QPushButton(title)
            button.setObjectName(f"playbook{name.capitalize()}")
            self._buttons[name] = button
            row.addWidget(button)
        return row

    def _below(self) -> QWidget:
        below = QSplitter(Qt.Orientation.Horizontal)
        below.setHandleWidth(3)
        below.setChildrenCollapsible(False)
        self.panel.layout().setContentsMargins(0, 8, 12, 0)  # type: ignore[union-attr]  # the panel has a layout
        self.effects.layout().setContentsMargins(12, 8, 0, 0)  # type: ignore[union-attr]
        below.addWidget(self.panel)
        below.addWidget(self.effects)
        below.setSizes([440, 460])
        return below

    def _connect(self) -> None:
        self.chapters.currentRowChanged.connect(lambda _row: self._show_chapter())
        self.search.textChanged.connect(lambda _text: self._show_lines())
        self.panel.explained.connect(self._explain)
        self.panel.reset_asked.connect(self._reset_entry)
        self._buttons["import"].clicked.connect(lambda _=False: self._ask_import())
        self._buttons["export"].clicked.connect(lambda _=False: self._ask_export())
        self._buttons["reset"].clicked.connect(lambda _=False: self.session.run(reset_entries([])))

    # What is shown

    @property
    def chapter(self) -> str:
        """The id of the chapter in front; `changes` for the list of all changes."""
        row = max(self.chapters.currentRow(), 0)
        return str(self.chapters.item(row).data(Qt.ItemDataRole.UserRole))

    @property
    def grid(self) -> GridView:
        """The grid in front."""
        return self.grids[self.chapter]

    @property
    def line(self) -> Line | None:
        """The selected entry."""
        return next((line for line in self._lines if line.entry == self._entry), None)

    def show_chapter(self, chapter_id: str) -> None:
        """Bring a chapter to the front."""
        keys = [CHANGES, *(chapter.id for chapter in CHAPTERS)]
        self.chapters.setCurrentRow(keys.index(chapter_id) if chapter_id in keys else 1)

    def refresh(self) -> None:
        """Show the current snapshot, and say what the last change of the playbook touches."""
        before, self._playbook = self._playbook, self.session.playbook
        self._lines = playbook_lines(self.session.playbook, self.session.portfolio.overrides)
        self.unused.refresh()
        if self.chapters.currentRow() < 0:
            self.chapters.setCurrentRow(1)
        self._show_lines()
        self._follow()
        self._show_line()
        if before is not self._playbook:
            self._tells_last_change = True
            self.effects.compare("The last change", before, self._playbook)

    def _show_chapter(self) -> None:
        key = self.chapter
        if key not in self.grids:
            chapter = _chapter(key)
            made = chapter_view(self.session, chapter) if chapter else changes_view(self.session, CHAPTERS)
            made.selectionModel().currentChanged.connect(lambda *_: self._follow())
            self.grids[key] = made
            self.stack.addWidget(made)
        self.stack.setCurrentWidget(self.grids[key])
        self.notice.clear()
        self._show_lines()
        self._follow()

    def _show_lines(self) -> None:
        words = self.search.text().casefold().split()
        found = [line for line in self._lines if all(word in line.text() for word in words)]
        for row in range(self.chapters.count()):
            item = self.chapters.item(row)
            chapter = _chapter(str(item.data(Qt.ItemDataRole.UserRole)))
            item.setText(_caption(chapter, self._lines, found, is_searching=bool(words)))
        if self.chapter not in self.grids:
            return
        chapter = _chapter(self.chapter)
        shown = [line for line in found if (chapter.holds(line.entry) if chapter else line.is_changed)]
        columns = chapter.columns(self.session) if chapter else None
        self.grid.records.show(shown, columns)
        self.about.setText(chapter.about if chapter else _ABOUT_CHANGES)
        changed = sum(line.is_changed for line in self._lines)
        can_edit = not self.session.workspace.is_read_only
        self._buttons["import"].setEnabled(can_edit)
        self._buttons["export"].setEnabled(bool(changed))
        self._buttons["reset"].setEnabled(can_edit and bool(changed))

    def _follow(self) -> None:
        """The entry of the current row, at first the chapter's first one; on the last line the one before stays."""
        grid = self.grid
        is_elsewhere = not any(line.entry == self._entry for line in grid.records.rows)
        if grid.records.rows and (grid.current is None or (is_elsewhere and not grid.hasFocus())):
            at = grid.current
            if at is None or grid.records.row_at(at[0]) is None:
                grid.go((0, 1))
        at = grid.current
        row = grid.records.row_at(at[0]) if at else None
        if row is not None and row.entry != self._entry:
            self._entry = row.entry
            self._show_line()
            self._compare_with_shipped()

    def _show_line(self) -> None:
        self.panel.show_line(self.line, can_edit=not self.session.workspace.is_read_only)

    def _compare_with_shipped(self) -> None:
        line = self.line
        if line is None or not line.is_changed:
            # Enter moves on to the next entry: what the change before it touches is still to be read.
            if not self._tells_last_change:
                self.effects.clear("As it ships: no project is touched." if line else "")
            return
        self._tells_last_change = False
        gone = {override.path for override in line.overrides}
        kept = [override for override in self.session.portfolio.overrides if override.path not in gone]
        try:
            self.effects.compare(f"{line.title}, against what ships,", load_usable(kept)[0], self.session.playbook)
        except PlannerError as error:
            self.effects.clear(str(error))

    # What is done

    def _explain(self, reason: str) -> None:
        if self.line is not None:
            self.session.run(explain_changes([override.path for override in self.line.overrides], reason))

    def _reset_entry(self) -> None:
        if self.line is not None:
            self.session.run(reset_entries([self.line.entry]))

    def _ask_export(self) -> None:
        dialog = QFileDialog(self, "Export the changes of the playbook", "playbook changes.json", FILTER)
        dialog.setObjectName("playbookExportFile")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.fileSelected.connect(lambda text: self.export_changes(Path(text)))
        dialog.open()

    def export_changes(self, path: Path) -> None:
        """Write all changes into a file, and say so."""
        from mlplanner.exchange.playbook_changes import write_playbook_changes

        overrides = self.session.portfolio.overrides
        try:
            write_playbook_changes(overrides, path, never=self.session.workspace.path)
        except PlannerError as error:
            self.session.failed.emit(str(error))
            return
        self.notice.setText(f"{counted(len(overrides), 'change')} written to {path.name}")

    def _ask_import(self) -> None:
        dialog = QFileDialog(self, "Import changes of a playbook", "", FILTER)
        dialog.setObjectName("playbookImportFile")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda text: self.import_changes(Path(text)))
        dialog.open()

    def import_changes(self, path: Path) -> None:
        """Show what a file of changes would change here; nothing is taken before it is accepted."""
        from mlplanner.exchange.playbook_changes import read_playbook_changes

        try:
            changes = read_playbook_changes(path)
        except PlannerError as error:
            self.session.failed.emit(str(error))
            return
        dialog = ImportDialog(self.session, path.name, changes, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.taken.connect(lambda: self.show_chapter(CHANGES))
        dialog.open()

    def restore(self, preferences: Preferences) -> None:
        """Chapter and heights as they were left."""
        self.show_chapter(preferences.get("playbook/chapter", CHAPTERS[0].id))
        state = preferences.state("playbook/splitter")
        if not state.isEmpty():
            self.splitter.restoreState(state)

    def save(self, preferences: Preferences) -> None:
        """Keep chapter and heights for the next start."""
        preferences.put("playbook/chapter", self.chapter)
        preferences.put_state("playbook/splitter", self.splitter.saveState())


def _chapter(key: str) -> Chapter | None:
    return next((chapter for chapter in CHAPTERS if chapter.id == key), None)


def _caption(chapter: Chapter | None, lines: tuple[Line, ...], found: list[Line], *, is_searching: bool) -> str:
    """Title, how many fit the search, how many differ."""
    mine = [line for line in lines if chapter is None or chapter.holds(line.entry)]
    changed = sum(line.is_changed for line in mine)
    if chapter is None:
        return f"All changes   {changed}" if changed else "All changes"
    fitting = sum(chapter.holds(line.entry) for line in found)
    return f"{chapter.title}{f'   {fitting} found' if is_searching else ''}{f'   ● {changed}' if changed else ''}"
