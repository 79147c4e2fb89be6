"""A tab of the section Programme: a sheet of paper that scrolls, over rows of the whole portfolio."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mlplanner.domain.noun import Noun
from mlplanner.gui.feed import Feed
from mlplanner.gui.forms.form import Form
from mlplanner.gui.forms.kinds import FieldSpec
from mlplanner.gui.project.sheet import label, sheet_of_paper
from mlplanner.gui.screen import Screen
from mlplanner.gui.session import Session

PAPER = 1080


class ProgrammeTab(Screen):
    """Subclasses add parts to `column` and implement `refresh`."""

    def __init__(self, session: Session, name: str) -> None:
        feed = Feed.of(session)  # before the tab listens: after an edit the figures are there when it refreshes
        super().__init__(session)
        self.feed = feed
        self.area, self.column = sheet_of_paper(self, PAPER, (28, 20, 28, 28), name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)

    @property
    def can_edit(self) -> bool:
        """False in a read-only file."""
        return not self.session.workspace.is_read_only

    def add_heading(self, text: str, hint: str = "") -> None:
        """A part's heading, and one quiet line below it."""
        if self.column.count():
            self.column.addSpacing(14)
        self.column.addWidget(label(text, "heading"))
        if hint:
            self.column.addWidget(label(hint, "muted"))

    def add_form(self, row: Callable[[], Noun], specs: Sequence[FieldSpec], columns: int) -> Form:
        """A form over one row of the portfolio."""
        form = Form(self.session, row, specs, columns)
        form.setEnabled(self.can_edit)
        self.column.addWidget(form)
        return form


def push_button(name: str, text: str) -> QPushButton:
    """A button that Enter elsewhere does not press."""
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAutoDefault(False)
    return button


def beside(*widgets: QWidget) -> QHBoxLayout:
    """Widgets in a row from the left."""
    row = QHBoxLayout()
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
