"""Names of people as they are typed: without the accents that a keyboard lacks."""

import unicodedata
from collections.abc import Iterable

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
"""Letters that Unicode does not take apart into a plain one and an accent."""


def folded(text: str) -> str:
    """The text in small letters and without accents, spaces made single: `José` and `JOSE` become `jose`."""
    apart = unicodedata.normalize("NFKD", " ".join(text.split()).casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).translate(_LETTERS)


def same_name(typed: str, names: Iterable[str]) -> str | None:
    """The known name that was meant: the same in any case, else the only one that differs by accents; None for a new one."""
    known = list(names)
    wanted = " ".join(typed.split()).casefold()
    exact = next((name for name in known if name.casefold() == wanted), None)
    if exact is not None:
        return exact
    alike = [name for name in known if folded(name) == folded(typed)]
    return alike[0] if len(alike) == 1 else None
