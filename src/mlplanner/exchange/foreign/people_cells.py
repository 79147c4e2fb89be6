"""One cell of a list of people as the value of a field; BadInput says what it should hold (P4.9)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from mlplanner.domain.enums import Sourcing
from mlplanner.domain.errors import BadInput
from mlplanner.domain.noun import NAME, TEXT
from mlplanner.domain.portfolio import Portfolio
from mlplanner.engine.calendars import WORK_WEEK, countries_with_holidays, regions_with_holidays
from mlplanner.exchange.foreign.values import Style, day, number
from mlplanner.exchange.foreign.words import folded, sourcing_words
from mlplanner.playbook.entries import Playbook

_YES = ("yes", "y", "x", "true", "1", "ja", "j", "oui", "o", "si", "s")
_NO = ("no", "n", "false", "0", "nein", "non", "")
_PERCENT = 100
_NO_PERCENT = 5
"""From here on a number without a sign is a percentage; below it is somebody counted as several."""
_SHOWN = 40
_LENGTHS = {"unit": NAME, "skills": TEXT, "note": TEXT}


def named_role(text: str, playbook: Playbook) -> str:
    """The key of the role whose title or key is `text`, or stands in it as whole words: `Senior data engineer`."""
    word = folded(text)
    titles = {folded(key): key for key in playbook.roles} | {folded(r.title): key for key, r in playbook.roles.items()}
    titles.pop("", None)
    if word in titles:
        return titles[word]
    inside = [title for title in titles if f" {title} " in f" {word} "]
    return titles[max(inside, key=len)] if inside else ""


def sourcing_of(text: str) -> str:
    """How somebody is employed, from the words that people use; empty when nobody knows."""
    return sourcing_words().get(folded(text), "")


class PeopleCells:
    """Reads cells in the style of their columns."""

    def __init__(self, portfolio: Portfolio, playbook: Playbook, styles: Mapping[int, Style]) -> None:
        self._portfolio, self._playbook, self._styles = portfolio, playbook, styles
        self._hours = Decimal(WORK_WEEK) * playbook.figure("hours_per_day")

    def read(self, name: str, raw: Any, column: int) -> dict[str, Any]:
        """The field and its value."""
        text = " ".join(str(raw).split())
        match name:
            case "role":
                return {"role": self._role(text)}
            case "fte" | "availability":
                return {name: self._share(raw, text, column)}
            case "hours":
                return {"fte": self._of_hours(raw, text, column)}
            case "ramp_weeks":
                return {name: self._weeks(raw, text, column)}
            case "employed_from" | "employed_to":
                return {name: self._day(raw, text, column)}
            case "sourcing":
                return {name: self._sourcing(text)}
            case "is_placeholder":
                return {name: _yes(text)}
            case "country":
                return {name: self._country(text)}
            case "region":
                return {name: text.upper()[:10]}
            case _:
                return {name: text[: _LENGTHS[name]]}

    def _role(self, text: str) -> str:
        role = named_role(text, self._playbook)
        if not role:
            titles = ", ".join(each.title for each in self._playbook.roles.values())
            raise BadInput(
                f"'{text[:_SHOWN]}' is no role of the playbook; choose one of {titles}, or add it to the playbook first."
            )
        return role

    def _number(self, raw: Any, text: str, column: int) -> Decimal:
        value = number(raw, self._styles[column])
        if value is None or value < 0:
            raise BadInput(f"must be a number; got '{text[:_SHOWN]}'.")
        return value

    def _share(self, raw: Any, text: str, column: int) -> Decimal:
        """0.8, 80 % and 80 are the same; a person is at most one FTE."""
        value = self._number(raw, text, column)
        if value > _NO_PERCENT and "%" not in text:
            value /= _PERCENT
        if value > 1:
            raise BadInput(f"one person is at most 1 FTE; got {text[:_SHOWN]}.")
        return value

    def _of_hours(self, raw: Any, text: str, column: int) -> Decimal:
        hours = self._number(raw, text, column)
        if hours > self._hours:
            raise BadInput(f"a full week has {self._hours.normalize():f} hours in the playbook; got {text[:_SHOWN]}.")
        return round(hours / self._hours, 4)

    def _weeks(self, raw: Any, text: str, column: int) -> int:
        value = self._number(raw, text, column)
        if value % 1:
            raise BadInput(f"must be whole weeks; got '{text[:_SHOWN]}'.")
        return int(value)

    def _day(self, raw: Any, text: str, column: int) -> Any:
        found = day(raw, self._styles[column])
        if found is None:
            raise BadInput(f"must be a date such as 2026-03-02; got '{text[:_SHOWN]}'.")
        return found

    def _sourcing(self, text: str) -> Sourcing:
        found = sourcing_of(text)
        if not found:
            raise BadInput(f"must be one of {', '.join(Sourcing)}; got '{text[:_SHOWN]}'.")
        return Sourcing(found)

    def _country(self, text: str) -> str:
        code = text.upper()
        if code not in countries_with_holidays():
            raise BadInput(f"no public holidays are known for '{text[:_SHOWN]}'; use a code such as DE or US.")
        return code

    def check_region(self, values: Mapping[str, Any]) -> None:
        """A region is one of its country, the person's or the portfolio's; BadInput else."""
        region, country = values.get("region", ""), values.get("country") or self._portfolio.settings.country
        known = [code for code, _ in regions_with_holidays(country)]
        if region and region not in known:
            said = f"choose one of {', '.join(known[:_SHOWN])}" if known else "leave it empty"
            raise BadInput(f"country {country or '–'} has no region '{region}'; {said}.")


def _yes(text: str) -> bool:
    word = folded(text)
    if word not in (*_YES, *_NO):
        raise BadInput(f"must be yes or no; got '{text[:_SHOWN]}'.")
    return word in _YES
