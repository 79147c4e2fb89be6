"""A platform pilot: two complementary use cases within 6 to 12 months, made in one step (P8.6)."""

from datetime import date, timedelta

import pytest

from mlplanner.domain.errors import BadInput
from mlplanner.domain.weeks import DAYS_IN_WEEK
from mlplanner.operations.pilots import start_platform_pilot
from mlplanner.operations.portfolios import first_settings
from mlplanner.operations.workspace import Workspace, create_workspace
from mlplanner.playbook.pilots import load_pilot
from tests.support.sample_files import sample_in_memory

START = date(2026, 3, 4)


@pytest.fixture
def empty() -> Workspace:
    return create_workspace(None, first_settings(name="Empty", currency="EUR"))


@pytest.mark.parametrize("months", [6, 9, 12])
def test_that_both_use_cases_end_within_the_pilot(empty: Workspace, months: int) -> None:  # P8.6
    empty.run(start_platform_pilot(START, months))
    plans = list(empty.portfolio.plans.values())
    assert len(plans) == 2
    end = date(2026, 3, 2) + timedelta(days=DAYS_IN_WEEK * (months * 52 // 12))
    ends = [plan.project.start + timedelta(days=DAYS_IN_WEEK * plan.total_weeks) for plan in plans]
    assert ends == [end, end]
    assert plans[0].project.start < plans[1].project.start
    for plan in plans:
        assert [phase.key for phase in plan.phases] == list(empty.playbook.phases)
        assert {line.role for line in plan.lines} <= set(empty.playbook.roles)
        assert all(max(line.weekly) <= plan.delivery_weeks for line in plan.lines)


def test_that_the_two_use_different_tiers_of_a_catalogue_that_is_there_then(empty: Workspace) -> None:  # P8.6
    empty.run(start_platform_pilot(START))
    names = {service.id: service.name for service in empty.portfolio.services}
    used = [names[plan.subscriptions[0].service_id] for plan in empty.portfolio.plans.values()]
    assert used == ["Self-serve pipelines", "Managed deployment"]
    assert len(names) == len(empty.playbook.service_tiers)


def test_that_a_catalogue_that_is_there_is_left_alone() -> None:
    workspace = sample_in_memory(date(2026, 2, 20))
    services = workspace.portfolio.services
    workspace.run(start_platform_pilot(START))
    assert workspace.portfolio.services == services
    ranks = [plan.project.rank for plan in workspace.portfolio.plans.values()]
    assert len(set(ranks)) == len(ranks)


def test_that_the_length_is_that_of_the_playbook_and_stays_within_its_band(empty: Workspace) -> None:  # P8.6
    for months in (5, 13):
        with pytest.raises(BadInput, match=f"takes 6 to 12 months; got {months}"):
            empty.run(start_platform_pilot(START, months))
    assert not empty.portfolio.plans
    empty.run(start_platform_pilot(START))
    assert next(iter(empty.portfolio.plans.values())).total_weeks == 39


def test_that_one_undo_takes_all_of_it_back(empty: Workspace) -> None:  # P8.6
    empty.run(start_platform_pilot(START, owner="Ada Byron"))
    assert {plan.project.owner_id for plan in empty.portfolio.plans.values()} == set(empty.portfolio.people)
    empty.undo()
    assert not empty.portfolio.plans
    assert not empty.portfolio.services
    assert not empty.portfolio.people


def test_that_the_template_names_roles_phases_and_tiers_of_the_playbook(empty: Workspace) -> None:
    for project in load_pilot().projects:
        assert sum(project.phases.values()) == 1
        assert set(project.phases) == set(empty.playbook.phases)
        assert project.service in empty.playbook.service_tiers
        for line in project.lines:
            role = empty.playbook.roles[line.role]
            assert set(line.fte) <= set(project.phases)
            assert all(role.fte_low <= fte <= role.fte_high for fte in line.fte.values())
