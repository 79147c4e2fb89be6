"""The ways open to the sponsor: doing nothing, the options entered, this plan; and what a refusal costs."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from mlplanner.domain.enums import Sourcing
from mlplanner.domain.money import ZERO
from mlplanner.domain.staffing import StaffingLine
from mlplanner.domain.weeks import week_start
from mlplanner.engine.asks import ask_now, monthly_loss, option_value
from mlplanner.reports.blocks import Cell, Mark, Sentence, Span, Tone
from mlplanner.reports.formats import NOTHING, counted, day, joined, one_line, sentence
from mlplanner.reports.subjects import Subject

RISK_MARKS = {
    "low": Mark(Tone.GOOD, "Low"),
    "medium": Mark(Tone.WARN, "Medium"),
    "high": Mark(Tone.BAD, "High"),
}
NOT_RATED = Mark(Tone.OPEN, "Not rated")
FRIDAY = 4


@dataclass(frozen=True, slots=True)
class OptionLine:
    """One option: cost from today and net present value over the horizon, in the portfolio's currency."""

    name: str
    cost: Decimal
    value: Decimal
    risk: Cell
    is_chosen: bool = False


def score_mark(score: int, subject: Subject) -> Mark:
    """How bad a risk's score is, by the playbook's limits."""
    figures = subject.playbook.figures
    for level in ("high", "medium", "low"):
        limit = figures.get(f"risk_{level}")
        if limit is not None and score >= limit.value:
            return RISK_MARKS[level]
    return RISK_MARKS["low"] if "risk_medium" in figures else NOT_RATED


def option_lines(subject: Subject) -> tuple[OptionLine, ...]:
    """A is always doing nothing, the last one is this plan."""
    options = subject.plan.options
    names = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    settings = subject.portfolio.settings
    worst = max((risk.score for risk in subject.plan.risks), default=0)
    lines = [OptionLine("Do nothing", ZERO, ZERO, NOTHING)]
    lines += [
        OptionLine(o.name, o.cost, option_value(o, settings), RISK_MARKS.get(o.risk.casefold(), NOT_RATED))
        for o in options
    ]
    plan_risk = score_mark(worst, subject) if worst else NOT_RATED
    value = subject.figures.returns.npv
    lines.append(OptionLine("This plan", ask_now(subject.figures), value, plan_risk, is_chosen=True))
    return tuple(
        OptionLine(f"{names[place % 26]} {line.name}", line.cost, line.value, line.risk, line.is_chosen)
        for place, line in enumerate(lines)
    )


def if_declined(subject: Subject) -> Sentence:
    """Monthly loss, who leaves when, what a restart takes, what is spent; then what the brief says.

    Once all gates are passed nobody can refuse: what is left is what switching the model off would cost.
    """
    leavers = _leavers(subject) if subject.gate else ""
    spans = [*_loss(subject), Span(leavers), Span(_restart(subject))]
    if subject.figures.spent and subject.gate:
        spans.append(Span(f"The {subject.money(subject.figures.spent)} already spent cannot be recovered. "))
    spans.append(Span(sentence(one_line(subject.project.if_declined))))
    return tuple(span for span in spans if span.text)


def leaving_lines(subject: Subject) -> tuple[StaffingLine, ...]:
    """External lines that end on or after the status day, the earliest end first (P4.5)."""
    external = [line for line in subject.plan.lines if line.sourcing.is_external and line.weekly]
    running = [line for line in external if _last_day(subject, line) >= subject.status_day]
    return tuple(sorted(running, key=lambda line: max(line.weekly)))


def line_name(subject: Subject, line: StaffingLine) -> str:
    """`ML engineer Łukasz Nowak`, or the role alone."""
    name = subject.portfolio.person_name(line.person_id) or line.placeholder
    return f"{subject.playbook.role_title(line.role)} {name}".rstrip()


def _last_day(subject: Subject, line: StaffingLine) -> date:
    return week_start(subject.project.start, max(line.weekly)) + timedelta(days=FRIDAY)


def _loss(subject: Subject) -> list[Span]:
    loss = monthly_loss(subject.figures)
    if loss > 0:
        return [
            Span("About "),
            Span(f"{subject.money(loss)} a month", is_strong=True),
            Span(" of net benefit is forgone. "),
        ]
    if not subject.figures.value.benefit_year:
        return [Span("What a month of waiting costs is not known: the value model is empty. ")]
    return [Span("Waiting costs nothing: a year's maintenance exceeds the benefit. ")]


def _leavers(subject: Subject) -> str:
    kinds = {Sourcing.CONTRACTOR: "contracted", Sourcing.PARTNER: "partner's"}
    said = [
        f"the {kinds[line.sourcing]} {_leaver(subject, line)} leaves on {day(_last_day(subject, line))}"
        for line in leaving_lines(subject)[:2]
    ]
    if not said:
        return ""
    text = joined(said)
    return f"{text[:1].upper()}{text[1:]}. "


def _leaver(subject: Subject, line: StaffingLine) -> str:
    """`ML engineer (Łukasz Nowak)`; a placeholder says nothing that the role does not."""
    role, name = subject.playbook.role_title(line.role), subject.portfolio.person_name(line.person_id)
    role = role if role[1:2].isupper() else role[:1].lower() + role[1:]
    return f"{role} ({name})" if name else role


def _restart(subject: Subject) -> str:
    cost, weeks = subject.project.restart_cost, subject.project.restart_weeks
    parts = [subject.money(cost)] if cost else []
    parts += [counted(weeks, "week")] if weeks else []
    return f"A restart takes {joined(parts)}. " if parts else ""
