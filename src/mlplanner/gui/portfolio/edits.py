"""What the user does to whole projects: make, rename, duplicate, remove, rank, move, change a phase's length.

What needs the calculations is imported when it is done: the projects are on the screen 60 ms sooner.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QInputDialog, QWidget

from mlplanner.domain.projects import Project
from mlplanner.gui.session import Session
from mlplanner.operations.fields import set_fields


class ProjectEdits(QObject):
    """Each method is one undoable step, or asks for what it needs first."""

    file_chosen = Signal(Path)
    """A new project is to come from this file."""

    def __init__(self, session: Session, window: QWidget, made: Callable[[int], object]) -> None:
        super().__init__(window)
        self._session, self._window, self._made = session, window, made

    def ask_new(self, source_id: int | None = None) -> None:
        """Ask for a new project; `source_id`: as a copy of that one."""
        from mlplanner.gui.portfolio.new_project import NewProjectDialog

        dialog = NewProjectDialog(self._session, source_id, self._window)
        dialog.made.connect(self._made)
        dialog.file_chosen.connect(self.file_chosen)
        dialog.open()

    def duplicate(self, project_id: int) -> None:
        """A copy with the same start; it stands last."""
        from mlplanner.operations.projects import copy_project

        plan = self._session.plan(project_id)
        names = {other.project.name for other in self._session.portfolio.plans.values()}
        number, name = 2, f"{plan.project.name[:100]} (copy)"
        while name in names:
            name, number = f"{plan.project.name[:100]} (copy {number})", number + 1
        outcome = self._session.run(copy_project(plan, name, plan.project.start))
        if outcome and outcome.value.id:
            self._made(outcome.value.id)

    def ask_rename(self, project_id: int) -> None:
        """Ask for another name."""
        dialog = QInputDialog(self._window)
        dialog.setObjectName("renameDialog")
        dialog.setWindowTitle("Rename project")
        dialog.setLabelText("Name of the project")
        dialog.setTextValue(self._session.plan(project_id).project.name)
        dialog.textValueSelected.connect(lambda name: self.rename(project_id, name))
        dialog.open()

    def ask_template(self, project_id: int) -> None:
        """Ask what the template is called."""
        from mlplanner.operations.templates import save_template

        dialog = QInputDialog(self._window)
        dialog.setObjectName("templateDialog")
        dialog.setWindowTitle("Save as a template")
        dialog.setLabelText("Name of the template. Decisions, documents and what was measured are left out.")
        dialog.setTextValue(self._session.plan(project_id).project.name)
        dialog.textValueSelected.connect(
            lambda name: self._session.run(save_template(self._session.plan(project_id), name))
        )
        dialog.open()

    def rename(self, project_id: int, name: str) -> None:
        """Give a project another name."""
        self._session.run(set_fields(Project, project_id, name=name))

    def remove(self, project_ids: Sequence[int]) -> None:
        """Remove projects in one step; Undo brings them back."""
        from mlplanner.operations.several import remove_projects

        if plans := [self._session.plan(key) for key in project_ids]:
            self._session.run(remove_projects(plans))

    def rank(self, order: Sequence[int]) -> None:
        """Put all projects in this order."""
        from mlplanner.operations.projects import rank_projects

        self._session.run(rank_projects(order))

    def move(self, project_ids: Sequence[int], weeks: int) -> None:
        """Start projects later (negative: earlier) by whole weeks, all in one step."""
        from mlplanner.operations.several import move_projects

        if plans := [self._session.plan(key) for key in project_ids]:
            self._session.run(move_projects(plans, weeks))

    def change_length(self, project_id: int, phase_id: int | None, weeks: int) -> None:
        """Make a phase longer (negative: shorter) by whole weeks; without a phase the one whose gate comes next."""
        from mlplanner.operations.timelines import set_phase_weeks

        plan = self._session.plan(project_id)
        gate = plan.next_gate
        wanted = phase_id if phase_id is not None else gate.phase_id if gate else None
        phase = next((phase for phase in plan.phases if phase.id == wanted), plan.phases[-1] if plan.phases else None)
        if phase is not None and phase.weeks + weeks >= 1:
            self._session.run(set_phase_weeks(plan, phase, phase.weeks + weeks))
