"""Breaking sentences into lines that fit, and shortening them where a page has no room for more."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mlplanner.exchange.pdf.fonts import text_width
from mlplanner.reports.blocks import Span

ELLIPSIS = "…"
_RANGES = "\u2e80-\u2fff\u3040-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
_WIDE = re.compile(f"[{_RANGES}]")
_TOKEN = re.compile(f"\n|[ \t]+|[{_RANGES}]|[^ \t\n{_RANGES}]+")


@dataclass(frozen=True, slots=True)
class Line:
    """Pieces of text that stand on one line, with its width in points.

    `has_gap`: the sentence goes on after a space, which who hears or copies it needs.
    """

    pieces: tuple[Span, ...]
    width: float
    has_gap: bool = False

    @property
    def text(self) -> str:
        """The line's words."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class _Word:
    """What may not be broken: pieces without a space between; `is_last` ends a paragraph."""

    pieces: tuple[Span, ...]
    has_space: bool
    is_forced: bool = False


def wrap(
    sentence: Iterable[Span], size: float, width: float, most: int | None = None, tail: str = ELLIPSIS
) -> list[Line]:
    """`sentence` in lines at most `width` points wide; more than `most` lines are cut, and `tail` says so."""
    lines = _fill(_words(sentence), size, width)
    if most is None or len(lines) <= most:
        return lines
    return [*lines[: most - 1], shortened(lines[most - 1].pieces, size, width, tail)]


def wrap_text(text: str, size: float, width: float, is_bold: bool = False, most: int | None = None) -> list[Line]:
    """As `wrap`, for plain text."""
    return wrap((Span(text, is_bold),), size, width, most)


def shortened(pieces: Sequence[Span], size: float, width: float, tail: str = ELLIPSIS) -> Line:
    """One line that ends with `tail`, cut so far that both fit."""
    left = list(pieces)
    while left:
        last = left.pop()
        for length in range(len(last.text), 0, -1):
            kept = (*left, Span(last.text[:length].rstrip() + tail, last.is_strong))
            total = _width(kept, size)
            if total <= width:
                return Line(kept, total)
    return Line((Span(tail),), text_width(tail, size))


def fit(text: str, size: float, width: float, is_bold: bool = False) -> str:
    """`text` on one line, with an ellipsis where it is too long."""
    one = text.replace("\n", " ").replace("\t", " ")
    if text_width(one, size, is_bold) <= width:
        return one
    return shortened((Span(one[:400], is_bold),), size, width).text


def _width(pieces: Iterable[Span], size: float) -> float:
    return sum(text_width(piece.text, size, piece.is_strong) for piece in pieces)


def _words(sentence: Iterable[Span]) -> list[_Word]:
    """The sentence cut where a line may break: at spaces, and beside Chinese and Japanese characters."""
    words: list[_Word] = []
    pieces: list[Span] = []
    has_space = False
    after_wide = False
    for span in sentence:
        for part in _TOKEN.findall(span.text.replace(" %", "\u00a0%")):
            is_wide = _WIDE.match(part) is not None
            may_break = is_wide or (after_wide and part[0].isalnum())
            if _is_gap(part) or (pieces and may_break):
                if pieces or part == "\n":
                    words.append(_Word(tuple(pieces), has_space, part == "\n"))
                pieces, has_space = [], part[0] in " \t"
            if not _is_gap(part):
                pieces.append(Span(part, span.is_strong))
            after_wide = is_wide
    return [*words, _Word(tuple(pieces), has_space)] if pieces else words


def _is_gap(part: str) -> bool:
    """A no-break space (as in `EUR 1,000`) is no gap."""
    return part[0] in " \t\n"


def _fill(words: list[_Word], size: float, width: float) -> list[Line]:
    """Greedy filling; a word wider than the line is cut by characters."""
    lines: list[Line] = []
    current: list[Span] = []
    used = 0.0
    space = text_width(" ", size)
    for word in words:
        wide = _width(word.pieces, size)
        gap = space if word.has_space and current else 0.0
        if current and used + gap + wide > width:
            lines.append(_line(current, size, has_gap=word.has_space))
            current, used, gap = [], 0.0, 0.0
        pieces = list(word.pieces)
        while wide > width:
            head, pieces = _cut(pieces, size, width)
            lines.append(_line(head, size))
            wide = _width(pieces, size)
        current += [Span(" ", pieces[0].is_strong), *pieces] if gap and pieces else pieces
        used += gap + wide
        if word.is_forced:
            lines.append(_line(current, size, has_gap=bool(current)))
            current, used = [], 0.0
    if current or not lines:
        lines.append(_line(current, size))
    return lines


def _cut(pieces: list[Span], size: float, width: float) -> tuple[list[Span], list[Span]]:
    """The longest beginning that fits (at least one character), and the rest."""
    head: list[Span] = []
    used = 0.0
    for place, piece in enumerate(pieces):
        for index, char in enumerate(piece.text):
            wide = text_width(char, size, piece.is_strong)
            if used + wide > width and (head or index):
                cut = [Span(piece.text[:index], piece.is_strong)] if index else []
                return [*head, *cut], [Span(piece.text[index:], piece.is_strong), *pieces[place + 1 :]]
            used += wide
        head.append(piece)
    return head, []


def _line(pieces: list[Span], size: float, *, has_gap: bool = False) -> Line:
    """Neighbouring pieces of one weight become one, so that right-to-left text is turned as a whole."""
    merged: list[Span] = []
    for piece in pieces:
        if merged and merged[-1].is_strong == piece.is_strong:
            merged[-1] = Span(merged[-1].text + piece.text, piece.is_strong)
        else:
            merged.append(piece)
    return Line(tuple(merged), _width(merged, size), has_gap)
