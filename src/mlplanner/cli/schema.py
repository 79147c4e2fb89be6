"""`mlplanner schema`: the JSON Schemas of the JSON files."""

from typing import Annotated

import typer

from mlplanner.cli.output import say_json
from mlplanner.exchange.schema import plan_schema, portfolio_schema

OfPortfolio = Annotated[bool, typer.Option("--portfolio", help="That of portfolio.json, the whole portfolio.")]


def schema(portfolio: OfPortfolio = False) -> None:
    """Print the JSON Schema (2020-12) of plan.json."""
    say_json(portfolio_schema() if portfolio else plan_schema())
