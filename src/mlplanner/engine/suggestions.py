"""An experiment's numbers from what the plan says already: KPI, threshold, value model (P7.2)."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from mlplanner.domain.benefits import Experiment, Kpi
from mlplanner.domain.enums import ExperimentDesign
from mlplanner.domain.errors import BadInput
from mlplanner.domain.money import to_cents, to_places
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.engine.rates import WEEKS_IN_YEAR
from mlplanner.engine.values import compute_value
from mlplanner.playbook.entries import Playbook

PERCENT = "%"


def suggest_design(plan: ProjectPlan, experiment: Experiment, playbook: Playbook) -> Mapping[str, Any]:
    """Fields of the experiment: rates or means to tell apart, cases a week, success in money.

    A KPI in per cent whose baseline and threshold are rates compares proportions; any other compares means, with a
    standard deviation that the playbook guesses as a share of the baseline until one is measured. Raises BadInput.
    """
    kpi = next((kpi for kpi in plan.kpis if kpi.id == experiment.kpi_id), None)
    if kpi is None:
        raise BadInput(f"Choose the KPI that '{experiment.name}' measures first.")
    if kpi.baseline is None or kpi.threshold is None or kpi.baseline == kpi.threshold:
        raise BadInput(f"The KPI '{kpi.name}' needs a baseline and a threshold that differ.")
    rates = kpi.baseline / 100, kpi.threshold / 100
    if kpi.unit.strip() == PERCENT and all(0 < rate < 1 for rate in rates):
        design: dict[str, Any] = {"design": ExperimentDesign.PROPORTIONS, "p1": rates[0], "p2": rates[1]}
    else:
        design = _means(kpi.baseline, kpi.threshold, playbook)
    return {**design, **_traffic(plan), **_money(plan, kpi)}


def money_at_threshold(plan: ProjectPlan, kpi: Kpi) -> Decimal | None:
    """The planned value a year, scaled to how far the threshold lies on the way from baseline to target."""
    if kpi.baseline is None or kpi.threshold is None or kpi.target is None or kpi.target == kpi.baseline:
        return None
    share = Fraction(kpi.threshold - kpi.baseline) / Fraction(kpi.target - kpi.baseline)
    return to_cents(Fraction(compute_value(plan.value).benefit_year) * share)


def _means(baseline: Decimal, threshold: Decimal, playbook: Playbook) -> dict[str, Any]:
    spread = to_places(abs(baseline) * playbook.figure("sigma_share"), 4)
    design = {"design": ExperimentDesign.MEANS, "delta": abs(threshold - baseline)}
    return {**design, "sigma": spread} if spread else design


def _traffic(plan: ProjectPlan) -> dict[str, Any]:
    weekly = plan.value.decisions_per_year // WEEKS_IN_YEAR
    return {"units_per_week": weekly} if weekly else {}


def _money(plan: ProjectPlan, kpi: Kpi) -> dict[str, Any]:
    money = money_at_threshold(plan, kpi)
    return {"success_money": money} if money is not None else {}
