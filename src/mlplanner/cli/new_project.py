"""`mlplanner new-project FILE NAME`: a project from a saved template or from the life cycle of the playbook."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

import typer

from mlplanner.cli.output import say, say_json
from mlplanner.cli.parameters import AsJson, PortfolioFile, writing
from mlplanner.domain.errors import BadInput
from mlplanner.domain.projects import Project
from mlplanner.engine.rescaling import spread_weeks
from mlplanner.operations.operation import Operation
from mlplanner.operations.several import start_project
from mlplanner.operations.templates import find_template, start_from_template
from mlplanner.operations.workspace import Workspace

NewName = Annotated[str, typer.Argument(metavar="NAME", help="What the project is called.")]
Start = Annotated[str, typer.Option(metavar="DATE", help="A day of its first week, as 2026-09-07.")]
TemplateName = Annotated[
    str, typer.Option(metavar="NAME", help="A saved template; without it the life cycle of the playbook.")
]
Weeks = Annotated[int | None, typer.Option(min=1, help="Weeks of delivery; without it as many as the template has.")]
Effort = Annotated[
    str, typer.Option("--fte-weeks", metavar="NUMBER", help="Total effort; the template's demand curve stays.")
]
Owner = Annotated[str, typer.Option(metavar="PERSON", help="The accountable owner; a new name adds the person.")]


def new_project(  # noqa: PLR0917  (arguments and options of the command)
    file: PortfolioFile,
    name: NewName,
    start: Start,
    template: TemplateName = "",
    weeks: Weeks = None,
    fte_weeks: Effort = "",
    owner: Owner = "",
    as_json: AsJson = False,
) -> None:
    """Start a project from a template, on another length and with another effort where asked; one step for Undo."""
    day, effort = _day(start), _effort(fte_weeks)
    with writing(file) as workspace:
        if template:
            chosen = find_template(workspace.portfolio, template)
            step = start_from_template(chosen, name, day, owner, weeks=weeks, effort=effort)
        else:
            step = _from_life_cycle(workspace, name, day, owner, weeks=weeks, effort=effort)
        project_id = workspace.run(step).value.id or 0
        found = _document(workspace, project_id, template)
    if as_json:
        say_json(found)
        return
    weeks = found["weeks"]
    size = f"{weeks} {'week' if weeks == 1 else 'weeks'}, {found['fte_weeks']:f} FTE-weeks"
    say(f"Started {found['ref']} {found['name']} on {found['start']}: {size}, handed over {found['handed_over']}.")


def _from_life_cycle(
    workspace: Workspace, name: str, start: date, owner: str, *, weeks: int | None, effort: Decimal | None
) -> Operation[Project]:
    """The playbook's phases, whose lengths share `weeks` in proportion; nobody is staffed yet."""
    if effort is not None:
        raise BadInput(
            "--fte-weeks needs --template: the life cycle alone staffs nobody, so there is no curve to scale."
        )
    usual = [phase.weeks for phase in workspace.playbook.phases.values()]
    lengths = spread_weeks(usual, weeks, [1] * len(usual)) if weeks is not None else usual
    return start_project(name, start, lengths, owner)


def _document(workspace: Workspace, project_id: int, template: str) -> dict[str, Any]:
    plan, figures = workspace.portfolio.plan(project_id), workspace.figures.of(project_id)
    return {
        "ref": plan.project.ref,
        "id": plan.id,
        "name": plan.project.name,
        "template": find_template(workspace.portfolio, template).name if template else None,
        "start": plan.project.start,
        "weeks": plan.delivery_weeks,
        "fte_weeks": figures.costs.fte_weeks,
        "delivery": figures.timeline.delivery,
        "handed_over": figures.timeline.handed_over,
        "revision": workspace.portfolio.revision,
    }


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadInput(f"--start: '{text}' is no day; write it as 2026-09-07.") from None


def _effort(text: str) -> Decimal | None:
    if not text.strip():
        return None
    try:
        effort = Decimal(text.strip())
    except InvalidOperation:
        raise BadInput(f"--fte-weeks: '{text}' is no number; write it as 42.5.") from None
    if not effort.is_finite() or effort <= 0:
        raise BadInput(f"--fte-weeks: the effort must be above 0; got {text}.")
    return effort
