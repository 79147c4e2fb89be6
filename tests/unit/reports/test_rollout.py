"""Rollout and evidence on paper: one finding, one reason, one page for the sponsor (P7)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from mlplanner.domain.rollout import DashboardItem, DashboardPanel, Stage
from mlplanner.engine.evidence_results import EvidenceResult, Reason, Verdict
from mlplanner.exchange.pdf.dashboards import write_dashboard_pdf
from mlplanner.reports.chains import rollout_chain, touched_by_threshold
from mlplanner.reports.dashboards import build_dashboard
from mlplanner.reports.sections.rollout import rollout_section
from mlplanner.reports.verdicts import SHORT, verdict_reason, verdict_title
from tests.builders import TODAY, make_plan
from tests.support.pdf_reading import page_texts
from tests.support.reports import FINGERPRINT, full_plan, make_kpi, make_subject

DAY = date(2026, 5, 4)


def result(reason: Reason, verdict: Verdict = Verdict.NOT_YET) -> EvidenceResult:
    money = Decimal(120_000)
    return EvidenceResult(verdict, reason, DAY, DAY, 3, 1, Decimal("14.2"), money, money)


def test_that_a_plan_without_rollout_says_so_in_one_line() -> None:  # P7.1
    section = rollout_section(make_subject(make_plan()))
    assert section.finding.startswith("No rollout is planned yet")
    assert section.blocks == ()


def test_that_the_section_opens_with_the_verdict() -> None:  # P7.4
    plan = full_plan(stages=[Stage(project_id=1, name="Canary")])
    section = rollout_section(make_subject(plan))
    assert section.finding == (
        "Verdict, not yet: criteria missing. "
        "Fill in deciding KPI and success threshold: nothing can be decided without."
    )


@pytest.mark.parametrize("reason", Reason)
def test_that_each_reason_has_words_of_its_own(reason: Reason) -> None:  # P7.4
    plan = make_plan(kpis=[make_kpi("Handling time")], evidence={"kpi_id": 1001, "confounded_reason": "New staff."})
    said = verdict_reason(plan, result(reason), "EUR")
    assert said.endswith(".")
    assert "None" not in said
    assert verdict_title(result(reason)) == f"Not yet: {SHORT[reason]}"
    assert len(set(SHORT.values())) == len(Reason)


def test_that_open_links_of_the_chain_are_marked() -> None:  # P1.4
    subject = make_subject(make_plan())
    links = rollout_chain(subject.plan, subject.figures, "EUR")
    assert [link.title for link in links if link.is_broken] == [
        "Business KPI",
        "Threshold",
        "Money",
        "Gate threshold",
        "Rollback",
        "Retrain",
    ]


def test_that_a_threshold_that_nothing_hangs_on_touches_nothing() -> None:  # P7.3
    plan = make_plan(kpis=[make_kpi()])
    assert touched_by_threshold(plan, plan.kpis[0], "EUR") == ()


def test_that_the_dashboard_stays_one_page_however_many_its_lines(tmp_path: Path) -> None:  # P7.7
    lines = [
        DashboardItem(project_id=1, panel=panel, name=f"{panel} line {n} with words enough for a second line of text")
        for panel in DashboardPanel
        for n in range(40)
    ]
    subject = make_subject(full_plan(dashboard=lines))
    report = build_dashboard(
        subject.portfolio,
        subject.plan,
        subject.figures,
        subject.playbook,
        TODAY,
        fingerprint=FINGERPRINT,
        version=1,
    )
    first, second = tmp_path / "a.pdf", tmp_path / "b.pdf"
    write_dashboard_pdf(report, first)
    write_dashboard_pdf(replace(report), second)
    assert first.read_bytes() == second.read_bytes()
    (page,) = page_texts(first)
    assert "more" in page
    assert "Operations and adoption" in page
