"""The words by which columns and cells of foreign workbooks are recognised (`resources/imports/headings.toml`)."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any

from mlplanner.resources import read_text

_BRACKETS = re.compile(r"[\(\[][^)\]]*[\)\]]")
_OTHER = re.compile(r"[^\w%]+")


def folded(text: object) -> str:
    """Words without case, accents, footnote marks, underscores and what stands in brackets."""
    plain = unicodedata.normalize("NFKD", _BRACKETS.sub(" ", str(text)))
    plain = "".join(char for char in plain if not unicodedata.combining(char)).casefold()
    return _OTHER.sub(" ", plain.replace("_", " ").replace("ß", "ss")).strip()


@cache
def _content() -> Mapping[str, Any]:
    return tomllib.loads(read_text("imports", "headings.toml"))


@cache
def fields() -> Mapping[str, str]:
    """Folded heading → what the column holds; the first meaning wins."""
    found: dict[str, str] = {}
    for name, words in _content().items():
        if isinstance(words, list):
            for word in words:
                found.setdefault(folded(word), name)
    return found


@cache
def field_names() -> tuple[str, ...]:
    """Every meaning that a column can have."""
    return tuple(name for name, words in _content().items() if isinstance(words, list))


@cache
def field_title(name: str) -> str:
    """What a meaning is called for people."""
    return str(_content()["titles"][name])


@cache
def kind_titles() -> Mapping[str, str]:
    """Kind of a table → what it is called for people."""
    return dict(_content()["kinds"])


@cache
def people_fields() -> Mapping[str, str]:
    """Folded heading → what the column of a list of people holds."""
    return {folded(word): name for name, texts in reversed(_content()["people"].items()) for word in texts}


@cache
def sourcing_words() -> Mapping[str, str]:
    """Folded word → how somebody is employed."""
    return {folded(word): name for name, texts in _content()["sourcing"].items() for word in texts}


@cache
def words(name: str) -> frozenset[str]:
    """The words of a list such as `milestone`, folded."""
    return frozenset(folded(word) for word in _content()["words"][name])


@cache
def months() -> Mapping[str, int]:
    """Folded name of a month → 1 to 12."""
    lists = _content()["months"]["names"]
    return {folded(word): number for number, names in enumerate(lists, start=1) for word in names}
