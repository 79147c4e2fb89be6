"""Where the parts of the window stand: tool bar above, navigation at the left, messages over the pages, status below."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSplitter, QToolBar, QVBoxLayout, QWidget

from mlplanner.gui.messages import MessageBar
from mlplanner.gui.navigation import Navigation
from mlplanner.gui.room import Pages, Roomy
from mlplanner.gui.scenarios.strip import ScenarioStrip
from mlplanner.gui.status import StatusLine
from mlplanner.gui.window import MainWindow

_WIDE = 1200


def lay_out(window: MainWindow) -> None:
    """Make the parts and put them into the window."""
    window.navigation = Navigation()
    window.navigation.setVisible(False)
    window.messages = MessageBar()
    window.scenario_strip = ScenarioStrip()
    window.pages = Pages()
    window.status = StatusLine(window.jobs, window)
    window.tool_bar = _tool_bar(window)
    right = QWidget()
    right.setProperty("kind", "page")
    column = QVBoxLayout(right)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(window.scenario_strip)
    column.addWidget(window.messages)
    column.addWidget(Roomy(window.pages), 1)
    splitter = QSplitter(Qt.Orientation.Horizontal)
    splitter.setObjectName("windowSplitter")
    splitter.setHandleWidth(1)
    splitter.addWidget(window.navigation)
    splitter.addWidget(right)
    splitter.setStretchFactor(1, 1)
    splitter.setCollapsible(1, False)
    splitter.setSizes([196 if window.width() >= _WIDE else 160, 1084])
    window.splitter = splitter
    window.setCentralWidget(splitter)
    window.setStatusBar(window.status)


def _tool_bar(window: MainWindow) -> QToolBar:
    bar = QToolBar("Tools", window)
    bar.setObjectName("toolBar")
    bar.setMovable(False)
    bar.setIconSize(QSize(18, 18))
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    window.addToolBar(bar)
    return bar
