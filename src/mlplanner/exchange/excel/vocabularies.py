"""The closed lists of a workbook: what people read and choose, and which value stands for it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from mlplanner.domain.enums import Sourcing
from mlplanner.domain.noun import Noun
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.registry import KINDS, Kind
from mlplanner.domain.rows import OWNED, PROJECT_KIND, plan_rows, references
from mlplanner.domain.staffing import StaffingLine
from mlplanner.exchange.excel.noun_columns import YES_NO, enum_list, type_of
from mlplanner.exchange.playbook_keys import PARTS, PLAYBOOK_LISTS, RACI
from mlplanner.playbook.entries import Playbook

Labels = Mapping[str, Mapping[str, str]]
"""List → canonical value → what the cell shows."""

SPELLED = {"ab_test": "A/B test", "no_go": "No-go", "non_labour": "Non-labour"}
TYPED = ("risk", "cadences")
"""Suggestions only: the field takes any text."""


@dataclass(frozen=True)
class Vocabulary:
    """Labels of every list. Reading prefers what the sender saw (`seen`), then what the portfolio says now."""

    labels: Labels
    seen: Labels = field(default_factory=dict)

    def label(self, name: str, value: str) -> str:
        """What a cell shows for `value`; a value that is no longer listed shows itself."""
        return self.labels.get(name, {}).get(value, value) if value else ""

    def entries(self, name: str) -> tuple[str, ...]:
        """The labels of a list in order."""
        return tuple(self.labels.get(name, {}).values())

    def value(self, name: str, text: str) -> str | None:
        """The value that `text` stands for: label, value itself, or reference; None when it is unknown."""
        wanted = folded(text)
        found = self._index.get((name, wanted))
        if found is None and "-" in wanted:
            found = self._index.get((name, wanted.split(" ", 1)[0]))
        return found

    def meant(self, name: str, text: str, known: str) -> str | None:
        """As `value`; a text that stands for `known`, as it was exported, means that whatever else is called so."""
        exported = self.seen.get(name, {}).get(known, known)
        return known if known and folded(text) == folded(exported) else self.value(name, text)

    @cached_property
    def _index(self) -> dict[tuple[str, str], str]:
        index: dict[tuple[str, str], str] = {}
        for labels in (self.seen, self.labels):
            for name, entries in labels.items():
                for value, label in entries.items():
                    index.setdefault((name, folded(label)), value)
        for name, entries in self.labels.items():
            for value, label in entries.items():
                index.setdefault((name, folded(value)), value)
                index.setdefault((name, folded(label.split(" ", 1)[0])), value) if _is_reference(label) else None
        return index


def plan_vocabulary(portfolio: Portfolio, plan: ProjectPlan, playbook: Playbook) -> Vocabulary:
    """The lists of one plan's workbook."""
    used = [line.role for line in plan.lines] + [artifact.role for artifact in plan.artifacts]
    lists = {
        kind.key: row_labels(plan_rows(plan, kind) if kind in OWNED else portfolio_rows(portfolio, kind))
        for kind in _targets(OWNED)
        if kind is not PROJECT_KIND
    }
    return Vocabulary({**shared_lists(portfolio, playbook, used), **enum_lists(OWNED), **lists})


def portfolio_vocabulary(portfolio: Portfolio, playbook: Playbook) -> Vocabulary:
    """The lists of the portfolio's workbook."""
    plans = portfolio.plans.values()
    used = [line.role for plan in plans for line in plan.lines]
    used += [artifact.role for plan in plans for artifact in plan.artifacts]
    lists = {kind.key: row_labels(portfolio_rows(portfolio, kind)) for kind in _targets(KINDS)}
    return Vocabulary({**shared_lists(portfolio, playbook, used), **enum_lists(KINDS), **lists})


