"""Golden cases of rules: a break of a sound project, and what must be found then. Each subject has a file of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from tests.builders import START
from tests.support.sound_case import World

Break = Callable[[World], World]


@dataclass(frozen=True)
class Golden:
    """A break, where the finding must point, the gate it must stop, and words of the message."""

    make: Break
    noun: str
    field: str | None
    says: str
    gate: str | None = None
    is_alone: bool = True
    """False where the break can't but break another rule as well."""


def row(kind: str, place: int = 0, /, **changes: Any) -> Break:
    return lambda world: world.with_row(kind, place, **changes)


def project(**changes: Any) -> Break:
    return lambda world: world.with_single("project", **changes)


def upkeep(**changes: Any) -> Break:
    return lambda world: world.with_single("maintenance", **changes)


def facts(**figures: Any) -> Break:
    return lambda world: replace(world, **figures)


def parts(**changes: Any) -> Break:
    return lambda world: world.with_plan(**changes)


def later(break_: Break, days: int) -> Break:
    return lambda world: replace(break_(world), today=START + timedelta(days=days))


def nothing(world: World) -> World:
    return world
