"""Page 1 of the approval pack: what a sponsor needs in order to decide, and nothing else."""

from dataclasses import dataclass

from mlplanner.charts.money_bars import MoneyBar
from mlplanner.charts.time_bars import TimeBar
from mlplanner.charts.value_lines import ValueLine
from mlplanner.domain.money import format_amount
from mlplanner.engine.asks import ask_now, headroom
from mlplanner.engine.rights import MODEL_RISK_OWNER, right_holder
from mlplanner.engine.tiers import tier_entry
from mlplanner.reports.alternatives import OptionLine, if_declined, option_lines, score_mark
from mlplanner.reports.blocks import Mark, Sentence, Span
from mlplanner.reports.conditions import ConditionLine, gate_conditions
from mlplanner.reports.evidence import MET, Criterion, gate_evidence
from mlplanner.reports.formats import brief_amount, counted, day, first_upper, one_line, payback, share
from mlplanner.reports.recommendations import Recommendation, recommend, warnings
from mlplanner.reports.subjects import Subject
from mlplanner.reports.time_bars import time_bar, time_title
from mlplanner.reports.uncertainty_words import contingency_basis
from mlplanner.reports.value_lines import value_line

LONGEST_NAME = 40
"""Characters of a name that leave room for the date in the sentence that asks; the title above has it whole."""
CHOICES = ("Approve", "Approve with conditions", "Defer to next gate", "Reject")


@dataclass(frozen=True, slots=True)
class KeyNumber:
    """One of four: what, how much, and what to know about it."""

    label: str
    figure: str
    note: str


@dataclass(frozen=True, slots=True)
class RiskLine:
    """A risk after mitigation with its score (25 worst)."""

    title: str
    score: int
    mark: Mark
    mitigation: str
    owner: str


@dataclass(frozen=True, slots=True)
class PageOne:
    """The page's content, from the top down; lists are whole, the page shows as much as fits and says where the rest is."""

    title: str
    currency: str
    people: tuple[str, ...]
    deadline: str
    ask: Sentence
    recommendation: Recommendation
    warnings: tuple[str, ...]
    key_numbers: tuple[KeyNumber, ...]
    why_now: str
    evidence_title: str
    evidence: tuple[Criterion, ...]
    options_title: tuple[str, str]
    options: tuple[OptionLine, ...]
    options_shown: int
    options_note: str
    declined_title: str
    if_declined: Sentence
    money_bar: MoneyBar
    money_title: str
    money_note: str
    time_bar: TimeBar
    time_title: str
    time_note: str
    value_line: ValueLine | None
    conditions: tuple[ConditionLine, ...]
    conditions_note: str
    risks: tuple[RiskLine, ...]
    risks_shown: int
    choices: tuple[str, ...]
    decided: str
    signatories: tuple[tuple[str, str], ...]


def build_page_one(subject: Subject) -> PageOne:
    """Page 1, each part from its own function."""
    settings, playbook = subject.portfolio.settings, subject.playbook
    return PageOne(
        title=subject.project.name,
        currency=subject.currency,
        people=people(subject),
        deadline=_deadline(subject),
        ask=ask_sentence(subject),
        recommendation=recommend(subject),
        warnings=warnings(subject),
        key_numbers=key_numbers(subject),
        why_now=subject.project.why_now,
        evidence_title=_evidence_title(subject),
        evidence=gate_evidence(subject),
        options_title=("Cost from\ntoday", f"Net value\n{settings.horizon_years} years"),
        options=option_lines(subject),
        options_shown=int(playbook.figure("options_shown")),
        options_note=_options_note(subject),
        declined_title="If the answer is no" if subject.gate else "If it is switched off",
        if_declined=if_declined(subject),
        money_bar=MoneyBar(subject.figures.spent, ask_now(subject.figures), headroom(subject.project, subject.figures)),
        money_title=_money_title(subject),
        money_note=_money_note(subject),
        time_bar=time_bar(subject),
        time_title=time_title(subject),
        time_note=_time_note(subject),
        value_line=value_line(subject),
        conditions=gate_conditions(subject),
        conditions_note=_conditions_note(subject),
        risks=risk_lines(subject),
        risks_shown=int(playbook.figure("risks_shown")),
        choices=CHOICES if subject.gate else (),
        decided=_decided(subject),
        signatories=_signatories(subject),
    )


