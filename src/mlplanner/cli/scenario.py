"""`mlplanner scenario FILE list|compare|apply`: what-ifs over the plan, side by side, and made the plan."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

import typer

from mlplanner.cli.output import remark, say, say_json, table
from mlplanner.cli.parameters import AsJson, PortfolioFile, reading, writing
from mlplanner.domain.errors import BadInput, NotFound, Refused
from mlplanner.domain.money import format_amount
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.scenarios import Scenario, ScenarioState
from mlplanner.engine.comparisons import Outlook, differing
from mlplanner.operations.outlooks import Compared, compare
from mlplanner.operations.scenario_workspace import ScenarioWorkspace
from mlplanner.operations.scenarios import find_scenario, merge_scenario
from mlplanner.operations.workspace import Workspace


class Action(StrEnum):
    """What to do with scenarios."""

    LIST = "list"
    COMPARE = "compare"
    APPLY = "apply"


class Side(StrEnum):
    """Whose value counts where plan and scenario both changed a field."""

    SCENARIO = "scenario"
    PLAN = "plan"


Names = Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help="Scenarios by name or reference.")]
Take = Annotated[Side | None, typer.Option("--take", help="For apply: whose value counts where both changed it.")]
What = Annotated[Action, typer.Argument(metavar="list|compare|apply", help="What to do.")]


def scenario(
    file: PortfolioFile, action: What, names: Names = None, take: Take = None, as_json: AsJson = False
) -> None:
    """List the scenarios of a portfolio, compare them with the plan, or make one of them the plan."""
    if action is Action.APPLY:
        with writing(file) as workspace:
            _apply(workspace, _only_one(workspace.portfolio, names), take, as_json)
        return
    with reading(file) as workspace:
        if action is Action.LIST:
            _list(workspace.portfolio, as_json)
        else:
            _compare(workspace, _chosen(workspace.portfolio, names), as_json)


def _list(portfolio: Portfolio, as_json: bool) -> None:
    counts = {each.id: 0 for each in portfolio.scenarios}
    for change in portfolio.scenario_changes:
        counts[change.scenario_id] += 1
    rows = [(each.ref, each.name, each.state, each.made_on, counts[each.id], each.note) for each in portfolio.scenarios]
    headings = ("Ref", "Scenario", "State", "Made on", "Changes", "Note")
    if as_json:
        keys = [heading.lower().replace(" ", "_") for heading in headings]
        say_json({"scenarios": [dict(zip(keys, row, strict=True)) for row in rows]})
    else:
        say(table(headings, rows) if rows else "This portfolio has no scenarios.")


def _compare(workspace: Workspace, chosen: Sequence[Scenario], as_json: bool) -> None:
    plan, *others = compare(workspace, [each.id or 0 for each in chosen])
    if as_json:
        say_json({"outlooks": [_document(plan, each) for each in (plan, *others)]})
        return
    currency = workspace.portfolio.settings.currency
    headings = ("", "Projects", "Last delivery", f"Ask {currency}", "Value a year", "NPV", "Peak FTE", "Weeks over")
    say(table(headings, [_totals(each.outlook) for each in (plan, *others)]))
    for each in others:
        say(f"\n{each.outlook.name}: what differs from the plan")
        rows = _differences(plan, each)
        say(table(("Ref", "Project", "Start", "Delivery", "P80", f"Ask {currency}"), rows) if rows else "Nothing.")
        for misfit in each.misfits:
            remark(f"{each.outlook.name}: {misfit.sentence}")


def _document(plan: Compared, other: Compared) -> dict[str, object]:
    """The outlook, the P80 delivery of the projects that differ, and what no longer fits."""
    p80 = {key: other.source.p80(key) for key in differing(plan.outlook, other.outlook)}
    sentences = [misfit.sentence for misfit in other.misfits]
    return {"outlook": other.outlook, "p80_delivery": p80, "no_longer_fits": sentences}


def _totals(item: Outlook) -> tuple[object, ...]:
    money = (item.ask, item.value_year, item.npv)
    return (item.name, len(item.projects), item.last_delivery, *money, item.peak_fte, item.over_weeks)


def _differences(plan: Compared, other: Compared) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for key in differing(plan.outlook, other.outlook):
        before, after = plan.outlook.projects.get(key), other.outlook.projects.get(key)
        if after is None or before is None:
            known = after or before
            assert known is not None
            word = "added" if before is None else "left out"
            rows.append((known.ref, known.name, word, "", "", ""))
            continue
        pairs = (
            (before.start, after.start),
            (before.delivery, after.delivery),
            (plan.source.p80(key), other.source.p80(key)),
            (format_amount(before.ask, 2), format_amount(after.ask, 2)),
        )
        rows.append((after.ref, after.name, *(f"{a} → {b}" if a != b else f"{a}" for a, b in pairs)))
    return rows


def _apply(workspace: Workspace, chosen: Scenario, take: Side | None, as_json: bool) -> None:
    view = ScenarioWorkspace(workspace, chosen.id or 0)
    conflicts = [misfit for misfit in view.misfits if misfit.is_conflict]
    view.leave()
    if conflicts and take is None:
        more = f" ({len(conflicts) - 1} more)" if len(conflicts) > 1 else ""
        raise Refused(f"{conflicts[0].sentence}{more} Say --take scenario or --take plan.")
    kept = frozenset(item.change.id or 0 for item in conflicts) if take is Side.PLAN else frozenset()
    left_out = workspace.run(merge_scenario(chosen.id or 0, keep_plan=kept)).value
    if as_json:
        say_json({"merged": chosen.name, "left_out": left_out, "conflicts": [item.sentence for item in conflicts]})
        return
    say(f"{chosen.name} is the plan now; undo in the window takes it back.")
    for sentence in left_out:
        remark(sentence)


def _only_one(portfolio: Portfolio, names: Sequence[str] | None) -> Scenario:
    if not names or len(names) != 1:
        raise BadInput("Name the one scenario to apply; 'mlplanner scenario FILE list' lists them.")
    return _find(portfolio, names[0])


def _chosen(portfolio: Portfolio, names: Sequence[str] | None) -> list[Scenario]:
    if names:
        return [_find(portfolio, name) for name in names]
    return [each for each in portfolio.scenarios if each.state == ScenarioState.OPEN]


def _find(portfolio: Portfolio, name: str) -> Scenario:
    found = find_scenario(portfolio, name)
    if found is None:
        raise NotFound(f"There is no scenario '{name}' in this portfolio; 'mlplanner scenario FILE list' lists them.")
    return found
