"""Page 1 and the brief at the extremes: one page each, nothing on top of anything else, nothing outside the paper."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest

from mlplanner.domain.benefits import Option, Risk, Trigger
from mlplanner.domain.lifecycle import Condition
from mlplanner.exchange.pdf.sheets import PAPERS
from mlplanner.reports.subjects import Subject
from tests.builders import make_decision, make_line, make_plan
from tests.support.pdf_reading import page_texts, page_words
from tests.support.reports import full_plan, make_artifact, make_kpi, make_subject, subject_of

Write = Callable[..., Path]
NAME = ("Überlanger Name der Anwendung mit vielen Worten und noch mehr Silben, " * 2)[:120]
WORD = "x" * 120
TEXT = ("A very long text that never seems to come to an end, 山田太郎 included. " * 60)[:4000]
MOST = Decimal("999999999999.99")
MARGIN = 45.0


def longest() -> Subject:
    """Every text, list and amount as long as the plan can hold."""
    texts = dict.fromkeys(
        ("objective", "stakeholders", "decision_change", "why_now", "if_declined", "action_change"), TEXT
    )
    plan = full_plan(
        name=NAME,
        **texts,
        business_unit=NAME,
        budget=MOST,
        restart_cost=MOST,
        restart_weeks=260,
        kpis=[make_kpi(NAME if n % 2 else WORD, "1", unit="X" * 40, target=MOST) for n in range(9)],
        artifacts=[make_artifact(name=NAME, state="missing") for _ in range(20)],
        options=[Option(project_id=1, name=NAME, cost=MOST, benefit_year=-MOST, risk="high") for _ in range(9)],
        risks=[Risk(project_id=1, title=NAME, mitigation=TEXT, likelihood=5, impact=5, owner_id=2) for _ in range(9)],
        triggers=[Trigger(project_id=1, metric=NAME, unit="X" * 40, threshold=MOST, action=TEXT) for _ in range(9)],
        lines=[make_line("ml_engineer", "1", range(1, 13), "contractor", person_id=2) for _ in range(3)],
        decisions=[make_decision(1001, "hold", reason=TEXT, id=77)],
        conditions=[
            Condition(project_id=1, decision_id=77, text=TEXT, owner_id=1, due=date(2026, 3, 9)) for _ in range(9)
        ],
        maintenance={},
    )
    subject = make_subject(plan, today=date(2026, 4, 1), classification="C" * 40, horizon_years=10)
    people = {
        key: person.model_copy(update={"name": WORD if key % 2 else NAME, "unit": WORD})
        for key, person in subject.portfolio.people.items()
    }
    return replace(subject, portfolio=replace(subject.portfolio, people=people))


def empty() -> Subject:
    """A project with a name and nothing else."""
    return make_subject(make_plan(phases=()))


def doubtful() -> Subject:
    """The longest plan, of which every phase is planned longer than it could be at worst."""
    subject = longest()
    worst = tuple(phase.model_copy(update={"pessimistic_weeks": Decimal(1)}) for phase in subject.plan.phases)
    return subject_of(subject.portfolio, replace(subject.plan, phases=worst), subject.today)


CASES = {"longest": longest, "empty": empty, "usual": make_subject}


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("case", CASES)
def test_that_no_words_lie_on_top_of_others_on_page_one(case: str, paper: str, write_pack: Write) -> None:
    assert _collisions(write_pack(CASES[case](), PAPERS[paper])) == []


def test_that_page_one_has_room_for_one_more_warning(write_pack: Write) -> None:
    # The lower of the two papers, with every warning there is.
    path = write_pack(doubtful(), PAPERS["letter"])
    assert _collisions(path) == []
    assert "P80 and P10–P90 are left out" in " ".join(page_texts(path)[0].split())


@pytest.mark.parametrize("case", CASES)
def test_that_the_brief_is_one_page_without_collisions(case: str, write_brief: Write) -> None:
    path = write_brief(CASES[case]())
    assert len(page_texts(path)) == 1
    assert _collisions(path) == []


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("case", CASES)
def test_that_all_words_of_the_pack_stay_inside_the_margins(case: str, paper: str, write_pack: Write) -> None:
    size = PAPERS[paper]
    path = write_pack(CASES[case](), size)
    pages = range(min(len(page_texts(path)), 12))
    outside = [
        word
        for number in pages
        for word in page_words(path, number)
        if word.left < MARGIN - 1
        or word.right > size.width - MARGIN + 1
        or word.bottom < 17
        or word.top > size.height - 14
    ]
    assert outside == []


def test_that_page_one_stays_page_one_and_keeps_its_sign_off_with_the_longest_texts(write_pack: Write) -> None:
    first, second, *_ = page_texts(write_pack(longest()))
    for part in (
        "Approve",
        "this project into production",
        "Executive sponsor",
        "Model risk owner",
        "If the answer is no",
    ):
        assert part in first, part
    assert "(more in section 1)" in first
    assert "1 Brief" in second


def test_that_the_rest_of_a_shortened_text_is_in_its_section(write_pack: Write) -> None:
    texts = page_texts(write_pack(longest()))
    assert sum(text.count("never seems to come to an end") for text in texts) > 100


def test_that_an_empty_plan_says_in_one_line_what_is_missing(write_pack: Write) -> None:
    text = " ".join(page_texts(write_pack(empty())))
    for part in (
        "The brief is not complete: it lacks business objective",
        "The value model is empty",
        "No phase is planned yet",
        "Nobody is staffed yet",
        "No risk is recorded",
        "No gate has been decided yet",
        "No maintenance is planned",
    ):
        assert part in text, part


def _collisions(path: Path) -> list[tuple[str, str]]:
    return [(a.text, b.text) for a, b in combinations(page_words(path), 2) if a.overlaps(b)]
