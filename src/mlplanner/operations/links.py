"""Links between rows that only the whole project shows to be wrong; looked at before a step is committed."""

from collections.abc import Sequence

from mlplanner.domain.errors import BadValue
from mlplanner.domain.features import Feature, FeatureTest, PrivacyRule, find_circle
from mlplanner.operations.operation import Context
from mlplanner.storage.unit import RowChange


def refuse_wrong_links(do: Context, changes: Sequence[RowChange]) -> None:
    """BadValue when features replace each other in a circle, or a row is about a feature of another project.

    Looks at the step as a whole: an import may pass through links that are right only at its end (P5.3).
    """
    kinds: dict[type, set[int]] = {Feature: set(), FeatureTest: set(), PrivacyRule: set()}
    for change in changes:
        if change.kind.noun in kinds and change.after is not None and change.project_id is not None:
            kinds[change.kind.noun].add(change.project_id)
    for project_id in kinds[Feature]:
        _refuse_circle(do.unit.all(Feature, project_id=project_id))
    for noun in (FeatureTest, PrivacyRule):
        for project_id in kinds[noun]:
            own = {feature.id for feature in do.unit.all(Feature, project_id=project_id)}
            if any(dict(row)["feature_id"] not in own for row in do.unit.all(noun, project_id=project_id)):
                raise BadValue("Feature: must be a feature of the same project.", "feature_id")


def _refuse_circle(features: tuple[Feature, ...]) -> None:
    own = {feature.id for feature in features}
    if strange := next((f for f in features if f.replaced_by_id is not None and f.replaced_by_id not in own), None):
        raise BadValue(f"Replaced by: '{strange.name}' needs a feature of the same project.", "replaced_by_id")
    if circle := find_circle(features):
        names = " → ".join(f"'{feature.name}'" for feature in (*circle, circle[0]))
        raise BadValue(f"Replaced by: {names} is a circle; the last one has to be replaced by none.", "replaced_by_id")
