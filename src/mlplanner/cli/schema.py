"""`mlplanner schema`: the JSON Schema of a plan file."""

from mlplanner.cli.output import say_json
from mlplanner.exchange.schema import plan_schema


def schema() -> None:
    """Print the JSON Schema (2020-12) of plan.json."""
    say_json(plan_schema())
