"""How the tables of foreign workbooks were corrected before: kept by heading set, so that the next file is read alike."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mlplanner.domain.exchanges import ImportMapping
from mlplanner.exchange.foreign.headings import key_of
from mlplanner.exchange.foreign.units import UNIT_WORDS
from mlplanner.exchange.foreign.values import Style

_REST = " table"
"""The key of what is no column: no heading begins with a blank. Earlier versions keep it without reading it."""


@dataclass(frozen=True)
class Memory:
    """What somebody said of a table: heading → meaning (empty: leave it out), heading → style, and what it is."""

    columns: Mapping[str, str] = field(default_factory=dict)
    styles: Mapping[str, Style] = field(default_factory=dict)
    kind: str = ""

    @property
    def is_empty(self) -> bool:
        """True when nothing was corrected."""
        return not (self.columns or self.styles or self.kind)


class Memories:
    """What is remembered of heading sets, and what somebody says now of single headings wherever they stand."""

    def __init__(self, mappings: Iterable[ImportMapping] = (), said: Mapping[str, str] | None = None) -> None:
        """Of two mappings for one heading set the later one holds."""
        self._kept = {each.headings: parse_memory(each.mapping) for each in mappings}
        self.said = dict(said or {})

    def of(self, headings: Mapping[int, str]) -> Memory:
        """What holds for a table with these headings; empty where nothing was ever said."""
        known = self._kept.get(key_of(headings), Memory())
        said = {heading: name for heading, name in self.said.items() if heading in headings.values()}
        # A column that gets the meaning of another one takes it over.
        kept = {heading: name for heading, name in known.columns.items() if not name or name not in said.values()}
        return Memory({**kept, **said}, known.styles, known.kind)

    def knows(self, headings: Mapping[int, str]) -> bool:
        """True when the heading set was corrected before."""
        return key_of(headings) in self._kept


def parse_memory(text: str) -> Memory:
    """The memory as it is stored; what can't be read is forgotten."""
    try:
        found = json.loads(text)
    except ValueError:
        return Memory()
    if not isinstance(found, dict):
        return Memory()
    rest = found.pop(_REST, {})
    rest = rest if isinstance(rest, dict) else {}
    styles = rest.get("styles", {})
    return Memory(
        {str(heading): str(name) for heading, name in found.items()},
        {str(heading): _style(each) for heading, each in styles.items() if isinstance(each, dict)}
        if isinstance(styles, dict)
        else {},
        str(rest.get("kind", "")),
    )


def _style(found: Mapping[str, object]) -> Style:
    unit = str(found.get("unit", ""))
    return Style(bool(found.get("comma")), bool(found.get("month_first")), unit if unit in UNIT_WORDS else "")


def memory_text(memory: Memory) -> str:
    """The memory as it is stored."""
    styles = {
        heading: {"comma": style.is_comma, "month_first": style.is_month_first, "unit": style.unit}
        for heading, style in memory.styles.items()
    }
    rest = {key: value for key, value in (("kind", memory.kind), ("styles", styles)) if value}
    return json.dumps({**memory.columns, **({_REST: rest} if rest else {})}, ensure_ascii=False)
