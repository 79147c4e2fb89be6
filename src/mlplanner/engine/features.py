"""The feature registry in figures: complete entries, coverage of tests, cost and latency (P5.1 to P5.7)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from mlplanner.domain.features import Feature, FeatureState, FeatureTest, ServingMode, TestState
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.engine.data_results import DataFigures, FeatureStanding, ServingAdvice
from mlplanner.engine.serving_costs import cost_sheet, feature_cost
from mlplanner.playbook.entries import Playbook

Latest = Mapping[str, TestState]
"""Kind of test → how it went, the worst where there are several of a kind."""

_WORST_LAST = (TestState.PASSING, TestState.PLANNED, TestState.FAILING)


def data_figures(plan: ProjectPlan, playbook: Playbook) -> DataFigures:
    """Standing of each feature and the sheet of cost and latency; disabled features count nowhere."""
    tests, ruled = _latest_tests(plan.feature_tests), {rule.feature_id for rule in plan.privacy}
    by_id = {feature.id or 0: feature for feature in plan.features}
    top = playbook.figure("catalogue_top")
    standings: list[FeatureStanding] = []
    rank = 0
    for feature in plan.features:
        counts = feature.state != FeatureState.DISABLED
        rank += counts
        latest = tests.get(feature.id or 0, {})
        asked = [key for key, entry in playbook.feature_checks.items() if entry.is_required]
        unmet = tuple(key for key in asked if latest.get(key) != TestState.PASSING)
        standings.append(
            FeatureStanding(
                feature_id=feature.id or 0,
                rank=rank if counts else None,
                is_top=counts and rank <= top,
                missing=missing_fields(feature, playbook),
                passing=len(asked) - len(unmet),
                asked=len(asked),
                open_checks=unmet,
                failing_checks=tuple(key for key, state in latest.items() if state == TestState.FAILING),
                cost=feature_cost(feature),
                needs_privacy_rule=_needs_rule(feature, playbook) and feature.id not in ruled,
                advice=serving_advice(feature, plan, playbook),
                successors=successors(feature, by_id),
            )
        )
    counted = [standing for standing in standings if standing.rank is not None]
    return DataFigures(
        features=tuple(standings),
        top=sum(standing.is_top for standing in counted),
        complete=sum(standing.is_top and not standing.missing for standing in counted),
        passing=sum(standing.passing for standing in counted),
        asked=sum(standing.asked for standing in counted),
        sheet=cost_sheet(plan),
    )


def missing_fields(feature: Feature, playbook: Playbook) -> tuple[str, ...]:
    """What a complete catalogue entry says and this one does not, in the playbook's order (P5.6)."""
    return tuple(
        key
        for key, entry in playbook.catalogue.items()
        if entry.is_required and _is_empty(feature, key) and all(_is_empty(feature, other) for other in entry.or_else)
    )


def serving_advice(feature: Feature, plan: ProjectPlan, playbook: Playbook) -> ServingAdvice:
    """What the lag that is tolerated says of the way a feature is served (P5.3, P5.7).

    A feature may be as old as its freshness says, or as the business tolerates for the whole model: the longer counts.
    """
    lags = [lag for lag in (feature.freshness_minutes, plan.serving.tolerated_lag_minutes) if lag is not None]
    if feature.serving is None or not lags:
        return ServingAdvice.UNKNOWN
    lag = max(lags)
    if feature.serving == ServingMode.BATCH:
        is_slow = lag < playbook.figure("batch_lag_minutes")
        return ServingAdvice.TOO_SLOW if is_slow else ServingAdvice.FITS
    if feature.serving == ServingMode.ONLINE:
        if lag >= playbook.figure("batch_lag_minutes"):
            return ServingAdvice.BATCH_WILL_DO
        if lag >= playbook.figure("cache_lag_minutes"):
            return ServingAdvice.CACHE_WILL_DO
    return ServingAdvice.FITS


def successors(feature: Feature, by_id: Mapping[int, Feature]) -> tuple[int, ...]:
    """What replaces the feature, link by link; a circle (which no operation lets in) ends where it closes."""
    found: list[int] = []
    after = feature.replaced_by_id
    while after is not None and after in by_id and after not in found and after != feature.id:
        found.append(after)
        after = by_id[after].replaced_by_id
    return tuple(found)


def _latest_tests(tests: Sequence[FeatureTest]) -> Mapping[int, Latest]:
    """By feature; of two tests of a kind the worse counts."""
    found: dict[int, dict[str, TestState]] = defaultdict(dict)
    for test in tests:
        kinds = found[test.feature_id]
        states = (kinds.get(test.check, TestState.PASSING), test.state)
        kinds[test.check] = max(states, key=_WORST_LAST.index)
    return found


def _needs_rule(feature: Feature, playbook: Playbook) -> bool:
    """A class that the playbook no longer knows is treated with care."""
    if not feature.sensitivity or feature.state == FeatureState.DISABLED:
        return False
    entry = playbook.sensitivity.get(feature.sensitivity)
    return entry is None or entry.needs_rule


def _is_empty(feature: Feature, name: str) -> bool:
    value = getattr(feature, name)
    return value is None or value == ""
