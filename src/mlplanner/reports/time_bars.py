"""The plan as one bar: phases, headroom, gates and today."""

from datetime import date

from mlplanner.charts.time_bars import GateSign, GateSignAt, TimeBar, TimeSegment
from mlplanner.domain.weeks import DAYS_IN_WEEK
from mlplanner.engine.results import GateDates
from mlplanner.reports.formats import counted, in_words
from mlplanner.reports.subjects import PASSED, Subject


def time_bar(subject: Subject) -> TimeBar:
    """Phases are done when their gate is passed; the gate to be decided is marked."""
    timeline = subject.figures.timeline
    done = {gate.week for gate in timeline.gates if gate.state in PASSED}
    segments = [
        TimeSegment(p.name, p.last_week - p.first_week + 1, is_done=p.last_week in done) for p in timeline.phases
    ]
    if timeline.headroom_weeks:
        segments.append(TimeSegment("Headroom", timeline.headroom_weeks, is_headroom=True))
    gates = tuple(
        GateSignAt(_label(place, gate, subject), gate.week, gate_sign(gate, subject))
        for place, gate in enumerate(timeline.gates, start=1)
    )
    today = weeks_to(timeline.start, subject.status_day, timeline.total_weeks)
    return TimeBar(tuple(segments), gates, today, whisker(subject))


def whisker(subject: Subject) -> tuple[float, float] | None:
    """Weeks from the start to the planned delivery and to P80 of it; None where they are the same or not to be shown."""
    timeline, sure = subject.figures.timeline, subject.sure_delivery
    if sure is None or sure == timeline.delivery:
        return None
    # A delivery on a Friday is the end of its week.
    gone = (sure - timeline.delivery).days / DAYS_IN_WEEK
    return timeline.delivery_weeks, max(timeline.delivery_weeks + gone, 0.0)


def gate_sign(gate: GateDates, subject: Subject) -> GateSign:
    """Passed, to be decided now, or later."""
    if gate.state in PASSED:
        return GateSign.PASSED
    return GateSign.NOW if subject.gate and gate.gate_id == subject.gate.id else GateSign.LATER


def weeks_to(start: date, day: date, weeks: int) -> float | None:
    """Weeks from the start to `day`; None outside the plan."""
    gone = (day - start).days / DAYS_IN_WEEK
    return gone if 0 <= gone <= weeks else None


def time_title(subject: Subject) -> str:
    """`Time: 12 weeks, four gates`."""
    timeline = subject.figures.timeline
    gates = len(timeline.gates)
    return f"Time: {counted(timeline.delivery_weeks, 'week')}, {in_words(gates)} gate{'s' * (gates != 1)}"


def _label(place: int, gate: GateDates, subject: Subject) -> str:
    words = {GateSign.PASSED: " passed", GateSign.NOW: " now", GateSign.LATER: ""}
    return f"G{place}{words[gate_sign(gate, subject)]}"
