"""What is wrong with a workbook: every problem with its sheet and cell, told in one error."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from mlplanner.domain.errors import BadInput
from mlplanner.reports.formats import counted

MOST = 20
"""So many problems are listed; a file with more is wrong as a whole."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: `where` is `Staffing!F12` (or a sheet, or empty), `what` one sentence."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" if self.where else self.what


class BadWorkbook(BadInput):
    """A workbook that can't be taken. The text is one sentence on the first problem; `problems` lists them (P9.2)."""

    def __init__(self, source: str, problems: tuple[Problem, ...], count: int) -> None:
        more = count - 1
        others = "" if not more else f" ({more} more {'problem' if more == 1 else 'problems'} in this file)"
        first = problems[0]
        sentence = f"{source}{',' if first.where else ''} {first}".rstrip()
        super().__init__(f"{sentence[:-1]}{others}." if others and sentence.endswith(".") else f"{sentence}{others}")
        self.problems = problems
        self.count = count


class ForeignWorkbook(BadWorkbook):
    """A workbook that mlplanner did not write: it can only be read by what its headings mean."""


class MixedUpRefs(BadWorkbook):
    """The Refs of a table no longer stand beside their rows; the rows can be matched by content instead."""


@dataclass
class Problems:
    """Collects problems while a file is read, so that its sender hears of all of them at once."""

    source: str
    found: list[Problem] = field(default_factory=list)
    count: int = 0

    def add(self, where: str, what: str) -> None:
        """Note a problem; from the 21st on they are only counted."""
        self.count += 1
        if len(self.found) < MOST:
            self.found.append(Problem(where, what))

    def raise_if_any(self) -> None:
        """BadWorkbook when something is wrong."""
        if self.found:
            raise BadWorkbook(self.source, tuple(self.found), self.count)


def refuse(source: str, what: str, where: str = "") -> BadWorkbook:
    """The error for a file that is wrong as a whole."""
    return BadWorkbook(source, (Problem(where, what),), 1)


def foreign(source: str, what: str) -> ForeignWorkbook:
    """The error for a workbook that is none of ours."""
    return ForeignWorkbook(source, (Problem("", what),), 1)


def mixed_up(source: str, sheets: Sequence[tuple[str, int]]) -> MixedUpRefs:
    """The error for (sheet, rows that read like another one)."""
    what = (
        "{} read{} like another Ref's, as if the table had been sorted without its Ref column; "
        "match the rows by content, or put the Refs back beside their rows."
    )
    told = tuple(Problem(sheet, what.format(counted(n, "row"), "s" if n == 1 else "")) for sheet, n in sheets)
    return MixedUpRefs(source, told, len(told))
