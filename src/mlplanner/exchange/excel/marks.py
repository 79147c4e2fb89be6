"""RACI marks in a cell: titles of roles and decision rights for people, their keys for the plan (P2.3)."""

from mlplanner.domain.raci import format_marks, parse_marks
from mlplanner.exchange.excel.cell_reading import Unreadable
from mlplanner.exchange.excel.vocabularies import Vocabulary
from mlplanner.exchange.playbook_keys import RACI

ADVICE = "write it as 'Product owner: A; Data scientist: R'"


def shown_marks(marks: str, vocabulary: Vocabulary) -> str:
    """`product_owner:A; data_scientist:R` → `Product owner: A; Data scientist: R`."""
    return "; ".join(f"{vocabulary.label(RACI, role)}: {letters}" for role, letters in parse_marks(marks).items())


def read_marks(text: str, known: str, vocabulary: Vocabulary) -> str:
    """The inverse; `known` is what was exported there. Raises Unreadable."""
    if known and text == shown_marks(known, vocabulary):
        return known
    parts = [part.strip().rpartition(":") for part in text.split(";") if part.strip()]
    keys = []
    for title, colon, letters in parts:
        # An earlier workbook knows what it called the roles in their own list.
        role = vocabulary.value(RACI, title) or vocabulary.value("roles", title) if colon else None
        if role is None:
            shown = title.strip() if colon else letters.strip()
            raise Unreadable(f"'{shown[:60]}' is no role with its letters; {ADVICE}")
        keys.append(f"{role}:{letters}")
    try:
        return format_marks(parse_marks("; ".join(keys)))
    except ValueError as error:
        raise Unreadable(f"{error}; {ADVICE}") from None
