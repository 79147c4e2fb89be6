"""A plan that was computed by hand, for the tests of costs, layouts and figures.

Start 2 March 2026, 12 weeks and 2 of headroom, no public holidays:

- an internal scientist, 0.5 in weeks 1–12: 12 × 1,000, all build
- a contractor, 0.5 in weeks 3–12: 10 × 2,000; weeks 11 and 12 overlap with the successor: 16,000 build, 4,000 handover;
  500 once, two weeks before week 3
- the successor, internal, 0.25 in weeks 11–14: 1,000 build, and 1,000 handover in the headroom
- 2,500 once in week 2; 100 a month in weeks 1–12 (March, April, May); training 700 in week 5; runbook 1,000 in week 12

Build 29,000 + 500 + 2,800 + 700 = 33,000. Handover budget 20 % = 6,600, of it planned 6,000. Contingency 10 % = 3,300.
Maintenance 0.1 × 104,000 + 1,200 + 1,000 + 4 × 100 = 13,000. Ask 55,900.
"""

from decimal import Decimal
from typing import Any

from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from tests.builders import make_cost, make_line, make_plan, make_portfolio


def hand_made_plan(**fields: Any) -> ProjectPlan:
    """The plan of this module's docstring, with `fields` of the project or tuples of the plan replaced."""
    values: dict[str, Any] = {
        "lines": [
            make_line(fte="0.5", weeks=range(1, 13)),
            make_line(fte="0.5", weeks=range(3, 13), sourcing="contractor", successor_id=1003),
            make_line(fte="0.25", weeks=range(11, 15)),
        ],
        "costs": [
            make_cost("2500", from_week=2),
            make_cost("100", from_week=1, to_week=12),
            make_cost("700", from_week=5, category="training"),
            make_cost("1000", from_week=12, category="handover"),
        ],
        "maintenance": {
            "role": "data_scientist",
            "fte": Decimal("0.1"),
            "infrastructure": Decimal(1200),
            "retrain_cost": Decimal(1000),
            "drill_cost": Decimal(100),
        },
    }
    return make_plan(**{**values, **fields})


def hand_made_portfolio(**settings: Any) -> Portfolio:
    """A portfolio with that plan."""
    return make_portfolio(hand_made_plan(), **settings)
