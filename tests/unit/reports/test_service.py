"""What the pack says of models in the inventory, services, funding, training, and shortages (P4, P8)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from mlplanner.domain.models import Model, ModelState
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.programme import Enrolment, FundingMode, FundingShare, Programme, Service, Subscription
from mlplanner.reports.blocks import Facts, Mark, Paragraph, Section, Table
from mlplanner.reports.packs import SECTIONS
from mlplanner.reports.sections.service import service_section
from mlplanner.reports.sections.staffing import staffing_section
from tests.builders import make_cost, make_line, make_portfolio, make_rate
from tests.support.reports import PEOPLE, full_plan, subject_of

NBSP = "\N{NO-BREAK SPACE}"
SERVICES = (Service(id=1, name="Managed", sla="99 % in time", cost_centre="CC-1", fee_per_use=Decimal(900)),)


def section_of(plan: ProjectPlan | None = None, **parts: Any) -> Section:
    shown = plan or full_plan()
    portfolio: Portfolio = make_portfolio(shown, people=PEOPLE, **parts)
    return service_section(subject_of(portfolio, shown))


def lines(section: Section) -> Iterator[str]:
    """Every row, pair and paragraph as one line."""
    yield section.finding.replace(NBSP, " ")
    for block in section.blocks:
        match block:
            case Table():
                for row in block.rows:
                    words = (cell.word if isinstance(cell, Mark) else cell for cell in row.cells)
                    yield " | ".join(words).replace(NBSP, " ")
                yield block.note
            case Facts():
                yield from (f"{name}: {said}".replace(NBSP, " ") for name, said in block.pairs)
            case Paragraph():
                yield block.text
            case _:
                raise AssertionError(block)


def model(**fields: Any) -> Model:
    values = {
        "project_id": 1,
        "name": "Churn score",
        "state": ModelState.PRODUCTION,
        "owner_id": 2,
        "evaluated_on": date(2026, 2, 20),
        "retrained_on": date(2024, 6, 1),
        "impact_on": date(2026, 2, 1),
        "retirement_policy": "Goes with the old price list",
    }
    return Model.model_validate({**values, **fields})


def test_that_the_pack_shows_each_model_with_owner_state_and_what_it_lacks() -> None:  # P8.1
    section = section_of(full_plan(models=[model()]))
    said = list(lines(section))
    assert section.finding.startswith("Churn score is in the inventory as production, owned by Łukasz Nowak")
    assert "proposed for the archive: Churn score" in section.finding
    assert any(line.startswith("Churn score | production | Łukasz Nowak | – | 20 Feb 2026") for line in said)
    duty = next(line for line in said if line.startswith("Churn score: Runbook"))
    assert "Runbook: none" in duty
    assert "Goes with the old price list" in duty
    assert "Lacks runbook, on-call and business KPI" in duty
    assert "not retrained since 1 Jun 2024 (window 365 days)" in duty


def test_that_a_project_without_model_and_service_says_so_in_a_line_each() -> None:  # P8.1, P8.2
    section = section_of()
    assert "The inventory lists no model of this project; it uses no service of the platform." in section.finding
    assert not [block for block in section.blocks if isinstance(block, Table)]
    assert "The catalogue is empty." in " ".join(lines(section))


def test_that_a_service_shows_its_sla_and_what_its_use_costs() -> None:  # P8.2, P8.3
    plan = full_plan(
        business_unit="Sales",
        cost_centre="CC-7",
        subscriptions=[Subscription(project_id=1, service_id=1, uses_per_year=52, since=date(2026, 2, 2))],
    )
    shares = (
        FundingShare(business_unit="Sales", cost_centre="CC-7", share=Decimal("0.25")),
        FundingShare(business_unit="Claims", share=Decimal("0.75")),
    )
    programme = Programme(funding=FundingMode.MIX, platform_budget=Decimal(100_000), pooled_share=Decimal("0.6"))
    said = list(lines(section_of(plan, services=SERVICES, funding_shares=shares, programme=programme)))
    assert "Managed | 99 % in time | CC-1 | 2 Feb 2026 | 52 | 900.00 | 46,800.00" in said
    assert "Pooled share: Sales CC-7 bears EUR 15,000 a year, 15 % of the budget" in said

    pooled = programme.model_copy(update={"funding": FundingMode.POOLED})
    said = list(lines(section_of(plan, services=SERVICES, funding_shares=shares, programme=pooled)))
    assert "Managed | 99 % in time | CC-1 | 2 Feb 2026 | 52 | 900.00 | 0.00" in said
    assert "Paid from the pooled budget, so uses are counted and not charged." in said


def test_that_a_training_shows_what_the_project_is_charged_for_it() -> None:  # P4.8
    plan = full_plan(costs=[make_cost("4800", category="training")])
    enrolment = Enrolment(id=1, person_id=2, programme="ml_operations", start=date(2026, 4, 13), cost_id=1001)
    rows = [line for line in lines(section_of(plan, enrolments=(enrolment,))) if line.startswith("Łukasz Nowak | ")]
    assert len(rows) == 1
    assert rows[0].endswith("4,800.00")


def test_that_a_training_of_somebody_else_is_not_listed() -> None:  # P4.8
    plan = full_plan(lines=[make_line("data_scientist", "0.5", person_id=3)])
    enrolment = Enrolment(id=1, person_id=1, programme="ml_operations", start=date(2026, 4, 13))
    assert "Ελένη" not in " ".join(list(lines(section_of(plan, enrolments=(enrolment,))))[1:])


def test_that_shortages_name_the_projects_behind_them() -> None:  # P4.9
    mine, other = full_plan(), full_plan(project_id=2, name="Lead scoring")
    people = tuple(person.model_copy(update={"role": "data_scientist"}) for person in PEOPLE[2:])
    portfolio = make_portfolio(mine, other, people=(*PEOPLE[:2], *people))
    tables = [block for block in staffing_section(subject_of(portfolio, mine)).blocks if isinstance(block, Table)]
    short = next(table for table in tables if table.title.startswith("Where people are short"))
    row = next(row for row in short.rows if row.cells[0] == "ML engineer")
    assert row.cells[-1] == "Churn early warning and Lead scoring"


def test_that_sections_are_in_the_order_of_the_screens() -> None:
    names = [make.__name__.removesuffix("_section") for make in SECTIONS]
    order = [
        "brief",
        "value",
        "timeline",
        "staffing",
        "costs",
        "governance",
        "data",
        "operations",
        "rollout",
        "service",
    ]
    order += ["checks", "decisions", "glossary"]
    places = [names.index(name) for name in order]
    assert all(first < second for first, second in pairwise(places))


def test_that_each_role_says_what_it_delivers_and_each_way_its_handover_risk() -> None:  # P4.1, P4.4
    plan = full_plan()
    rates = [make_rate(role, way) for role in ("data_scientist", "ml_engineer") for way in ("internal", "contractor")]
    subject = subject_of(make_portfolio(plan, people=PEOPLE, rates=rates), plan)
    tables = {block.title: block for block in staffing_section(subject).blocks if isinstance(block, Table)}
    roles = tables["What each role delivers"]
    assert [row.cells[0] for row in roles.rows] == ["Data scientist", "ML engineer"]
    assert all(
        subject.playbook.roles[key].deliverable == row.cells[2]
        for key, row in zip(("data_scientist", "ml_engineer"), roles.rows, strict=True)
    )
    ways = next(table for title, table in tables.items() if title.startswith("Other ways"))
    risks = {row.cells[0]: row.cells[-1] for row in ways.rows}
    assert risks["All: contractor"] == subject.playbook.sourcing["contractor"].handover_risk
    assert risks["As planned"] == subject.playbook.mixes["blended"].handover_risk
