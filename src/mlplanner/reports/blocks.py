"""The parts a report is made of; the exporters decide how they look."""

from dataclasses import dataclass, field
from enum import StrEnum

from mlplanner.charts.cash_flows import CashFlow
from mlplanner.charts.certainty_curves import CertaintyCurve
from mlplanner.charts.gantts import Gantt
from mlplanner.charts.handover_bands import HandoverBand
from mlplanner.charts.mix_bars import MixBar
from mlplanner.charts.tornados import Tornado
from mlplanner.charts.value_lines import ValueLine

Chart = Gantt | MixBar | HandoverBand | CashFlow | ValueLine | Tornado | CertaintyCurve


class Tone(StrEnum):
    """How good something is; always shown with a word, never by colour alone."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Mark:
    """A status: a sign and the word next to it."""

    tone: Tone
    word: str


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a sentence, strong or not."""

    text: str
    is_strong: bool = False


Cell = str | Mark
Sentence = tuple[Span, ...]


class Align(StrEnum):
    """Numbers stand right, so that their digits line up."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading; `share` is its part of the table's width, relative to the others."""

    title: str
    share: float = 1.0
    align: Align = Align.LEFT


class RowKind(StrEnum):
    """Why a row stands out."""

    PLAIN = "plain"
    GROUP = "group"
    TOTAL = "total"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Row:
    """One row; as many cells as the table has columns."""

    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.PLAIN


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its heading and a note below. `is_compact`: small type, for many columns."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    is_compact: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text with an optional heading."""

    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of a name and what is to be said of it."""

    pairs: tuple[tuple[str, str], ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart's data with its heading."""

    title: str
    chart: Chart
    note: str = ""


Block = Table | Paragraph | Facts | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter: the finding in one sentence first, then the evidence."""

    title: str
    finding: str
    blocks: tuple[Block, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class RunningHead:
    """What every page carries: document, project, version, day, classification, and the plan's fingerprint at the foot."""

    document: str
    trail: tuple[str, ...]
    ref: str
    version: int
    day: str
    classification: str
    is_sample: bool
    fingerprint: str
    revision: int | None = None
    """The portfolio's revision, where the plan is attached to the document."""
