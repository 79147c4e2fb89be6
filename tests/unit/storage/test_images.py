"""Rows become nouns without being validated again, and are then what validation would have made of them."""

from typing import Any

import pytest

from mlplanner.domain.registry import KINDS, Kind
from mlplanner.domain.rows import plan_rows
from mlplanner.operations.workspace import Workspace
from mlplanner.storage.images import noun_fields, to_noun, to_nouns
from mlplanner.storage.tables import table_of
from tests.support.sample_files import sample_in_memory


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return sample_in_memory()


def sample_rows(workspace: Workspace, kind: Kind) -> tuple[Any, ...]:
    """All rows of a kind in the sample portfolio."""
    if kind.in_project or kind.key == "projects":
        return tuple(row for plan in workspace.portfolio.plans.values() for row in plan_rows(plan, kind))
    rows = getattr(workspace.portfolio, kind.key)
    return (rows,) if kind.is_single else tuple(rows.values() if isinstance(rows, dict) else rows)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_that_a_stored_row_equals_the_noun_that_validation_makes_of_it(workspace: Workspace, kind: Kind) -> None:
    for row in sample_rows(workspace, kind):
        validated = kind.noun.model_validate(dict(row))
        assert row == validated
        assert repr(row) == repr(validated)
        assert row.model_copy(update={"id": 7}) == validated.model_copy(update={"id": 7})
        assert row.model_dump_json() == validated.model_dump_json()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_that_a_noun_has_the_columns_of_its_table_in_their_order(kind: Kind) -> None:
    assert [*noun_fields(kind), "version"] == list(table_of(kind).columns.keys())


def test_that_a_row_of_other_length_is_refused(workspace: Workspace) -> None:
    kind = KINDS[0]
    with pytest.raises(ValueError, match="shorter"):
        list(to_nouns(kind, [[1]]))
    with pytest.raises(KeyError):
        to_noun(kind, {"id": 1})
