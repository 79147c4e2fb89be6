"""The exported state that travels in the workbook: what the sender's copy said before anybody edited it."""

import base64
import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mlplanner.domain import rows
from mlplanner.domain.noun import Noun
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.exchange.excel.canonical import Row, Rows, row_of
from mlplanner.exchange.excel.vocabularies import Labels

SHEET = "_mlplanner"
FORMAT = "mlplanner-workbook"
VERSION = 2
"""1: before governance, data, operations, rollout and programme."""
UNDERSCORE = "."
"""Stands for `_` in the packed state; base 85 has no full stop."""
CHUNK = 30_000
"""Characters in a cell; the format's limit is 32,767."""
LARGEST = 160 * 2**20
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

    def pieces(self) -> Iterator[str]:
        """JSON, row by row: a portfolio's rows are too many to hold at once."""
        encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
        parts = {
            "format": FORMAT,
            "version": self.version,
            "portfolio": self.portfolio_uid,
            "name": self.portfolio_name,
            "project": self.project,
            "revision": self.revision,
            "labels": {name: dict(entries) for name, entries in self.labels.items()},
        }
        yield f'{encode(parts)[:-1]},"rows":{{'
        for number, (kind, held) in enumerate(self.rows.items()):
            yield f"{',' * bool(number)}{encode(kind)}:{{"
            yield from (f'{"," * bool(place)}"{key}":{encode(row)}' for place, (key, row) in enumerate(held.items()))
            yield "}"
        yield "}}"


class RowsLater(Mapping[int, Row]):
    """The canonical rows of nouns, each made when it is asked for."""

    def __init__(self, nouns: Sequence[Noun]) -> None:
        """Remember the nouns."""
        self._nouns = {noun.id or 0: noun for noun in nouns}

    def __getitem__(self, key: int) -> Row:
        """One row."""
        return row_of(self._nouns[key])

    def __iter__(self) -> Iterator[int]:
        """The ids."""
        return iter(self._nouns)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._nouns)


def plan_rows(plan: ProjectPlan) -> Rows:
    """Every row of the plan."""
    return {kind.key: {noun.id or 0: row_of(noun) for noun in rows.plan_rows(plan, kind)} for kind in rows.OWNED}


def plan_state(portfolio: Portfolio, plan: ProjectPlan, labels: Labels) -> State:
    """The state of one plan."""
    settings = portfolio.settings
    return State(settings.portfolio_uid, settings.name, plan.id, portfolio.revision, plan_rows(plan), labels)


def pack_state(state: State) -> tuple[str, tuple[str, ...]]:
    """(SHA-256 of the state's text, its compressed cells)."""
    digest, packer, parts = hashlib.sha256(), zlib.compressobj(), []
    for piece in state.pieces():
        text = piece.encode()
        digest.update(text)
        parts.append(packer.compress(text))
    parts.append(packer.flush())
    # An underscore may look like the beginning of an escape, which programs undo in their own ways.
    packed = base64.b85encode(b"".join(parts)).decode().replace("_", UNDERSCORE)
    cells = tuple(packed[i : i + CHUNK] for i in range(0, len(packed), CHUNK))
    return digest.hexdigest(), cells


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
