"""The plan and its scenarios side by side."""

from collections.abc import Sequence

from mlplanner.engine.comparisons import Outlook, outlook
from mlplanner.engine.loads import loads_ahead
from mlplanner.operations.scenario_workspace import ScenarioWorkspace
from mlplanner.operations.workspace import Workspace

PLAN = "Plan"
"""What the plan itself is called beside its scenarios."""


def outlook_of(workspace: Workspace, name: str) -> Outlook:
    """What an open portfolio, or a view on a scenario, comes to."""
    figures = workspace.figures.all()
    loads = loads_ahead(workspace.portfolio, figures, workspace.playbook, workspace.today)
    return outlook(name, workspace.portfolio, figures, loads)


def compare(workspace: Workspace, scenario_ids: Sequence[int]) -> tuple[tuple[Outlook, tuple[str, ...]], ...]:
    """The plan first, then each scenario, with sentences on what no longer fits the plan as it is now."""
    found: list[tuple[Outlook, tuple[str, ...]]] = [(outlook_of(workspace, PLAN), ())]
    for scenario_id in scenario_ids:
        view = ScenarioWorkspace(workspace, scenario_id)
        try:
            sentences = tuple(misfit.sentence for misfit in view.misfits)
            found.append((outlook_of(view, view.scenario.name), sentences))
        finally:
            view.leave()
    return tuple(found)
