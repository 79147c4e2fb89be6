"""Golden cases of the rules about data (P5)."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from mlplanner.domain.features import FeatureCheck, FeatureState, FeatureTest, ServingMode, TestState
from mlplanner.domain.models import Model, ModelState
from tests.builders import make_plan
from tests.support.golden import Break, Golden, parts, row
from tests.support.sound_case import World
from tests.support.sound_data import make_feature, passing_tests


def serving(**changes: Any) -> Break:
    return lambda world: world.with_single("serving", **changes)


def third_feature(**fields: Any) -> Break:
    """One more feature, with tests that pass."""

    def make(world: World) -> World:
        tests = [test.model_copy(update={"id": 1100 + n}) for n, test in enumerate(passing_tests([1003]))]
        added = make_feature("Third", id=1003, **fields)
        plan = world.plan
        return world.with_plan(features=(*plan.features, added), feature_tests=(*plan.feature_tests, *tests))

    return make


def half_tested(world: World) -> World:
    """Only the first feature is tested: 4 of 8."""
    return world.with_plan(feature_tests=world.plan.feature_tests[:4])


def one_failing(world: World) -> World:
    """A second test of a kind fails; 7 of 8 still pass."""
    failing = FeatureTest(id=1200, project_id=1, feature_id=1002, check=FeatureCheck.RANGE, state=TestState.FAILING)
    return world.with_plan(feature_tests=(*world.plan.feature_tests, failing))


def replaced_in_vain(world: World) -> World:
    made = third_feature(state=FeatureState.DISABLED, replaced_by_id=1004)(world)
    gone = make_feature("Fourth", id=1004, state=FeatureState.DISABLED)
    return made.with_plan(features=(*made.plan.features, gone))


def beyond_the_top(world: World) -> World:
    """The third feature is not among the top two; only the sheet misses its cost."""
    figure = world.playbook.figures["catalogue_top"].model_copy(update={"value": Decimal(2)})
    playbook = world.playbook.model_copy(update={"figures": {**world.playbook.figures, "catalogue_top": figure}})
    return replace(third_feature(cpu_cost=None)(world), playbook=playbook)


def four_models(world: World) -> World:
    """Four models in production elsewhere that use the same feature, under a name written otherwise."""
    models = [Model(project_id=2, name=f"Model {n}", state=ModelState.PRODUCTION) for n in range(4)]
    other = make_plan(2, features=[make_feature("CLICKS TODAY", project_id=2)], models=models)
    plans = {**world.portfolio.plans, 2: other}
    return replace(world, portfolio=replace(world.portfolio, plans=plans))


DATA_CASES: dict[str, Golden] = {
    # P5.6
    "features_missing": Golden(
        parts(features=(), feature_tests=(), privacy=()), "features", None, "top 20 features", "productionize"
    ),
    "feature_incomplete": Golden(
        row("features", 0, owner_id=None, cpu_cost=None, sources=""),
        "features",
        "owner_id",
        "1 feature among the top 20 without a complete catalogue entry. 'Calls in 30 days' does not "
        "say: owner, source tables and compute cost",
        "productionize",
    ),
    "feature_coverage_low": Golden(
        half_tested, "features", None, "4 of 8 feature tests that the playbook asks for pass (50 %)", "productionize"
    ),
    "inference_budget_missing": Golden(
        serving(latency_budget_ms=None), "serving", "latency_budget_ms", "latency budget", "productionize"
    ),
    "cost_sheet_open": Golden(beyond_the_top, "features", "cpu_cost", "complete: 'Third' is unknown", "productionize"),
    "inference_cost_over": Golden(
        serving(cost_budget=Decimal("0.13")),
        "serving",
        "cost_budget",
        "cost EUR 0.14, EUR 0.01 above the inference budget of EUR 0.13. The dearest part is the model",
        "productionize",
    ),
    "inference_latency_over": Golden(
        serving(latency_budget_ms=Decimal(39)),
        "serving",
        "latency_budget_ms",
        "takes 40 ms, 1 ms above the budget of 39 ms: 'Clicks today' and then the model",
        "productionize",
    ),
    # P5.4
    "feature_test_failing": Golden(one_failing, "features", None, "range of 'Clicks today'"),
    # P5.5
    "privacy_rule_missing": Golden(parts(privacy=()), "features", "sensitivity", "is done to it, and where: 'Clicks"),
    # P5.3
    "replacement_disabled": Golden(
        replaced_in_vain, "features", "replaced_by_id", "'Third' is replaced by 'Fourth', which is disabled"
    ),
    "feature_too_slow": Golden(row("features", 0, freshness_minutes=5), "features", "serving", "'Calls in 30 days'"),
    # P5.7
    "real_time_unneeded": Golden(row("features", 1, freshness_minutes=5), "features", "serving", "'Clicks today'"),
    "feature_store_early": Golden(
        serving(has_feature_store=True), "serving", "has_feature_store", "0 models in production share"
    ),
    "feature_store_due": Golden(four_models, "serving", "has_feature_store", "4 models in production share features"),
}


def batch_model(world: World) -> World:
    """A model that keeps nobody waiting."""
    return world.with_single("serving", mode=ServingMode.BATCH, latency_budget_ms=None)