def people(subject: Subject) -> tuple[str, ...]:
    """Who answers for the project, and who wrote this."""
    project = subject.project
    owner = subject.portfolio.people.get(project.owner_id or 0)
    named = f"{owner.name}, {owner.unit}".rstrip(", ") if owner else "not named"
    author = subject.portfolio.person_name(project.author_id)
    return (f"Accountable owner  {named}", *([f"Prepared by  {author}"] if author else []))


def ask_sentence(subject: Subject) -> Sentence:
    """`Approve EUR X to …`: a verb, an amount and a date."""
    timeline, name = subject.figures.timeline, subject.project.name
    if len(name) > LONGEST_NAME:
        name = "this project"
    if subject.gate is None:
        year = subject.money(subject.figures.costs.maintenance_year)
        return (
            Span(f"{first_upper(name)} has passed all its gates; running it takes "),
            Span(f"{year} a year", is_strong=True),
        )
    if subject.plan.withdrawn_at is not None:
        where = subject.plan.withdrawn_at.name
        return (
            Span(f"{first_upper(name)} was withdrawn at the {where}; "),
            Span("it asks for nothing", is_strong=True),
        )
    amount = Span(subject.money(ask_now(subject.figures)), is_strong=True)
    is_last = subject.gate == subject.plan.gates[-1]
    goal = f"hand {name} over to operations" if is_last else f"put {name} into production"
    by = timeline.handed_over if is_last else timeline.delivery
    return (Span("Approve "), amount, Span(f" to {goal} by {day(by)}"))


def key_numbers(subject: Subject) -> tuple[KeyNumber, ...]:
    """Ask, total at completion, net value, payback."""
    costs, returns = subject.figures.costs, subject.figures.returns
    code, budget = subject.currency, subject.project.budget
    envelope = f"{code} of a {format_amount(budget)} envelope" if budget is not None else f"{code}; no envelope is set"
    back = first_upper(payback(returns, subject.figures.value.benefit_year))
    return (
        _ask_number(subject),
        KeyNumber("Total at completion", format_amount(costs.ask), envelope),
        KeyNumber(
            f"Net value, {returns.years} years",
            format_amount(returns.npv),
            _npv_note(subject),
        ),
        KeyNumber("Payback", back, _payback_note(subject)),
    )


def _npv_note(subject: Subject) -> str:
    rate, band = share(subject.portfolio.settings.discount_rate), subject.value_band
    if band is None:
        return f"{subject.currency}, NPV at {rate} a year"
    low, high = map(brief_amount, band.npv)
    return f"{subject.currency}, NPV {rate}; P10–P90 {low} to {high}"


def _payback_note(subject: Subject) -> str:
    band = subject.value_band
    if band is None or not subject.figures.value.benefit_year:
        return "after hand-over, not discounted"
    low, high = band.payback_months
    never = f"not in {counted(subject.figures.returns.years, 'year')}"
    if low is None:
        return f"P10–P90: {never}"
    return f"P10–P90: {low} to {high} months" if high is not None else f"P10 {low} months, P90 {never}"


def _ask_number(subject: Subject) -> KeyNumber:
    """What is asked for now; a withdrawn project asks nothing (P3.4)."""
    if subject.plan.is_withdrawn:
        return KeyNumber("Ask now", "0", f"{subject.currency}; the project was withdrawn")
    amount, pct = format_amount(subject.figures.costs.handover_budget), share(subject.project.handover_pct)
    return KeyNumber(
        "Ask now", format_amount(ask_now(subject.figures)), f"{subject.currency}, incl. {amount} handover ({pct})"
    )


