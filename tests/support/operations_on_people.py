"""Operations that put people on lines, and those on scenarios, for the tests that look at every operation."""

from collections.abc import Callable
from decimal import Decimal

from mlplanner.domain.enums import Sourcing
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.staffing import StaffingLine
from mlplanner.operations import assigning, fields, projects, scenarios
from mlplanner.operations.operation import Operation
from mlplanner.operations.scenario_workspace import ScenarioWorkspace
from mlplanner.operations.workspace import Workspace

Maker = Callable[[Workspace], Operation[object]]


def churn(w: Workspace) -> ProjectPlan:
    """The first project of the sample."""
    return w.portfolio.find("Churn early warning")


def _scenario(w: Workspace) -> int:
    """A scenario in which the first project starts later and has one line less."""
    made = w.run(scenarios.start_scenario(f"Later, from step {w.portfolio.revision}")).value
    view = ScenarioWorkspace(w, made.id or 0)
    view.run(projects.move_by_weeks(view.portfolio.plan(churn(w).id), 3))
    view.run(fields.remove_rows(StaffingLine, [churn(w).lines[-1].id or 0]))
    view.leave()
    return made.id or 0


def _edit_of_scenario(w: Workspace) -> Operation[object]:
    scenario_id = _scenario(w)
    first, *_ = w.portfolio.scenario_changes
    new = first.model_copy(update={"id": None, "field": "rank", "before": "1", "after": "7"})
    return scenarios.record_changes(f"Rank in {scenario_id}", [new], [first.id or 0])


def _other_person(w: Workspace) -> int:
    return next(key for key in w.portfolio.people if key != churn(w).lines[0].person_id)


def _external(w: Workspace) -> StaffingLine:
    """A contractor's line, without its successor."""
    line = next(line for plan in w.portfolio.plans.values() for line in plan.lines if line.sourcing.is_external)
    w.run(fields.set_fields(StaffingLine, line.id or 0, successor_id=None))
    return line


PEOPLE_AND_SCENARIOS: dict[str, Maker] = {
    "assign_line": lambda w: assigning.assign_line(churn(w).lines[0], _other_person(w)),
    "assign_part": lambda w: assigning.assign_part(
        churn(w).lines[0], _other_person(w), {min(churn(w).lines[0].weekly): Decimal("0.05")}
    ),
    "replace_from": lambda w: assigning.replace_from(
        churn(w).lines[0], sorted(churn(w).lines[0].weekly)[1], _other_person(w)
    ),
    "add_successor": lambda w: assigning.add_successor(_external(w), 2, Decimal("0.5"), None),
    "source_lines": lambda w: assigning.source_lines(churn(w).lines, Sourcing.PARTNER, "Partner"),
    "start_scenario": lambda w: scenarios.start_scenario("What if", "Half the team"),
    "copy_scenario": lambda w: scenarios.copy_scenario(_scenario(w), "Variant"),
    "discard_scenario": lambda w: scenarios.discard_scenario(_scenario(w)),
    "merge_scenario": lambda w: scenarios.merge_scenario(_scenario(w)),
    "record_changes": _edit_of_scenario,
}
