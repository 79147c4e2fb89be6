"""What stands in place of an empty table: what belongs there, and the first step."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget


class EmptyNotice(QWidget):
    """No projects yet, or none that fits the filters."""

    new_asked = Signal()
    all_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("emptyNotice")
        self._title = QLabel(self)
        self._title.setProperty("kind", "heading")
        self._text = QLabel(self)
        self._text.setProperty("kind", "muted")
        self._text.setWordWrap(True)
        self._new = self._button("emptyNew", "New project…")
        self._all = self._button("emptyShowAll", "Show all projects")
        self._new.clicked.connect(self.new_asked)
        self._all.clicked.connect(self.all_asked)
        buttons = QHBoxLayout()
        buttons.addWidget(self._new)
        buttons.addWidget(self._all)
        buttons.addStretch(1)
        middle = QWidget(self)
        middle.setFixedWidth(560)  # a wrapped text knows its height only at a known width
        column = QVBoxLayout(middle)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(8)
        column.addLayout(buttons)
        layout = QVBoxLayout(self)
        row = QHBoxLayout()  # not an alignment: that would ask the text for its height before its width is known
        row.addStretch(1)
        row.addWidget(middle)
        row.addStretch(1)
        layout.addStretch(2)
        layout.addLayout(row)
        layout.addStretch(5)

    def show_state(self, *, has_projects: bool, is_empty: bool, can_edit: bool) -> None:
        """Show itself only where the table would be empty."""
        self.setVisible(is_empty)
        self._new.setVisible(not has_projects and can_edit)
        self._all.setVisible(has_projects)
        self._title.setText("No project fits" if has_projects else "No projects yet")
        self._text.setText(
            "The search, the filters or the tile that is switched on leave nothing to show."
            if has_projects
            else "Here stands one line for each project: its stage and next gate, who decides it, what it asks for and "
            "brings back, beside its bar on the shared time line. Start with a project from the 12-week template."
        )

    def _button(self, name: str, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        return button