def portfolio_rows(portfolio: Portfolio, kind: Kind) -> tuple[Noun, ...]:
    """The portfolio's rows of one kind; of a kind that belongs to projects, those of all projects."""
    if kind.in_project or kind is PROJECT_KIND:
        return tuple(row for plan in portfolio.plans.values() for row in plan_rows(plan, kind))
    held = getattr(portfolio, kind.key)
    if kind.is_single:
        return (held,)
    return tuple(held.values()) if isinstance(held, Mapping) else tuple(held)


def row_labels(rows: Iterable[Noun]) -> dict[str, str]:
    """Id → what the cell of a reference shows: a staffing line's Ref, else Ref and name."""
    return {str(row.id): row.ref if isinstance(row, StaffingLine) else reference(row) for row in rows}


def enum_lists(kinds: Iterable[Kind]) -> dict[str, Mapping[str, str]]:
    """The list of every enumeration that a field of these kinds has, and Yes and No."""
    found = {type_of(kind.noun, name) for kind in kinds for name in kind.noun.model_fields}
    enums = sorted((each for each in found if _is_enum(each) and each is not Sourcing), key=enum_list)
    lists = {enum_list(each): {str(item.value): spelled(item.value) for item in each} for each in enums}
    return {**lists, YES_NO: {"true": "Yes", "false": "No"}}


def _is_enum(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, StrEnum)


def _targets(kinds: Iterable[Kind]) -> list[Kind]:
    """The kinds whose rows these kinds refer to, but for people, who are chosen by name."""
    found = {target.key for kind in kinds for target in references(kind.noun).values()}
    return [kind for kind in KINDS if kind.key in found and kind.key != "people"]


def shared_lists(portfolio: Portfolio, playbook: Playbook, roles: Iterable[str] = ()) -> dict[str, Mapping[str, str]]:
    """The lists that do not depend on a project; `roles` are in use although the playbook may not know them."""
    titles = {key: role.title for key, role in playbook.roles.items()}
    return {
        "roles": unique({**titles, **{key: key for key in roles if key and key not in titles}}),
        "sourcing": unique({str(kind.value): _sourcing_title(kind, playbook) for kind in Sourcing}),
        **playbook_lists(playbook),
        RACI: unique({**{key: right.title for key, right in playbook.decision_rights.items()}, **titles}),
        "risk": {level: level for level in ("low", "medium", "high")},
        "people": unique({str(person.id): person.name for person in portfolio.people.values()}, "PE"),
    }


def playbook_lists(playbook: Playbook) -> dict[str, Mapping[str, str]]:
    """The parts of the playbook that fields choose from, but for the roles, by the titles of their entries."""
    lists: dict[str, Mapping[str, str]] = {}
    for name in sorted({*PLAYBOOK_LISTS.values()} - {"roles"}):
        entries: Mapping[str, Any] = getattr(playbook, PARTS.get(name, name))
        titles = {key: entry if isinstance(entry, str) else str(entry.title) for key, entry in entries.items()}
        lists[name] = unique(titles)
    return lists


def spelled(value: str) -> str:
    """`go_with_conditions` → `Go with conditions`."""
    return SPELLED.get(value, value.replace("_", " ").capitalize())


def reference(noun: Noun) -> str:
    """`GA-003 Prototype gate`: unique, and readable without looking it up."""
    return f"{noun.ref} {noun.label}" if noun.label != noun.ref else noun.ref


def unique(labels: Mapping[str, str], prefix: str = "") -> dict[str, str]:
    """Labels that differ: two people of one name are told apart by their reference."""
    count = Counter(folded(label) for label in labels.values())
    return {
        value: label if count[folded(label)] == 1 else f"{label} ({f'{prefix}-{int(value):03d}' if prefix else value})"
        for value, label in labels.items()
    }


def _sourcing_title(kind: Sourcing, playbook: Playbook) -> str:
    entry = playbook.sourcing.get(kind.value)
    return entry.title if entry else spelled(kind.value)


def _is_reference(label: str) -> bool:
    head = label.split(" ", 1)[0]
    return len(head) > 3 and head[2] == "-" and head[3:].isdigit()


def folded(text: str) -> str:
    """Text without case and needless spaces, to compare what people typed."""
    return " ".join(text.split()).casefold()
