"""Shares are stored as parts of 1 and typed as percentages: their limits are told as percentages, too."""

from decimal import Decimal
from typing import Any

from mlplanner.domain.errors import BadValue
from mlplanner.domain.noun import Noun
from mlplanner.domain.weeks import plain


def refuse_share(noun: type[Noun], name: str, value: Any) -> None:
    """BadValue when a share lies beyond the limits that the noun declares for its field."""
    if not isinstance(value, Decimal):
        return
    limits = noun.model_fields[name].metadata
    least = next((limit.ge for limit in limits if getattr(limit, "ge", None) is not None), None)
    most = next((limit.le for limit in limits if getattr(limit, "le", None) is not None), None)
    if least is not None and value < least:
        raise BadValue(f"must be at least {_percent(least)}; got {_percent(value)}")
    if most is not None and value > most:
        raise BadValue(f"must be at most {_percent(most)}; got {_percent(value)}")


def _percent(share: Any) -> str:
    return f"{plain(Decimal(share) * 100)}\u00a0%"
