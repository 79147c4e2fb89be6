"""Exact results as numbers that a spreadsheet can hold."""

from fractions import Fraction


def nearest(exact: Fraction | int) -> float | int:
    """The nearest number: whole ones stay whole."""
    return int(exact) if exact == int(exact) else float(exact)
