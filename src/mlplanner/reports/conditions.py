"""Under which conditions a gate may pass: those open from earlier decisions, and KPIs that miss their target (P3.4)."""

from dataclasses import dataclass
from datetime import date

from mlplanner.reports.blocks import Mark, Tone
from mlplanner.reports.evidence import AT_RISK, kpi_mark
from mlplanner.reports.formats import goal
from mlplanner.reports.subjects import PASSED, Subject


@dataclass(frozen=True, slots=True)
class ConditionLine:
    """What is demanded, by whom and by when."""

    text: str
    owner: str
    due: date | None
    is_overdue: bool = False


def gate_conditions(subject: Subject) -> tuple[ConditionLine, ...]:
    """Open conditions of the gates' last decisions first, then one for each KPI between threshold and target."""
    return (*_open_conditions(subject), *_kpi_conditions(subject))


def condition_mark(met_on: date | None, due: date, today: date) -> Mark:
    """How a condition of a decision stands."""
    if met_on:
        return Mark(Tone.GOOD, "Met")
    return Mark(Tone.BAD, "Overdue") if due < today else Mark(Tone.OPEN, "Open")


def _open_conditions(subject: Subject) -> list[ConditionLine]:
    return [
        ConditionLine(each.text, subject.person(each.owner_id), each.due, each.due < subject.status_day)
        for _, each in subject.plan.open_conditions
    ]


def _kpi_conditions(subject: Subject) -> list[ConditionLine]:
    if subject.gate is None:
        return []
    later = [gate for gate in subject.figures.timeline.gates if gate.state not in PASSED]
    due = later[min(1, len(later) - 1)].date
    return [
        ConditionLine(f"{kpi.name} {goal(kpi.target, kpi.unit, kpi.direction)}", subject.person(kpi.owner_id), due)
        for kpi in subject.plan.kpis
        if kpi_mark(kpi) == AT_RISK
    ]
