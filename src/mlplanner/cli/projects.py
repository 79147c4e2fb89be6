"""`mlplanner projects FILE`: the list of projects with their dates and what they ask for."""

from mlplanner.cli.output import say, say_json, table
from mlplanner.cli.parameters import AsJson, PortfolioFile, reading
from mlplanner.domain.enums import Severity
from mlplanner.operations.workspace import Workspace

_HEADINGS = ("Ref", "Project", "Commitment", "Start", "Delivery", "Handed over", "Ask", "Next gate", "Must", "Warn")


def projects(file: PortfolioFile, as_json: AsJson = False) -> None:
    """List the projects of a portfolio, in rank order."""
    with reading(file) as workspace:
        rows = [_row(workspace, project_id) for project_id in workspace.portfolio.plans]
        settings = workspace.portfolio.settings
    if as_json:
        keys = [heading.lower().replace(" ", "_") for heading in _HEADINGS]
        found = [dict(zip(keys, row, strict=True)) for row in rows]
        say_json({"portfolio": settings.name, "currency": settings.currency, "projects": found})
    elif rows:
        say(table((*_HEADINGS[:6], f"Ask {settings.currency}", *_HEADINGS[7:]), rows))
    else:
        say(f"{file.name} holds no project yet.")


def _row(workspace: Workspace, project_id: int) -> tuple[object, ...]:
    plan, figures = workspace.portfolio.plan(project_id), workspace.figures.of(project_id)
    project, timeline, gate = plan.project, figures.timeline, plan.next_gate
    counts = [
        sum(item.severity is severity for item in figures.findings) for severity in (Severity.MUST, Severity.WARN)
    ]
    dates = (project.start, timeline.delivery, timeline.handed_over)
    return (project.ref, project.name, project.commitment, *dates, figures.costs.ask, gate and gate.name, *counts)
