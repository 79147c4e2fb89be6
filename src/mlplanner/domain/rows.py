"""The nouns as rows, for mechanisms that treat all kinds alike: what belongs to a plan, and what refers to what."""

from collections.abc import Iterator, Mapping
from functools import cache

from mlplanner.domain.noun import Noun
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.projects import Project
from mlplanner.domain.registry import KIND_OF, KINDS, PROJECT_KINDS, Kind

PROJECT_KIND = KIND_OF[Project]
OWNED: tuple[Kind, ...] = (PROJECT_KIND, *PROJECT_KINDS)
"""The project itself and what belongs to it; a kind comes after those it refers to."""


def plan_rows(plan: ProjectPlan, kind: Kind) -> tuple[Noun, ...]:
    """The plan's rows of one kind in the order of the screens; one row for the project and for single kinds."""
    if kind is PROJECT_KIND:
        return (plan.project,)
    rows = getattr(plan, kind.key)
    return (rows,) if kind.is_single else tuple(rows)


def owned_rows(plan: ProjectPlan) -> Iterator[tuple[Kind, Noun]]:
    """Every row of the plan with its kind, in the registry's order."""
    return ((kind, row) for kind in OWNED for row in plan_rows(plan, kind))


@cache
def references(noun: type[Noun]) -> Mapping[str, Kind]:
    """The fields of a noun that hold another row's id, with the kind they point to: `{"gate_id": gates}`."""
    kind_of_table = {kind.table: kind for kind in KINDS}
    found: dict[str, Kind] = {}
    for name, info in noun.model_fields.items():
        targets = [target for item in info.metadata if isinstance(target := getattr(item, "foreign_key", None), str)]
        if targets:
            found[name] = kind_of_table[targets[0].partition(".")[0]]
    return found


def _shared() -> tuple[Kind, ...]:
    targets = {target.key for kind in OWNED for target in references(kind.noun).values()}
    return tuple(kind for kind in KINDS if kind.key in targets and kind not in OWNED and kind.key != "people")


SHARED: tuple[Kind, ...] = _shared()
"""Kinds of the whole portfolio, beside people, that rows of a plan refer to: services."""


def shared_rows(portfolio: Portfolio, kind: Kind) -> tuple[Noun, ...]:
    """The portfolio's rows of a kind of `SHARED`."""
    return tuple(getattr(portfolio, kind.key))
