"""A proposal of levelling applied in one step, or kept as a scenario; either way the run is recorded (P4.9)."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from mlplanner.domain.errors import Refused
from mlplanner.domain.people import Person
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.programme import DOCUMENT
from mlplanner.domain.scenarios import Levelling, Scenario
from mlplanner.domain.staffing import StaffingLine
from mlplanner.domain.validation import validated
from mlplanner.domain.weeks import plain, say_day
from mlplanner.engine.levelling.jobs import removable_pauses
from mlplanner.engine.levelling.proposal import Move, Proposal, Reason
from mlplanner.engine.levelling.staleness import say_stale
from mlplanner.engine.levelling.ways import LineSourcing, days_employed
from mlplanner.engine.pausing import pause_before
from mlplanner.operations.operation import Context, Operation
from mlplanner.operations.projects import move_start
from mlplanner.operations.relief import newcomer_name
from mlplanner.operations.scenario_records import Place, Recorder, RowPair
from mlplanner.operations.scenarios import start_scenario
from mlplanner.operations.timelines import insert_work, remove_inserted
from mlplanner.playbook.entries import Playbook
from mlplanner.storage.images import to_noun, values
from mlplanner.storage.unit import Unit


def apply_proposal(proposal: Proposal, *, is_recorded: bool = True) -> Operation[Levelling | None]:
    """Put the projects where the proposal has them, with its pauses, and record the run (not in a scenario).

    Refused when the plan has moved on since the proposal was made, or when it moves nothing.
    """

    def apply(do: Context) -> Levelling | None:
        make_moves(do, proposal)
        return record_run(do, proposal, is_applied=True) if is_recorded else None

    return Operation(_label(proposal), apply)


def keep_as_scenario(proposal: Proposal, name: str) -> Operation[Scenario]:
    """Leave the plan as it is and keep the moves as a scenario of that name, with the record of the run.

    Refused when the name is taken, when the plan has moved on, or when the proposal moves nothing.
    """

    def apply(do: Context) -> Scenario:
        note = f"Levelling of {say_day(proposal.made_on)}, seed {proposal.options.seed}"
        scenario = start_scenario(name, note).apply(do)
        pairs = _tried(do, proposal)
        changes, _ = Recorder(scenario.id or 0, do.portfolio, {}).record(pairs)
        for position, change in enumerate(changes, start=1):
            do.unit.add(change.model_copy(update={"position": position}))
        record_run(do, proposal, scenario_id=scenario.id)
        return scenario

    return Operation(f"Keep levelling as scenario {name}", apply)


def _tried(do: Context, proposal: Proposal) -> dict[Place, RowPair]:
    """The rows that the moves change, before and after; the moves themselves are taken back."""
    connection = do.unit.connection
    connection.exec_driver_sql("SAVEPOINT levelling")
    trial = Unit(connection)
    make_moves(replace(do, unit=trial), proposal)
    changes = trial.changes
    connection.exec_driver_sql("ROLLBACK TO levelling")
    connection.exec_driver_sql("RELEASE levelling")
    return {
        (change.kind.key, change.row_id): RowPair(
            to_noun(change.kind, values(change.kind, change.after)) if change.after else None,
            to_noun(change.kind, values(change.kind, change.before)) if change.before else None,
        )
        for change in changes
    }


def _label(proposal: Proposal) -> str:
    count = len(proposal.moves)
    return f"Level the portfolio: move {count} project{'' if count == 1 else 's'}"


def make_moves(do: Context, proposal: Proposal) -> None:
    """The moves alone, in a step that somebody else makes."""
    refuse_stale(do.portfolio, do.playbook, do.today, proposal)
    if not proposal.moves:
        raise Refused("The proposal moves nothing; there is nothing to apply.")
    for move in proposal.moves:
        plan = do.portfolio.plan(move.project_id)
        _change_pauses(do, plan, move)
        if move.new_start != move.old_start:
            move_start(do, plan, move.new_start)
        for line in move.sourcing:
            _source(do, line, move.new_start)


def refuse_stale(portfolio: Portfolio, playbook: Playbook, today: date, proposal: Proposal) -> None:
    """Refuse a proposal when anything it depends on has changed, in a sentence that says what."""
    if reason := say_stale(portfolio, playbook, today, proposal):
        raise Refused(reason)


def _source(do: Context, change: LineSourcing, start: date) -> None:
    """Add the people to be found for a line, for the weeks in which it lies now, and give it to them."""
    line = do.unit.get(StaffingLine, change.line_id)
    first, last = days_employed(line, start, change.ramp_weeks, change.after)
    what = do.playbook.sourcing[change.after.value].title.lower()
    added = [
        do.unit.add(
            validated(
                Person,
                {
                    "name": newcomer_name(do, change.role, what),
                    "role": change.role,
                    "fte": fte,
                    "employed_from": first,
                    "employed_to": last,
                    "ramp_weeks": change.ramp_weeks,
                    "sourcing": change.after,
                    "is_placeholder": True,
                },
            )
        )
        for fte in change.people
    ]
    whose = added[0].id if len(added) == 1 else None
    do.unit.change(StaffingLine, change.line_id, sourcing=change.after, person_id=whose, placeholder="", fixed_fee=None)


def _change_pauses(do: Context, plan: ProjectPlan, move: Move) -> None:
    """The last phase first: the weeks of those before it stay as they are."""
    had = removable_pauses(plan)
    for phase in reversed(plan.phases):
        if phase.id not in move.pauses:
            continue
        if old := had.get(phase.id or 0, ()):
            remove_inserted(plan, *old).apply(do)
        if weeks := move.pauses[phase.id or 0]:
            cleared = _without(plan, {work.id for work in old})
            insert_work(cleared, pause_before(plan, phase, weeks)).apply(do)


def _without(plan: ProjectPlan, gone: set[int | None]) -> ProjectPlan:
    return replace(plan, inserted=tuple(work for work in plan.inserted if work.id not in gone)) if gone else plan


def record_run(
    do: Context, proposal: Proposal, *, is_applied: bool = False, scenario_id: int | None = None
) -> Levelling:
    """A row that says what was asked, what was found and what became of it; it is never edited."""
    fields = {
        "made_on": proposal.made_on,
        "seed": proposal.options.seed,
        "seconds": Decimal(str(proposal.options.seconds)),
        "objective": Decimal(proposal.objective),
        "bound": Decimal(proposal.bound),
        "before": Decimal(proposal.before),
        "is_applied": is_applied,
        "scenario_id": scenario_id,
        "facts": facts_of(proposal),
    }
    return do.unit.add(validated(Levelling, fields))


def facts_of(proposal: Proposal) -> str:
    """Options, moves and what remains, as JSON that fits into the file; the dearest moves where it would be too long."""
    moves = [_move_facts(move) for move in proposal.moves]
    while True:
        facts = {
            "has_pauses": proposal.options.has_pauses,
            "is_earlier_allowed": proposal.options.is_earlier_allowed,
            "may_source": proposal.options.may_source,
            "stop": proposal.stop.value,
            "projects": proposal.projects,
            "moved": len(proposal.moves),
            "weeks_over": list(proposal.weeks_over),
            "worth": [[row.role, row.by_prices, row.by_solving] for row in proposal.worth],
            "moves": moves,
            "remains": [[row.cause.value, list(row.project_ids), row.sentence] for row in proposal.remains[:_SHOWN]],
        }
        text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
        if len(text) <= DOCUMENT or not moves:
            return text[:DOCUMENT]
        moves = moves[: len(moves) // 2]


_SHOWN = 100
"""Sentences on what remains that are kept."""


def _move_facts(move: Move) -> dict[str, Any]:
    return {
        "project": move.project_id,
        "from": move.old_start.isoformat(),
        "to": move.new_start.isoformat(),
        "weeks": move.weeks,
        "pauses": {str(phase): weeks for phase, weeks in move.pauses.items()},
        "cost": move.cost,
        "sourcing": [[s.line_id, s.before.value, s.after.value, plain(s.cost)] for s in move.sourcing],
        "forced_by": list(map(_reason_facts, move.forced_by)),
    }


def _reason_facts(reason: Reason) -> list[str]:
    return [reason.role, reason.first.isoformat(), reason.last.isoformat(), plain(reason.fte)]
