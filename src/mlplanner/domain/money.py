"""Money: `Decimal` in the portfolio's currency, rounded half up to the cent, line by line."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


def to_cents(amount: Decimal) -> Decimal:
    """Round half up (away from zero) to the cent, as LibreOffice's and Excel's ROUND do."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def spread(total: Decimal, weights: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Split `total` (whole cents) in proportion to `weights` so that the parts add up exactly.

    Largest remainder: each part is cut to the cent, the missing cents go to the largest remainders, first come first.
    All weights zero: the first part takes everything; no weights: nothing can be split, `total` must be zero.
    """
    if not weights:
        if total:
            raise ValueError("an amount can't be spread over no weeks")
        return ()
    whole = sum(weights, Decimal(0))
    if not whole:
        return (total, *(ZERO for _ in weights[1:]))
    sign = -1 if total < 0 else 1
    exact = [abs(total) * w / whole for w in weights]
    parts = [(e // CENT) * CENT for e in exact]
    missing = int((abs(total) - sum(parts, ZERO)) / CENT)
    order = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in order[:missing]:
        parts[i] += CENT
    return tuple((sign * p).quantize(CENT) for p in parts)


def format_amount(amount: Decimal, decimals: int = 0) -> str:
    """`1234567.5` → `1,234,568`; a real minus sign; the unit is said once, in the heading."""
    step = Decimal(1).scaleb(-decimals)
    shown = amount.quantize(step, rounding=ROUND_HALF_UP)
    text = f"{abs(shown):,.{decimals}f}"
    return f"\N{MINUS SIGN}{text}" if shown < 0 else text
