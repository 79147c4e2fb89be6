"""The team of a project: FTE by week and role with its cost, and weeks outside of a role's usual range (P4.1, P4.2)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from mlplanner.domain.enums import Sourcing
from mlplanner.domain.money import ZERO
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.engine.results import Costs, LineCost
from mlplanner.playbook.entries import Playbook


@dataclass(frozen=True, slots=True)
class TeamTotal:
    """All lines of one role, or (`role` None) of all roles: FTE by week, their sum, and the cost."""

    role: str | None
    weekly: Mapping[int, Decimal]
    fte_weeks: Decimal
    cost: Decimal


def team_totals(plan: ProjectPlan, costs: Iterable[LineCost]) -> tuple[TeamTotal, ...]:
    """The whole team first, then role by role in the order of the lines."""
    by_role: dict[str | None, list[int]] = {None: list(range(len(plan.lines)))}
    for at, line in enumerate(plan.lines):
        by_role.setdefault(line.role, []).append(at)
    priced = tuple(costs)
    return tuple(_total(plan, priced, role, places) for role, places in by_role.items())


def _total(plan: ProjectPlan, costs: tuple[LineCost, ...], role: str | None, places: list[int]) -> TeamTotal:
    weekly: dict[int, Decimal] = defaultdict(Decimal)
    for at in places:
        for week, fte in plan.lines[at].weekly.items():
            weekly[week] += fte
    return TeamTotal(
        role=role,
        weekly=dict(sorted(weekly.items())),
        fte_weeks=sum((costs[at].fte_weeks for at in places), Decimal(0)),
        cost=sum((costs[at].total for at in places), ZERO),
    )


@dataclass(frozen=True, slots=True)
class MixPart:
    """One way to source in the project's mix (P4.2): FTE-weeks and money, each with its share of the whole, 0 to 1."""

    sourcing: Sourcing
    fte_weeks: Decimal
    fte_share: Decimal
    money: Decimal
    money_share: Decimal


def mix_parts(costs: Costs) -> tuple[MixPart, ...]:
    """The mix, in the order of the ways; those that the plan does not use are left out."""
    fte = sum((part[0] for part in costs.mix.values()), Decimal(0))
    money = sum((part[1] for part in costs.mix.values()), ZERO)
    return tuple(
        MixPart(way, weeks, _share(weeks, fte), amount, _share(amount, money))
        for way in Sourcing
        for weeks, amount in (costs.mix.get(way.value, (Decimal(0), ZERO)),)
        if weeks or amount
    )


def _share(part: Decimal, whole: Decimal) -> Decimal:
    return part / whole if whole else Decimal(0)


def weeks_outside_range(
    plan: ProjectPlan, playbook: Playbook, costs: Iterable[LineCost]
) -> dict[int, dict[int, Decimal]]:
    """Line id → the weeks (with their FTE) in which a line has more or less FTE than usual for its role (P4.1).

    Only the phases count: headroom and overlap are handover, where little is normal. A line below the range is fine in
    weeks in which all lines of the role together reach it, as when two people share the work.
    """
    together = _fte_by_role_and_week(plan)
    handover = overlap_by_line(plan, costs)
    odd: dict[int, dict[int, Decimal]] = {}
    for line in plan.lines:
        role = playbook.roles.get(line.role)
        if role is None:
            continue
        weeks = {
            week: fte
            for week, fte in line.weekly.items()
            if week <= plan.delivery_weeks
            and week not in handover.get(line.id or 0, ())
            and (fte > role.fte_high or (fte < role.fte_low and together[line.role, week] < role.fte_low))
        }
        if weeks:
            odd[line.id or 0] = weeks
    return odd


def overlap_by_line(plan: ProjectPlan, costs: Iterable[LineCost]) -> dict[int, set[int]]:
    """Weeks of overlap, for the line that leaves and for the one that takes over."""
    overlap: dict[int, set[int]] = defaultdict(set)
    for line, cost in zip(plan.lines, costs, strict=True):
        if cost.overlap_weeks:
            overlap[line.id or 0].update(cost.overlap_weeks)
            overlap[line.successor_id or 0].update(cost.overlap_weeks)
    return dict(overlap)


def _fte_by_role_and_week(plan: ProjectPlan) -> dict[tuple[str, int], Decimal]:
    together: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for line in plan.lines:
        for week, fte in line.weekly.items():
            together[line.role, week] += fte
    return together
