"""What governance says of a project on a day: tier, model risk owner, pause, reviews (P2)."""

from dataclasses import dataclass
from datetime import date

from mlplanner.domain.enums import Tier
from mlplanner.domain.governance import Pause
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.engine.reviews import ReviewDue, ReviewState, due_reviews
from mlplanner.engine.rights import model_risk_owner
from mlplanner.engine.tiers import RiskTier, risk_tier
from mlplanner.playbook.entries import Playbook


@dataclass(frozen=True, slots=True)
class Governance:
    """The results that screens, packs and exports show."""

    risk: RiskTier
    model_risk_owner_id: int | None
    pause: Pause | None
    """The pause in force."""
    reviews: tuple[ReviewDue, ...]

    @property
    def tier(self) -> Tier | None:
        """The tier in force."""
        return self.risk.tier

    @property
    def overdue(self) -> tuple[ReviewDue, ...]:
        """Reviews whose day has passed, oldest first."""
        return tuple(review for review in self.reviews if review.state is ReviewState.OVERDUE)

    @property
    def held(self) -> tuple[ReviewDue, ...]:
        """Reviews that were held."""
        return tuple(review for review in self.reviews if review.state is ReviewState.DONE)

    @property
    def upcoming(self) -> tuple[ReviewDue, ...]:
        """Reviews to come, the next of each kind."""
        return tuple(review for review in self.reviews if review.state is ReviewState.DUE)

    @property
    def next_review(self) -> ReviewDue | None:
        """The first review that is to be held, overdue ones first; None when none is scheduled."""
        return next((review for review in self.reviews if review.state is not ReviewState.DONE), None)


def pause_in_force(plan: ProjectPlan) -> Pause | None:
    """The pause that nobody lifted yet (P2.8)."""
    return next((pause for pause in reversed(plan.pauses) if pause.is_in_force), None)


def compute_governance(portfolio: Portfolio, plan: ProjectPlan, playbook: Playbook, today: date) -> Governance:
    """All of it; `today` is the portfolio's status day."""
    risk = risk_tier(portfolio, plan, playbook)
    return Governance(
        risk=risk,
        model_risk_owner_id=model_risk_owner(portfolio, plan),
        pause=pause_in_force(plan),
        reviews=due_reviews(plan, playbook, risk.tier, today),
    )
