"""`mlplanner projects FILE`: the list of projects with their dates and what they ask for."""

from mlplanner.cli.output import numbers, say, say_json, table
from mlplanner.cli.parameters import AsJson, PortfolioFile, reading
from mlplanner.domain.enums import Severity
from mlplanner.engine.funding import split_funding
from mlplanner.engine.portfolios import ask_of
from mlplanner.operations.workspace import Workspace

_HEADINGS = ("Ref", "Project", "Commitment", "Start", "Delivery", "Handed over", "Ask", "Next gate", "Must", "Warn")


def projects(file: PortfolioFile, as_json: AsJson = False) -> None:
    """List the projects of a portfolio, in rank order."""
    with reading(file) as workspace:
        portfolio = workspace.portfolio
        rows = [_row(workspace, project_id) for project_id in portfolio.plans]
        currency = portfolio.settings.currency
        funding = _funding(workspace) if as_json else {}
    if as_json:
        keys = [heading.lower().replace(" ", "_") for heading in _HEADINGS]
        found = [dict(zip(keys, row, strict=True)) for row in rows]
        head = {"portfolio": portfolio.settings.name, "currency": currency}
        say_json({**head, "projects": found, "funding": funding})
    elif rows:
        say(table((*_HEADINGS[:6], f"Ask {currency}", *_HEADINGS[7:]), rows))
    else:
        say(f"{file.name} holds no project yet.")


def _funding(workspace: Workspace) -> dict[str, object]:
    """Who pays for projects and platform; the rows add up to the total (P8.3)."""
    figures = {plan_id: workspace.figures.of(plan_id) for plan_id in workspace.portfolio.plans}
    split = split_funding(workspace.portfolio, figures)
    rows = [{**numbers(row), "total": row.total} for row in split.rows]
    return {"asks": split.asks, "platform": split.platform, "total": split.total, "rows": rows}


def _row(workspace: Workspace, project_id: int) -> tuple[object, ...]:
    plan, figures = workspace.portfolio.plan(project_id), workspace.figures.of(project_id)
    project, timeline, gate = plan.project, figures.timeline, plan.next_gate
    counts = [
        sum(item.severity is severity for item in figures.findings) for severity in (Severity.MUST, Severity.WARN)
    ]
    dates = (project.start, timeline.delivery, timeline.handed_over)
    following = gate and (f"{gate.name}, paused" if figures.governance.pause else gate.name)
    stands = "withdrawn" if plan.is_withdrawn else following
    return (project.ref, project.name, project.commitment, *dates, ask_of(plan, figures), stands, *counts)
