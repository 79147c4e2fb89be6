"""Shared copies: a document of what is left of a portfolio when rates, names of people or notes are taken out of it.

It is done once, on the snapshot and its figures, before any exporter sees them; no exporter knows of it.
"""

import re
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, get_args

from mlplanner.domain.errors import BadInput
from mlplanner.domain.money import ZERO
from mlplanner.domain.noun import Noun
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.registry import KINDS, PORTFOLIO_KINDS, PROJECT_KINDS, Kind
from mlplanner.domain.rows import PROJECT_KIND
from mlplanner.domain.sharing import CHOICES, NAMES, NEVER, NOTES, OPEN, RATES, SHARED_COPY
from mlplanner.engine.figures import compute_figures
from mlplanner.engine.results import CostRow, Costs, Figures
from mlplanner.playbook.entries import Playbook
from mlplanner.reports.formats import counted, joined

_MARKS: Mapping[str, Mapping[str, frozenset[str]]] = {"rates": RATES, "names": NAMES, "notes": NOTES}
_IDENTITY = ("id", "project_id")
_TOLD: Mapping[str, str] = {
    "rates": "Rates: the rate card, fixed fees, and what each line or person costs are left out; totals stay.",
    "names": "Names: people appear as their role and a number, also within texts; stakeholders, file names and links go.",
    "notes": "Notes: remarks and the reasons of decisions are left out.",
}
_PLURAL = {"people": "people", "time_off": "days off", "serving": "ways of serving"}
_ALWAYS = (
    "In no shared copy: history, scenarios, baselines, templates, and the ids of other programs. It can't come back."
)
_FORMULA = re.compile(rb"<f(?: [^>]*)?/>|<f(?: [^>]*)?>.*?</f>", re.DOTALL)
Clean = Callable[[str], str]
Progress = Callable[[float, str], object]


def _silent(_share: float, _label: str) -> None:
    """Nobody listens."""


def check_choices(without: Collection[str]) -> frozenset[str]:
    """What to leave out; BadInput when it is none of `CHOICES`."""
    strange = next((word for word in without if word not in CHOICES), None)
    if strange is not None:
        raise BadInput(f"A copy can't be shared without '{strange}'; choose {', '.join(CHOICES)}.")
    return frozenset(without)


def shared_subject(
    portfolio: Portfolio,
    playbook: Playbook,
    today: date,
    without: Collection[str],
    plan_id: int | None = None,
    *,
    progress: Progress = _silent,
) -> tuple[Portfolio, dict[int, Figures]]:
    """The portfolio without what is left out, and its figures: all of them, or those of one project.

    Totals are computed with the rates, which are taken away afterwards; what single lines and people cost goes with them.
    `progress` hears the share done and what is at work, and may raise `Cancelled`.
    """
    out = check_choices(without)
    told = _without(portfolio, playbook, out - {"rates"}, out)
    plans = [told.plan(plan_id)] if plan_id is not None else list(told.plans.values())
    figures: dict[int, Figures] = {}
    for number, plan in enumerate(plans):
        progress(number / len(plans), f"Computing {plan.project.name}")
        figures[plan.id] = compute_figures(told, plan, playbook, today)
    if "rates" in out:
        told = _without(told, playbook, frozenset({"rates"}), frozenset())
        figures = {key: replace(one, costs=_without_single(one.costs, told.plan(key))) for key, one in figures.items()}
    return told, figures


def left_out(portfolio: Portfolio, without: Collection[str], plan_id: int | None = None) -> tuple[str, ...]:
    """What a shared copy of these rows goes without, a sentence to each choice, then what is in no shared copy.

    Counted are rows that hold something; `plan_id` narrows what belongs to projects down to one of them.
    """
    out = check_choices(without)
    plans = [portfolio.plan(plan_id)] if plan_id is not None else list(portfolio.plans.values())
    found = []
    for choice in (choice for choice in CHOICES if choice in out):
        counts = [
            counted(count, kind.title, _plural(kind))
            for kind in KINDS
            if (count := _count(portfolio, plans, kind, choice))
        ]
        found.append(f"{_TOLD[choice]} Here: {joined(counts) if counts else 'nothing of it is entered'}.")
    return (*found, _ALWAYS)


