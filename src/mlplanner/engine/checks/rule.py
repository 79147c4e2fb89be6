"""What a rule sees, and what it gives back."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from mlplanner.domain.lifecycle import Gate
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.engine.facts import Facts
from mlplanner.playbook.entries import Playbook


@dataclass(frozen=True, slots=True)
class Case:
    """One project to be judged on one day."""

    portfolio: Portfolio
    plan: ProjectPlan
    playbook: Playbook
    facts: Facts
    today: date
    """The portfolio's status day."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule is broken here: `noun` is a registry key, `noun_id` None where the row is missing.

    `words` fill the `{names}` of the rule's text. `gate` is given by rules about one gate; the others stop the gate
    that the playbook names.
    """

    noun: str
    noun_id: int | None = None
    field: str | None = None
    words: Mapping[str, str] = dataclasses.field(default_factory=dict)
    gate: Gate | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the playbook by its key, and the function that finds where a project breaks it."""

    key: str
    find: Callable[[Case], Iterator[Hit]]
