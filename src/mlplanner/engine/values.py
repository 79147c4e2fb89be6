"""What predictions are worth (P1.3; `arithmetic.md`, Value of predictions)."""

from decimal import Decimal
from fractions import Fraction

from mlplanner.domain.benefits import ValueModel
from mlplanner.domain.money import to_cents
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.engine.rates import WEEKS_IN_YEAR
from mlplanner.engine.results import Value


def compute_value(model: ValueModel) -> Value:
    """Money per prediction and per year, and the two thresholds at which acting stops paying."""
    decisions, share, adoption = (
        Fraction(model.decisions_per_year),
        Fraction(model.share_acted),
        Fraction(model.adoption),
    )
    precision, action = Fraction(model.precision), Fraction(model.action_cost)
    gain, loss = Fraction(model.true_positive_value), Fraction(model.false_positive_cost)
    per_action = precision * gain - (1 - precision) * loss - action
    per_prediction = share * adoption * per_action - Fraction(model.prediction_cost)
    return Value(
        acted=as_decimal(decisions * share * adoption),
        value_per_prediction=as_decimal(per_prediction),
        benefit_year=to_cents(decisions * per_prediction),
        break_even_precision=_break_even_precision(model),
        highest_false_positive_cost=_highest_false_positive_cost(model),
    )


def week_of_delay(plan: ProjectPlan) -> Decimal:
    """What a week of delay costs: as said for the project, else a week of its value; below 0 where it is worth less than nothing."""
    given = plan.project.delay_cost
    return given if given is not None else compute_value(plan.value).benefit_year / WEEKS_IN_YEAR


def as_decimal(exact: Fraction) -> Decimal:
    """The decimal nearest to an exact value, 28 digits long at most; without trailing zeros that say nothing."""
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def _prediction_cost_per_action(model: ValueModel) -> Fraction | None:
    """C/(a·u): what has to be predicted for one action that is taken; None when none is."""
    taken = Fraction(model.share_acted) * Fraction(model.adoption)
    return Fraction(model.prediction_cost) / taken if taken else None


def _break_even_precision(model: ValueModel) -> Decimal | None:
    """π* = (F + A + C/(a·u)) / (V + F), a share, not rounded."""
    per_action = _prediction_cost_per_action(model)
    gain, loss = Fraction(model.true_positive_value), Fraction(model.false_positive_cost)
    if per_action is None or not gain + loss:
        return None
    return as_decimal((loss + Fraction(model.action_cost) + per_action) / (gain + loss))


def _highest_false_positive_cost(model: ValueModel) -> Decimal | None:
    """F* = (π·V − A − C/(a·u)) / (1−π), in money; below 0 no cost at all is acceptable."""
    per_action = _prediction_cost_per_action(model)
    precision = Fraction(model.precision)
    if per_action is None or precision == 1:
        return None
    rest = precision * Fraction(model.true_positive_value) - Fraction(model.action_cost) - per_action
    return to_cents(rest / (1 - precision))


def benefit_by_precision(model: ValueModel, steps: int = 20) -> tuple[tuple[Decimal, Decimal], ...]:
    """(precision, value a year) from 0 to 1, all other inputs as they are: where acting begins to pay."""
    shares = [Decimal(index) / steps for index in range(steps + 1)]
    return tuple((share, compute_value(model.model_copy(update={"precision": share})).benefit_year) for share in shares)
