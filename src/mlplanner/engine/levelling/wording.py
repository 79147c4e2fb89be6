"""How good a proposal is, in plain words: the same on screen and command line."""

from decimal import Decimal

from mlplanner.domain.money import format_amount
from mlplanner.domain.weeks import plain, say_day
from mlplanner.engine.checks.wording import say_count
from mlplanner.engine.levelling.proposal import Move, Proposal, Reason, RoleWorth
from mlplanner.engine.levelling.results import Stop
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
    rules = f"by plain priority rules it would be {_money(proposal.greedy, currency)}"
    if not proposal.objective:
        return f"Nothing is late and nothing has to wait; {rules}."
    if proposal.objective == proposal.bound:
        return f"Waiting costs {cost}, and it is proven that it can't cost less; {rules}."
    share = max(1, round(100 * proposal.gap))
    return f"Waiting costs {cost}; {rules}. Proven: it can't cost less than {bound}, so at most {share} % are left to gain."


def say_end(proposal: Proposal) -> str:
    """Why the run ended."""
    return _ENDED[proposal.stop]


def say_weeks_over(proposal: Proposal) -> str:
    """Weeks in which a role is over, before and after."""
    before, after = proposal.weeks_over
    if not before and not after:
        return "No role is asked for more than there is, before or after."
    return f"Role weeks with more work than people: {before} before, {after} after."


def say_reason(reason: Reason, playbook: Playbook) -> str:
    """`0.4 FTE Data engineer missing, 2 Mar 2026 to 29 Mar 2026`."""
    return f"{plain(reason.fte)} FTE {playbook.role_title(reason.role)} missing, {say_day(reason.first)} to {say_day(reason.last)}"


def say_forced(move: Move, playbook: Playbook) -> str:
    """What a move was forced by, the shortest role; why nothing was where it may come earlier or makes room."""
    if move.forced_by:
        others = len(move.forced_by) - 1
        more = f" (and {say_count(others, 'more role')})" if others else ""
        return say_reason(move.forced_by[0], playbook) + more
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
