"""The three points of a phase and of a risk, from the plan and, where it says nothing, from the playbook."""

from decimal import Decimal
from fractions import Fraction

from mlplanner.domain.benefits import Risk
from mlplanner.domain.lifecycle import Phase
from mlplanner.domain.money import to_places
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.engine.simulation.inputs import ThreePoints
from mlplanner.playbook.entries import Playbook

_PLACES = 2
"""Weeks of a default are shown, and used, to the hundredth."""
_CENTS = 100


def default_weeks(phase: Phase, playbook: Playbook) -> tuple[Decimal, Decimal]:
    """Optimistic and pessimistic weeks of a phase that has none of its own: the playbook's factors times its length.

    A phase of the life cycle has the proportions of its usual length there; any other has the two figures for all.
    """
    entry = playbook.phases.get(phase.key)
    low, high = Fraction(playbook.figure("phase_optimistic")), Fraction(playbook.figure("phase_pessimistic"))
    if entry is not None and entry.optimistic is not None:
        low = Fraction(entry.optimistic) / entry.weeks
    if entry is not None and entry.pessimistic is not None:
        high = Fraction(entry.pessimistic) / entry.weeks
    return to_places(low * phase.weeks, _PLACES), to_places(high * phase.weeks, _PLACES)


def entered_weeks(phase: Phase, playbook: Playbook) -> tuple[Decimal, Decimal]:
    """Optimistic and pessimistic weeks as the plan has them, else the playbook's; the likely ones are the plan's."""
    low, high = default_weeks(phase, playbook)
    return (
        low if phase.optimistic_weeks is None else phase.optimistic_weeks,
        high if phase.pessimistic_weeks is None else phase.pessimistic_weeks,
    )


def is_over(plan: ProjectPlan, phase: Phase) -> bool:
    """True once a phase has ended, or its gate is passed: its length and its labour are facts."""
    gate = plan.gate_of(phase)
    return phase.actual_end is not None or (gate is not None and plan.gate_state(gate).is_passed)


def phase_points(phase: Phase, playbook: Playbook) -> ThreePoints:
    """The weeks to draw from; a bound on the wrong side of the likely length counts as that length (a check says so)."""
    low, high = entered_weeks(phase, playbook)
    likely = Decimal(phase.weeks)
    return ThreePoints(min(low, likely), likely, max(high, likely))


def delay_points(risk: Risk) -> ThreePoints:
    """Weeks of delay; three values in the wrong order are put in order (a check says so)."""
    return _ordered(risk.weeks_low, risk.weeks_likely, risk.weeks_high)


def money_points(risk: Risk) -> ThreePoints:
    """Cents of cost; three values in the wrong order are put in order (a check says so)."""
    return _ordered(risk.money_low * _CENTS, risk.money_likely * _CENTS, risk.money_high * _CENTS)


def _ordered(low: Decimal, likely: Decimal, high: Decimal) -> ThreePoints:
    return ThreePoints(*sorted((low, likely, high)))


def is_simulated(risk: Risk) -> bool:
    """True for a risk that can happen and then does something that the simulation can count."""
    happens = bool(risk.probability) or bool(risk.mitigated_probability)
    delays = risk.phase_id is not None and delay_points(risk).high > 0
    return happens and (delays or money_points(risk).high > 0)
