"""The comparison before an import: what the file changes, adds and removes, where, and what a person has to decide."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mlplanner.domain.changes import ChangeSet, Conflict, EditAction, RowEdit
from mlplanner.domain.documents import json_value
from mlplanner.domain.merging import settle
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.registry import KIND_BY_KEY
from mlplanner.domain.rows import references
from mlplanner.domain.validation import field_title
from mlplanner.gui.conflicts import EXPORTED, ConflictBar, ConflictLines
from mlplanner.gui.theme import colours
from mlplanner.reports.formats import counted, joined, weekly

_WORDS = {EditAction.ADD: "＋ new", EditAction.CHANGE: "~ changed", EditAction.REMOVE: "－ removed"}
_OPEN_UP_TO = 40
"""With more edits than this the tree starts folded."""


class ComparisonDialog(QDialog):
    """Nothing is changed until it is accepted."""

    accepted_changes = Signal(object)
    """The `ChangeSet` with every conflict decided, when the user takes it over."""

    def __init__(self, changes: ChangeSet, portfolio: Portfolio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._changes, self._portfolio = changes, portfolio
        self.setObjectName("comparison")
        self.setWindowTitle(f"Import {changes.source}")
        self.resize(860, 560)
        heading = QLabel(f"{changes.source}: {summary(changes)}")
        heading.setObjectName("comparisonSummary")
        heading.setProperty("kind", "heading")
        heading.setWordWrap(True)
        self.tree = self._make_tree()
        self.conflicts = ConflictLines(self.tree, self._words)
        self._fill_tree()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        take = self.buttons.addButton("Take over", QDialogButtonBox.ButtonRole.AcceptRole)
        take.setObjectName("takeOver")
        self.buttons.accepted.connect(self._accept)
        self.buttons.rejected.connect(self.reject)
        hint = QLabel("All of it becomes one step, which Undo takes back as a whole; a backup is made before.")
        hint.setProperty("kind", "muted")
        layout = QVBoxLayout(self)
        layout.addWidget(heading)
        if changes.notes:
            layout.addWidget(self._make_notes())
        if changes.conflicts:
            self._add_conflict_bar(layout)
        layout.addWidget(self.tree, 1)
        layout.addWidget(hint)
        layout.addWidget(self.buttons)
        take.setDefault(True)

    def _make_notes(self) -> QPlainTextEdit:
        notes = QPlainTextEdit("\n".join(self._changes.notes))
        notes.setObjectName("comparisonNotes")
        notes.setAccessibleName("Read but not taken over")
        notes.setReadOnly(True)
        notes.setMaximumHeight(150 if len(self._changes.notes) > 3 else 80)
        return notes

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setObjectName("comparisonTree")
        tree.setAccessibleName("Changes of the file")
        tree.setHeaderLabels(["What", "Here now", "In the file", "As exported", "Place in the file"])
        tree.setUniformRowHeights(True)
        tree.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        header = tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate((330, 150, 160, 110, 110)):
            tree.setColumnWidth(column, width)
        tree.setColumnHidden(EXPORTED, not self._changes.conflicts)
        return tree

    def _fill_tree(self) -> None:
        """Conflicts in front, since they want an answer; then the edits by kind."""
        tree, groups = self.tree, dict[str, QTreeWidgetItem]()
        # Ids by which the next file of another program finds its rows are taken, but nobody needs to read them.
        edits = (edit for edit in self._changes.edits if edit.kind != "external_ids")
        every: tuple[Conflict | RowEdit, ...] = (*self._changes.conflicts, *edits)
        for each in every:
            if each.kind not in groups:
                groups[each.kind] = QTreeWidgetItem(tree)
            if isinstance(each, RowEdit):
                self._add_edit(groups[each.kind], each)
            else:
                self.conflicts.add(groups[each.kind], each)
        for key, group in groups.items():
            group.setText(0, counted(group.childCount(), KIND_BY_KEY[key].title))
            font = group.font(0)
            font.setBold(True)
            group.setFont(0, font)
        if len(self._changes.edits) <= _OPEN_UP_TO:
            tree.expandAll()
        elif self._changes.conflicts:
            for key in {conflict.kind for conflict in self._changes.conflicts}:
                groups[key].setExpanded(True)

    def _add_conflict_bar(self, layout: QVBoxLayout) -> None:
        bar = ConflictBar(len(self._changes.conflicts))
        bar.filtered.connect(self._show_only_conflicts)
        bar.chosen_for_all.connect(self.conflicts.take_all)
        layout.addWidget(bar)

    def _show_only_conflicts(self, is_only: bool) -> None:
        """Edits that need no answer are hidden, and groups without any line left."""
        tops = [self.tree.topLevelItem(place) for place in range(self.tree.topLevelItemCount())]
        for group in filter(None, tops):
            lines = [line for place in range(group.childCount()) if (line := group.child(place)) is not None]
            for line in lines:
                line.setHidden(is_only and not self.conflicts.has(line))
            group.setHidden(all(line.isHidden() for line in lines))
            group.setExpanded(group.isExpanded() or is_only)

    def _add_edit(self, group: QTreeWidgetItem, edit: RowEdit) -> None:
        table = colours()
        item = QTreeWidgetItem(group, [f"{_WORDS[edit.action]}: {edit.label}", "", "", "", edit.where])
        tone = {EditAction.ADD: table.green, EditAction.CHANGE: table.accent, EditAction.REMOVE: table.red}
        item.setForeground(0, tone[edit.action])
        noun = KIND_BY_KEY[edit.kind].noun
        for name, value in edit.values.items():
            if name == "project_id" or (edit.action == EditAction.ADD and value in (None, "", {})):
                continue
            before = "" if edit.action == EditAction.ADD else self._words(edit.kind, name, edit.before.get(name))
            line = QTreeWidgetItem(item, [field_title(noun, name), before, self._words(edit.kind, name, value)])
            for column in (1, 2):
                line.setToolTip(column, line.text(column))
            line.setForeground(1, table.muted)

    def _words(self, kind: str, name: str, value: Any) -> str:
        target = references(KIND_BY_KEY[kind].noun).get(name) if name else None
        if target is not None and target.key == "people" and isinstance(value, int):
            new = next((e for e in self._changes.edits if e.kind == "people" and e.id == value), None)
            return (new.label if new else self._portfolio.person_name(value)) or str(value)
        if isinstance(value, dict):
            return weekly(value)
        return "–" if value in (None, "") else str(json_value(value))

    def _accept(self) -> None:
        self.accept()
        self.accepted_changes.emit(settle(self._changes, self.conflicts.takes))


def summary(changes: ChangeSet) -> str:
    """`3 changed, 1 new and 1 removed rows, 2 conflicts`."""
    counts = {
        "changed": sum(edit.action == EditAction.CHANGE for edit in changes.edits),
        "new": sum(edit.action == EditAction.ADD for edit in changes.edits),
        "removed": sum(edit.action == EditAction.REMOVE for edit in changes.edits),
    }
    total, open_ones = sum(counts.values()), len(changes.conflicts)
    rows = joined([f"{count} {word}" for word, count in counts.items() if count]) + (" row" if total == 1 else " rows")
    conflicts = counted(open_ones, "conflict") if open_ones else ""
    return ", ".join(filter(None, (rows if total else "", conflicts)))
