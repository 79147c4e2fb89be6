"""The model card is made from the plan: what it says agrees with the engine, in Markdown and as a PDF (P2.7)."""

from datetime import date
from pathlib import Path

import pytest

from mlplanner.domain.portfolio import Portfolio
from mlplanner.exchange.markdown import write_model_card_md
from mlplanner.exchange.pdf.model_cards import write_model_card_pdf
from mlplanner.reports.evidence import kpi_mark
from mlplanner.reports.model_cards import ModelCard, build_model_card
from mlplanner.reports.subjects import Subject
from tests.builders import make_plan
from tests.support.pdf_reading import page_texts
from tests.support.reports import FINGERPRINT, make_subject, subject_of
from tests.support.sample_files import sample_in_memory

DAY = date(2026, 2, 20)


@pytest.fixture(scope="module")
def sample() -> Portfolio:
    made = sample_in_memory(DAY)
    portfolio = made.portfolio
    made.close()
    return portfolio


def card_of(subject: Subject) -> ModelCard:
    return build_model_card(
        subject.portfolio,
        subject.plan,
        subject.figures,
        subject.playbook,
        subject.today,
        fingerprint=FINGERPRINT,
        version=1,
    )


def written(subject: Subject, folder: Path) -> tuple[str, str]:
    """The card as Markdown without its escapes, and as the text of its PDF."""
    card = card_of(subject)
    write_model_card_md(card, folder / "card.md")
    write_model_card_pdf(card, folder / "card.pdf")
    markdown = (folder / "card.md").read_text("utf-8").replace("\\", "")
    return markdown, " ".join(page_texts(folder / "card.pdf"))


@pytest.mark.parametrize("project", range(1, 9))
def test_that_both_cards_say_what_the_plan_and_the_engine_say(
    sample: Portfolio, tmp_path: Path, project: int
) -> None:  # P2.7
    subject = subject_of(sample, sample.plan(project), DAY)
    plan, risk = subject.plan, subject.figures.governance.risk
    facts = [plan.project.ref, f"{risk.title.capitalize()} risk ({risk.points} points)"]
    for model in plan.models:
        facts += [model.name, model.state.value, subject.person(model.owner_id)]
        facts += [text for text in (model.intended_use, model.limitations, model.human_oversight) if text]
    facts += [kpi.name for kpi in plan.kpis] + [kpi_mark(kpi).word for kpi in plan.kpis]
    facts += [item.name for item in plan.ethics] + [feature.name for feature in plan.features]
    facts += [f"{subject.person(plan.maintenance.owner_id)} runs the model.", *(t.action for t in plan.triggers)]
    markdown, pdf = written(subject, tmp_path)
    assert plan.project.name in markdown
    assert all(f"Taken back when {trigger.metric}" in markdown for trigger in plan.triggers)
    for text in (markdown, pdf):
        said = " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())
        assert [fact for fact in facts if " ".join(fact.split()) not in said] == []


def test_that_the_payroll_card_tells_bias_limits_and_who_may_stop_it(sample: Portfolio, tmp_path: Path) -> None:
    markdown, pdf = written(subject_of(sample, sample.plan(2), DAY), tmp_path)  # P2.6, P2.7
    for text in (markdown, pdf):
        assert "First release candidate 9.5 points gap in false positives, after the redesign 1.8" in text
        assert "Sanctions against employees" in text
        assert "the model risk owner may pause the alerts at any time" in text
        assert "Helga Sørensen" in text


def test_that_a_plan_that_says_nothing_gives_a_card_that_says_so(tmp_path: Path) -> None:  # P2.7
    markdown, pdf = written(make_subject(make_plan()), tmp_path)
    for text in (markdown, pdf):
        assert "No model of this project is in the inventory yet." in text
        assert "No KPI is named." in text
        assert "No feature is in the registry yet." in text
        assert "The risk tier is not known: 0 of 6 questions are answered" in text
        assert "Nobody is named who runs the model." in text
        assert "None" not in text


def test_that_the_markdown_is_shown_as_typed(tmp_path: Path) -> None:
    subject = make_subject(make_plan(name="Score_*v2* | <b>"))
    write_model_card_md(card_of(subject), tmp_path / "card.md")
    first = (tmp_path / "card.md").read_text("utf-8").splitlines()[0]
    assert first == r"# Model card ML-001 Score\_\*v2\* \| \<b\>"


def test_that_the_same_plan_gives_the_same_bytes(sample: Portfolio, tmp_path: Path) -> None:
    subject = subject_of(sample, sample.plan(2), DAY)
    made = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        written(subject, tmp_path / name)
        made.append([(tmp_path / name / f"card.{kind}").read_bytes() for kind in ("md", "pdf")])
    assert made[0] == made[1]
