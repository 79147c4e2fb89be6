"""The plan and its scenarios side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from mlplanner.engine.comparisons import Outlook, Source, outlook
from mlplanner.engine.loads import loads_of_longest_view
from mlplanner.operations.scenario_edits import Misfit
from mlplanner.operations.scenario_workspace import ScenarioWorkspace
from mlplanner.operations.workspace import Workspace

PLAN = "Plan"
"""What the plan itself is called beside its scenarios."""


@dataclass(frozen=True)
class Compared:
    """The plan, or one scenario with what no longer fits the plan as it is now."""

    outlook: Outlook
    source: Source
    misfits: tuple[Misfit, ...] = ()


def outlook_of(workspace: Workspace, name: str) -> Compared:
    """What an open portfolio, or a view on a scenario, comes to."""
    figures = workspace.figures.all()
    loads = loads_of_longest_view(workspace.portfolio, workspace.playbook, workspace.today)
    source = Source(workspace.portfolio, workspace.playbook, figures)
    return Compared(outlook(name, workspace.portfolio, figures, loads), source)


def outlook_of_scenario(workspace: Workspace, scenario_id: int) -> Compared:
    """What one scenario over the plan of `workspace` comes to."""
    view = ScenarioWorkspace(workspace, scenario_id)
    try:
        found = outlook_of(view, view.scenario.name)
        return Compared(found.outlook, found.source, view.misfits)
    finally:
        view.leave()


def compare(workspace: Workspace, scenario_ids: Sequence[int]) -> tuple[Compared, ...]:
    """The plan first, then each scenario."""
    return (outlook_of(workspace, PLAN), *(outlook_of_scenario(workspace, key) for key in scenario_ids))
