"""`mlplanner level FILE`: proposes new starts so that nobody is over, with a proven bound (P4.9)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any

import typer

from mlplanner.cli.interrupts import interruptible
from mlplanner.cli.output import remark, say, say_json, table
from mlplanner.cli.parameters import AsJson, PortfolioFile, reading, writing
from mlplanner.domain.errors import BadInput
from mlplanner.engine.levelling.options import LevelOptions
from mlplanner.engine.levelling.proposal import Proposal
from mlplanner.engine.levelling.proposing import propose
from mlplanner.engine.levelling.wording import (
    say_end,
    say_forced,
    say_quality,
    say_sourcing,
    say_sourcing_in_all,
    say_under_way,
    say_weeks_over,
    say_worth,
)
from mlplanner.operations.levelling import apply_proposal, keep_as_scenario
from mlplanner.operations.workspace import Workspace

Seconds = Annotated[float, typer.Option("--seconds", help="Work of about so many seconds on one core.")]
Seed = Annotated[int, typer.Option("--seed", help="The same seed and work give the same proposal.")]
NoPauses = Annotated[bool, typer.Option("--no-pauses", help="Put no pauses between phases.")]
Earlier = Annotated[bool, typer.Option("--earlier", help="Projects without an earliest start may come earlier.")]
Sourced = Annotated[bool, typer.Option("--sourcing", help="Hires, contractors or partners may do what is short.")]
Apply = Annotated[bool, typer.Option("--apply", help="Move the projects; one step that undo takes back.")]
AsScenario = Annotated[
    str | None,
    typer.Option("--as-scenario", metavar="NAME", help="Keep the proposal as a scenario.", show_default=False),
]


def level(
    file: PortfolioFile,
    *,
    seconds: Seconds = 10.0,
    seed: Seed = 1,
    no_pauses: NoPauses = False,
    earlier: Earlier = False,
    sourcing: Sourced = False,
    as_json: AsJson = False,
    apply: Apply = False,
    as_scenario: AsScenario = None,
) -> None:
    """Propose new starts for projects so that no role is asked for more than there is, at the least cost of delay."""
    options = LevelOptions(seconds, seed, has_pauses=not no_pauses, is_earlier_allowed=earlier, may_source=sourcing)
    if apply and as_scenario is not None:
        raise BadInput("Give either --apply or --as-scenario, not both.")
    with (writing if apply or as_scenario is not None else reading)(file) as workspace:
        portfolio, playbook, today = workspace.portfolio, workspace.playbook, workspace.today
        proposal = interruptible(
            lambda is_stopped: propose(portfolio, playbook, today, options, should_stop=is_stopped)
        )
        if as_json:
            say_json(_document(workspace, proposal))
        else:
            say("\n\n".join(_parts(workspace, proposal)))
        _keep(workspace, proposal, apply=apply, name=as_scenario)


def _keep(workspace: Workspace, proposal: Proposal, *, apply: bool, name: str | None) -> None:
    if (apply or name is not None) and not proposal.moves:
        remark("the proposal moves nothing, so nothing was changed.")
    elif apply:
        workspace.run(apply_proposal(proposal))
        remark("applied; undo takes it back in one step.")
    elif name is not None:
        made = workspace.run(keep_as_scenario(proposal, name)).value
        remark(f"kept as scenario {made.ref} {made.name}; the plan is as it was.")


def _parts(workspace: Workspace, proposal: Proposal) -> Iterator[str]:
    portfolio, playbook = workspace.portfolio, workspace.playbook
    currency = portfolio.settings.currency
    if proposal.moves:
        rows = [
            (
                portfolio.plan(move.project_id).project.ref,
                portfolio.plan(move.project_id).project.name,
                move.old_start,
                move.new_start,
                f"{move.weeks:+d}",
                Decimal(move.cost),
                say_forced(move, playbook),
            )
            for move in proposal.moves
        ]
        yield table(("Ref", "Project", "Start", "New start", "Weeks", f"Cost {currency}", "Forced by"), rows)
    else:
        yield "Nothing moves: no project that may move has to, or gains by it."
    lines = [
        f"{portfolio.plan(move.project_id).project.ref} {say_sourcing(line, playbook, currency)}"
        for move in proposal.moves
        for line in move.sourcing
    ]
    if lines:
        yield "\n".join((*lines, say_sourcing_in_all(proposal, currency)))
    said = (say_quality(proposal, currency), say_weeks_over(proposal), say_under_way(proposal), say_end(proposal))
    yield "\n".join(filter(None, said))
    if proposal.worth:
        yield "\n".join(say_worth(row, playbook, currency) for row in proposal.worth)
    if proposal.remains:
        yield "What remains:\n" + "\n".join(f"- {row.sentence}" for row in proposal.remains)


def _document(workspace: Workspace, proposal: Proposal) -> dict[str, Any]:
    names = {plan.id: plan.project for plan in workspace.portfolio.plans.values()}
    return {
        "made_on": proposal.made_on,
        "seed": proposal.options.seed,
        "seconds": proposal.options.seconds,
        "stop": proposal.stop,
        "currency": workspace.portfolio.settings.currency,
        "objective": proposal.objective,
        "bound": proposal.bound,
        "gap": round(proposal.gap, 4),
        "before": proposal.before,
        "greedy": proposal.greedy,
        "projects": proposal.projects,
        "weeks_over": dict(zip(("before", "after"), proposal.weeks_over, strict=True)),
        "under_way": {"projects": len(proposal.under_way), "may_wait": len(proposal.may_wait)},
        "moves": [
            {
                "ref": names[move.project_id].ref,
                "name": names[move.project_id].name,
                "old_start": move.old_start,
                "new_start": move.new_start,
                "weeks": move.weeks,
                "cost": move.cost,
                "pauses": move.pauses,
                "sourcing": move.sourcing,
                "forced_by": move.forced_by,
            }
            for move in proposal.moves
        ],
        "remains": proposal.remains,
        "roles": proposal.roles,
        "worth": [
            {
                "role": row.role,
                "by_prices": row.by_prices,
                "by_solving": row.by_solving,
                "known_from": "prices of the bound" if row.by_solving is None else "levelling again",
            }
            for row in proposal.worth
        ],
    }
