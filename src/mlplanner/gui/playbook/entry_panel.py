"""The panel about the selected entry: what it says, what ships, why it differs, and the way back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from mlplanner.gui.playbook.chapter_grid import says
from mlplanner.gui.playbook.entry_columns import unit_text, value_text
from mlplanner.gui.playbook.lines import Line
from mlplanner.gui.project.sheet import label


class EntryPanel(QWidget):
    """Says what is asked for by signals; the page runs the operations."""

    explained = Signal(str)
    """The reason that was typed."""
    reset_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line: Line | None = None
        self.title = label("", "heading")
        self.facts = label("", "muted")
        self.note = label("", "")
        self.note.setWordWrap(True)
        self.difference = label("", "")
        self.difference.setWordWrap(True)
        self.ask = label("Why does it differ?", "small")
        self.reason = QLineEdit()
        self.reset = QPushButton("Reset this entry")
        self._build()

    def _build(self) -> None:
        self.reason.setObjectName("reason")
        self.reason.setAccessibleName("Why does it differ?")
        self.reason.setPlaceholderText("For whoever reads this next")
        self.reason.setMaxLength(4000)
        self.reason.editingFinished.connect(self._commit)
        self.ask.setBuddy(self.reason)
        self.reset.setObjectName("resetEntry")
        self.reset.clicked.connect(lambda _=False: self.reset_asked.emit())
        row = QHBoxLayout()
        row.addWidget(self.reason, 1)
        row.addWidget(self.reset)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self.title, self.facts, self.note, self.difference):
            layout.addWidget(widget)
        layout.addSpacing(4)
        layout.addWidget(self.ask)
        layout.addLayout(row)
        layout.addStretch(1)

    def show_line(self, line: Line | None, *, can_edit: bool) -> None:
        """Show another entry, or the same one after a change."""
        is_same = line is not None and self._line is not None and line.entry == self._line.entry
        self._line = line
        self.title.setText(line.title if line else "Nothing selected")
        self.facts.setText(_facts(line) if line else "Select an entry to see what it means and what ships.")
        self.note.setText(_note(line) if line else "")
        self.note.setVisible(bool(self.note.text()))
        self.difference.setText(_difference(line) if line else "")
        is_changed = line is not None and line.is_changed
        self.difference.setVisible(is_changed)
        for widget in (self.ask, self.reason, self.reset):
            widget.setVisible(is_changed)
        self.reason.setEnabled(can_edit and bool(line and line.overrides))
        self.reset.setEnabled(can_edit)
        self.reset.setText("Remove this entry" if line and line.state == "own" else "Reset this entry")
        if not (is_same and self.reason.hasFocus() and self.reason.isModified()):
            self.reason.setText(line.reason if line else "")
            self.reason.setModified(False)

    def _commit(self) -> None:
        if self._line is not None and self.reason.text().strip() != self._line.reason:
            self.reason.setModified(False)
            self.explained.emit(self.reason.text().strip())


def _facts(line: Line) -> str:
    row = line.cells.get("value")
    parts = [line.parent, f"source {line.source}" if line.source else "your own"]
    if row is not None:
        low, high = (line.cells.get(key) for key in ("low", "high"))
        ends = [value_text(line, cell.value) for cell in (low, high) if cell is not None and cell.value is not None]
        parts = [
            f"{value_text(line, row.value)} {unit_text(line)}",
            f"usual {' to '.join(ends)}" if ends else "",
            *parts,
        ]
    return "  ·  ".join(filter(None, parts))


def _note(line: Line) -> str:
    texts = (str(line.cells[key].value or "") for key in ("text", "deliverable", "advice") if key in line.cells)
    return line.note or next(texts, "")


def _difference(line: Line) -> str:
    if line.state == "own":
        return "+  Added here; it does not ship."
    if line.state == "removed":
        return "\N{MINUS SIGN}  Removed here. Reset it to have it back."
    return f"●  What ships: {says(line, is_shipped=True)}"