def _plural(kind: Kind) -> str:
    """`people`, `items of the ethical review`."""
    head, of, tail = kind.title.partition(" of ")
    return _PLURAL.get(kind.key) or f"{head}s{of}{tail}"


def _count(portfolio: Portfolio, plans: Collection[ProjectPlan], kind: Kind, choice: str) -> int:
    """Rows of a kind in which a field that the choice leaves out holds something."""
    marks = _MARKS[choice].get(kind.key, frozenset())
    return sum(any(getattr(row, name) not in (None, "") for name in marks) for row in _rows(portfolio, plans, kind))


def _rows(portfolio: Portfolio, plans: Collection[ProjectPlan], kind: Kind) -> Iterator[Noun]:
    if kind.key == PROJECT_KIND.key:
        yield from (plan.project for plan in plans)
        return
    for part in plans if kind.in_project else (portfolio,):
        rows = getattr(part, kind.key)
        yield from (rows,) if isinstance(rows, Noun) else rows.values() if isinstance(rows, dict) else rows


def shared_name(name: str) -> str:
    """What the shared copy of that document is called: `shared-ML-001.brief.pdf`."""
    return f"shared-{name}"


def freeze_workbook(path: Path) -> None:
    """Replace every formula by the value it had: a formula over what was left out would give something else."""
    draft = path.with_name(f"{path.name}.frozen")
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as frozen:
        for item in book.infolist():
            data = book.read(item)
            if item.filename.startswith("xl/worksheets/"):
                data = _FORMULA.sub(b"", data)
            if item.filename != "xl/calcChain.xml":
                frozen.writestr(item, data)
    draft.replace(path)


def _without(portfolio: Portfolio, playbook: Playbook, out: frozenset[str], told: frozenset[str]) -> Portfolio:
    aliases = _aliases(portfolio, playbook) if "names" in out else {}
    clean = _cleaner({portfolio.people[key].name: alias for key, alias in aliases.items()})
    parts: dict[str, Any] = {kind.key: _wide(portfolio, kind, out, clean) for kind in PORTFOLIO_KINDS}
    for key, alias in aliases.items():
        parts["people"][key] = parts["people"][key].model_copy(update={"name": alias})
    if told:
        parts["settings"] = parts["settings"].model_copy(
            update={
                "portfolio_uid": SHARED_COPY,
                "classification": f"{portfolio.settings.classification}, shared without {' and '.join(sorted(told))}",
            }
        )
    plans = {key: _plan(plan, out, clean) for key, plan in portfolio.plans.items()}
    return replace(portfolio, plans=plans, **parts)


def _wide(portfolio: Portfolio, kind: Kind, out: frozenset[str], clean: Clean) -> Any:
    rows = getattr(portfolio, kind.key)
    if kind.is_single:
        return _row(kind, rows, out, clean)
    if kind.key in NEVER or (kind.key == "rates" and "rates" in out):
        return ()
    if isinstance(rows, dict):
        return {key: _row(kind, row, out, clean) for key, row in rows.items()}
    return tuple(_row(kind, row, out, clean) for row in rows)


def _plan(plan: ProjectPlan, out: frozenset[str], clean: Clean) -> ProjectPlan:
    parts: dict[str, Any] = {"project": _row(PROJECT_KIND, plan.project, out, clean)}
    for kind in PROJECT_KINDS:
        rows = getattr(plan, kind.key)
        if kind.is_single:
            parts[kind.key] = _row(kind, rows, out, clean)
        else:
            parts[kind.key] = () if kind.key in NEVER else tuple(_row(kind, row, out, clean) for row in rows)
    return ProjectPlan(**parts)


