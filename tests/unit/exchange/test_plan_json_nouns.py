"""A plan's JSON carries every noun of the project and the services it uses (P8.2, P9.1)."""

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from mlplanner.domain.documents import fingerprint, plan_document
from mlplanner.domain.programme import Service
from mlplanner.domain.registry import PROJECT_KINDS
from mlplanner.domain.rows import SHARED, plan_rows
from mlplanner.exchange.plan_json import read_plan_json, write_plan_json
from mlplanner.operations.fields import add_row
from mlplanner.operations.importing import apply_changes
from mlplanner.operations.portfolios import first_settings
from mlplanner.operations.workspace import Workspace, create_workspace
from tests.builders import TODAY
from tests.support.plan_workbooks import rich_portfolio


@pytest.fixture
def path(tmp_path: Path) -> Path:
    portfolio = rich_portfolio()
    write_plan_json(portfolio, portfolio.plan(1), tmp_path / "plan.json")
    return tmp_path / "plan.json"


@pytest.fixture
def elsewhere() -> Iterator[Workspace]:
    """Another portfolio."""
    made = create_workspace(None, first_settings(), today=lambda: TODAY)
    yield made
    made.close()


def test_that_the_json_has_a_section_for_every_noun(path: Path) -> None:
    document = json.loads(path.read_text("utf-8"))
    assert {kind.key for kind in (*PROJECT_KINDS, *SHARED)} <= document.keys()
    assert [service["name"] for service in document["services"]] == ["Serving"]


def test_that_an_unchanged_file_changes_nothing(path: Path) -> None:
    changes = read_plan_json(path, rich_portfolio())
    assert (changes.edits, changes.notes) == ((), ())


def test_that_a_plan_with_every_noun_becomes_a_project_elsewhere(path: Path, elsewhere: Workspace) -> None:
    elsewhere.run(apply_changes(read_plan_json(path, elsewhere.portfolio)))
    there, here = elsewhere.portfolio.plan(1), rich_portfolio().plan(1)
    assert {kind.key: len(plan_rows(there, kind)) for kind in PROJECT_KINDS} == {
        kind.key: len(plan_rows(here, kind)) for kind in PROJECT_KINDS
    }
    (service,) = elsewhere.portfolio.services
    assert (service.name, there.subscriptions[0].service_id) == ("Serving", service.id)


def test_that_a_service_of_that_name_is_used_and_not_changed(path: Path, elsewhere: Workspace) -> None:
    elsewhere.run(add_row(Service(name="Tracking", position=1)))
    known = elsewhere.run(add_row(Service(name="serving", position=2))).value
    elsewhere.run(apply_changes(read_plan_json(path, elsewhere.portfolio)))
    assert known in elsewhere.portfolio.services
    assert len(elsewhere.portfolio.services) == 2
    assert elsewhere.portfolio.plan(1).subscriptions[0].service_id == known.id


def test_that_another_service_is_another_plan() -> None:
    portfolio = rich_portfolio()
    renamed = tuple(row.model_copy(update={"name": "Hosting"}) for row in portfolio.services)
    other = dataclasses.replace(portfolio, services=renamed)
    assert fingerprint(portfolio, portfolio.plan(1)) != fingerprint(other, other.plan(1))
    assert plan_document(other, other.plan(1))["services"][0]["name"] == "Hosting"
