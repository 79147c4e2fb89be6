"""What a sponsor weighs today: what is still to be granted, what the envelope leaves, what waiting costs, other ways."""

from decimal import Decimal

from mlplanner.domain.benefits import Option
from mlplanner.domain.money import ZERO, to_cents
from mlplanner.domain.projects import Project
from mlplanner.domain.settings import Settings
from mlplanner.engine.results import Figures

MONTHS = 12


def ask_now(figures: Figures) -> Decimal:
    """The ask less what the plan has spent by the status day: the cost from today; sunk cost is named apart."""
    return max(figures.costs.ask - figures.spent, ZERO)


def headroom(project: Project, figures: Figures) -> Decimal | None:
    """What the ask leaves of the budget envelope, negative over it; None without an envelope (P1.1)."""
    return None if project.budget is None else project.budget - figures.costs.ask


def monthly_loss(figures: Figures) -> Decimal:
    """Benefit less maintenance of one month at full effect: what each month without the model costs."""
    return to_cents((figures.value.benefit_year - figures.costs.maintenance_year) / MONTHS)


def option_value(option: Option, settings: Settings) -> Decimal:
    """Net present value of an option over the portfolio's horizon, as `arithmetic.md` has it: each year rounded."""
    growth = 1 + settings.discount_rate
    years = range(1, settings.horizon_years + 1)
    return sum((to_cents(option.benefit_year / growth**year) for year in years), ZERO) - option.cost
