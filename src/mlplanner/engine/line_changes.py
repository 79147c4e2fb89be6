"""How staffing differs from what was approved: who left, who came, who is now a contractor (P3.4, P4.2)."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from mlplanner.engine.approval_results import PlanChange
from mlplanner.playbook.entries import Playbook

Line = Mapping[str, str]
_PAIRINGS: tuple[Callable[[Line], tuple[str, ...]], ...] = (
    lambda line: (line["role"], line["sourcing"], line["person"], line["fte_weeks"]),
    lambda line: (line["role"], line["person"]),
    lambda line: (line["role"], line["sourcing"]),
    lambda line: (line["role"],),
)
"""Lines have no name: the same line is the one most alike, from all fields down to the role alone."""


def line_changes(before: Sequence[Line], after: Sequence[Line], playbook: Playbook) -> Iterator[PlanChange]:
    """Each line of the plan against the approved one that is most like it."""
    old, new = list(before), list(after)
    if old == new:
        return
    pairs: list[tuple[Line, Line]] = []
    for key in _PAIRINGS:
        for line in list(new):
            match = next((each for each in old if key(each) == key(line)), None)
            if match is not None:
                pairs.append((match, line))
                _take(old, match)
                _take(new, line)
    roles = [line["role"] for line in after]
    order = [id(line) for line in after]
    for was, now in sorted(pairs, key=lambda pair: order.index(id(pair[1]))):
        yield from _changes(was, now, playbook, is_one_of_several=roles.count(now["role"]) > 1)
    for line in new:
        text = f"{_name(line, playbook)} added, {line['fte_weeks']} FTE-weeks"
        yield PlanChange(_name(line, playbook), "none", f"{line['fte_weeks']} FTE-weeks", text)
    for line in old:
        text = f"{_name(line, playbook)} removed, {line['fte_weeks']} FTE-weeks"
        yield PlanChange(_name(line, playbook), f"{line['fte_weeks']} FTE-weeks", "none", text)


def _take(lines: list[Line], taken: Line) -> None:
    """Remove this very line; another one may be equal to it."""
    del lines[next(place for place, line in enumerate(lines) if line is taken)]


def _changes(was: Line, now: Line, playbook: Playbook, *, is_one_of_several: bool) -> Iterator[PlanChange]:
    role = playbook.role_title(now["role"])
    if was["sourcing"] != now["sourcing"]:
        yield PlanChange(role, _way(was), _way(now), f"{role} now {_way(now)}")
    if was["person"] != now["person"]:
        who, before = now["person"] or "nobody named", was["person"] or "nobody named"
        yield PlanChange(role, before, who, f"{role} now {who} (was {before})")
    if was["fte_weeks"] != now["fte_weeks"]:
        name = _name(now, playbook) if is_one_of_several else role
        text = f"{name} {was['fte_weeks']} → {now['fte_weeks']} FTE-weeks"
        yield PlanChange(f"{name}, FTE-weeks", was["fte_weeks"], now["fte_weeks"], text)


def _way(line: Line) -> str:
    return {"hire": "a new hire", "partner": "a partner", "contractor": "contractor"}.get(
        line["sourcing"], line["sourcing"]
    )


def _name(line: Line, playbook: Playbook) -> str:
    role = playbook.role_title(line["role"])
    return f"{role} ({line['person']})" if line["person"] else role
