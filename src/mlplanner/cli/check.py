"""`mlplanner check FILE [PROJECT]`: what the method finds, worst first; exit code 1 when it finds something."""

from typing import Annotated

import typer

from mlplanner.cli.output import say, say_json, table
from mlplanner.cli.parameters import AsJson, PortfolioFile, reading
from mlplanner.domain.enums import Severity
from mlplanner.domain.findings import Finding

Project = Annotated[str | None, typer.Argument(metavar="PROJECT", help="Only this project.", show_default=False)]


def check(file: PortfolioFile, project: Project = None, as_json: AsJson = False) -> None:
    """Check a portfolio, or one project, against the method; exit code 1 when something must or should be mended."""
    with reading(file) as workspace:
        portfolio = workspace.portfolio
        chosen = [portfolio.find(project)] if project else list(portfolio.plans.values())
        refs = {plan.id: plan.project.ref for plan in chosen}
        found = [finding for plan in chosen for finding in workspace.figures.of(plan.id).findings]
    if as_json:
        say_json({"findings": found})
    elif found:
        say(table(("Severity", "Project", "Rule", "Finding"), [_row(refs, finding) for finding in found]))
    else:
        say("Nothing to mend.")
    if any(finding.severity is not Severity.ADVISE for finding in found):
        raise typer.Exit(1)


def _row(refs: dict[int, str], finding: Finding) -> tuple[object, ...]:
    return finding.severity, refs[finding.project_id], finding.source or finding.rule, finding.message
