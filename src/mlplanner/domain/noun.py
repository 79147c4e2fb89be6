"""The base of every noun: identity, visible reference, and rules that hold for all text."""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from pydantic import ConfigDict, ValidationInfo, field_validator
from sqlmodel import Field, SQLModel

NAME = 120
"""Longest name, characters: fits a line on paper."""
TEXT = 4000
"""Longest paragraph, characters: far below the 32,767 of a spreadsheet cell."""
_INVISIBLE = ("Cf", "Zs", "Zl", "Zp")
_BREAKS = re.compile(r"\s*[\n\t\u2028\u2029]\s*")
PLACES = 40
"""Most decimal places of a number: more than any measurement or a spreadsheet's fractions have."""
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2199, 12, 31)


class Noun(SQLModel):
    """A frozen, validated value; `storage` makes its table from the fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)  # type: ignore[assignment]  # SQLModel narrows the type
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
    def _clean(cls, value: Any, info: ValidationInfo) -> Any:
        """Strip text, with line ends as one character; refuse what no file format can carry.

        Text of invisible characters alone is no text. A name or a code is one line: a table has a row for it.
        """
        if isinstance(value, str) and value.__class__ is str:
            value = value.replace("\r\n", "\n").replace("\r", "\n").strip()
            if not value.isprintable():
                value = _visible(value, is_one_line=cls._longest(info.field_name) <= NAME)
                if bad := [c for c in value if _is_unwritable(c)]:
                    raise ValueError(f"contains the character U+{ord(bad[0]):04X}, which can't be kept")
        return value

    @classmethod
    def _longest(cls, name: str | None) -> int:
        info = cls.model_fields.get(name or "")
        lengths = [item.max_length for item in info.metadata if hasattr(item, "max_length")] if info else []
        return min(lengths, default=TEXT)

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


def _visible(text: str, *, is_one_line: bool) -> str:
    if all(unicodedata.category(c) in _INVISIBLE for c in text):
        return ""
    return _BREAKS.sub(" ", text) if is_one_line else text


def _is_unwritable(character: str) -> bool:
    """True for control characters, lone surrogates, and the two code points that XML, hence a workbook, does not know."""
    return character not in "\n\t" and (unicodedata.category(character) in ("Cc", "Cs") or character in "\ufffe\uffff")


class ProjectNoun(Noun):
    """A noun that belongs to one project and goes with it."""

    project_id: int = Field(foreign_key="project.id", index=True)
