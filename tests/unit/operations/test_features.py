"""The feature registry: links that go round in circles are refused wherever they come from (P5.3), order, tests."""

from pathlib import Path

import pytest

from mlplanner.domain.changes import ChangeSet, EditAction, RowEdit
from mlplanner.domain.errors import BadValue, Refused
from mlplanner.domain.features import Feature, FeatureCheck, FeatureTest, TestState
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.operations import features
from mlplanner.operations.cells import CellEdit, RowFields, apply_cells
from mlplanner.operations.fields import add_row, set_fields
from mlplanner.operations.importing import apply_changes
from mlplanner.operations.workspace import Workspace
from tests.support.sample_files import sample_in_memory


@pytest.fixture
def workspace() -> Workspace:
    return sample_in_memory()


def leads(workspace: Workspace) -> ProjectPlan:
    return workspace.portfolio.find("Sales lead scoring")


def by_name(workspace: Workspace, name: str) -> Feature:
    return next(feature for feature in leads(workspace).features if feature.name == name)


LIVE, CACHED = "Company size, live from the supplier", "Company size, cached approximation"
CIRCLE = f"'{LIVE}' → '{CACHED}' → '{LIVE}' is a circle"


def test_that_a_circle_of_replacements_is_refused_and_named(workspace: Workspace) -> None:  # P5.3
    live, cached = by_name(workspace, LIVE), by_name(workspace, CACHED)
    before = workspace.portfolio
    with pytest.raises(BadValue, match=CIRCLE):
        workspace.run(set_fields(Feature, cached.id or 0, replaced_by_id=live.id))
    edit = CellEdit("Cached, Replaced by", RowFields(Feature, cached.id or 0, {"replaced_by_id": live.id}))
    with pytest.raises(BadValue, match=CIRCLE):
        workspace.run(apply_cells("Paste", [edit]))
    assert workspace.portfolio is before


def test_that_a_longer_circle_is_found_too(workspace: Workspace) -> None:  # P5.3
    live, cached, other = by_name(workspace, LIVE), by_name(workspace, CACHED), leads(workspace).features[0]
    workspace.run(set_fields(Feature, cached.id or 0, replaced_by_id=other.id))
    with pytest.raises(BadValue, match=f"'{other.name}' → '{LIVE}' → '{CACHED}' → '{other.name}' is a circle"):
        workspace.run(set_fields(Feature, other.id or 0, replaced_by_id=live.id))


def test_that_an_import_with_a_circle_is_refused_but_may_turn_a_link_round(workspace: Workspace) -> None:  # P5.3
    live, cached = by_name(workspace, LIVE), by_name(workspace, CACHED)

    def link(feature: Feature, to: int | None) -> RowEdit:
        before = {"replaced_by_id": feature.replaced_by_id}
        return RowEdit(EditAction.CHANGE, "features", feature.id or 0, {"replaced_by_id": to}, before, feature.name)

    def changes(*edits: RowEdit) -> ChangeSet:
        return ChangeSet("plan.json", edits, project_id=leads(workspace).id)

    with pytest.raises(BadValue, match=CIRCLE):
        workspace.run(apply_changes(changes(link(cached, live.id))))
    workspace.run(apply_changes(changes(link(cached, live.id), link(live, None))))
    assert by_name(workspace, CACHED).replaced_by_id == live.id


def test_that_a_feature_is_replaced_by_one_of_its_own_project(workspace: Workspace) -> None:  # P5.3
    strange = workspace.portfolio.find("Claims triage").features[0]
    with pytest.raises(BadValue, match="of the same project"):
        workspace.run(set_fields(Feature, by_name(workspace, LIVE).id or 0, replaced_by_id=strange.id))
    test = FeatureTest(project_id=leads(workspace).id, feature_id=strange.id or 0, check=FeatureCheck.RANGE)
    with pytest.raises(BadValue, match="of the same project"):
        workspace.run(add_row(test))


def test_that_a_test_result_is_dated_and_taken_away_again(workspace: Workspace) -> None:  # P5.4
    feature = by_name(workspace, "Funding round in 12 months")

    def test() -> FeatureTest | None:
        rows = leads(workspace).feature_tests
        return next((t for t in rows if t.feature_id == feature.id and t.check == FeatureCheck.CARDINALITY), None)

    workspace.run(features.set_feature_test(feature, FeatureCheck.CARDINALITY, TestState.PASSING))
    assert (found := test()) is not None
    assert (found.state, found.checked_on) == (TestState.PASSING, workspace.today)
    workspace.run(features.set_feature_test(feature, FeatureCheck.CARDINALITY, None))
    assert test() is None


def test_that_the_usual_tests_are_added_once(workspace: Workspace) -> None:  # P5.4
    plan = workspace.portfolio.find("HR analytics platform")
    assert workspace.run(features.add_usual_tests(plan)).value == 4 * len(plan.features)
    again = workspace.portfolio.find("HR analytics platform")
    assert workspace.run(features.add_usual_tests(again)).changes.is_empty


def test_that_moving_up_brings_a_feature_into_the_top_and_the_first_one_stays(workspace: Workspace) -> None:  # P5.6
    plan = leads(workspace)
    moved = plan.features[3].id or 0
    workspace.run(features.move_features(plan, {moved}, -1))
    assert leads(workspace).features[2].id == moved
    with pytest.raises(Refused, match="end of the list"):
        workspace.run(features.move_features(leads(workspace), {leads(workspace).features[0].id or 0}, -1))


def test_that_each_case_of_the_sample_has_a_file_of_its_data(project_root: Path) -> None:
    files = sorted((project_root / "resources" / "sample" / "data").glob("*.toml"))
    assert len(files) == 8
    cases = sorted((project_root / "resources" / "sample").glob("[1-8]_*.toml"))
    assert [file.name for file in files] == [file.name for file in cases]
