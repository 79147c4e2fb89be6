"""What changed since an approval, in plain words (P3.4, P3.7)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from mlplanner.domain.benefits import ValueModel
from mlplanner.domain.costs import Maintenance
from mlplanner.domain.features import Serving
from mlplanner.domain.lifecycle import Gate
from mlplanner.domain.money import format_amount
from mlplanner.domain.noun import Noun
from mlplanner.domain.projects import Project
from mlplanner.domain.rollout import Evidence
from mlplanner.domain.uncertainty import Uncertainty
from mlplanner.domain.validation import field_title
from mlplanner.engine.approval_results import PlanChange
from mlplanner.engine.baseline_sections import LISTED, Listed
from mlplanner.engine.baselines import FINGERPRINT, ApprovedFacts
from mlplanner.engine.line_changes import line_changes
from mlplanner.engine.timelines import slip
from mlplanner.playbook.entries import Playbook

FIGURES = {
    "ask": "Ask",
    "build": "Build cost",
    "handover_budget": "Handover budget",
    "maintenance_year": "Maintenance a year",
    "benefit_year": "Value a year",
    "npv": "Net value",
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
GOVERNANCE = {"tier": "Risk tier", "model_risk_owner": "Model risk owner"}
NONE = "none"
Entry = Mapping[str, str]


def changes_since(approved: ApprovedFacts, now: ApprovedFacts, playbook: Playbook) -> tuple[PlanChange, ...]:
    """Every difference between what was approved and what the plan says now: the ask, what changed it, other figures.

    Only what the approval knew is compared: a fact that a later version of the program adds is no change.
    """
    ask, *figures = _figures(approved.get("figures", {}), now["figures"])
    return (
        *ask,
        *_dates(approved, now),
        *line_changes(approved.get("lines", ()), now["lines"], playbook),
        *(change for each in LISTED for change in _named(approved, now, each)),
        *_fields(approved.get("value", {}), now["value"], ValueModel),
        *_fields(approved.get("evidence", {}), now["evidence"], Evidence, "Evidence: "),
        *_fields(approved.get("maintenance", {}), now["maintenance"], Maintenance, "Operation: "),
        *_fields(approved.get("project", {}), now["project"], Project),
        *_fields(approved.get("scope", {}), now["scope"], Project),
        *_fields(approved.get("uncertainty", {}), now["uncertainty"], Uncertainty, "Contingency: "),
        *_fields(approved.get("serving", {}), now["serving"], Serving, "Serving: "),
        *_governance(approved.get("governance", {}), now["governance"]),
        *_rights(approved.get("rights", {}), now["rights"], playbook),
        *(change for changes in figures for change in changes),
    )


def _figures(before: Entry, after: Entry) -> list[list[PlanChange]]:
    """Figure by figure, each changed or not."""
    found = []
    for key, title in FIGURES.items():
        was, now = Decimal(before.get(key, after[key])), Decimal(after[key])
        found.append([_moved(title, format_amount(was), format_amount(now), is_close=True)] if was != now else [])
    return found


def _governance(before: Entry, after: Entry) -> Iterator[PlanChange]:
    """Tier and model risk owner, where the approval knew them (P2.4, P2.2)."""
    for key, title in GOVERNANCE.items():
        was, now = before.get(key, after[key]), after[key]
        if was != now:
            yield _moved(title, was or NONE, now or NONE)


def _rights(before: Entry, after: Entry, playbook: Playbook) -> Iterator[PlanChange]:
    """Who holds the other decision rights (P2.2)."""
    for role, was in before.items():
        if (now := after.get(role, was)) != was:
            yield _moved(playbook.right_title(role), was or NONE, now or NONE)


def _moved(what: str, was: str, now: str, *, is_close: bool = False) -> PlanChange:
    """`Ask 240,000 → 275,500`; amounts that differ by less than a unit say so."""
    tail = " (less than one unit)" if is_close and was == now else ""
    return PlanChange(what, was, now, f"{what} {was} → {now}{tail}")


def _dates(approved: ApprovedFacts, now: ApprovedFacts) -> Iterator[PlanChange]:
    if (was := approved.get("start", now["start"])) != now["start"]:
        yield _moved("Start", _day(was), _day(now["start"]))
    yield from _gates(approved.get("gates", ()), now["gates"])
    for key, what in (("phases", "phase"), ("inserted", "inserted work")):
        yield from _lengths(approved.get(key, ()), now[key], what)


def _gates(before: Sequence[Entry], after: Sequence[Entry]) -> Iterator[PlanChange]:
    known = {gate["name"]: gate for gate in before}
    moves = [(gate["name"], known[gate["name"]]["date"], gate["date"]) for gate in after if gate["name"] in known]
    shifts = [(name, was, now, slip(date.fromisoformat(was), date.fromisoformat(now)) or 0) for name, was, now in moves]
    if len(shifts) > 1 and len({weeks for *_, weeks in shifts}) == 1 and shifts[0][3]:
        _, was, now, weeks = shifts[-1]
        yield PlanChange("All gates", f"last on {_day(was)}", _day(now), f"All gates moved {_weeks(weeks)}")
    else:
        for name, was, now, weeks in shifts:
            if weeks:
                yield PlanChange(name, _day(was), _day(now), f"{name} moved {_weeks(weeks)}")
    for gate in after:
        fields = {name: text for name, text in known.get(gate["name"], {}).items() if name not in ("name", "date")}
        yield from _fields(fields, gate, Gate, f"{gate['name']}: ")
    yield from _came_and_went(before, after, "")


def _weeks(weeks: int) -> str:
    return f"{abs(weeks)} week{'s' * (abs(weeks) != 1)} {'later' if weeks > 0 else 'earlier'}"


def _lengths(before: Sequence[Entry], after: Sequence[Entry], what: str) -> Iterator[PlanChange]:
    known = {each["name"]: each["weeks"] for each in before}
    for each in after:
        was, now = known.get(each["name"], each["weeks"]), each["weeks"]
        if was != now:
            yield _moved(f"{each['name']}, weeks", was, now)
    yield from _came_and_went(before, after, what)


def _named(approved: ApprovedFacts, now: ApprovedFacts, listed: Listed) -> Iterator[PlanChange]:
    """Rows against those of the same name; of namesakes the first against the first. Nothing where none were frozen."""
    if approved.get(listed.key, now[listed.key]) == now[listed.key]:
        return
    before, after = approved[listed.key], now[listed.key]
    known = dict(zip(_places(before), before, strict=True))
    for place, each in zip(_places(after), after, strict=True):
        if place in known:
            was = {name: text for name, text in known[place].items() if name != "name"}
            yield from _fields(was, each, listed.noun, f"{each['name']}: ")
    yield from _came_and_went(before, after, listed.what)


def _places(entries: Sequence[Entry]) -> list[tuple[str, int]]:
    """(name, how many of that name came before it) of each entry."""
    seen: Counter[str] = Counter()
    places = []
    for each in entries:
        places.append((each["name"], seen[each["name"]]))
        seen[each["name"]] += 1
    return places


def _came_and_went(before: Sequence[Entry], after: Sequence[Entry], what: str) -> Iterator[PlanChange]:
    """Entries that only one side has; a heading such as `KPI` where the name alone would say too little."""
    old, new = _places(before), _places(after)
    kind = f" ({what})" if what else ""
    there, left = set(old), set(new)
    for name, _ in (place for place in new if place not in there):
        yield PlanChange(f"{name}{kind}", NONE, "added", f"{name}{kind} added")
    for name, _ in (place for place in old if place not in left):
        yield PlanChange(f"{name}{kind}", "approved", "removed", f"{name}{kind} removed")


def _fields(before: Entry, after: Entry, noun: type[Noun], head: str = "") -> Iterator[PlanChange]:
    for name, was in before.items():
        now = after.get(name, was)
        if was == now:
            continue
        title = field_title(Project if name == "evidence_days" else noun, name)
        what = f"{head}{title}" if not head else f"{head}{title[:1].lower()}{title[1:]}"
        if was.startswith(FINGERPRINT) or now.startswith(FINGERPRINT):
            yield PlanChange(what, "as approved", "reworded", f"{what} reworded")
        else:
            yield _moved(what, _shown(was), _shown(now))


def _shown(text: str) -> str:
    """Numbers with thousands separated, days as days, codes as words."""
    if not text:
        return NONE
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = None
    if number is not None and number.is_finite():
        places = max(0, -int(number.as_tuple().exponent))
        return format_amount(number, places)
    try:
        return _day(text)
    except ValueError:
        return text.replace("_", " ")


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
