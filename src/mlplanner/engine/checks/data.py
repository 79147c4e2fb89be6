"""Data foundations: complete entries, tests, privacy, cost and latency, serving (P5)."""

from collections.abc import Iterator, Sequence

from mlplanner.domain.features import Serving, ServingMode
from mlplanner.domain.weeks import plain
from mlplanner.engine.checks.rule import Case, Hit, Rule
from mlplanner.engine.checks.wording import say_count, say_field, say_names, say_share
from mlplanner.engine.data_results import FeatureStanding, ServingAdvice

UNNEEDED = (ServingAdvice.BATCH_WILL_DO, ServingAdvice.CACHE_WILL_DO)

UNKNOWN = {"model_cpu_cost": "the cost of the model", "model_latency_ms": "the latency of the model"}


def find_no_features(case: Case) -> Iterator[Hit]:
    """Nothing that could be signed off."""
    if not case.facts.data.top:
        yield Hit("features", words={"top": plain(case.playbook.figure("catalogue_top"))})


def find_incomplete_features(case: Case) -> Iterator[Hit]:
    """What the first incomplete entry lacks, and which others there are."""
    open_ones = [standing for standing in case.facts.data.features if standing.is_top and standing.missing]
    if open_ones:
        first = open_ones[0]
        titles = [case.playbook.catalogue[name].title.casefold() for name in first.missing]
        words = {
            "count": say_count(len(open_ones), "feature"),
            "top": plain(case.playbook.figure("catalogue_top")),
            "first": _name(case, first.feature_id),
            "parts": say_names(titles),
        }
        yield Hit("features", first.feature_id, first.missing[0], words)


def find_low_coverage(case: Case) -> Iterator[Hit]:
    """Too few of the tests asked for pass."""
    data, least = case.facts.data, case.playbook.figure("feature_coverage_min")
    if data.coverage is not None and data.coverage < least:
        words = {"passing": str(data.passing), "asked": str(data.asked)}
        words |= {"coverage": say_share(data.coverage), "least": say_share(least)}
        first = next(standing for standing in data.features if standing.rank is not None and standing.open_checks)
        yield Hit("features", first.feature_id, None, words)


def find_no_budget(case: Case) -> Iterator[Hit]:
    """A sheet with nothing to hold it against; a batch keeps nobody waiting and needs no limit of latency."""
    if not case.facts.data.top:
        return
    serving = case.plan.serving
    wanted = ["cost_budget"] if serving.mode == ServingMode.BATCH else ["cost_budget", "latency_budget_ms"]
    if empty := [name for name in wanted if getattr(serving, name) is None]:
        parts = say_names([say_field(Serving, name) for name in empty])
        yield Hit("serving", serving.id, empty[0], {"parts": parts})


def find_open_sheet(case: Case) -> Iterator[Hit]:
    """Cost or latency unknown: of the model, or of features that need no complete entry (those have a rule)."""
    data, sheet = case.facts.data, case.facts.data.sheet
    tops = {standing.feature_id for standing in data.features if standing.is_top}
    features = [feature_id for feature_id in sheet.unknown_ids if feature_id not in tops]
    if not data.top or not (features or sheet.unknown_model):
        return
    model = [UNKNOWN[name] for name in sheet.unknown_model]
    said = [*model, *(f"'{_name(case, feature_id)}'" for feature_id in features)]
    words = {"parts": f"{say_names(said)} {'are' if len(said) > 1 else 'is'}"}
    if model:
        yield Hit("serving", case.plan.serving.id, sheet.unknown_model[0], words)
    else:
        yield Hit("features", features[0], "cpu_cost", words)


def find_exceeded_cost(case: Case) -> Iterator[Hit]:
    """Predictions that cost more than the budget allows."""
    sheet = case.facts.data.sheet
    if sheet.cost_budget is not None and sheet.cost > sheet.cost_budget:
        over = sheet.cost - sheet.cost_budget
        words = {"cost": sheet.cost, "budget": sheet.cost_budget, "over": over}
        said = {name: f"{case.portfolio.settings.currency} {plain(amount)}" for name, amount in words.items()}
        dearest = f"'{_name(case, sheet.dearest_id)}'" if sheet.dearest_id else "the model"
        yield Hit("serving", case.plan.serving.id, "cost_budget", {**said, "dearest": dearest})


def find_exceeded_latency(case: Case) -> Iterator[Hit]:
    """Answers that take longer than the budget allows."""
    sheet = case.facts.data.sheet
    if sheet.latency_budget_ms is not None and sheet.latency_ms > sheet.latency_budget_ms:
        over = sheet.latency_ms - sheet.latency_budget_ms
        words = {"latency": sheet.latency_ms, "budget": sheet.latency_budget_ms, "over": over}
        said = {name: f"{plain(amount)} ms" for name, amount in words.items()}
        slowest = f"'{_name(case, sheet.slowest_id)}'" if sheet.slowest_id else "no feature"
        yield Hit("serving", case.plan.serving.id, "latency_budget_ms", {**said, "slowest": slowest})


