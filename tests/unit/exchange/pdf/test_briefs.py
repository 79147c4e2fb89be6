"""The brief, read back (P1.1, P1.2, P1.5)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from mlplanner.domain.benefits import Trigger
from mlplanner.domain.portfolio import Portfolio
from mlplanner.reports.formats import exact
from mlplanner.reports.subjects import Subject
from tests.support.pdf_reading import fonts, page_texts
from tests.support.reports import full_plan, make_subject, subject_of
from tests.unit.exchange.pdf.conftest import SAMPLE_DAY

Write = Callable[[Subject], Path]


@pytest.mark.parametrize("project", range(1, 9))
def test_that_each_samples_brief_is_one_page_with_its_ask_to_the_cent(
    project: int, sample: Portfolio, write_brief: Write
) -> None:
    subject = subject_of(sample, sample.plan(project), SAMPLE_DAY)
    path = write_brief(subject)
    (text,) = page_texts(path)
    costs = subject.figures.costs
    for amount in (costs.build, costs.handover_budget, costs.contingency, costs.maintenance_year, costs.ask):
        assert exact(amount) in text
    assert exact(subject.figures.returns.npv) in text
    assert all(fonts(path).values())


def test_that_the_brief_says_what_p1_1_asks_for(write_brief: Write) -> None:
    trigger = Trigger(
        project_id=1, metric="Retention", threshold=Decimal(-2), unit="%", action="Stop the list", owner_id=2
    )
    (text,) = page_texts(write_brief(make_subject(full_plan(triggers=[trigger], action_owner_id=2))))
    for part in (
        "Keep subscribers",
        "Ελένη Παπαδοπούλου",
        "12 weeks",
        "2 Mar 2026 to 22 May 2026",
        "of a 250,000 envelope",
        "Finance",
        "The list decides who is called",
        "Lift business",
        "≥ 3 %",
        "Action plan: Łukasz Nowak",
        "Retention < −2 % Stop the list Łukasz Nowak",
        "BRIEF Complete",
    ):
        assert part in text, part


def test_that_an_incomplete_brief_names_what_is_missing(write_brief: Write) -> None:
    (text,) = page_texts(write_brief(make_subject(full_plan(owner_id=None, stakeholders=""))))
    assert "Not complete: 2 parts missing" in text
    assert "accountable owner and primary stakeholders" in text


def test_that_a_brief_of_another_day_carries_that_day(write_brief: Write) -> None:
    assert "9 Apr 2026" in page_texts(write_brief(make_subject(today=date(2026, 4, 9))))[0]
