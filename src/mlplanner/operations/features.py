"""Edits of the feature registry that are more than fields: with tests, the usual tests, the order (P5)."""

from collections.abc import Collection, Mapping
from typing import Any

from mlplanner.domain.errors import Refused
from mlplanner.domain.features import Feature, FeatureCheck, FeatureState, FeatureTest, TestState
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.validation import validated
from mlplanner.operations.cells import CellEdit, NewRow, apply_cells
from mlplanner.operations.operation import Context, Operation


def add_feature(
    project_id: int, fields: Mapping[str, Any], tests: Mapping[FeatureCheck, TestState]
) -> Operation[Feature]:
    """A feature at the end of the registry with its tests; `fields` may hold people by name (`Named`)."""

    def apply(do: Context) -> Feature:
        new = NewRow(Feature, {"project_id": project_id, **fields})
        feature: Feature = apply_cells("", [CellEdit("", new)]).apply(do)[0]
        for check, state in tests.items():
            do.unit.add(FeatureTest(project_id=project_id, feature_id=feature.id or 0, check=check, state=state))
        return feature

    return Operation("Add feature", apply)


def set_feature_test(feature: Feature, check: FeatureCheck, state: TestState | None) -> Operation[None]:
    """How the test of a kind went last; the first time it adds the test, None removes it (P5.4).

    A test that has been run is dated with the status day; one that is only planned keeps no day.
    """

    def apply(do: Context) -> None:
        known = do.unit.all(FeatureTest, feature_id=feature.id, check=check)
        if state is None:
            for test in known:
                do.unit.remove(FeatureTest, test.id or 0)
            return
        checked_on = None if state == TestState.PLANNED else do.today
        if not known:
            fields = {"project_id": feature.project_id, "feature_id": feature.id, "check": check, "state": state}
            do.unit.add(validated(FeatureTest, {**fields, "checked_on": checked_on}))
        for test in known:
            do.unit.change(FeatureTest, test.id or 0, state=state, checked_on=checked_on)

    return Operation(f"Change test of {feature.name}", apply)


def add_usual_tests(plan: ProjectPlan) -> Operation[int]:
    """A planned test of each kind that the playbook asks for, where a feature has none; returns how many (P5.4)."""

    def apply(do: Context) -> int:
        known = {(test.feature_id, test.check) for test in plan.feature_tests}
        asked = [FeatureCheck(key) for key, entry in do.playbook.feature_checks.items() if entry.is_required]
        counted = [feature for feature in plan.features if feature.state != FeatureState.DISABLED]
        missing = [(each.id or 0, check) for each in counted for check in asked if (each.id or 0, check) not in known]
        for feature_id, check in missing:
            do.unit.add(FeatureTest(project_id=plan.id, feature_id=feature_id, check=check))
        return len(missing)

    return Operation("Add the usual feature tests", apply)


def move_features(plan: ProjectPlan, feature_ids: Collection[int], step: int) -> Operation[None]:
    """Move features up (-1) or down (1) the registry: the first ones need a complete entry (P5.6).

    Refused at the end of the list.
    """
    order = [feature.id or 0 for feature in plan.features]

    def apply(do: Context) -> None:
        places = range(len(order)) if step < 0 else range(len(order) - 1, -1, -1)
        for place in places:
            if order[place] not in feature_ids:
                continue
            to = place + step
            if not 0 <= to < len(order):
                raise Refused("The feature is at the end of the list already.")
            order[place], order[to] = order[to], order[place]
        for position, feature_id in enumerate(order, start=1):
            do.unit.change(Feature, feature_id, position=position)

    return Operation("Move features", apply)
