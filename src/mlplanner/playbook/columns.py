"""Which fields of a playbook's entries a screen shows and edits, chapter by chapter."""

from dataclasses import dataclass
from enum import StrEnum

from mlplanner.domain.enums import Severity


class EntryKind(StrEnum):
    """How a value is typed."""

    NUMBER = "number"
    WHOLE = "whole"
    TEXT = "text"
    YES_NO = "yes_no"
    CHOICE = "choice"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class Column:
    """A field of an entry: `label` follows the entry's title in a row (`Data engineer: highest FTE`)."""

    field: str
    label: str
    kind: EntryKind
    unit: str = ""
    choices: tuple[str, ...] = ()
    is_optional: bool = False


TITLE = Column("title", "title", EntryKind.TEXT)
FIGURE = (
    Column("value", "", EntryKind.NUMBER),
    Column("low", "lowest usual", EntryKind.NUMBER, is_optional=True),
    Column("high", "highest usual", EntryKind.NUMBER, is_optional=True),
)
ROLE = (
    TITLE,
    Column("fte_low", "lowest usual FTE", EntryKind.NUMBER, "FTE"),
    Column("fte_high", "highest usual FTE", EntryKind.NUMBER, "FTE"),
    Column("deliverable", "deliverable", EntryKind.TEXT),
)
PHASE = (
    TITLE,
    Column("weeks", "length", EntryKind.WHOLE, "weeks"),
    Column("optimistic", "shortest usual length", EntryKind.NUMBER, "weeks", is_optional=True),
    Column("pessimistic", "longest usual length", EntryKind.NUMBER, "weeks", is_optional=True),
)
GATE = (
    TITLE,
    Column("owner_role", "decided by", EntryKind.TEXT),
    Column("is_production", "goes to production", EntryKind.YES_NO),
)
ARTIFACT = (TITLE, Column("role", "delivered by", EntryKind.ROLE))
SOURCING = (
    TITLE,
    Column("advice", "when to choose it", EntryKind.TEXT),
    Column("handover_risk", "handover risk", EntryKind.TEXT),
)
METRIC = (TITLE, Column("is_threshold_free", "needs no cut-off", EntryKind.YES_NO))
SENSITIVITY = (TITLE, Column("needs_rule", "needs a privacy rule", EntryKind.YES_NO))
RULE = (
    Column("severity", "severity", EntryKind.CHOICE, choices=tuple(Severity)),
    Column("text", "text", EntryKind.TEXT),
)
