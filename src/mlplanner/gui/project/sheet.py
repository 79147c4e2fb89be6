"""A tab that looks like a sheet of paper: headings, forms and tables in one scrolled column."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from mlplanner.domain.noun import Noun
from mlplanner.gui.forms.form import Form, Maker
from mlplanner.gui.forms.kinds import FieldSpec
from mlplanner.gui.project.noun_grid import NounGrid
from mlplanner.gui.project.tab import ProjectTab
from mlplanner.gui.session import Session


def label(text: str, kind: str) -> QLabel:
    """A text in one of the style sheet's kinds: title, heading, subheading, muted, small, figure, error."""
    made = QLabel(text)
    made.setProperty("kind", kind)
    made.setWordWrap(kind in ("muted", "error"))
    return made


def sheet_of_paper(
    parent: QWidget, width: int, margins: tuple[int, int, int, int], name: str
) -> tuple[QScrollArea, QVBoxLayout]:
    """A sheet of at most `width` pixels in the middle of a desk that scrolls, and the column that takes its parts.

    `margins`: left, top, right, bottom of the sheet, pixels; `name` is what assistive programs say of it.
    """
    paper, desk, area = QFrame(), QFrame(), QScrollArea(parent)
    paper.setProperty("kind", "card")
    paper.setMaximumWidth(width)
    column = QVBoxLayout(paper)
    column.setContentsMargins(*margins)
    column.setSpacing(10)
    desk.setProperty("kind", "panel")
    row = QHBoxLayout(desk)
    row.setContentsMargins(16, 16, 16, 16)
    row.addStretch(1)
    row.addWidget(paper, 1000)
    row.addStretch(1)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setAccessibleName(f"{name}; the arrow keys scroll it")
    area.setWidget(desk)
    return area, column


class SheetTab(ProjectTab):
    """Subclasses build their parts once in `build`, when a project is known, and show the snapshot in `show_snapshot`."""

    paper_width = 1080

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._is_built = False
        self._forms: list[tuple[str, Form]] = []
        self._grids: list[NounGrid] = []
        self.area, self.column = sheet_of_paper(self, self.paper_width, (32, 24, 32, 32), "Sheet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)

    def build(self) -> None:
        """Make the parts, top to bottom, with `add_heading`, `add_form` and `column.addWidget`."""

    def show_snapshot(self) -> None:
        """Show what is not a form: derived figures, charts, tables."""

    def refresh(self) -> None:
        """Show the current snapshot."""
        if not self._is_built:
            self._is_built = True
            self.build()
            self.column.addStretch(1)
        for _, form in self._forms:
            form.refresh()
        for grid in self._grids:
            grid.show_project(self.project_id)
        self.show_snapshot()

    def add_heading(self, text: str) -> QLabel:
        """A section's heading."""
        made = label(text, "heading")
        if self.column.count():
            self.column.addSpacing(14)
        self.column.addWidget(made)
        return made

    def add_form(
        self,
        kind: str,
        row: Callable[[], Noun],
        specs: Sequence[FieldSpec],
        columns: int = 2,
        makers: Mapping[str, Maker] | None = None,
    ) -> Form:
        """A form over one row; `kind` is the registry key by which findings name it."""
        form = Form(self.session, row, specs, columns, makers)
        self._forms.append((kind, form))
        self.column.addWidget(form)
        return form

    def add_grid(self, grid: NounGrid) -> NounGrid:
        """A grid of rows, by which findings about them find their place."""
        self._grids.append(grid)
        self.column.addWidget(grid)
        return grid

    def go_to(self, noun: str, noun_id: int | None, field: str | None) -> bool:
        """Put the cursor into the form field or cell that a finding names."""
        self.refresh_if_stale()
        for kind, form in self._forms:
            if kind == noun and field and form.focus_field(field):
                self.area.ensureWidgetVisible(form.fields[field])
                return True
        for grid in self._grids:
            if grid.kind.key == noun and grid.go_to(noun_id, field):
                self.area.ensureWidgetVisible(grid)
                return True
        return self._go_to_form(noun) or super().go_to(noun, noun_id, field)

    def _go_to_form(self, noun: str) -> bool:
        """Put the cursor into the first field of a row that is wrong as a whole, or in a field that nobody types."""
        for kind, form in self._forms:
            if kind == noun and form.fields:
                name, field = next(iter(form.fields.items()))
                self.area.ensureWidgetVisible(field)
                return form.focus_field(name)
        return False
