"""How exact values lie in the file: money as integer cents, decimals as canonical text, weekly FTE as runs."""

from decimal import Decimal
from typing import Any

from sqlalchemy.types import BigInteger, Text, TypeDecorator

from mlplanner.domain.money import CENT, to_cents
from mlplanner.domain.weeks import format_weeks, parse_weeks, plain


class Cents(TypeDecorator[Decimal]):
    """`Decimal` money ↔ integer cents; SQLite would keep a NUMERIC as a float and lose cents."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> int | None:
        """Cents for the file."""
        return None if value is None else int(to_cents(Decimal(value)) * 100)

    def process_result_value(self, value: Any, dialect: Any) -> Decimal | None:
        """`Decimal` with two places."""
        return None if value is None else (Decimal(value) / 100).quantize(CENT)


class Exact(TypeDecorator[Decimal]):
    """`Decimal` ↔ canonical text, so that 0.10 stays 0.10 and `10.5` equals `10.50`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> str | None:
        """Canonical text for the file."""
        return None if value is None else plain(Decimal(value))

    def process_result_value(self, value: Any, dialect: Any) -> Decimal | None:
        """The exact decimal."""
        return None if value is None else Decimal(value)


class Weekly(TypeDecorator[dict[int, Decimal]]):
    """FTE by plan week ↔ readable runs (`1-3:0.5;4:1`)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> str | None:
        """Runs for the file."""
        return None if value is None else format_weeks(value)

    def process_result_value(self, value: Any, dialect: Any) -> dict[int, Decimal] | None:
        """FTE by week."""
        return None if value is None else parse_weeks(value)
