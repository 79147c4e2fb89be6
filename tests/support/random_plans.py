"""Plans with every way to pay people and every corner of the arithmetic, from a seed."""

from datetime import timedelta
from decimal import Decimal
from random import Random

from mlplanner.domain.benefits import Experiment
from mlplanner.domain.costs import CostLine
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.staffing import StaffingLine
from tests.builders import START, make_cost, make_experiment, make_inserted, make_line, make_plan
from tests.support.plan_workbooks import RATES, rich_portfolio

ROLES = (*dict.fromkeys(rate.role for rate in RATES), "nobody")
SOURCING = ("internal", "hire", "contractor", "partner")
STEP = Decimal("0.05")


def random_portfolio(seed: int) -> Portfolio:
    """One project of any kind that has figures."""
    draw = Random(seed)
    count = draw.randint(0, 9)
    plan = make_plan(
        lines=[_line(draw, count) for _ in range(count)],
        costs=[_cost(draw) for _ in range(draw.randint(0, 6))],
        experiments=[_experiment(draw) for _ in range(3)],
        inserted=[
            make_inserted(draw.choice(("discovery", "handover")), draw.randint(1, 3)) for _ in range(draw.randint(0, 3))
        ],
        value=_value(draw),
        maintenance=_maintenance(draw),
        start=START + timedelta(days=draw.randint(0, 700)),
        headroom_weeks=draw.randint(0, 5),
        handover_pct=_part(draw, 3000, 10_000),
        contingency_pct=_part(draw, 3000, 10_000),
        evidence_days=draw.randint(0, 365),
    )
    rates = {"discount_rate": _part(draw, 20, 100), "indexation": _part(draw, 10, 100)}
    return rich_portfolio(plan, horizon_years=draw.randint(1, 6), **rates)


def _part(draw: Random, most: int, of: int) -> Decimal:
    return Decimal(draw.randint(0, most)) / of


def _line(draw: Random, count: int) -> StaffingLine:
    weeks = draw.sample(range(1, 22), draw.randint(0, 15))
    return make_line(
        draw.choice(ROLES),
        weekly={week: draw.randint(1, 40) * STEP for week in weeks},
        sourcing=draw.choice(SOURCING),
        successor_id=draw.choice((None, 1000 + draw.randint(1, count))),
        fixed_fee=draw.choice((None, None, Decimal(0), _part(draw, 10**6, 100))),
    )


def _cost(draw: Random) -> CostLine:
    first = draw.randint(1, 20)
    return make_cost(
        str(_part(draw, 10**6, 100)),
        first,
        draw.choice((None, draw.randint(first, 40))),
        draw.choice(("non_labour", "training", "handover")),
        currency=draw.choice(("", "EUR", "USD", "GBP")),
    )


def _experiment(draw: Random) -> Experiment:
    return make_experiment(
        p1=draw.choice((None, Decimal("0.2"))),
        p2=Decimal(draw.randint(1, 99)) / 100,
        design=draw.choice(("means", "proportions")),
        sigma=draw.choice((None, Decimal(draw.randint(1, 500)) / 7)),
        delta=Decimal(draw.randint(1, 50)) / 3,
        alpha=Decimal(draw.randint(1, 20)) / 100,
        power=Decimal(draw.randint(50, 99)) / 100,
        units_per_week=draw.randint(0, 3000),
        share=Decimal(draw.randint(1, 100)) / 100,
        label_lag_weeks=draw.randint(0, 4),
        window_days=draw.randint(10, 90),
    )


def _value(draw: Random) -> dict[str, object]:
    return {
        "decisions_per_year": draw.choice((0, draw.randint(1, 10**6))),
        "share_acted": _part(draw, 100, 100),
        "precision": draw.choice((Decimal(0), Decimal(1), _part(draw, 100, 100))),
        "true_positive_value": _part(draw, 20_000, 100),
        "false_positive_cost": draw.choice((Decimal(0), _part(draw, 5000, 100))),
        "action_cost": _part(draw, 3000, 100),
        "prediction_cost": _part(draw, 100, 1000),
        "adoption": _part(draw, 100, 100),
    }


def _maintenance(draw: Random) -> dict[str, object]:
    return {
        "role": draw.choice(ROLES),
        "sourcing": draw.choice(SOURCING),
        "fte": draw.randint(0, 40) * STEP,
        "infrastructure": _part(draw, 10**6, 100),
        "retrains": draw.randint(0, 5),
        "drills": draw.randint(0, 9),
        "retrain_cost": _part(draw, 10**5, 100),
        "drill_cost": _part(draw, 10**5, 100),
    }
