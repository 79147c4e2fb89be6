"""Standing of features, coverage of tests, cost and latency (P5.3 to P5.7)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlplanner.domain.features import FeatureCheck, FeatureState, FeatureTest, ServingMode, TestState
from mlplanner.engine.data_results import DataFigures, ServingAdvice
from mlplanner.engine.features import data_figures, serving_advice
from mlplanner.playbook.loading import load_playbook
from tests.builders import make_plan
from tests.support.data_cases import batch_model, four_models
from tests.support.sound_case import sound_world
from tests.support.sound_data import make_feature, passing_tests

PLAYBOOK = load_playbook()


def figures(**fields: object) -> DataFigures:
    return data_figures(make_plan(**fields), PLAYBOOK)  # type: ignore[arg-type]


def test_that_cost_adds_up_and_a_year_follows_from_the_decisions() -> None:  # P5.3, P5.6
    data = figures(
        features=[
            make_feature("A", cpu_cost=Decimal("0.5"), gpu_cost=Decimal("1.25")),
            make_feature("B", cpu_cost=None, gpu_cost=Decimal(2)),
            make_feature("Off", cpu_cost=Decimal(100), state=FeatureState.DISABLED),
        ],
        serving={"model_cpu_cost": Decimal("0.25"), "model_gpu_cost": Decimal(3), "cost_budget": Decimal(8)},
        value={"decisions_per_year": 260_000},
    )
    sheet = data.sheet
    assert (sheet.features_cost, sheet.model_cost, sheet.cost) == (Decimal("3.75"), Decimal("3.25"), Decimal(7))
    assert sheet.cost_left == 1
    assert (sheet.cost_year, sheet.budget_year) == (Decimal("1820.00"), Decimal("2080.00"))


def test_that_of_features_fetched_side_by_side_the_slowest_counts_and_then_the_model() -> None:  # P5.3
    online = {"serving": ServingMode.ONLINE}
    data = figures(
        features=[
            make_feature("A", latency_ms=Decimal(20), **online),
            make_feature("B", latency_ms=Decimal(35), **online),
            make_feature("Lies ready", latency_ms=Decimal(900)),
        ],
        serving={"model_latency_ms": Decimal(40), "latency_budget_ms": Decimal(60)},
    )
    assert data.sheet.latency_ms == 75
    assert data.sheet.latency_left_ms == -15
    assert data.sheet.slowest_id == 1002


def test_that_a_feature_whose_serving_is_not_said_is_waited_for() -> None:  # P5.3
    data = figures(features=[make_feature(serving=None, latency_ms=Decimal(50))])
    assert data.sheet.latency_ms == 50


def test_that_a_disabled_feature_counts_nowhere_and_the_next_takes_its_place_in_the_top() -> None:  # P5.6
    features = [make_feature(f"F{n}", owner_id=None if n == 21 else 5) for n in range(1, 23)]
    features[0] = features[0].model_copy(update={"state": FeatureState.DISABLED})
    data = figures(features=features)
    assert (data.top, data.complete) == (20, 19)
    assert [s.feature_id for s in data.features if s.is_top] == list(range(1002, 1022))
    assert (data.features[0].rank, data.features[-1].rank) == (None, 21)


def test_that_a_cost_on_the_gpu_alone_completes_an_entry() -> None:  # P5.3
    data = figures(features=[make_feature(cpu_cost=None, gpu_cost=Decimal(1))])
    assert data.features[0].missing == ()


def test_that_coverage_is_the_share_of_asked_tests_that_pass() -> None:  # P5.4
    tests = passing_tests([1001])[:3]
    tests.append(FeatureTest(project_id=1, feature_id=1001, check=FeatureCheck.RANGE, state=TestState.FAILING))
    data = figures(features=[make_feature("A"), make_feature("B")], feature_tests=tests)
    first = data.features[0]
    assert (first.passing, first.asked, first.open_checks, first.failing_checks) == (3, 4, ("range",), ("range",))
    assert (data.passing, data.asked, data.coverage) == (3, 8, Decimal("0.375"))


def test_that_of_two_tests_of_a_kind_the_worse_counts() -> None:  # P5.4
    tests = [*passing_tests([1001]), FeatureTest(project_id=1, feature_id=1001, check=FeatureCheck.RANGE)]
    assert figures(features=[make_feature()], feature_tests=tests).features[0].open_checks == ("range",)


def test_that_a_feature_test_that_is_not_asked_for_does_not_count() -> None:  # P5.4
    checks = {
        key: entry.model_copy(update={"is_required": key == "range"}) for key, entry in PLAYBOOK.feature_checks.items()
    }
    playbook = PLAYBOOK.model_copy(update={"feature_checks": checks})
    data = data_figures(make_plan(features=[make_feature()], feature_tests=passing_tests([1001])), playbook)
    assert (data.passing, data.asked) == (1, 1)


@pytest.mark.parametrize(
    ("mode", "freshness", "tolerated", "advice"),
    [
        ("online", 1, None, ServingAdvice.FITS),
        ("online", 5, None, ServingAdvice.CACHE_WILL_DO),
        ("online", 1, 5, ServingAdvice.CACHE_WILL_DO),
        ("online", 1440, None, ServingAdvice.BATCH_WILL_DO),
        ("nearline", 5, None, ServingAdvice.FITS),
        ("batch", 1440, None, ServingAdvice.FITS),
        ("batch", 5, None, ServingAdvice.TOO_SLOW),
        ("batch", 5, 600, ServingAdvice.FITS),
        ("batch", None, None, ServingAdvice.UNKNOWN),
        (None, 5, None, ServingAdvice.UNKNOWN),
    ],
)
def test_that_serving_follows_the_lag_that_is_tolerated(
    mode: str | None, freshness: int | None, tolerated: int | None, advice: ServingAdvice
) -> None:  # P5.3, P5.7
    feature = make_feature(serving=mode, freshness_minutes=freshness)
    plan = make_plan(features=[feature], serving={"tolerated_lag_minutes": tolerated})
    assert serving_advice(feature, plan, PLAYBOOK) == advice


def test_that_a_batch_needs_no_limit_of_latency() -> None:  # P5.6
    assert batch_model(sound_world()).of_rule("inference_budget_missing") == []


def test_that_many_look_ups_make_a_feature_store_worth_its_cost() -> None:  # P5.7
    busy = sound_world().with_single("serving", lookups_per_second=200)
    assert "200 times a second" in busy.of_rule("feature_store_due")[0].message
    kept = busy.with_single("serving", has_feature_store=True)
    assert kept.of_rule("feature_store_due") == kept.of_rule("feature_store_early") == []


def test_that_four_models_with_shared_features_keep_their_store() -> None:  # P5.7
    kept = four_models(sound_world()).with_single("serving", has_feature_store=True)
    assert [finding.rule for finding in kept.findings()] == []


def test_that_a_class_the_playbook_forgot_is_treated_as_personal() -> None:  # P5.5
    assert sound_world().with_row("features", 0, sensitivity="own_class").of_rule("privacy_rule_missing")


@given(links=st.lists(st.integers(0, 5), min_size=6, max_size=6))
def test_that_following_replacements_always_ends(links: list[int]) -> None:
    """Also for circles, which no operation lets in."""
    features = [make_feature(f"F{n}", id=n, replaced_by_id=link if link != n else None) for n, link in enumerate(links)]
    for standing in data_figures(make_plan(features=features), PLAYBOOK).features:
        assert standing.feature_id not in standing.successors
        assert len(standing.successors) == len(set(standing.successors)) <= 5
