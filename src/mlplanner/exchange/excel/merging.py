"""Three-way merge of canonical texts: what was exported, what the file says, what the portfolio says now.

Equal on both sides: nothing. One side changed: that side. Both changed, differently: a conflict for a person.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from mlplanner.domain.noun import Noun
from mlplanner.domain.registry import KIND_OF
from mlplanner.domain.rows import references
from mlplanner.domain.weeks import format_weeks, parse_weeks
from mlplanner.exchange.excel.canonical import Row, Rows, row_of

UNTOLD = frozenset({"position"})
"""Moving a row is no reason to keep it."""


@dataclass(frozen=True)
class Clash:
    """A cell that both sides changed: `base` is the exported text of the whole field."""

    field: str
    base: str
    week: int | None = None


@dataclass
class Merged:
    """One row. `theirs`: all fields where the file differs from both; `taken`: as they become without any conflict."""

    theirs: Row = field(default_factory=dict)
    taken: Row = field(default_factory=dict)
    conflicts: list[Clash] = field(default_factory=list)


def merge_row(base: Mapping[str, str], wanted: Mapping[str, str], now: Mapping[str, str]) -> Merged:
    """Merge the cells that the sender changed; those that say what we say already need nothing."""
    merged = Merged()
    for name, text in wanted.items():
        was, mine = base.get(name, ""), now.get(name, "")
        if text == mine:
            continue
        if name == "weekly":
            _merge_weeks(merged, was, text, mine)
            continue
        merged.theirs[name] = text
        if mine == was:
            merged.taken[name] = text
        else:
            merged.conflicts.append(Clash(name, was))
    return merged


def _merge_weeks(merged: Merged, base: str, theirs: str, mine: str) -> None:
    """Each week is a cell of its own."""
    was, said, held = parse_weeks(base), parse_weeks(theirs), parse_weeks(mine)
    taken, full = dict(held), dict(held)
    for week in sorted({*was, *said, *held}):
        one, other, ours = was.get(week), said.get(week), held.get(week)
        if other in (one, ours):
            continue
        for weeks in (full,) if ours != one else (full, taken):
            weeks.pop(week, None)
            if other is not None:
                weeks[week] = other
        if ours != one:
            merged.conflicts.append(Clash("weekly", base, week))
    if full != held:
        merged.theirs["weekly"] = format_weeks(full)
    if taken != held:
        merged.taken["weekly"] = format_weeks(taken)


def contested_rows(
    base: Rows, nouns: Mapping[str, Mapping[int, Noun]], removed: Mapping[str, Collection[int]]
) -> frozenset[tuple[str, int]]:
    """(kind, id) of rows gone from the file that were changed here since, or that something new here refers to.

    What a contested row refers to is contested too, or it would go with it.
    """
    gone = {(kind, key): nouns[kind][key] for kind in removed for key in removed[kind] if key in nouns.get(kind, {})}
    if not gone:
        return frozenset()
    found = {place for place, noun in gone.items() if _is_changed(base.get(place[0], {}).get(place[1], {}), noun)}
    for kind, rows in nouns.items():
        for key, noun in rows.items():
            was = base.get(kind, {}).get(key, {})
            found |= {p for name, p in _targets(noun) if p in gone and was.get(name) != str(p[1])}
    waiting = list(found)
    while waiting:
        more = {place for _, place in _targets(gone[waiting.pop()]) if place in gone and place not in found}
        found |= more
        waiting += more
    return frozenset(found)


def _targets(noun: Noun) -> list[tuple[str, tuple[str, int]]]:
    """(field, (kind, id)) of the rows that a noun refers to."""
    links = references(KIND_OF[type(noun)].noun).items()
    return [(name, (kind.key, key)) for name, kind in links if (key := getattr(noun, name)) is not None]


def _is_changed(exported: Mapping[str, str], noun: Noun) -> bool:
    now = row_of(noun)
    return any(text != now.get(name, "") for name, text in exported.items() if name not in UNTOLD)
