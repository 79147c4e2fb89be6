"""The welcome page: what the program is for, and the first step: new, sample, open, recent files."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from mlplanner.gui.icons import icon
from mlplanner.gui.preferences import Preferences
from mlplanner.gui.theme import colours

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_Way = tuple[str, str, str, str, Callable[[], object]]


class _WayButton(QToolButton):
    """A button that Enter presses too: on this page there is no default button it could mean instead."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is a click."""
        if event.key() in _ENTER:
            self.click()
            return
        super().keyPressEvent(event)


class WelcomePage(QWidget):
    """Shown while no portfolio is open; never an empty grey area."""

    def __init__(
        self,
        preferences: Preferences,
        new: Callable[[], object],
        sample: Callable[[], object],
        browse: Callable[[], object],
        open_file: Callable[[Path], object],
    ) -> None:
        super().__init__()
        self.setObjectName("welcome")
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._preferences = preferences
        self._open_file = open_file
        self._ways: tuple[_Way, ...] = (
            ("new", "New portfolio…", "new", "An empty file of your own", new),
            ("sample", "Open the sample portfolio", "sample", "Eight full plans to look around in", sample),
            ("open", "Open…", "open", "A portfolio file on this machine", browse),
        )
        self._buttons: dict[str, QToolButton] = {}
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        self._build()
        self.redraw()
        self.show_recent()

    def _build(self) -> None:
        title = QLabel("mlplanner")
        title.setProperty("kind", "title")
        claim = QLabel("Plan machine-learning projects so that they reach production: people, weeks, gates and money.")
        claim.setProperty("kind", "muted")
        claim.setWordWrap(True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for row, (key, text, _, hint, act) in enumerate(self._ways):
            button = _WayButton()
            button.setObjectName(f"welcome_{key}")
            button.setText(text)
            button.setAccessibleName(f"{text.strip('…')}: {hint}")
            button.setProperty("outlined", True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIconSize(QSize(20, 20))
            button.setMinimumSize(240, 40)
            button.clicked.connect(lambda _=False, act=act: act())
            words = QLabel(hint)
            words.setProperty("kind", "muted")
            grid.addWidget(button, row, 0)
            grid.addWidget(words, row, 1)
            self._buttons[key] = button
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(title)
        column.addWidget(claim)
        column.addSpacing(20)
        column.addLayout(grid)
        column.addSpacing(24)
        column.addLayout(self._recent)
        column.addStretch(1)
        drop = QLabel("You can also drop a portfolio file on this window.")
        drop.setProperty("kind", "small")
        column.addWidget(drop)
        middle = QWidget()
        middle.setLayout(column)
        middle.setMaximumWidth(640)
        middle.setMinimumWidth(560)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(48, 72, 48, 24)
        layout.addStretch(1)
        layout.addWidget(middle, 4)
        layout.addStretch(2)

    def show_recent(self) -> None:
        """List the files opened last; without any, nothing is said."""
        while (item := self._recent.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        recent = self._preferences.recent
        if not recent:
            return
        heading = QLabel("Recent portfolios")
        heading.setProperty("kind", "subheading")
        line = QFrame()
        line.setProperty("kind", "rule")
        line.setFixedHeight(1)
        self._recent.addWidget(heading)
        self._recent.addWidget(line)
        for path in recent:
            button = _WayButton()
            button.setObjectName("recentFile")
            button.setText(f"{path.stem}   –   {path.parent}")
            button.setToolTip(str(path))
            button.setIcon(icon("table", colours().muted))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.clicked.connect(lambda _=False, path=path: self._open_file(path))
            self._recent.addWidget(button)

    def redraw(self) -> None:
        """Draw the icons in the theme's colours."""
        for key, _, name, _, _ in self._ways:
            self._buttons[key].setIcon(icon(name, colours().navy))