def _row(kind: Kind, row: Noun, out: frozenset[str], clean: Clean) -> Noun:
    """The row with every field emptied that is left out, or that nobody marked."""
    kept = set(_IDENTITY) | OPEN.get(kind.key, frozenset())
    for choice, marks in _MARKS.items():
        if choice not in out:
            kept |= marks.get(kind.key, frozenset())
    values = {name: _empty(type(row), name) for name in type(row).model_fields if name not in kept}
    for name in type(row).model_fields:
        value = getattr(row, name)
        if name in kept and isinstance(value, str) and not isinstance(value, Enum):
            values[name] = clean(value)
    return row.model_copy(update=values)


def _empty(noun: type[Noun], name: str) -> Any:
    info = noun.model_fields[name]
    if type(None) in get_args(info.annotation):
        return None
    if info.annotation is str:
        return "–" if any(getattr(item, "min_length", None) for item in info.metadata) else ""
    if info.is_required():
        return Decimal(0) if info.annotation is Decimal else info.annotation()  # type: ignore[misc]
    return info.get_default(call_default_factory=True)


def _aliases(portfolio: Portfolio, playbook: Playbook) -> dict[int, str]:
    """`ML engineer 1`: role and number, the same person the same in every document of the portfolio."""
    seen: dict[str, int] = {}
    found: dict[int, str] = {}
    for key in sorted(portfolio.people):
        role = portfolio.people[key].role
        title = playbook.role_title(role) if role else "Person"
        seen[title] = seen.get(title, 0) + 1
        found[key] = f"{title} {seen[title]}"
    return found


def _cleaner(names: Mapping[str, str]) -> Clean:
    """Replaces full names of people wherever they stand in a text; longer names first."""
    folded = {name.casefold(): alias for name, alias in names.items()}
    if not folded:
        return lambda text: text
    pattern = re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)), re.IGNORECASE)
    return lambda text: pattern.sub(lambda match: folded.get(match[0].casefold(), "–"), text)


def _without_single(costs: Costs, plan: ProjectPlan) -> Costs:
    """The totals, without what one line costs or one person for a year."""
    lines = tuple(
        replace(line, build=ZERO, handover=ZERO, one_off=ZERO, weekly=dict.fromkeys(line.weekly, ZERO))
        for line in costs.lines
    )
    is_sum = sum(1 for line in costs.lines if line.total) > 1
    """The labour of a project with one line is what that line costs, and no total."""
    alone = {way for way in costs.mix if sum(1 for _ in _lines_of(plan, way)) < 2}
    mix = {way: (weeks, ZERO if way in alone else money) for way, (weeks, money) in costs.mix.items()}
    upkeep = replace(costs.maintenance, labour=ZERO, annual_rate=ZERO)
    return replace(
        costs,
        lines=lines,
        mix=mix,
        maintenance=upkeep,
        labour=costs.labour + costs.one_off if is_sum else ZERO,
        one_off=ZERO,
        by_week=_merged(costs.by_week, is_sum=is_sum),
        by_month=_merged(costs.by_month, is_sum=is_sum),
        by_fiscal_year=_merged(costs.by_fiscal_year, is_sum=is_sum),
    )


def _merged(rows: tuple[CostRow, ...], *, is_sum: bool) -> tuple[CostRow, ...]:
    """One-off costs within the labour of the period with most of it: alone in a period they are what the rate card says."""
    moved = sum((row.one_off for row in rows), ZERO)
    busiest = max(rows, key=lambda row: row.labour, default=None)

    def told(row: CostRow) -> CostRow:
        more = moved if row is busiest else ZERO
        labour = row.labour + more if is_sum else ZERO
        return replace(row, labour=labour, one_off=ZERO, total=row.total - row.one_off + more)

    return tuple(told(row) for row in rows)


def _lines_of(plan: ProjectPlan, sourcing: str) -> Iterator[int]:
    return (line.id or 0 for line in plan.lines if line.sourcing == sourcing)