def risk_lines(subject: Subject) -> tuple[RiskLine, ...]:
    """All risks, the highest score first."""
    ordered = sorted(subject.plan.risks, key=lambda risk: -risk.score)
    return tuple(
        RiskLine(r.title, r.score, score_mark(r.score, subject), r.mitigation, subject.person(r.owner_id))
        for r in ordered
    )


def _deadline(subject: Subject) -> str:
    dates = subject.gate_dates
    if dates is None:
        return "All gates are passed" if subject.plan.gates else "No gate is planned"
    word = "overdue since" if dates.date < subject.status_day else "needed by"
    return f"Decision {word} {day(dates.date)}"


def _evidence_title(subject: Subject) -> str:
    evidence = gate_evidence(subject)
    met = sum(criterion.mark == MET for criterion in evidence)
    return f"Evidence against the gate: {met} of {len(evidence)} met" if evidence else "Evidence against the gate"


def _options_note(subject: Subject) -> str:
    spent = subject.figures.spent
    return f"The net value of this plan counts the {subject.money(spent)} already spent." if spent else ""


def _money_title(subject: Subject) -> str:
    left = headroom(subject.project, subject.figures)
    if left is None:
        return f"Money: spent and asked, no envelope ({subject.currency})"
    if left < 0:
        return f"Money: {format_amount(-left)} over the envelope ({subject.currency})"
    return f"Money: spent, asked, left in the envelope ({subject.currency})"


def _money_note(subject: Subject) -> str:
    basis = f"Contingency {subject.money(subject.figures.costs.contingency)}: {contingency_basis(subject.plan)}."
    if not subject.has_operations:
        return f"{basis} After hand-over: who runs the model, or what it costs a year, is not settled (see the red note above)."
    owner = subject.person(subject.plan.maintenance.owner_id)
    year = subject.money(subject.figures.costs.maintenance_year)
    spent = " Spent is the planned cost of the weeks gone by." if subject.figures.spent else ""
    return f"{basis} After hand-over: maintenance {year} a year, run by {owner}; the first year is in the ask.{spent}"


def _time_note(subject: Subject) -> str:
    timeline = subject.figures.timeline
    sure = subject.sure_delivery
    p80 = f", P80 {day(sure)}" if sure else ""
    return f"Delivery {day(timeline.delivery)}{p80}; handed over {day(timeline.handed_over)}."


def _conditions_note(subject: Subject) -> str:
    owner = subject.portfolio.person_name(subject.figures.governance.model_risk_owner_id)
    who = f"The model risk owner, {owner}," if owner else "The model risk owner"
    missed = "If a condition is missed the next gate stays closed and the decision comes back. "
    return f"{missed if gate_conditions(subject) else ''}{who} may pause the model at any time."


def _decided(subject: Subject) -> str:
    """The last decision, for a page on which none is asked for."""
    if not subject.plan.decisions:
        return "None is needed: the plan has no gate."
    last = subject.plan.decisions[-1]
    who = subject.person(last.decided_by_id)
    return f"None is needed. The last one was taken on {day(last.decided_on)} by {who}: {one_line(last.reason)}"


def approvers(subject: Subject) -> tuple[tuple[str, str], ...]:
    """Who approves at the project's tier, as (title, name): the model risk owner, and others where the risk is high."""
    tier = tier_entry(subject.playbook, subject.figures.governance.tier)
    return tuple(
        (
            subject.playbook.right_title(key),
            subject.portfolio.person_name(right_holder(subject.portfolio, subject.plan, key)),
        )
        for key in tier.approvers or (MODEL_RISK_OWNER,)
    )


def _signatories(subject: Subject) -> tuple[tuple[str, str], ...]:
    project, name = subject.project, subject.portfolio.person_name
    sponsor = ("Executive sponsor", name(project.sponsor_id))
    return (sponsor, *approvers(subject))
