"""Ways out of too much work in words: what is done, and its effect in FTE-weeks, money and dates (P4.4, P4.9)."""

from collections.abc import Iterator
from decimal import Decimal

from mlplanner.domain.money import format_amount
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.weeks import plain, say_day
from mlplanner.engine.relief import Tried
from mlplanner.engine.way_effects import Effects
from mlplanner.engine.ways_out import Way, WayKind, phase_of
from mlplanner.engine.work_units import to_fte
from mlplanner.playbook.entries import Playbook
from mlplanner.reports.formats import counted, first_upper, money


def say_way(way: Way, portfolio: Portfolio, playbook: Playbook) -> str:
    """`Start Churn 3 weeks later`."""
    plan = portfolio.plans[way.project_id] if way.project_id else None
    project = plan.project.name if plan else ""
    role = playbook.role_title(way.role)
    day = say_day(way.first) if way.first else ""
    match way.kind:
        case WayKind.MOVE:
            when = "later" if way.weeks > 0 else "earlier"
            return f"Start {project} {counted(abs(way.weeks), 'week')} {when}"
        case WayKind.DEFER if plan and way.phase_id:
            return f"Let {project} wait {counted(way.weeks, 'week')} before {phase_of(plan, way).name}"
        case WayKind.DEFER:
            return f"Defer {project} by {counted(way.weeks, 'week')}, until there is room for it"
        case WayKind.SWAP:
            return f"Let {portfolio.person_name(way.person_id)} do the work as {role} on {project}"
        case WayKind.HIRE:
            return f"Hire one {role}, there from {day}"
        case WayKind.CONTRACT:
            return f"Contractor for {project} from {day}: {role}, {plain(way.fte)} FTE"


def say_effect(tried: Tried) -> str:
    """What it changes: weeks over and FTE-weeks missing, here and in all."""
    before, after = tried.before, tried.after
    here = (
        f"▲ {before.weeks} → {counted(after.weeks, 'week')}, {_fte(before.units)} → {_fte(after.units)} FTE-weeks short"
    )
    return f"{here}; all roles and people {_fte(before.all_units)} → {_fte(after.all_units)}"


def say_total(tried: Tried) -> str:
    """What it changes for all roles and people together."""
    before, after = tried.before, tried.after
    return (
        f"{_fte(before.all_units)} → {_fte(after.all_units)} FTE-weeks short over all roles and people, "
        f"{before.all_weeks} → {after.all_weeks} weeks over"
    )


def say_money(tried: Tried, portfolio: Portfolio, playbook: Playbook) -> str:
    """What it costs over the plan, by the dated rates: `Costs EUR 54,200 more until 30 Aug 2026, EUR 12,000 of it once`."""
    way, effects, currency = tried.way, tried.effects, portfolio.settings.currency
    if effects.is_unpriced and not effects.money:
        return f"Its cost is not known: the rate card has no rate for {playbook.role_title(way.role)}."
    parts = [_difference(effects.money, currency)]
    if effects.until is not None:
        parts.append(f" until {say_day(effects.until)}")
    if way.is_of_newcomer and effects.one_off:
        less = " less" if effects.one_off < 0 else ""
        parts.append(f", {money(abs(effects.one_off), currency)}{less} of it once")
    gaps = "; weeks without a rate are left out" if effects.is_unpriced else ""
    return f"{''.join(parts)}{gaps}."


def say_dates(tried: Tried, portfolio: Portfolio) -> str:
    """When it takes effect, and what becomes of the delivery."""
    parts = [*_newcomer(tried), *_delivery(tried.effects, portfolio.settings.currency, is_sure=tried.way.is_of_dates)]
    return f"{first_upper('; '.join(parts))}." if parts else ""


def say_all(tried: Tried, portfolio: Portfolio, playbook: Playbook) -> str:
    """Money and dates in one line."""
    return " ".join(filter(None, (say_money(tried, portfolio, playbook), say_dates(tried, portfolio))))


def _difference(amount: Decimal, currency: str) -> str:
    if not round(amount):
        return "Costs the same"
    return f"Costs {money(abs(amount), currency)} {'more' if amount > 0 else 'less'}"


def _newcomer(tried: Tried) -> Iterator[str]:
    way, effects = tried.way, tried.effects
    if way.lead_weeks:
        yield f"{counted(way.lead_weeks, 'week')} of lead time"
    if way.ramp_weeks and effects.full_speed:
        yield f"at full speed from {say_day(effects.full_speed)}"
    if tried.missed:
        yield f"comes too late for {tried.missed} of the {counted(tried.before.weeks, 'week')} short"


def _delivery(effects: Effects, currency: str, *, is_sure: bool) -> Iterator[str]:
    """A contractor who comes late delays only what waits for them: that is said as a condition."""
    before, after = effects.delivery, effects.delivery_after
    if before is None or after is None:
        return
    if before == after:
        yield f"delivery stays {say_day(before)}"
        return
    yield f"delivery {say_day(before)} → {say_day(after)}{'' if is_sure else ' if it waits for them'}"
    if effects.delay_cost > 0:
        weeks = counted(effects.delay_weeks, "week")
        yield f"{weeks} of delay {'costs' if effects.delay_weeks == 1 else 'cost'} {money(effects.delay_cost, currency)} of value"


def _fte(units: int) -> str:
    return format_amount(to_fte(units), 1)
