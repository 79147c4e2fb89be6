"""Golden cases of the rules about what a simulation starts from (`arithmetic.md`, Simulation)."""

from decimal import Decimal
from typing import Any

from mlplanner.domain.benefits import Risk
from tests.support.golden import Break, Golden, row
from tests.support.sound_case import World


def risk(**fields: Any) -> Break:
    """A risk that breaks nothing, but for `fields`."""
    sound: dict[str, Any] = {"probability": "0.3", "phase_id": 1001, "weeks_likely": 1, "weeks_high": 2}
    made = Risk(id=1, project_id=1, title="Labels come late", **{**sound, **fields})
    return lambda world: world.with_plan(risks=(made,))


def certain(world: World) -> World:
    """No phase can be shorter or longer."""
    fixed = tuple(
        phase.model_copy(update={"optimistic_weeks": Decimal(phase.weeks), "pessimistic_weeks": Decimal(phase.weeks)})
        for phase in world.plan.phases
    )
    return world.with_plan(phases=fixed)


UNCERTAINTY_CASES: dict[str, Golden] = {
    "optimistic_above_likely": Golden(
        row("phases", 0, optimistic_weeks=Decimal("3.5")),
        "phases",
        "optimistic_weeks",
        "3.5 weeks, lies above the planned 3",
    ),
    "pessimistic_below_likely": Golden(
        row("phases", 0, pessimistic_weeks=Decimal("2.5")),
        "phases",
        "pessimistic_weeks",
        "2.5 weeks, lies below the planned 3",
    ),
    "no_spread": Golden(certain, "uncertainty", None, "Nothing in the plan is uncertain"),
    "risk_points_unordered": Golden(risk(weeks_low="3"), "risks", "weeks_high", "goes from 3 by 1 to 2"),
    "risk_without_effect": Golden(
        risk(weeks_likely=0, weeks_high=0), "risks", "weeks_likely", "probability of 30 % but no effect"
    ),
    "risk_without_phase": Golden(risk(phase_id=None), "risks", "phase_id", "may take 2 weeks but names no phase"),
    "risk_without_probability": Golden(risk(probability=None), "risks", "probability", "but no probability"),
    "mitigation_raises_probability": Golden(
        risk(mitigated_probability="0.4"),
        "risks",
        "mitigated_probability",
        "after mitigation (40 %) than before (30 %)",
    ),
}
