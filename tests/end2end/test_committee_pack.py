"""The committee pack of the sample portfolio, made by the command line (P2.2, P8.1, P8.2, P8.3, P8.4, P8.6)."""

from datetime import date
from decimal import Decimal

import pytest

from mlplanner.__main__ import main
from mlplanner.engine.funding import split_funding
from mlplanner.engine.loads import roles_over
from mlplanner.operations.sample import create_sample
from mlplanner.operations.workspace import Workspace
from mlplanner.playbook.loading import load_playbook
from mlplanner.reports.blocks import Mark, RowKind, Table, Tone
from mlplanner.reports.committee_risks import reviews_section, risks_section
from mlplanner.reports.committee_sections import COMMITTEE_SECTIONS
from mlplanner.reports.committees import Committee
from mlplanner.reports.formats import NBSP
from tests.builders import TODAY, make_portfolio
from tests.support.pdf_reading import page_texts


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return create_sample(tmp_path_factory.mktemp("committee") / "sample.mlplan", date(2026, 2, 20))


@pytest.fixture(scope="module")
def pack(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("pack") / "committee.pdf"
    assert main(["export", str(workspace.path), "--as", "committee.pdf", "-o", str(path)]) == 0
    return " ".join(" ".join(page_texts(path)).split())


def test_that_the_pack_holds_decisions_money_capacity_risks_and_retirements(pack: str) -> None:
    for heading in (
        "Decisions asked",
        "Money",
        "Capacity",
        "Risks by tier",
        "Reviews",
        "Models and retirements",
        "Operating model",
    ):
        assert heading in pack


def test_that_projects_stand_under_their_risk_tier(workspace: Workspace) -> None:  # P2.4
    section = risks_section(_committee(workspace))
    (table,) = (block for block in section.blocks if isinstance(block, Table))
    tiers: dict[str, list[str]] = {}
    for row in table.rows:
        if row.kind == RowKind.GROUP:
            under = tiers.setdefault(str(row.cells[0]).split()[0], [])
        else:
            under.append(str(row.cells[0]))
    for plan in workspace.portfolio.plans.values():
        tier = workspace.figures.of(plan.id).governance.tier
        assert plan.project.name in tiers[tier.value.capitalize() if tier else "Tier"]
    assert next(iter(tiers)) == "High"
    assert "break a rule that must hold" in section.finding


def test_that_overdue_reviews_are_named_with_their_project_and_day(workspace: Workspace) -> None:  # P2.5
    section = reviews_section(_committee(workspace))
    assert section.finding.replace(NBSP, " ") == "1 review overdue, in Support triage."
    (table,) = (block for block in section.blocks if isinstance(block, Table))
    first, *others = table.rows
    assert first.cells[:4] == ("Support triage", "Operational review", "low", Mark(Tone.BAD, "1 overdue"))
    assert str(first.cells[4]).replace(NBSP, " ") == "5 Feb 2026"
    assert {row.cells[3] for row in others} == {Mark(Tone.GOOD, "in time")}


def test_that_what_else_waits_for_the_committee_is_named(pack: str) -> None:  # P2.8, P3.4, P8.1, P8.3
    assert "Archive or keep Proposed for the archive: Absence forecast." in pack
    assert "Approve again The plan is no longer what was approved: " in pack
    assert "of its budget is borne by nobody" in pack


def _committee(workspace: Workspace) -> Committee:
    figures = {key: workspace.figures.of(key) for key in workspace.portfolio.plans}
    return Committee(workspace.portfolio, figures, workspace.playbook, workspace.today)


def test_that_the_money_of_the_pack_reconciles_with_the_projects(pack: str, workspace: Workspace) -> None:
    figures = {key: workspace.figures.of(key) for key in workspace.portfolio.plans}
    funding = split_funding(workspace.portfolio, figures)
    asks = sum((item.costs.ask for item in figures.values()), Decimal(0))
    assert funding.asks == asks
    assert f"{asks:,.2f}" in pack
    assert f"{funding.total:,.2f}" in pack


def test_that_the_platform_case_shows_two_tiers_its_pilots_and_a_retirement(pack: str) -> None:
    # HR analytics platform: two tiers with SLAs and cost centres, two pilot projects subscribed.
    for words in ("Self-serve pipelines", "Managed deployment", "CC-8100", "CC-8200", "rollback within an hour"):
        assert words in pack
    assert "proposed for the archive: Absence forecast" in pack


def test_that_an_empty_portfolio_says_in_one_line_what_is_missing() -> None:
    committee = Committee(make_portfolio(), {}, load_playbook(), TODAY)
    sections = [section(committee) for section in COMMITTEE_SECTIONS]
    assert all(section.finding and not section.blocks for section in sections)
    assert roles_over(committee.loads) == {}
