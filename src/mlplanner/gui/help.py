"""The manual inside the program: chapters in Markdown under `resources/help`, with a search over all of them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from mlplanner import __version__
from mlplanner.gui.actions import Action
from mlplanner.gui.window import MainWindow
from mlplanner.resources import read_text, resource_path

_TEXT = Qt.ItemDataRole.UserRole


class HelpWindow(QDialog):
    """Stands beside the main window; a search shows the chapters that hold all words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("helpWindow")
        self.setWindowTitle("mlplanner – Help")
        self.resize(860, 620)
        self.search = QLineEdit()
        self.search.setObjectName("helpSearch")
        self.search.setAccessibleName("Search the manual")
        self.search.setPlaceholderText("Search the manual…")
        self.search.setClearButtonEnabled(True)
        self.chapters = QListWidget()
        self.chapters.setObjectName("helpChapters")
        self.chapters.setAccessibleName("Chapters")
        self.chapters.setMaximumWidth(230)
        self.text = QTextBrowser()
        self.text.setObjectName("helpText")
        self.text.setAccessibleName("Chapter")
        self.text.setOpenExternalLinks(False)
        self.text.document().setDocumentMargin(16)
        left = QVBoxLayout()
        left.addWidget(self.search)
        left.addWidget(self.chapters, 1)
        version = QLabel(f"Version {__version__}, Apache-2.0")
        version.setProperty("kind", "small")
        left.addWidget(version)
        layout = QHBoxLayout(self)
        layout.addLayout(left)
        layout.addWidget(self.text, 1)
        for title, text in chapters():
            item = QListWidgetItem(title)
            item.setData(_TEXT, text)
            self.chapters.addItem(item)
        self.chapters.currentItemChanged.connect(self._show)
        self.search.textChanged.connect(self._filter)
        self.chapters.setCurrentRow(0)

    def show_chapter(self, title: str) -> None:
        """Bring a chapter to the front."""
        found = self.chapters.findItems(title, Qt.MatchFlag.MatchExactly)
        if found:
            self.chapters.setCurrentItem(found[0])

    def _show(self, item: QListWidgetItem | None) -> None:
        self.text.setMarkdown(item.data(_TEXT) if item else "No chapter holds all of these words.")

    def _filter(self, query: str) -> None:
        words = query.casefold().split()
        first: QListWidgetItem | None = None
        for place in range(self.chapters.count()):
            item = self.chapters.item(place)
            fits = all(word in item.data(_TEXT).casefold() for word in words)
            item.setHidden(not fits)
            first = first or (item if fits else None)
        if first is None:
            self._show(None)
        else:
            self.chapters.setCurrentItem(first)
            self._show(first)


def chapters() -> list[tuple[str, str]]:
    """(title, Markdown) of each chapter, in the order of the files' names; the title is the first heading."""
    texts = [read_text("help", path.name) for path in sorted(resource_path("help").glob("*.md"))]
    return [(text.splitlines()[0].lstrip("# ").strip(), text) for text in texts]


class HelpCommands:
    """The menu Help."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._help: HelpWindow | None = None
        window.actions_by_id.add(
            (
                Action("help", "&Manual", lambda: self._show("Start here"), "help", 0, "F1", "help"),
                Action("shortcuts", "&Keyboard", lambda: self._show("Keyboard"), "help", 0, "Ctrl+/"),
            )
        )

    def _show(self, chapter: str) -> None:
        if self._help is None:
            self._help = HelpWindow(self._window)
        self._help.show_chapter(chapter)
        self._help.show()
        self._help.raise_()
