"""Phases, gates and dates (P3.1, P3.4, P3.7)."""

from collections.abc import Iterator
from datetime import date

from mlplanner.domain.enums import GateState
from mlplanner.domain.lifecycle import Gate, Phase
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.weeks import plain, say_day
from mlplanner.engine.checks.rule import Case, Hit, Rule
from mlplanner.engine.checks.wording import say_count
from mlplanner.engine.results import GateDates
from mlplanner.engine.timelines import UNDECIDED

STOPPED = (GateState.HOLD, GateState.DEFER, GateState.NO_GO, GateState.WITHDRAW)
_WAITING = (GateState.HOLD, GateState.DEFER)
_WORDS = {
    GateState.HOLD: "hold",
    GateState.DEFER: "deferral",
    GateState.NO_GO: "no-go",
    GateState.WITHDRAW: "withdrawal",
}


def find_long_plan(case: Case) -> Iterator[Hit]:
    """More weeks than the life cycle usually takes."""
    more = case.plan.delivery_weeks - int(case.playbook.figure("brief_weeks"))
    if more > 0:
        words = {"weeks": say_count(case.plan.delivery_weeks, "week"), "more": say_count(more, "week")}
        yield Hit("phases", words=words)


def find_unusual_phases(case: Case) -> Iterator[Hit]:
    """Phases shorter or longer than usual, without the work inserted into them."""
    for phase in case.plan.phases:
        entry = case.playbook.phases.get(phase.key)
        if entry is None or entry.optimistic is None or entry.pessimistic is None:
            continue
        if not entry.optimistic <= phase.weeks <= entry.pessimistic:
            words = {"phase": phase.name, "weeks": say_count(phase.weeks, "week")}
            band = {"low": plain(entry.optimistic), "high": plain(entry.pessimistic)}
            yield Hit("phases", phase.id, "weeks", words | band)


def find_slipping_gates(case: Case) -> Iterator[Hit]:
    """Gates at which slip begins or grows; gates that are only pushed by an earlier one are not repeated."""
    known = 0
    for gate in case.facts.timeline.gates:
        slip = gate.slip_weeks or 0
        if slip > known:
            words = {"gate": gate.name, "date": say_day(_day_that_counts(gate)), "slip": say_count(slip, "week")}
            yield Hit("gates", gate.gate_id, "baseline", words)
            known = slip


def find_missed_deadline(case: Case) -> Iterator[Hit]:
    """Delivery after the date that was promised."""
    deadline, delivery = case.plan.project.deadline, case.facts.timeline.delivery
    if deadline is not None and delivery > deadline:
        words = {"delivery": say_day(delivery), "deadline": say_day(deadline)}
        yield Hit("projects", case.plan.id, "deadline", words)


def find_overdue_gate(case: Case) -> Iterator[Hit]:
    """The next gate's day has passed without a decision."""
    gate = case.plan.next_gate
    if gate is None or case.plan.gate_state(gate) != GateState.OPEN:
        return
    due = next((dates.date for dates in case.facts.timeline.gates if dates.gate_id == gate.id), None)
    if due is not None and due < case.today:
        yield Hit("gates", gate.id, None, {"gate": gate.name, "date": say_day(due)})


def find_phases_begun_after_hold(case: Case) -> Iterator[Hit]:
    """Work behind a gate that says stop."""
    for phase, before in _phases_with_gates_before(case.plan):
        stopped = _first(case.plan, before, STOPPED)
        if stopped and phase.actual_start:
            words = {"phase": phase.name, "gate": stopped.name, "state": _say_state(case.plan, stopped)}
            yield Hit("phases", phase.id, "actual_start", words, case.plan.gate_of(phase))


def find_phases_begun_before_gate(case: Case) -> Iterator[Hit]:
    """Work behind a gate that has not spoken yet."""
    for phase, before in _phases_with_gates_before(case.plan):
        undecided = _first(case.plan, before, (GateState.OPEN,))
        if undecided and phase.actual_start and not _first(case.plan, before, STOPPED):
            yield Hit("phases", phase.id, "actual_start", {"phase": phase.name, "gate": undecided.name})


def find_phase_due_behind_hold(case: Case) -> Iterator[Hit]:
    """A phase whose planned start has come while the gate before it is on hold or deferred: the dates are no longer true."""
    starts = {dates.phase_id: dates.start for dates in case.facts.timeline.phases}
    for phase, before in _phases_with_gates_before(case.plan):
        held = _first(case.plan, before[-1:], _WAITING)
        start = starts.get(phase.id or 0)
        if held and not phase.actual_start and start is not None and start <= case.today:
            words = {"phase": phase.name, "gate": held.name, "state": _say_state(case.plan, held)}
            yield Hit("phases", phase.id, None, {**words, "date": say_day(start)})


def _phases_with_gates_before(plan: ProjectPlan) -> Iterator[tuple[Phase, list[Gate]]]:
    before: list[Gate] = []
    for phase in plan.phases:
        yield phase, list(before)
        if gate := plan.gate_of(phase):
            before.append(gate)


def _first(plan: ProjectPlan, gates: list[Gate], states: tuple[GateState, ...]) -> Gate | None:
    return next((gate for gate in gates if plan.gate_state(gate) in states), None)


def _say_state(plan: ProjectPlan, gate: Gate) -> str:
    return _WORDS[plan.gate_state(gate)]


def _day_that_counts(gate: GateDates) -> date:
    """The day of the decision for a gate that is behind us, the planned one for the others."""
    is_behind = gate.state not in UNDECIDED
    return gate.decided_on if is_behind and gate.decided_on else gate.date


RULES = (
    Rule("plan_longer_than_usual", find_long_plan),
    Rule("phase_length_unusual", find_unusual_phases),
    Rule("gate_slips", find_slipping_gates),
    Rule("deadline_missed", find_missed_deadline),
    Rule("gate_overdue", find_overdue_gate),
    Rule("phase_begun_after_hold", find_phases_begun_after_hold),
    Rule("phase_begun_before_gate", find_phases_begun_before_gate),
    Rule("phase_due_behind_hold", find_phase_due_behind_hold),
)
