"""Letters of a RACI matrix as one readable text: `product_owner:AR; data_scientist:R` (P2.3)."""

LETTERS = "RACI"


def parse_marks(text: str) -> dict[str, str]:
    """Role key → letters in the order of `RACI`; ValueError with the reason unless exactly one A and at least one R."""
    marks: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        role, colon, letters = (piece.strip() for piece in part.partition(":"))
        letters = letters.upper().replace("/", "").replace(",", "").replace(" ", "")
        if not colon or not role or not letters or set(letters) - set(LETTERS):
            raise ValueError(f"'{part}' is no mark; write role:letters with the letters R, A, C, I")
        if role in marks:
            raise ValueError(f"{role} is named twice")
        marks[role] = "".join(letter for letter in LETTERS if letter in letters)
    accountable = [role for role, letters in marks.items() if "A" in letters]
    if len(accountable) != 1:
        found = f"{len(accountable)}: {', '.join(accountable)}" if accountable else "none"
        raise ValueError(f"exactly one role is accountable (A) for an activity; there is {found}")
    if not any("R" in letters for letters in marks.values()):
        raise ValueError("at least one role is responsible (R) for an activity; there is none")
    return marks


def format_marks(marks: dict[str, str]) -> str:
    """The inverse of `parse_marks`; roles without letters are left out."""
    return "; ".join(f"{role}:{letters}" for role, letters in marks.items() if letters)
