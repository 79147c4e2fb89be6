"""The model card, made from the plan: what the model is for, how good, how risky, and who answers for it (P2.7)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mlplanner.domain.models import Model
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.engine.results import Figures
from mlplanner.playbook.entries import Playbook
from mlplanner.reports.blocks import Block, Column, Facts, Paragraph, Row, RunningHead, Section, Table
from mlplanner.reports.evidence import kpi_mark
from mlplanner.reports.formats import NOTHING, counted, day, goal, limit, measure, one_line
from mlplanner.reports.page_ones import approvers
from mlplanner.reports.sections.governance import ethics_table, risk_sentence
from mlplanner.reports.subjects import Subject

UNSAID = "Not described yet."
_TEXTS = (
    ("Intended use", "intended_use"),
    ("Not to be used for", "out_of_scope"),
    ("Training data", "training_data"),
    ("Evaluation data", "evaluation_data"),
    ("Limitations", "limitations"),
    ("Human oversight", "human_oversight"),
    ("Retirement policy", "retirement_policy"),
)


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What a model card says; one section to a subject."""

    title: str
    author: str
    head: RunningHead
    sections: tuple[Section, ...]


def build_model_card(
    portfolio: Portfolio,
    plan: ProjectPlan,
    figures: Figures,
    playbook: Playbook,
    today: date,
    *,
    fingerprint: str,
    version: int,
) -> ModelCard:
    """The card of the project's models, as of the portfolio's status day."""
    subject = Subject(portfolio, plan, figures, playbook, today, fingerprint, version)
    sections = (
        *_models(subject),
        _performance(subject),
        _data(subject),
        _risk(subject),
        Section("Ethical review", _ethics_finding(subject), (ethics_table(subject),)),
        _running(subject),
    )
    return ModelCard(
        title=f"Model card {plan.project.ref} {plan.project.name}",
        author=portfolio.person_name(plan.project.author_id),
        head=subject.head("Model card", (plan.project.name,)),
        sections=sections,
    )


def _models(subject: Subject) -> Iterator[Section]:
    """A section for each model of the inventory; one about the project while the inventory lists none."""
    purpose = one_line(subject.project.objective) or UNSAID
    if not subject.plan.models:
        facts = Facts((("Purpose", purpose), ("Decision that changes", _change(subject))))
        yield Section(subject.project.name, "No model of this project is in the inventory yet.", (facts,))
    for model in subject.plan.models:
        version = f", version {model.release}" if model.release else ""
        finding = f"{model.name}{version}: {model.state}; owned by {subject.person(model.owner_id)}."
        facts = Facts((("Purpose", purpose), ("Decision that changes", _change(subject)), *_texts(subject, model)))
        yield Section(model.name, finding, (facts,))


def _texts(subject: Subject, model: Model) -> Iterator[tuple[str, str]]:
    for title, name in _TEXTS:
        yield title, one_line(getattr(model, name)) or UNSAID
    kpi = next((kpi.name for kpi in subject.plan.kpis if kpi.id == model.kpi_id), NOTHING)
    yield "Business KPI", kpi
    yield "Last evaluated", day(model.evaluated_on)
    yield "Last retrained", day(model.retrained_on)


def _change(subject: Subject) -> str:
    return one_line(subject.project.decision_change) or UNSAID


def _performance(subject: Subject) -> Section:
    kpis = subject.plan.kpis
    columns = (
        Column("KPI", 3.4),
        Column("Kind", 1.2),
        Column("Measured", 1.6),
        Column("Target", 1.6),
        Column("Least for a go", 1.6),
        Column("Measured on", 1.5),
        Column("State", 1.2),
    )
    rows = tuple(
        Row(
            (
                kpi.name,
                kpi.kind.value,
                measure(kpi.measured, kpi.unit),
                goal(kpi.target, kpi.unit, kpi.direction),
                goal(kpi.threshold, kpi.unit, kpi.direction),
                day(kpi.measured_on),
                kpi_mark(kpi),
            )
        )
        for kpi in kpis
    )
    measured = sum(kpi.measured is not None for kpi in kpis)
    finding = f"{measured} of {counted(len(kpis), 'KPI')} measured." if kpis else "No KPI is named."
    return Section("Performance", finding, (Table("KPIs", columns, rows),) if kpis else ())


def _data(subject: Subject) -> Section:
    features = subject.plan.features
    if not features:
        return Section("Features", "No feature is in the registry yet.")
    columns = (Column("Feature", 2.8), Column("Sensitivity", 1.4), Column("Source", 2.8), Column("Owner", 1.8))
    rows = tuple(
        Row((f.name, f.sensitivity or NOTHING, one_line(f.sources) or NOTHING, subject.person(f.owner_id)))
        for f in features
    )
    unowned = sum(feature.owner_id is None for feature in features)
    tail = f"; {unowned} without an owner" if unowned else ", each with an owner"
    finding = f"{counted(len(features), 'feature')} in the registry{tail}."
    return Section("Features", finding, (Table("Feature registry", columns, rows, is_compact=True),))


def _risk(subject: Subject) -> Section:
    facts = [("Main risks and mitigations", one_line(subject.plan.risk_assessment.summary) or UNSAID)]
    facts += [(f"Risk: {risk.title}", one_line(risk.mitigation) or UNSAID) for risk in subject.plan.risks]
    facts += [(title, name or "Nobody is named.") for title, name in approvers(subject)]
    return Section("Model risk", f"{risk_sentence(subject)}.", (Facts(tuple(facts)),))


def _ethics_finding(subject: Subject) -> str:
    bias = next((item for item in subject.plan.ethics if item.key == "bias_tests"), None)
    said = one_line(bias.reason) if bias else ""
    return f"Bias tests: {said}" if said else "No result of a bias test is recorded yet."


def _running(subject: Subject) -> Section:
    upkeep, retrain = subject.plan.maintenance, subject.plan.retraining
    cadence = subject.playbook.cadences.get(retrain.cadence, retrain.cadence)
    facts: list[tuple[str, str]] = [
        ("Run by", subject.person(upkeep.owner_id)),
        ("On call", subject.person(upkeep.on_call_id)),
        ("Retrained", cadence or f"{counted(upkeep.retrains, 'time')} a year"),
        ("Drift watched by", one_line(retrain.drift_metric) or NOTHING),
    ]
    facts += [
        (f"Taken back when {t.metric}", f"{limit(t.comparison, t.threshold, t.unit)}: {one_line(t.action)}")
        for t in subject.plan.triggers
    ]
    reviews = (policy for policy in subject.plan.policies if policy.key == "retraining")
    facts += [("Schedule reviewed by", day(policy.review_by)) for policy in reviews]
    who = subject.person(upkeep.owner_id)
    finding = f"{who} runs the model." if upkeep.owner_id else "Nobody is named who runs the model."
    blocks: tuple[Block, ...] = (Facts(tuple(facts)),)
    if not subject.plan.triggers:
        blocks += (Paragraph("No trigger says when the model is taken back."),)
    return Section("Operation and retirement", finding, blocks)
