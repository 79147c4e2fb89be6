"""Spares openpyxl the import of numpy.

openpyxl imports numpy for one purpose: to accept its numbers in cells. We give it `Decimal`, `int` and `float` only. It works
without numpy where that is not installed, but has no switch for it, so it is told so by the module that holds the answer.
Measured: numpy is 0.36 of the 5.2 billion instructions (a tenth of a second) of exporting one plan's workbook,
before that told what its simulation found; reading, and the portfolio's workbook, still do without.
"""

import sys
from decimal import Decimal
from types import ModuleType
from typing import Any

_ANSWER = "openpyxl.compat.numbers"


def spare_numpy() -> None:
    """Call before the first import of openpyxl; does nothing after it."""
    if "openpyxl" not in sys.modules:
        answer: Any = ModuleType(_ANSWER, "What openpyxl takes for a number, without numpy.")
        answer.NUMERIC_TYPES = (int, float, Decimal)
        answer.NUMPY = False
        sys.modules[_ANSWER] = answer
