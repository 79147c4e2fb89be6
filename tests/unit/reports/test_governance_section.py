"""Governance in the pack: what it says of tier, pauses, ethics, policies and reviews is what the engine says (P2)."""

from datetime import date

import pytest

from mlplanner.domain.governance import ItemState, Pause
from mlplanner.domain.portfolio import Portfolio
from mlplanner.engine.rights import right_holder
from mlplanner.engine.tiers import tier_entry
from mlplanner.reports.blocks import Facts, Mark, Paragraph, Section, Table
from mlplanner.reports.sections.governance import governance_section
from mlplanner.reports.subjects import Subject
from tests.support.reports import full_plan, make_subject, subject_of
from tests.support.sample_files import sample_in_memory
from tests.support.sound_governance import HIGH, answers

DAY = date(2026, 2, 20)


@pytest.fixture(scope="module")
def sample() -> Portfolio:
    made = sample_in_memory(DAY)
    portfolio = made.portfolio
    made.close()
    return portfolio


def block(section: Section, title: str) -> object:
    return next(each for each in section.blocks if getattr(each, "title", "") == title)


def rows(section: Section, title: str) -> list[list[str]]:
    found = block(section, title)
    assert isinstance(found, Table)
    return [[cell.word if isinstance(cell, Mark) else cell for cell in row.cells] for row in found.rows]


def facts(section: Section, title: str) -> dict[str, str]:
    found = block(section, title)
    assert isinstance(found, Facts)
    return dict(found.pairs)


@pytest.mark.parametrize("project", range(1, 9))
def test_that_tier_points_and_reviews_are_the_engines(sample: Portfolio, project: int) -> None:  # P2.1, P2.4, P2.5
    subject = subject_of(sample, sample.plan(project), DAY)
    governance, section = subject.figures.governance, governance_section(subject)
    assert section.finding.startswith(f"{governance.risk.title.capitalize()} risk ({governance.risk.points} points)")
    assert facts(section, "Model risk")["What it asks for"] == tier_entry(subject.playbook, governance.tier).asks
    points = [int(cells[2]) for cells in rows(section, "Risk questionnaire")]
    assert sum(points) == governance.risk.points
    if governance.reviews:
        said = " ".join(facts(section, "Reviews").values()).replace("\N{NO-BREAK SPACE}", " ")
        assert said.count("overdue since") == (1 if governance.overdue else 0)
    else:
        found = block(section, "Reviews")
        assert isinstance(found, Paragraph)
        assert "begin when the tier is known" in found.text


def test_that_the_raci_says_one_who_answers_for_each_activity(sample: Portfolio) -> None:  # P2.3
    subject = subject_of(sample, sample.plan(2), DAY)
    shown = rows(governance_section(subject), "RACI")
    assert len(shown) == len(subject.plan.raci)
    for cells, activity in zip(shown, subject.plan.raci, strict=True):
        accountable = next(role for role, letters in activity.letters.items() if "A" in letters)
        assert cells[:2] == [activity.name, subject.playbook.right_title(accountable)]
        assert cells[2] != "–"


def test_that_rights_are_held_by_who_the_engine_says(sample: Portfolio) -> None:  # P2.2
    subject = subject_of(sample, sample.plan(2), DAY)
    holders = {cells[0]: cells[1] for cells in rows(governance_section(subject), "Decision rights")}
    for key, right in subject.playbook.decision_rights.items():
        assert holders[right.title] == subject.person(right_holder(sample, subject.plan, key))
    # The project names a product owner of its own, who goes before the portfolio's.
    assert holders["Product owner or sponsor"] == "Nadia Okafor"


def paused(**lifted: object) -> Subject:
    fields = {
        "paused_by_id": 3,
        "paused_on": date(2026, 3, 2),
        "reason": "Groups differ.",
        "lifts_when": "Gap below 3.",
    }
    return make_subject(full_plan(pauses=[Pause.model_validate({"id": 1, "project_id": 1, **fields, **lifted})]))


def test_that_a_pause_in_force_stands_in_the_first_sentence() -> None:  # P2.8
    section = governance_section(paused())
    assert section.finding.replace("\N{NO-BREAK SPACE}", " ").startswith("Paused since 2 Mar 2026. ")
    assert rows(section, "Pauses by the model risk owner")[0][1:] == ["Groups differ.", "Gap below 3.", "In force"]
    lifted = governance_section(paused(lifted_on=date(2026, 3, 6), lifted_by_id=3, lifted_note="Mended."))
    assert "Paused" not in lifted.finding
    assert rows(lifted, "Pauses by the model risk owner")[0][3].endswith(": Mended.")


def test_that_ethics_and_policies_show_their_state(sample: Portfolio) -> None:  # P2.6, P2.7
    for project in range(1, 9):
        subject = subject_of(sample, sample.plan(project), DAY)
        section, plan = governance_section(subject), subject.plan
        settled = sum(item.state is not ItemState.OPEN for item in plan.ethics)
        assert f"{settled} of {len(plan.ethics)}" in section.finding.replace("\N{NO-BREAK SPACE}", " ")
        assert [cells[0] for cells in rows(section, "Ethical review")] == [item.name for item in plan.ethics]
        assert [cells[1] for cells in rows(section, "Policies")] == [each.state.capitalize() for each in plan.policies]


def test_that_what_is_not_there_is_said_in_one_line() -> None:  # P2.1
    section = governance_section(make_subject())
    assert section.finding.startswith("The risk tier is not known: 0 of 6 questions are answered")
    said = [each.text for each in section.blocks if isinstance(each, Paragraph)]
    assert said == [
        "There is no RACI: nobody knows who answers for what.",
        "There is no ethical review yet; the Prototype gate asks for it.",
        "No policy document is listed.",
        "Reviews begin when the tier is known and the Production gate is passed.",
    ]


def test_that_a_high_tier_is_said_with_what_it_takes() -> None:  # P2.5
    section = governance_section(make_subject(full_plan(risk_answers=list(answers(HIGH)))))
    assert section.finding.startswith("High risk")
    assert "weekly monitoring and an on-call rota" in facts(section, "Model risk")["What it asks for"]
