"""The lines of a comparison on which a person decides: a check mark takes the file's side, without it ours stays."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QTreeWidget, QTreeWidgetItem, QWidget

from mlplanner.domain.changes import Conflict
from mlplanner.domain.merging import conflict_title
from mlplanner.gui.theme import colours
from mlplanner.reports.formats import counted

HERE, THEIRS, EXPORTED, PLACE = 1, 2, 3, 4
"""Columns of the comparison after the first."""
Words = Callable[[str, str, Any], str]
"""A value in words, by kind and field."""


class ConflictLines:
    """The checkable lines of a tree, and what is chosen on them. Ours stays until a line is checked."""

    def __init__(self, tree: QTreeWidget, words: Words) -> None:
        self._words = words
        self._lines: dict[int, QTreeWidgetItem] = {}
        """By the identity of the conflict."""
        self._own: set[int] = set()
        tree.itemChanged.connect(lambda item, column: self._mark(item) if column == 0 else None)

    def add(self, parent: QTreeWidgetItem, conflict: Conflict) -> QTreeWidgetItem:
        """A line for one conflict."""
        if conflict.is_of_row:
            sides = ["changed", "deleted", ""]
        else:
            # A week's FTE is a number of its own, not the whole field.
            field = conflict.field if conflict.week is None else ""
            values = (conflict.mine, conflict.theirs, conflict.base)
            sides = [self._words(conflict.kind, field, value) for value in values]
        line = QTreeWidgetItem(parent, [f"Take the file’s: {conflict_title(conflict)}", *sides, conflict.where])
        for column in range(1, PLACE):
            line.setToolTip(column, line.text(column))
        self._lines[id(conflict)] = line
        self._own.add(id(line))
        line.setCheckState(0, Qt.CheckState.Unchecked)
        line.setForeground(EXPORTED, colours().muted)
        self._mark(line)
        return line

    def take_all(self, is_taken: bool) -> None:
        """Check or clear every line."""
        state = Qt.CheckState.Checked if is_taken else Qt.CheckState.Unchecked
        for line in self._lines.values():
            line.setCheckState(0, state)

    def has(self, line: QTreeWidgetItem) -> bool:
        """True for a line on which a person decides."""
        return id(line) in self._own

    def takes(self, conflict: Conflict) -> bool:
        """True when the file's side is chosen."""
        return self._lines[id(conflict)].checkState(0) == Qt.CheckState.Checked

    def _mark(self, line: QTreeWidgetItem) -> None:
        """The side that will hold is bold."""
        if not self.has(line):
            return
        is_taken = line.checkState(0) == Qt.CheckState.Checked
        tree = line.treeWidget()
        with QSignalBlocker(tree):
            for column, is_bold in ((HERE, not is_taken), (THEIRS, is_taken)):
                font = line.font(column)
                font.setBold(is_bold)
                line.setFont(column, font)
        tree.viewport().update()


class ConflictBar(QWidget):
    """What a check mark means, all at once, and the filter; every part is reached by Tab and by its letter."""

    filtered = Signal(bool)
    """True: only conflicts are shown."""
    chosen_for_all = Signal(bool)
    """True: the file's side everywhere."""

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        is_one = count == 1
        about = QLabel(
            f"{counted(count, 'value was', 'values were')} changed both here and in the file. "
            f"Check {'it' if is_one else 'those'} to take from the file (Space); what is not checked stays as it is here."
        )
        about.setObjectName("conflictHint")
        about.setWordWrap(True)
        self.only = QCheckBox("&Conflicts only")
        self.only.setObjectName("conflictsOnly")
        self.only.toggled.connect(self.filtered)
        theirs, ours = QPushButton("All of the &file’s"), QPushButton("Keep all of &ours")
        theirs.setObjectName("takeAllTheirs")
        ours.setObjectName("keepAllOurs")
        theirs.clicked.connect(lambda: self.chosen_for_all.emit(True))
        ours.clicked.connect(lambda: self.chosen_for_all.emit(False))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(about, 1)
        for part in (self.only, theirs, ours):
            layout.addWidget(part)
