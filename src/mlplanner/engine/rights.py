"""Who holds a role with decision rights: the project's own holder, else the portfolio's (P2.2)."""

from mlplanner.domain.portfolio import Portfolio, ProjectPlan

MODEL_RISK_OWNER = "model_risk_owner"
"""The key of the decision right that signs, lowers tiers, and pauses."""


def right_holder(portfolio: Portfolio, plan: ProjectPlan, role: str) -> int | None:
    """The id of the person who holds the right in this project; None while nobody is named."""
    own = next((right.person_id for right in plan.project_rights if right.role == role), None)
    return own if own is not None else default_holder(portfolio, role)


def default_holder(portfolio: Portfolio, role: str) -> int | None:
    """Who holds the right in projects that name nobody themselves."""
    return next((right.person_id for right in portfolio.rights if right.role == role), None)


def model_risk_owner(portfolio: Portfolio, plan: ProjectPlan) -> int | None:
    """The id of the project's model risk owner."""
    return right_holder(portfolio, plan, MODEL_RISK_OWNER)
