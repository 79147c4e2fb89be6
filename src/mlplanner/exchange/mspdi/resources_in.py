"""Who the resources of a schedule are here: people, roles, and what their hours cost."""

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from mlplanner.domain.enums import RateBasis, Sourcing
from mlplanner.domain.portfolio import Portfolio
from mlplanner.engine.calendars import WORK_WEEK
from mlplanner.engine.rates import WEEKS_IN_YEAR, Currencies
from mlplanner.exchange.mspdi.elements import HOURS_A_DAY
from mlplanner.exchange.mspdi.rows import Rows
from mlplanner.exchange.mspdi.schedules import Resource
from mlplanner.playbook.entries import Playbook

UNNAMED_ROLE = "to_be_named"
"""Key of the role that is added for resources whose role nobody can tell."""
_WORDS = re.compile(r"[^0-9a-z]+")


class Team:
    """Roles and people of one file; adds those that are not here yet."""

    def __init__(
        self, rows: Rows, portfolio: Portfolio, playbook: Playbook, currency: str, *, takes_roles: bool = False
    ) -> None:
        """`takes_roles`: a role that nobody knows is added under the name that the file gives it."""
        self._takes_roles, self._taken = takes_roles, dict[str, str]()
        self._rows, self._portfolio, self._playbook, self._currency = rows, portfolio, playbook, currency
        self._roles = {_folded(key): key for key in playbook.roles}
        self._roles |= {_folded(role.title): key for key, role in playbook.roles.items()}
        self._roles.pop("", None)  # a title without Latin letters folds to nothing
        self._people = {person.name.casefold(): person for person in portfolio.people.values()}
        self._rates: dict[str, list[Decimal]] = {}
        self.unnamed: list[str] = []
        """Names of the resources whose role nobody can tell."""

    def role(self, resource: Resource) -> str:
        """The playbook role of the resource: as written by us, as the person has here, or as its words say."""
        written = resource.own.partition("/")[0]
        person = self._people.get(resource.name.casefold())
        if written in self._playbook.roles:
            return written
        if person and person.role:
            return person.role
        for text in (resource.name, resource.group, resource.initials):
            if (role := self.role_of(text)) is not None:
                return role
        if self._takes_roles and resource.group:
            return self._new_role(resource.group)
        self.unnamed.append(resource.name)
        return self._unnamed_role()

    def role_of(self, text: str) -> str | None:
        """The role whose title or key is `text`, or stands in it as whole words: `Data engineer 2`."""
        folded = _folded(text)
        if folded in self._roles:
            return self._roles[folded]
        inside = [title for title in self._roles if f" {title} " in f" {folded} "]
        return self._roles[max(inside, key=len)] if inside else None

    def person(self, resource: Resource, role: str) -> int | None:
        """The person of that name; None for a resource that is a role, not a person."""
        if self.is_role(resource) and not self._rows.knows_person(resource.name):
            return None
        fte = min(max(resource.units, Decimal(0)), Decimal(1)) or Decimal(1)
        fields = {"fte": fte, "role": role if role != UNNAMED_ROLE else "", "unit": resource.group[:120]}
        return self._rows.person(resource.name[:120], fields, resource.where)

    def is_role(self, resource: Resource) -> bool:
        """True for a resource that stands for a role to be filled, not for a person."""
        return _folded(resource.name) in self._roles or resource.is_generic or "/" in resource.own

    def keep_rate(self, role: str, resource: Resource) -> None:
        """Remember what an hour of the role costs there."""
        if resource.rate:
            self._rates.setdefault(role, []).append(resource.rate)

    def add_rates(self, first: date) -> list[str]:
        """A yearly rate for each role that the rate card does not price; notes on what was averaged or left."""
        if not self._rates:
            return []
        known = {rate.role for rate in self._portfolio.rates}
        if Currencies(self._portfolio).factor(self._currency) is None:
            return [
                f"Rates in {self._currency} were not taken: there is no exchange rate for it; add one under Settings."
            ]
        left = sorted(set(self._rates) & known)
        for role in sorted(set(self._rates) - known):
            self._rows.add("rates", self._rate(role, first), "resources")
        titles = ", ".join(self._playbook.role_title(role) for role in left)
        return [f"Hourly rates were not taken for {titles}: the rate card here has rates for it."] if left else []

    def _rate(self, role: str, first: date) -> Mapping[str, object]:
        """The mean of the hourly rates over a year of full weeks."""
        hourly = sum(self._rates[role], Decimal(0)) / len(self._rates[role])
        amount = (hourly * HOURS_A_DAY * WORK_WEEK * WEEKS_IN_YEAR).quantize(Decimal("0.01"))
        is_own = self._currency in ("", self._portfolio.settings.currency)
        currency = "" if is_own else self._currency
        values = {"role": role, "sourcing": Sourcing.INTERNAL, "valid_from": first, "basis": RateBasis.ANNUAL}
        return {**values, "amount": amount, "currency": currency}

    def _new_role(self, title: str) -> str:
        folded = _folded(unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode())
        key = folded.replace(" ", "_")[:36]
        key = f"own_{key}" if key else UNNAMED_ROLE
        if key not in self._playbook.roles and key not in self._taken:
            self._taken[key] = title
            entry = {"title": title[:80], "fte_low": 0, "fte_high": 50, "deliverable": "As named in the file"}
            self._rows.add(
                "overrides", {"path": f"roles.{key}", "value": json.dumps(entry), "reason": "Import"}, "role"
            )
        return key

    def marked_role(self, title: str) -> str:
        """The role that a RACI matrix names, or that the person named there has here; added when nobody knows it."""
        person = self._people.get(title.strip().casefold())
        return self.role_of(title) or (person.role if person and person.role else self._new_role(title))

    def _unnamed_role(self) -> str:
        if UNNAMED_ROLE not in self._playbook.roles and len(self.unnamed) == 1:
            entry = {"title": "Role to be named", "fte_low": 0, "fte_high": 50, "deliverable": "Named after the import"}
            values = {"path": f"roles.{UNNAMED_ROLE}", "value": json.dumps(entry), "reason": "Resources without a role"}
            self._rows.add("overrides", values, "resources")
        return UNNAMED_ROLE


def _folded(text: str) -> str:
    return _WORDS.sub(" ", text.casefold()).strip()
