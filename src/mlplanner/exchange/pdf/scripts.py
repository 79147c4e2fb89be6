"""Scripts that are not written letter by letter from left to right, for names and short texts.

ReportLab places one glyph per character from left to right. What is done here: Hebrew and Arabic are put into visual order
within a line of an English page, Arabic letters take their joined shapes, and vowel signs of Indic scripts that are written
before their consonants move there. Conjuncts show their virama: readable, not calligraphy.
"""

import re
import unicodedata
from functools import cache

_LAM, _TATWEEL = "\u0644", "\u0640"
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_REORDERED = re.compile("[\u0900-\u0dff\u1000-\u109f\u1780-\u17ff]")
_BEFORE = tuple(
    re.compile(f"((?:[{letters}]{join})*[{letters}]{mark}?)([{vowels}])" if join else f"([{letters}])([{vowels}])")
    for letters, mark, join, vowels in (
        ("\u0915-\u0939", "\u093c", "\u093c?\u094d", "\u093f"),  # Devanagari
        ("\u0995-\u09b9\u09dc-\u09df", "\u09bc", "\u09cd", "\u09bf\u09c7\u09c8"),  # Bengali
        ("\u0a15-\u0a39\u0a59-\u0a5e", "\u0a3c", "\u0a4d", "\u0a3f"),  # Gurmukhi
        ("\u0a95-\u0ab9", "\u0abc", "\u0acd", "\u0abf"),  # Gujarati
        ("\u0b15-\u0b39", "\u0b3c", "\u0b4d", "\u0b47"),  # Oriya
        ("\u0b95-\u0bb9", "", "", "\u0bc6-\u0bc8"),  # Tamil
        ("\u0d15-\u0d39", "", "", "\u0d46-\u0d48"),  # Malayalam
        ("\u0d9a-\u0dc6", "", "", "\u0dd9\u0ddb"),  # Sinhala
        ("\u1000-\u1021", "[\u103b-\u103e]*", "\u1039", "\u1031"),  # Myanmar
        ("\u1780-\u17a2", "", "\u17d2", "\u17c1-\u17c3"),  # Khmer
    )
)
"""Vowel signs that are written before the letters after which they are spoken."""
_APART = str.maketrans(
    {
        code: "".join(chr(int(part, 16)) for part in unicodedata.decomposition(chr(code)).split())
        for code in (0x9CB, 0x9CC, 0xB48, 0xB4B, 0xB4C, 0xBCA, 0xBCB, 0xBCC, 0xD4A, 0xD4B, 0xD4C, 0xDDA, 0xDDC, 0xDDE)
    }
    | {0xDDD: "\u0dd9\u0dcf\u0dca", 0x17C4: "\u17c1\u17b6", 0x17BE: "\u17c1\u17b8"}
)
"""Vowel signs that stand on both sides of a letter, as their two halves."""


def is_drawn_otherwise(line: str) -> bool:
    """True where what is drawn does not read as what is meant: letters turned round, joined, or of a rare plane."""
    return not line.isascii() and (visual(line) != line or max(line) > "\uffff")


def visual(line: str) -> str:
    """The characters of one line in the order in which they are drawn from left to right."""
    if line.isascii():
        return line
    if _REORDERED.search(line):
        line = line.translate(_APART)
        for before in _BEFORE:
            line = before.sub(r"\2\1", line)
    if not any(unicodedata.bidirectional(char) in ("R", "AL") for char in line):
        return line
    return _reordered(_joined(line))


def _reordered(line: str) -> str:
    """Right-to-left runs turned round; numbers inside them keep their order."""
    clusters = _clusters(line)
    levels = _levels(clusters)
    for level in (2, 1):
        start = 0
        while start < len(clusters):
            end = start
            while end < len(clusters) and levels[end] >= level:
                end += 1
            clusters[start:end] = clusters[start:end][::-1]
            levels[start:end] = levels[start:end][::-1]
            start = end + 1
    return "".join(c.translate(_MIRRORED) if level == 1 else c for c, level in zip(clusters, levels, strict=True))


def _clusters(line: str) -> list[str]:
    """Letters with the marks that stand on them, which must not come apart."""
    clusters: list[str] = []
    for char in line:
        if clusters and unicodedata.combining(char):
            clusters[-1] += char
        else:
            clusters.append(char)
    return clusters


def _levels(clusters: list[str]) -> list[int]:
    """0: left to right, 1: right to left, 2: a number inside right to left; signs go with what stands on both sides."""
    levels: list[int | None] = []
    strong = 0
    for cluster in clusters:
        kind = unicodedata.bidirectional(cluster[0])
        if kind in ("L", "R", "AL"):
            strong = 0 if kind == "L" else 1
            levels.append(strong)
        elif kind in ("EN", "AN"):
            levels.append(2 if strong else 0)
        else:
            levels.append(None)
    following = 0
    for place in range(len(levels) - 1, -1, -1):
        level = levels[place]
        if level is None:
            before = next((known for known in reversed(levels[:place]) if known is not None), 0)
            levels[place] = 1 if before and following else 0
        else:
            following = level
    return [level or 0 for level in levels]


@cache
def _shapes() -> dict[tuple[str, str], str]:
    """(letters, form) → presentation form, read from the Unicode database that comes with Python."""
    table: dict[tuple[str, str], str] = {}
    for code in (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFF00)):
        form, _, letters = unicodedata.decomposition(chr(code)).partition(" ")
        plain = "".join(chr(int(letter, 16)) for letter in letters.split())
        if len(plain) == 1 or (len(plain) == 2 and plain[0] == _LAM and code >= 0xFEF5):
            table.setdefault((plain, form), chr(code))
    return table


def _joined(line: str) -> str:
    """Arabic letters in the shape that their neighbours ask for, lam and alef as one."""
    shapes = _shapes()
    clusters = _clusters(line)
    merged: list[str] = []
    for cluster in clusters:
        if merged and merged[-1] == _LAM and (_LAM + cluster[0], "<isolated>") in shapes:
            merged[-1] = _LAM + cluster
        else:
            merged.append(cluster)
    return "".join(_shape(merged, place, shapes) for place in range(len(merged)))


def _shape(clusters: list[str], place: int, shapes: dict[tuple[str, str], str]) -> str:
    cluster = clusters[place]
    length = 2 if _is_ligature(cluster, shapes) else 1
    letter, marks = cluster[:length], cluster[length:]
    before = place > 0 and _joins_next(clusters[place - 1], shapes)
    after = place + 1 < len(clusters) and _joins_next(cluster, shapes) and _joins_last(clusters[place + 1], shapes)
    form = {(0, 0): "<isolated>", (0, 1): "<initial>", (1, 0): "<final>", (1, 1): "<medial>"}[before, after]
    return shapes.get((letter, form), letter) + marks


def _joins_next(cluster: str, shapes: dict[tuple[str, str], str]) -> bool:
    """A letter with an initial form reaches for the next one; lam-alef does not."""
    if _is_ligature(cluster, shapes):
        return False
    return (cluster[0], "<initial>") in shapes or cluster[0] == _TATWEEL


def _joins_last(cluster: str, shapes: dict[tuple[str, str], str]) -> bool:
    return (cluster[0], "<final>") in shapes or cluster[0] == _TATWEEL


def _is_ligature(cluster: str, shapes: dict[tuple[str, str], str]) -> bool:
    return cluster[0] == _LAM and len(cluster) > 1 and (cluster[:2], "<isolated>") in shapes
