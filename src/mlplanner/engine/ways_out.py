"""Ways out of too much work as changes of the portfolio (P4.9; screens: Capacity); `operations.relief` makes the same ones."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from mlplanner.domain.enums import Sourcing
from mlplanner.domain.lifecycle import Phase
from mlplanner.domain.people import Person
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.weeks import DAYS_IN_WEEK
from mlplanner.engine.moving import moved_plan
from mlplanner.engine.pausing import pause_before, with_pause

ONE_FTE = Decimal(1)


class WayKind(StrEnum):
    """What is changed."""

    MOVE = "move"
    SWAP = "swap"
    HIRE = "hire"
    CONTRACT = "contract"
    DEFER = "defer"


@dataclass(frozen=True, slots=True)
class Way:
    """One change that could help."""

    kind: WayKind
    role: str = ""
    project_id: int = 0
    line_id: int = 0
    phase_id: int = 0
    """Before which phase the project waits (defer); 0: before it starts."""
    person_id: int = 0
    """Who takes the line over (swap)."""
    weeks: int = 0
    """By how many weeks the project starts later (move, defer) or waits."""
    fte: Decimal = ONE_FTE
    first: date | None = None
    last: date | None = None
    """When the person to be found is there (hire, contract)."""
    lead_weeks: int = 0
    """From the decision to the first day, by the rate card."""
    ramp_weeks: int = 0
    """Weeks until the person to be found works at full speed."""

    @property
    def is_of_dates(self) -> bool:
        """True when a project is put elsewhere in time."""
        return self.kind in (WayKind.MOVE, WayKind.DEFER)

    @property
    def is_of_newcomer(self) -> bool:
        """True when somebody has to be found."""
        return self.kind in (WayKind.HIRE, WayKind.CONTRACT)


def changed(portfolio: Portfolio, way: Way) -> Portfolio:
    """The portfolio as it would be."""
    people = dict(portfolio.people)
    if way.is_of_newcomer:
        newcomer = person_of(way, "?").model_copy(update={"id": max(people, default=0) + 1})
        people[newcomer.id or 0] = newcomer
    if way.kind is WayKind.HIRE:
        return replace(portfolio, people=people)
    plan = portfolio.plans[way.project_id]
    if way.is_of_dates:
        plan = _later(plan, way)
    else:
        fields = line_fields(way, max(people))
        lines = [line.model_copy(update=fields) if line.id == way.line_id else line for line in plan.lines]
        plan = replace(plan, lines=tuple(lines))
    return replace(portfolio, people=people, plans={**portfolio.plans, plan.id: plan})


def _later(plan: ProjectPlan, way: Way) -> ProjectPlan:
    if way.phase_id:
        return with_pause(plan, pause_before(plan, phase_of(plan, way), way.weeks))
    start = plan.project.start + timedelta(days=DAYS_IN_WEEK * way.weeks)
    moved = moved_plan(plan, start)
    project = plan.project.model_copy(update={"start": start})
    return replace(plan, project=project, drills=moved.drills, rota=moved.rota)


def phase_of(plan: ProjectPlan, way: Way) -> Phase:
    """The phase before which the project waits."""
    return next(phase for phase in plan.phases if phase.id == way.phase_id)


def person_of(way: Way, name: str) -> Person:
    """The person still to be found of a hire or contract."""
    return Person(
        name=name,
        role=way.role,
        fte=way.fte,
        employed_from=way.first,
        employed_to=way.last,
        ramp_weeks=way.ramp_weeks,
        sourcing=Sourcing.HIRE if way.kind is WayKind.HIRE else Sourcing.CONTRACTOR,
        is_placeholder=True,
    )


def line_fields(way: Way, newcomer_id: int) -> dict[str, object]:
    """What a swap or contract changes of the line."""
    if way.kind is WayKind.SWAP:
        return {"person_id": way.person_id, "placeholder": ""}
    return {"person_id": newcomer_id, "placeholder": "", "sourcing": Sourcing.CONTRACTOR, "fixed_fee": None}
