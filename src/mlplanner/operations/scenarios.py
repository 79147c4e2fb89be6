"""Scenarios: make, copy, merge into the plan, discard; what they hold is written by the view on them."""

from collections.abc import Sequence

from mlplanner.domain.errors import Refused
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.scenarios import Scenario, ScenarioChange, ScenarioState
from mlplanner.domain.validation import validated
from mlplanner.domain.weeks import say_day
from mlplanner.operations.operation import Context, Operation
from mlplanner.operations.scenario_edits import changes_of, lay_over


def start_scenario(name: str, note: str = "") -> Operation[Scenario]:
    """A new scenario that sees the plan as it is. Refused when another has the name."""

    def apply(do: Context) -> Scenario:
        _refuse_taken(do.portfolio, name)
        return do.unit.add(validated(Scenario, {"name": name, "note": note, "made_on": do.today}))

    return Operation(f"Start scenario {name}", apply)


def copy_scenario(scenario_id: int, name: str) -> Operation[Scenario]:
    """A second scenario with the same changes, to try a variant."""

    def apply(do: Context) -> Scenario:
        _refuse_taken(do.portfolio, name)
        note = do.unit.get(Scenario, scenario_id).note
        made = do.unit.add(validated(Scenario, {"name": name, "note": note, "made_on": do.today}))
        for change in changes_of(do.portfolio, scenario_id):
            do.unit.add(change.model_copy(update={"id": None, "scenario_id": made.id}))
        return made

    return Operation(f"Copy scenario to {name}", apply)


def discard_scenario(scenario_id: int) -> Operation[None]:
    """Remove a scenario with its changes; the plan stays as it is."""

    def apply(do: Context) -> None:
        do.unit.remove(Scenario, scenario_id)

    return Operation("Discard scenario", apply)


def record_changes(label: str, new: Sequence[ScenarioChange], gone: Sequence[int]) -> Operation[None]:
    """Keep what an edit in a scenario changed. `label` says which scenario and which edit."""

    def apply(do: Context) -> None:
        for row_id in gone:
            do.unit.remove(ScenarioChange, row_id)
        for change in new:
            do.unit.add(change)

    return Operation(label, apply)


def merge_scenario(scenario_id: int, *, keep_plan: frozenset[int] = frozenset()) -> Operation[tuple[str, ...]]:
    """Make the scenario the plan, in one step. Gives sentences on what no longer fitted and was left out.

    `keep_plan`: ids of changes of which the plan's own value stays.
    """

    def apply(do: Context) -> tuple[str, ...]:
        scenario = do.unit.get(Scenario, scenario_id)
        if scenario.state == ScenarioState.MERGED:
            day = say_day(scenario.merged_on or do.today)
            raise Refused(f"{scenario.name} was merged on {day}; start a new scenario.")
        laid = lay_over(do.unit, changes_of(do.portfolio, scenario_id), left_out=keep_plan)
        do.unit.change(Scenario, scenario_id, state=ScenarioState.MERGED, merged_on=do.today)
        return tuple(misfit.sentence for misfit in laid.misfits if not misfit.is_conflict)

    return Operation("Merge scenario into the plan", apply)


def find_scenario(portfolio: Portfolio, text: str) -> Scenario | None:
    """A scenario by reference (`SC-001`) or name, in any case."""
    wanted = text.strip().casefold()
    return next((each for each in portfolio.scenarios if wanted in (each.ref.casefold(), each.name.casefold())), None)


def _refuse_taken(portfolio: Portfolio, name: str) -> None:
    if any(each.name.casefold() == name.strip().casefold() for each in portfolio.scenarios):
        raise Refused(f"There is a scenario {name.strip()} already; choose another name.")
