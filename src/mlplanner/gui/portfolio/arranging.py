"""Which lines are shown, in what order, under which headings: search, filters, sort, groups. No widget here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from mlplanner.engine.portfolios import add_up, is_gate_due
from mlplanner.gui.portfolio.columns import COLUMN_BY_ID, TIER_ORDER
from mlplanner.gui.portfolio.rows import ProjectRow

if TYPE_CHECKING:
    from mlplanner.engine.portfolios import Totals

NOBODY = "Not said"

FACETS: dict[str, tuple[str, Callable[[ProjectRow], str]]] = {
    "stage": ("Stage", lambda row: row.stage),
    "unit": ("Business unit", lambda row: row.plan.project.business_unit or NOBODY),
    "tier": ("Risk tier", lambda row: row.tier or NOBODY),
    "commitment": ("Commitment", lambda row: str(row.plan.project.commitment)),
}
GROUPS = ("stage", "unit", "tier")


@dataclass(frozen=True)
class Arrangement:
    """What the user chose to see; comes back at the next start."""

    text: str = ""
    tile: str = ""
    """`ask`, `gates_due`, `over`, `failed`, `reviews`, or a fiscal year as `year:FY2026`; empty: no tile."""
    facets: dict[str, frozenset[str]] = field(default_factory=dict)
    """Facet → the values shown; a facet that is absent shows all."""
    sort: str = "rank"
    is_descending: bool = False
    group: str = ""

    @property
    def is_filtered(self) -> bool:
        """True when some projects may be hidden."""
        return bool(self.text or self.tile or self.facets)

    @property
    def can_rank(self) -> bool:
        """True when the order on screen is the rank itself, so that moving a row means something."""
        return self.sort == "rank" and not self.is_descending and not self.group

    def without_filters(self) -> Arrangement:
        """The same order with every project shown."""
        return replace(self, text="", tile="", facets={})


@dataclass(frozen=True, slots=True)
class Heading:
    """The line above a group."""

    title: str
    totals: Totals


Line = ProjectRow | Heading


@dataclass(frozen=True)
class Outlook:
    """What filters need to know beside the rows."""

    today: date
    days_ahead: int
    over: frozenset[int] = frozenset()
    """Projects behind roles that are asked for more than there is."""


def shown_rows(rows: Iterable[ProjectRow], chosen: Arrangement, outlook: Outlook) -> list[ProjectRow]:
    """The rows that fit search, tile and facets, in the order chosen."""
    words = chosen.text.casefold().split()
    fits_tile = _tile_test(chosen.tile, outlook)
    found = [
        row
        for row in rows
        if all(word in row.search for word in words)
        and fits_tile(row)
        and all(FACETS[key][1](row) in values for key, values in chosen.facets.items())
    ]
    column = COLUMN_BY_ID.get(chosen.sort, COLUMN_BY_ID["rank"])
    found.sort(key=lambda row: row.plan.project.rank)
    found.sort(key=column.key, reverse=chosen.is_descending)
    return found


def arrange(rows: Iterable[ProjectRow], chosen: Arrangement, outlook: Outlook) -> list[Line]:
    """The lines of the table: rows, under headings when grouped."""
    found = shown_rows(rows, chosen, outlook)
    if chosen.group not in GROUPS:
        return list(found)
    value = FACETS[chosen.group][1]
    groups: dict[str, list[ProjectRow]] = {}
    for row in found:
        groups.setdefault(value(row), []).append(row)
    lines: list[Line] = []
    for title in sorted(groups, key=_group_order(chosen.group, groups)):
        members = groups[title]
        pairs = [(row.plan, row.figures) for row in members if row.figures is not None]
        lines.append(Heading(title, add_up(pairs, outlook.today, outlook.days_ahead)))
        lines.extend(members)
    return lines


def facet_values(rows: Iterable[ProjectRow], facet: str) -> list[str]:
    """The values that occur, in the order of the facet's groups."""
    groups: dict[str, list[ProjectRow]] = {}
    for row in rows:
        groups.setdefault(FACETS[facet][1](row), []).append(row)
    return sorted(groups, key=_group_order(facet, groups))


def ranked_after_move(
    all_ids: Sequence[int], shown_ids: Sequence[int], moved: Collection[int], target: int
) -> list[int] | None:
    """The order of all projects when the `moved` ones go before the shown row at place `target` (its length: the end).

    None when nothing would change. Projects that a filter hides keep their place relative to the row before them.
    """
    going = [key for key in all_ids if key in moved]
    rest = [key for key in all_ids if key not in moved]
    before = next((key for key in shown_ids[target:] if key not in moved), None)
    if before is not None:
        at = rest.index(before)
    else:
        last = next((key for key in reversed(shown_ids) if key not in moved), None)
        at = rest.index(last) + 1 if last is not None else 0
    order = [*rest[:at], *going, *rest[at:]]
    return None if order == list(all_ids) else order


def _group_order(facet: str, groups: dict[str, list[ProjectRow]]) -> Callable[[str], tuple[object, ...]]:
    if facet == "stage":
        return lambda title: (min(row.stage_order for row in groups[title]), title)
    if facet == "tier":
        return lambda title: (TIER_ORDER.get(title, len(TIER_ORDER)), title)
    return lambda title: (title == NOBODY, title.casefold())


def _tile_test(tile: str, outlook: Outlook) -> Callable[[ProjectRow], bool]:
    if tile == "failed":
        return lambda row: row.must > 0 and not row.plan.is_withdrawn
    if tile == "reviews":
        return lambda row: row.reviews_overdue > 0 and not row.plan.is_withdrawn
    if tile == "over":
        return lambda row: row.id in outlook.over
    if tile == "gates_due":
        return lambda row: (
            row.figures is not None and is_gate_due(row.plan, row.figures, outlook.today, outlook.days_ahead)
        )
    if tile == "ask":
        return lambda row: bool(row.ask)
    if tile.startswith("year:"):
        return lambda row: tile.removeprefix("year:") in row.fiscal_years
    return lambda _: True
