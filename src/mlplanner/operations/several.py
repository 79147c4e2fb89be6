"""Edits of several projects at once, and starting a project with its owner: each one undoable step."""

from collections.abc import Sequence
from datetime import date, timedelta

from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.projects import Project
from mlplanner.domain.weeks import DAYS_IN_WEEK
from mlplanner.operations.operation import Context, Operation
from mlplanner.operations.people import find_or_add
from mlplanner.operations.projects import copy_project, create_project, move_start


def start_project(name: str, start: date, phase_weeks: Sequence[int], owner: str) -> Operation[Project]:
    """A project from the life cycle with its accountable owner by name (P1.1); a new name adds the person."""

    def apply(do: Context) -> Project:
        fields = {"owner_id": find_or_add(do, owner).id} if owner.strip() else {}
        return create_project(name, start, phase_weeks, **fields).apply(do)

    return Operation(f"New project {name}", apply)


def start_copy(source: ProjectPlan, name: str, start: date, owner: str) -> Operation[Project]:
    """A copy of a project under another name, start and owner; without an owner named, the source's stays."""

    def apply(do: Context) -> Project:
        project = copy_project(source, name, start).apply(do)
        if owner.strip():
            project = do.unit.change(Project, project.id or 0, owner_id=find_or_add(do, owner).id)
        return project

    return Operation(f"Copy {source.project.name} as {name}", apply)


def remove_projects(plans: Sequence[ProjectPlan]) -> Operation[None]:
    """Remove projects with their whole plans."""

    def apply(do: Context) -> None:
        for plan in plans:
            do.unit.remove(Project, plan.id)

    return Operation(f"Remove {_named(plans)}", apply)


def move_projects(plans: Sequence[ProjectPlan], weeks: int) -> Operation[None]:
    """Start projects later (negative: earlier) by whole weeks; phases, gates and staffing follow."""

    def apply(do: Context) -> None:
        for plan in plans:
            move_start(do, plan, plan.project.start + timedelta(days=DAYS_IN_WEEK * weeks))

    return Operation(f"Move {_named(plans)}", apply)


def _named(plans: Sequence[ProjectPlan]) -> str:
    return f"project {plans[0].project.name}" if len(plans) == 1 else f"{len(plans)} projects"
