"""Controlled experiments and backtests tied to a business KPI (P1.6, P7.2)."""

from collections.abc import Iterator

from mlplanner.domain.benefits import Experiment
from mlplanner.domain.enums import ExperimentDesign, ExperimentKind, ExperimentResult, KpiKind
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.engine.checks.rule import Case, Hit, Rule
from mlplanner.engine.checks.wording import say_count, say_field, say_names

CONCLUSIVE = (ExperimentResult.MET, ExperimentResult.NOT_MET)
"""A confounded experiment has shown nothing: it has to be run again."""
OPEN = (ExperimentResult.PLANNED, ExperimentResult.RUNNING)
COMPARISONS = (ExperimentKind.MATCHED_COHORT, ExperimentKind.UPLIFT)
"""Not randomised; a backtest is not either, but stands for what comes before any user is touched."""
INPUTS = {ExperimentDesign.PROPORTIONS: ("p1", "p2"), ExperimentDesign.MEANS: ("sigma", "delta")}


def find_no_experiment(case: Case) -> Iterator[Hit]:
    """No experiment says anything about a business KPI."""
    if not tied_experiments(case.plan):
        yield Hit("experiments")


def find_no_result(case: Case) -> Iterator[Hit]:
    """Experiments are planned, but none has shown anything yet; the last one is the one to wait for."""
    tied = tied_experiments(case.plan)
    if tied and not any(experiment.result in CONCLUSIVE for experiment in tied):
        last = tied[-1]
        yield Hit("experiments", last.id, "result", {"experiment": last.name, "state": last.result})


def find_failed_experiments(case: Case) -> Iterator[Hit]:
    """The effect was looked for and not found, and no other experiment found it."""
    tied = tied_experiments(case.plan)
    if any(experiment.result == ExperimentResult.MET for experiment in tied):
        return
    for experiment in tied:
        if experiment.result == ExperimentResult.NOT_MET:
            yield Hit("experiments", experiment.id, "result", {"experiment": experiment.name})


def find_short_windows(case: Case) -> Iterator[Hit]:
    """Windows in which the sample can't be gathered and its labels can't arrive."""
    for experiment, size in zip(case.plan.experiments, case.facts.experiments, strict=True):
        if size.fits_window is False:
            words = {
                "experiment": experiment.name,
                "needed": say_count(size.weeks or 0, "week"),
                "arm": f"{size.n_per_arm or 0:,}",
                "window": str(experiment.window_days),
            }
            yield Hit("experiments", experiment.id, "window_days", words)


def find_unsized_tests(case: Case) -> Iterator[Hit]:
    """A/B tests to come whose inputs do not tell how many cases they need."""
    for experiment, size in zip(case.plan.experiments, case.facts.experiments, strict=True):
        is_to_come = experiment.kind == ExperimentKind.AB_TEST and experiment.result in OPEN
        if is_to_come and (size.n_per_arm is None or size.weeks is None):
            fields = _missing_inputs(experiment)
            parts = say_names([say_field(Experiment, name) for name in fields])
            yield Hit("experiments", experiment.id, fields[0], {"experiment": experiment.name, "parts": parts})


def find_low_confidence(case: Case) -> Iterator[Hit]:
    """Comparisons without random groups, however large, may compare something else."""
    for experiment in case.plan.experiments:
        if experiment.kind in COMPARISONS:
            yield Hit("experiments", experiment.id, "kind", {"experiment": experiment.name})


def tied_experiments(plan: ProjectPlan) -> list[Experiment]:
    """The experiments that measure a business KPI of the plan, in order."""
    business = {kpi.id for kpi in plan.kpis if kpi.kind == KpiKind.BUSINESS}
    return [experiment for experiment in plan.experiments if experiment.kpi_id in business]


def _missing_inputs(experiment: Experiment) -> list[str]:
    """What is empty; where all is filled the two rates are equal, and the second has to differ."""
    inputs = (*INPUTS[ExperimentDesign(experiment.design)], "units_per_week")
    return [name for name in inputs if not getattr(experiment, name)] or [inputs[1]]


RULES = (
    Rule("experiment_missing", find_no_experiment),
    Rule("experiment_without_result", find_no_result),
    Rule("experiment_not_met", find_failed_experiments),
    Rule("experiment_window_short", find_short_windows),
    Rule("experiment_not_sized", find_unsized_tests),
    Rule("experiment_low_confidence", find_low_confidence),
)