def find_failing_tests(case: Case) -> Iterator[Hit]:
    """Tests that speak now, in one finding."""
    failing = [s for s in case.facts.data.features if s.rank is not None and s.failing_checks]
    if failing:
        tests = [
            f"{key.replace('_', ' ')} of '{_name(case, s.feature_id)}'" for s in failing for key in s.failing_checks
        ]
        yield Hit("features", failing[0].feature_id, None, {"tests": say_names(tests)})


def find_missing_privacy_rules(case: Case) -> Iterator[Hit]:
    """Personal data that nothing is done to."""
    yield from _hit(case, [s for s in case.facts.data.features if s.needs_privacy_rule], "sensitivity")


def find_disabled_replacements(case: Case) -> Iterator[Hit]:
    """Links that end at a feature that is disabled as well."""
    disabled = {standing.feature_id for standing in case.facts.data.features if standing.rank is None}
    for standing in case.facts.data.features:
        if standing.rank is None and standing.successors and standing.successors[-1] in disabled:
            words = {"feature": _name(case, standing.feature_id), "replacement": _name(case, standing.successors[-1])}
            yield Hit("features", standing.feature_id, "replaced_by_id", words)


def find_slow_serving(case: Case) -> Iterator[Hit]:
    """Batches that can't be as fresh as they are promised."""
    slow = [s for s in case.facts.data.features if s.rank is not None and s.advice == ServingAdvice.TOO_SLOW]
    yield from _hit(case, slow, "serving")


def find_unneeded_real_time(case: Case) -> Iterator[Hit]:
    """Real time that nobody needs."""
    found = [s for s in case.facts.data.features if s.rank is not None and s.advice in UNNEEDED]
    yield from _hit(case, found, "serving")


def find_early_store(case: Case) -> Iterator[Hit]:
    """A feature store for a few models."""
    most, lookups = case.playbook.figure("feature_store_models"), case.playbook.figure("feature_store_lookups")
    serving = case.plan.serving
    if serving.has_feature_store and (serving.lookups_per_second or 0) < lookups:
        models = _models_that_share(case)
        if models <= most:
            words = {"models": say_count(models, "model"), "most": plain(most)}
            yield Hit("serving", serving.id, "has_feature_store", words)


def find_due_store(case: Case) -> Iterator[Hit]:
    """Many models with the same features, or many look-ups, and each computed for itself."""
    serving = case.plan.serving
    if serving.has_feature_store or not case.facts.data.top:
        return
    lookups = case.playbook.figure("feature_store_lookups")
    if (serving.lookups_per_second or 0) >= lookups:
        reason = f"Features are looked up {serving.lookups_per_second:,} times a second"
    elif (models := _models_that_share(case)) > case.playbook.figure("feature_store_models"):
        reason = f"{say_count(models, 'model')} in production share features of this project"
    else:
        return
    yield Hit("serving", serving.id, "has_feature_store", {"reason": reason})


def _models_that_share(case: Case) -> int:
    """Models in production, of this and other projects, that use a feature of this project."""
    own = case.plan.feature_names
    return sum(models for models, names in case.portfolio.production_features if not own.isdisjoint(names))


def _hit(case: Case, standings: Sequence[FeatureStanding], field: str) -> Iterator[Hit]:
    if standings:
        yield Hit("features", standings[0].feature_id, field, {"features": _names(case, standings)})


def _names(case: Case, standings: Sequence[FeatureStanding]) -> str:
    return say_names([f"'{_name(case, standing.feature_id)}'" for standing in standings])


def _name(case: Case, feature_id: int | None) -> str:
    return next((feature.name for feature in case.plan.features if feature.id == feature_id), "")


RULES = (
    Rule("features_missing", find_no_features),
    Rule("feature_incomplete", find_incomplete_features),
    Rule("feature_coverage_low", find_low_coverage),
    Rule("inference_budget_missing", find_no_budget),
    Rule("cost_sheet_open", find_open_sheet),
    Rule("inference_cost_over", find_exceeded_cost),
    Rule("inference_latency_over", find_exceeded_latency),
    Rule("feature_test_failing", find_failing_tests),
    Rule("privacy_rule_missing", find_missing_privacy_rules),
    Rule("replacement_disabled", find_disabled_replacements),
    Rule("feature_too_slow", find_slow_serving),
    Rule("real_time_unneeded", find_unneeded_real_time),
    Rule("feature_store_early", find_early_store),
    Rule("feature_store_due", find_due_store),
)
