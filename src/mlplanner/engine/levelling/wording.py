"""How good a proposal is, in plain words: the same on screen and command line."""

from decimal import Decimal

from mlplanner.domain.money import format_amount
from mlplanner.domain.weeks import plain, say_day
from mlplanner.engine.checks.wording import say_count
from mlplanner.engine.levelling.proposal import Move, Proposal, Reason, RoleWorth
from mlplanner.engine.levelling.results import Stop
from mlplanner.engine.levelling.ways import LineSourcing
from mlplanner.playbook.entries import Playbook

_ENDED = {
    Stop.PROVEN: "It is proven that nothing costs less.",
    Stop.EXHAUSTED: "Nothing better was found in many more attempts.",
    Stop.WORK: "The work asked for is done; the same seed gives the same result.",
    Stop.CLOCK: "The machine was too slow for the work asked for, so another run may end elsewhere.",
    Stop.CANCELLED: "It was stopped; this is the best that was found until then.",
}


def say_quality(proposal: Proposal, currency: str) -> str:
    """What the proposal costs, what the plan and plain rules cost, and how much may be left to gain at most."""
    cost, bound = _money(proposal.objective, currency), _money(proposal.bound, currency)
    what = "Waiting and other sourcing cost" if proposal.options.may_source else "Waiting costs"
    rules = f"by plain priority rules it would be {_money(proposal.greedy, currency)}"
    if not proposal.objective:
        return f"Nothing is late and nothing has to wait; {rules}."
    if proposal.objective == proposal.bound:
        return f"{what} {cost}, and it is proven that it can't cost less; {rules}."
    share = max(1, round(100 * proposal.gap))
    return f"{what} {cost}; {rules}. Proven: it can't cost less than {bound}, so at most {share} % are left to gain."


def say_end(proposal: Proposal) -> str:
    """Why the run ended."""
    return _ENDED[proposal.stop]


def say_weeks_over(proposal: Proposal) -> str:
    """Weeks in which a role is over, before and after."""
    before, after = proposal.weeks_over
    if not before and not after:
        return "No role is asked for more than there is, before or after."
    return f"Role weeks with more work than people: {before} before, {after} after."


def say_under_way(proposal: Proposal) -> str:
    """What stays of projects that have begun, and whether the rest may wait; empty when none has begun."""
    count, waits = len(proposal.under_way), len(proposal.may_wait)
    if not count:
        return ""
    begun = f"{say_count(count, 'project')} {'is' if count == 1 else 'are'} under way: what has begun stays"
    if not waits:
        return f"{begun}, and so does the rest, because it allows no pause or its dates are fixed."
    others = "" if waits == count else "; the others allow no pause, or their dates are fixed"
    return f"{begun}, the phases to come of {waits} may wait{others}."


def say_sourcing(line: LineSourcing, playbook: Playbook, currency: str) -> str:
    """`Data engineer: Internal → Contractor, EUR 12,000 more, from 3 weeks' notice on`."""
    before, after = (playbook.sourcing[way.value].title for way in (line.before, line.after))
    much = _money(round(abs(line.cost)), currency)
    differs = "at the same cost" if not round(line.cost) else f"{much} {'more' if line.cost > 0 else 'less'}"
    return (
        f"{playbook.role_title(line.role)}: {before} → {after}, {differs}; found {say_count(line.lead_weeks, 'week')} "
        f"ahead, there {say_count(line.ramp_weeks, 'week')} before the work begins"
    )


def say_sourcing_in_all(proposal: Proposal, currency: str) -> str:
    """How many lines are sourced anew and what that costs in all; empty when none is."""
    lines = [line for move in proposal.moves for line in move.sourcing]
    if not lines:
        return ""
    cost = sum((move.sourcing_cost for move in proposal.moves), Decimal(0))
    differs = f"{_money(round(abs(cost)), currency)} {'less' if cost < 0 else 'more'}"
    return f"{say_count(len(lines), 'line')} {'is' if len(lines) == 1 else 'are'} sourced in another way: {differs} in all."


def say_reason(reason: Reason, playbook: Playbook) -> str:
    """`0.4 FTE Data engineer missing, 2 Mar 2026 to 29 Mar 2026`."""
    return f"{plain(reason.fte)} FTE {playbook.role_title(reason.role)} missing, {say_day(reason.first)} to {say_day(reason.last)}"


def say_forced(move: Move, playbook: Playbook) -> str:
    """What a move was forced by, the shortest role; why nothing was where it may come earlier or makes room."""
    if move.forced_by:
        others = len(move.forced_by) - 1
        more = f" (and {say_count(others, 'more role')})" if others else ""
        return say_reason(move.forced_by[0], playbook) + more
    if move.sourcing and not move.weeks:
        return "others do the work"
    return "may come earlier" if move.weeks < 0 else "makes room for others" if move.weeks else "same end"


def say_worth(row: RoleWorth, playbook: Playbook, currency: str) -> str:
    """What one more person of a role would save, and how that is known."""
    who = playbook.role_title(row.role)
    if row.by_solving is None:
        return f"One more {who}: up to {_money(row.by_prices, currency)} (from the prices of the bound)."
    return (
        f"One more {who}: levelling again with one saves {_money(row.by_solving, currency)} "
        f"(the prices of the bound say {_money(row.by_prices, currency)})."
    )


def _money(amount: int, currency: str) -> str:
    return f"{currency} {format_amount(Decimal(amount))}"
