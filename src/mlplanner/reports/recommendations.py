"""What the pack recommends, from what is there and what is missing; nobody types it."""

from dataclasses import dataclass

from mlplanner.domain.enums import GateOutcome
from mlplanner.reports.blocks import Tone
from mlplanner.reports.conditions import gate_conditions
from mlplanner.reports.evidence import NOT_MET, kpi_mark
from mlplanner.reports.formats import counted, day, first_upper, in_words, joined, one_line
from mlplanner.reports.subjects import Subject

MOST_CHANGES = 2
"""Page 1 has one line for them; the page after it lists all."""
_STOPS = {
    GateOutcome.HOLD: "This gate was put on hold",
    GateOutcome.DEFER: "The decision of this gate was deferred",
    GateOutcome.NO_GO: "This gate was refused",
    GateOutcome.WITHDRAW: "The project was withdrawn at this gate",
}
"""How the decision that keeps the next gate from being passed is told."""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """The verdict, what to look at next to it, and how good it is."""

    verdict: str
    note: str
    tone: Tone


def recommend(subject: Subject) -> Recommendation:
    """Withdrawn stays withdrawn; no go below a threshold; not ready while something is missing; else go, with conditions if there are any."""
    if subject.gate is None:
        return Recommendation("No decision needed", "all gates are passed", Tone.GOOD)
    if subject.plan.withdrawn_at:
        return Recommendation(
            "Withdrawn", f"a new decision at the {subject.plan.withdrawn_at.name} resumes it", Tone.BAD
        )
    missed = [kpi.name for kpi in subject.plan.kpis if kpi_mark(kpi) == NOT_MET]
    if missed:
        return Recommendation("No go", f"below the go/no-go threshold: {joined(missed)}", Tone.BAD)
    missing = missing_items(subject)
    if missing:
        verdict = f"Not ready: {counted(len(missing), 'item')} missing"
        return Recommendation(verdict, f"{missing[0]}{_and_more(len(missing) - 1)}", Tone.BAD)
    count = len(gate_conditions(subject))
    if count:
        return Recommendation(
            f"Go, with {in_words(count)} condition{'s' * (count > 1)}", "listed below with owner and date", Tone.WARN
        )
    return Recommendation("Go", "everything the gate asks for is there", Tone.GOOD)


def missing_items(subject: Subject) -> tuple[str, ...]:
    """Artifacts that are not there, and checks that stop the gate, each by its name."""
    ready = subject.readiness
    if ready is None:
        return ()
    blocking = {finding.message: _title(subject, finding.rule, finding.message) for finding in ready.blockers}
    return (*ready.missing, *blocking.values())


def warnings(subject: Subject) -> tuple[str, ...]:
    """What a sponsor must not overlook: a pause (P2.8), no operational owner or maintenance (P4.7), a hold, a stale approval."""
    said = []
    lacks = [] if subject.plan.maintenance.owner_id else ["no operational owner is named"]
    lacks += [] if subject.figures.costs.maintenance_year else ["the ask holds no maintenance"]
    if lacks:
        said.append(f"{first_upper(joined(lacks))}; approval needs {'both' if len(lacks) > 1 else 'it'}.")
    pause = subject.figures.governance.pause
    if pause is not None:
        who, since = subject.person(pause.paused_by_id), day(pause.paused_on)
        said.insert(
            0, f"Paused since {since} by {who}: {one_line(pause.reason)} What lifts it: {one_line(pause.lifts_when)}"
        )
    decisions = subject.plan.decisions_of(subject.gate) if subject.gate else ()
    if decisions:
        last = decisions[-1]
        said.append(f"{_STOPS[last.outcome]} by {subject.person(last.decided_by_id)}: {one_line(last.reason)}")
    approval = subject.figures.approval
    if approval is not None and approval.is_stale:
        named = [change.text for change in approval.changes[:MOST_CHANGES]]
        more = len(approval.changes) - len(named)
        tail = f" and {more} more" if more else ""
        said.append(f"Changed since the approval of {day(approval.decided_on)}: {'; '.join(named)}{tail}.")
    if subject.doubts:
        others = _and_more(len(subject.doubts) - 1)
        said.append(f"P80 and P10–P90 are left out, what they start from is implausible: {subject.doubts[0]}{others}")
    return tuple(said)


def _title(subject: Subject, rule: str, message: str) -> str:
    entry = subject.playbook.rules.get(rule)
    return entry.title if entry else message


def _and_more(count: int) -> str:
    return f" and {count} more" if count > 0 else ""
