"""A fingerprint of all that a levelling depends on, so that a proposal for an earlier plan is noticed and said (P4.9)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TypeVar

KeyT = TypeVar("KeyT", int, str)
_BYTES = 8


@dataclass(frozen=True)
class Marks:
    """Short digests: of each project's work, dates and terms, of each role's people by week, of the projects' order."""

    projects: Mapping[int, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    order: str = ""


@dataclass(frozen=True, slots=True)
class Differences:
    """What another reading differs in; all empty and False when it asks the same."""

    projects: tuple[int, ...]
    """Changed, or new."""
    gone: tuple[int, ...]
    """No longer there, or withdrawn."""
    roles: tuple[str, ...]
    is_reordered: bool

    def __bool__(self) -> bool:
        """True when anything differs."""
        return bool(self.projects or self.gone or self.roles or self.is_reordered)


def mark(*parts: object) -> str:
    """The digest of values whose `repr` says all of them."""
    return blake2b(repr(parts).encode(), digest_size=_BYTES).hexdigest()


def differences(before: Marks, after: Marks) -> Differences:
    """What changed from one reading to another."""
    return Differences(
        projects=tuple(_changed(before.projects, after.projects)),
        gone=tuple(key for key in before.projects if key not in after.projects),
        roles=tuple(sorted({*_changed(before.roles, after.roles), *(before.roles.keys() - after.roles.keys())})),
        is_reordered=before.order != after.order,
    )


def _changed(before: Mapping[KeyT, str], after: Mapping[KeyT, str]) -> Iterable[KeyT]:
    return (key for key, value in after.items() if before.get(key) != value)
