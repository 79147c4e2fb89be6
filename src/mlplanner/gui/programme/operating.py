"""The tab Operating model: who builds and runs models, and what follows from it (P8.4)."""

from typing import ClassVar

from PySide6.QtWidgets import QGridLayout, QLabel

from mlplanner.domain.programme import OperatingModel, Programme
from mlplanner.gui.forms.kinds import FieldKind, FieldSpec
from mlplanner.gui.programme.pilot import PilotStarter
from mlplanner.gui.programme.sheet import ProgrammeTab
from mlplanner.gui.project.sheet import label
from mlplanner.gui.session import Session


class OperatingTab(ProgrammeTab):
    """A choice with its reason, and the consequences of each choice as advice."""

    depends_on: ClassVar[frozenset[str]] = frozenset({"programme", "overrides", "people"})

    def __init__(self, session: Session) -> None:
        super().__init__(session, "Operating model")
        self.advice: dict[str, tuple[QLabel, QLabel]] = {}
        self.add_heading("Who builds and runs models")
        titles = {model: self._title(model) for model in OperatingModel}
        specs = (
            FieldSpec("operating_model", FieldKind.CHOICE, hint="Not decided", choices=tuple(titles.items())),
            FieldSpec("operating_note", FieldKind.PARAGRAPH, hint="Why this one, and until when"),
        )
        self.form = self.add_form(self._programme, specs, 2)
        self.add_heading("What follows")
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(1, 1)
        for row, model in enumerate(OperatingModel):
            name, text = label("", "subheading"), label("", "")
            text.setWordWrap(True)
            grid.addWidget(name, row, 0)
            grid.addWidget(text, row, 1)
            self.advice[model] = (name, text)
        self.column.addLayout(grid)
        self.pilot = PilotStarter(session)
        self.add_heading(
            "Platform pilot",
            "Two use cases that complement each other prove the platform before all pay for it: one that a team runs "
            "by itself, one that the platform team runs. Both come as projects with phases, staffing and their service.",
        )
        self.column.addWidget(self.pilot)
        self.column.addStretch(1)

    def refresh(self) -> None:
        """Show the current snapshot."""
        self.form.refresh()
        self.pilot.refresh()
        chosen = self._programme().operating_model
        for model, (name, text) in self.advice.items():
            entry = self.session.playbook.operating_models.get(model)
            name.setText(f"● {self._title(model)}" if model == chosen else f"○ {self._title(model)}")
            name.setAccessibleName(f"{self._title(model)}{', chosen' if model == chosen else ''}")
            text.setText(entry.advice if entry else "The playbook says nothing about it.")
            text.setProperty("kind", "" if model == chosen else "muted")
            text.style().polish(text)

    def _title(self, model: str) -> str:
        entry = self.session.playbook.operating_models.get(model)
        return entry.title if entry else model.capitalize()

    def _programme(self) -> Programme:
        return self.session.portfolio.programme
