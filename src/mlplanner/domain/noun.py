"""The base of every noun: identity, visible reference, and rules that hold for all text."""

import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from pydantic import ConfigDict, field_validator
from sqlmodel import Field, SQLModel

NAME = 120
"""Longest name, characters: fits a line on paper."""
TEXT = 4000
"""Longest paragraph, characters: far below the 32,767 of a spreadsheet cell."""
PLACES = 40
"""Most decimal places of a number: more than any measurement or a spreadsheet's fractions have."""
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2199, 12, 31)


class Noun(SQLModel):
    """A frozen, validated value; the table class made from it in `storage` is the mutable row."""

    model_config = ConfigDict(frozen=True, extra="forbid")  # type: ignore[assignment]  # SQLModel narrows the type
    PREFIX: ClassVar[str] = "XX"

    id: int | None = Field(default=None, primary_key=True)

    @property
    def ref(self) -> str:
        """The reference people quote (`ST-014`); made from the never reused id."""
        return f"{self.PREFIX}-{self.id or 0:03d}"

    @property
    def label(self) -> str:
        """What to call it in a sentence."""
        return self.ref

    @field_validator("*", mode="before")
    @classmethod
    def _clean(cls, value: Any) -> Any:
        """Strip text, with line ends as one character; refuse what no file format can carry."""
        if isinstance(value, str) and value.__class__ is str:
            value = value.replace("\r\n", "\n").replace("\r", "\n").strip()
            if bad := [c for c in value if _is_unwritable(c)]:
                raise ValueError(f"contains the character U+{ord(bad[0]):04X}, which can't be kept")
        return value

    @field_validator("*")
    @classmethod
    def _sane_numbers(cls, value: Any) -> Any:
        """A number such as 1E-999999999 is short as it is typed and fills the memory as it is written."""
        if isinstance(value, Decimal) and (places := -int(value.as_tuple().exponent)) > PLACES:
            raise ValueError(f"has {places:,} decimal places; {PLACES} are enough")
        return value

    @field_validator("*")
    @classmethod
    def _sane_dates(cls, value: Any) -> Any:
        """Dates far away are typing errors (year 0204), not plans."""
        if isinstance(value, date) and not FIRST_DAY <= value <= LAST_DAY:
            raise ValueError(f"must lie between {FIRST_DAY:%Y} and {LAST_DAY:%Y}")
        return value


def _is_unwritable(character: str) -> bool:
    """True for control characters, lone surrogates, and the two code points that XML, hence a workbook, does not know."""
    return character not in "\n\t" and (unicodedata.category(character) in ("Cc", "Cs") or character in "\ufffe\uffff")


class ProjectNoun(Noun):
    """A noun that belongs to one project and goes with it."""

    project_id: int = Field(foreign_key="project.id", index=True)
