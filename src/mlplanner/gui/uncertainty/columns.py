"""The columns of what a simulation starts from: three lengths of a phase, what a risk does before and after mitigation."""

from collections.abc import Callable
from typing import Any

from mlplanner.domain.benefits import Risk
from mlplanner.domain.lifecycle import Phase
from mlplanner.domain.weeks import plain
from mlplanner.engine.simulation.spreads import entered_weeks, is_over
from mlplanner.gui.session import Session
from mlplanner.gui.tables.columns import Align, Column, field_column
from mlplanner.gui.tables.kinds import Choice, Kind


def phase_columns(session: Session, project_id: Callable[[], int]) -> tuple[Column[Any], ...]:
    """A phase's likely length is the plan's; where the others are empty, the playbook's show."""

    def weeks(phase: Phase, place: int) -> str:
        entered = phase.optimistic_weeks if place == 0 else phase.pessimistic_weeks
        used = entered_weeks(phase, session.playbook)[place]
        return plain(used) if entered is not None else f"{plain(used)} by the playbook"

    def state(phase: Phase) -> str:
        return "over: no longer varies" if is_over(session.plan(project_id()), phase) else ""

    return (
        Column(id="name", title="Phase", read=lambda phase: phase.name, width=34),
        field_column(
            Phase, "optimistic_weeks", Kind.NUMBER, width=20, show=lambda phase: weeks(phase, 0), align=Align.RIGHT
        ),
        Column(id="weeks", title="Likely weeks", read=lambda phase: phase.weeks, kind=Kind.NUMBER, width=13),
        field_column(
            Phase, "pessimistic_weeks", Kind.NUMBER, width=20, show=lambda phase: weeks(phase, 1), align=Align.RIGHT
        ),
        Column(id="state", title="", read=state, width=24),
    )


def risk_effect_columns(session: Session, project_id: Callable[[], int]) -> tuple[Column[Any], ...]:
    """Probability, delay of a phase, cost, and what mitigation leaves of them."""

    def phases(_risk: Risk | None) -> list[Choice]:
        return [Choice(phase.id, phase.name) for phase in session.plan(project_id()).phases]

    def number(name: str, title: str) -> Column[Any]:
        return field_column(Risk, name, Kind.NUMBER, title=title, width=9)

    def money(name: str, title: str) -> Column[Any]:
        return field_column(Risk, name, Kind.MONEY, title=title, width=11)

    return (
        field_column(Risk, "title", width=32, prompt="New risk"),
        field_column(Risk, "probability", Kind.PERCENT, width=11),
        field_column(Risk, "phase_id", Kind.CHOICE, choices=phases, title="Delays", width=24),
        number("weeks_low", "Least wk"),
        number("weeks_likely", "Likely wk"),
        number("weeks_high", "Most wk"),
        money("money_low", "Least cost"),
        money("money_likely", "Likely cost"),
        money("money_high", "Most cost"),
        field_column(Risk, "mitigated_probability", Kind.PERCENT, title="Mitigated to", width=12),
        field_column(Risk, "mitigated_effect", Kind.PERCENT, title="Effect left", width=11),
    )
