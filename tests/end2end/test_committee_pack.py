"""The committee pack of the sample portfolio, made by the command line (P2.2, P8.1, P8.2, P8.3, P8.4, P8.6)."""

from datetime import date
from decimal import Decimal

import pytest

from mlplanner.__main__ import main
from mlplanner.engine.funding import split_funding
from mlplanner.engine.portfolios import roles_over
from mlplanner.operations.sample import create_sample
from mlplanner.operations.workspace import Workspace
from mlplanner.playbook.loading import load_playbook
from mlplanner.reports.committee_sections import COMMITTEE_SECTIONS
from mlplanner.reports.committees import Committee
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
    for heading in ("Decisions asked", "Money", "Capacity", "Risks", "Models and retirements", "Operating model"):
        assert heading in pack


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
