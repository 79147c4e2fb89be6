"""The exported state that travels in the workbook: what the sender's copy said before anybody edited it."""

import base64
import hashlib
import json
import zlib
from dataclasses import dataclass, field

from mlplanner.domain import rows
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.exchange.excel.canonical import Rows, row_of
from mlplanner.exchange.excel.vocabularies import Labels

SHEET = "_mlplanner"
FORMAT = "mlplanner-workbook"
VERSION = 2
"""1: before governance, data, operations, rollout and programme."""
UNDERSCORE = "."
"""Stands for `_` in the packed state; base 85 has no full stop."""
CHUNK = 30_000
"""Characters in a cell; the format's limit is 32,767."""
LARGEST = 64 * 2**20
"""Bytes a state may unpack to."""


class DamagedState(ValueError):
    """The hidden state is there but can't be read."""


@dataclass(frozen=True)
class State:
    """What was exported. `project` None: the whole portfolio. `rows` are canonical texts by kind and id."""

    portfolio_uid: str
    portfolio_name: str
    project: int | None
    revision: int
    rows: Rows
    labels: Labels = field(default_factory=dict)
    version: int = VERSION

    def text(self) -> str:
        """Canonical JSON."""
        parts = {
            "format": FORMAT,
            "version": self.version,
            "portfolio": self.portfolio_uid,
            "name": self.portfolio_name,
            "project": self.project,
            "revision": self.revision,
            "rows": {kind: {str(i): row for i, row in rows.items()} for kind, rows in self.rows.items()},
            "labels": {name: dict(entries) for name, entries in self.labels.items()},
        }
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def plan_rows(plan: ProjectPlan) -> Rows:
    """Every row of the plan."""
    return {kind.key: {noun.id or 0: row_of(noun) for noun in rows.plan_rows(plan, kind)} for kind in rows.OWNED}


def plan_state(portfolio: Portfolio, plan: ProjectPlan, labels: Labels) -> State:
    """The state of one plan."""
    settings = portfolio.settings
    return State(settings.portfolio_uid, settings.name, plan.id, portfolio.revision, plan_rows(plan), labels)


def pack_state(state: State) -> tuple[str, tuple[str, ...]]:
    """(SHA-256 of the state's text, its compressed cells)."""
    text = state.text().encode()
    # An underscore may look like the beginning of an escape, which programs undo in their own ways.
    packed = base64.b85encode(zlib.compress(text, 9)).decode().replace("_", UNDERSCORE)
    cells = tuple(packed[i : i + CHUNK] for i in range(0, len(packed), CHUNK))
    return hashlib.sha256(text).hexdigest(), cells


def unpack_state(digest: str, cells: tuple[str, ...]) -> State:
    """The inverse of `pack_state`; DamagedState when the cells were changed."""
    try:
        unpacker = zlib.decompressobj()
        text = unpacker.decompress(base64.b85decode("".join(cells).replace(UNDERSCORE, "_")), LARGEST)
        if unpacker.unconsumed_tail or hashlib.sha256(text).hexdigest() != digest:
            raise DamagedState("the stored state does not fit its check sum")
        parts = json.loads(text)
        rows = {kind: {int(i): dict(row) for i, row in held.items()} for kind, held in parts["rows"].items()}
        return State(
            str(parts["portfolio"]), str(parts["name"]), parts["project"], int(parts["revision"]),
            rows, parts["labels"], int(parts["version"]),
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError, zlib.error) as error:
        raise DamagedState(str(error)) from error
