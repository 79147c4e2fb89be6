"""How findings say figures, dates, weeks and names; the sentences themselves are in the playbook."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from mlplanner.domain.money import CENT, format_amount, to_places
from mlplanner.domain.noun import Noun
from mlplanner.domain.staffing import StaffingLine
from mlplanner.domain.validation import field_title
from mlplanner.domain.weeks import plain
from mlplanner.playbook.entries import Figure, Playbook

LISTED = 3
"""Names that a sentence can carry before it says 'and n more'."""


def say_count(number: int, unit: str) -> str:
    """`1 week`, `3 weeks`."""
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def say_weeks(weeks: Iterable[int]) -> str:
    """`W1–W3, W5`."""
    runs: list[list[int]] = []
    for week in sorted(weeks):
        if runs and runs[-1][1] == week - 1:
            runs[-1][1] = week
        else:
            runs.append([week, week])
    return ", ".join(f"W{first}" if first == last else f"W{first}–W{last}" for first, last in runs)


def say_share(share: Decimal) -> str:
    """`0.125` → `12.5 %`."""
    return f"{plain(to_places(share * 100, 2))} %"


def say_money(amount: Decimal, currency: str) -> str:
    """`EUR 1,234`, with cents only where there are any."""
    has_cents = bool(amount.quantize(CENT) % 1)
    return f"{currency} {format_amount(amount, 2 if has_cents else 0)}"


def say_range(values: Sequence[Decimal]) -> str:
    """`0.2`, or `0.1 to 0.3` where the values differ."""
    least, most = min(values), max(values)
    return plain(least) if least == most else f"{plain(least)} to {plain(most)}"


def say_names(names: Sequence[str]) -> str:
    """`A, B and C`; of many the first three and how many more."""
    if len(names) > LISTED + 1:
        return f"{', '.join(names[:LISTED])} and {len(names) - LISTED} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def say_field(noun: type[Noun], name: str) -> str:
    """A field's title inside a sentence: `Business objective` → `business objective`, but `SLA` stays."""
    title = field_title(noun, name)
    return title if title[:2].isupper() else f"{title[:1].lower()}{title[1:]}"


def say_line(line: StaffingLine, playbook: Playbook) -> str:
    """`ST-014 Data engineer`."""
    return f"{line.ref} {playbook.role_title(line.role)}"


def say_band(figure: Figure, say: Callable[[Decimal], str] = plain) -> dict[str, str]:
    """The words `low` and `high` of a figure's band."""
    low = Decimal(0) if figure.low is None else figure.low
    return {"low": say(low), "high": "any number" if figure.high is None else say(figure.high)}
