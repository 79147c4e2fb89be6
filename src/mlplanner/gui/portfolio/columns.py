"""The columns of the portfolio's table; a new column is one record here."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mlplanner.domain.money import format_amount
from mlplanner.gui.portfolio.rows import ProjectRow
from mlplanner.reports.formats import counted, day

TIER_ORDER = {"high": 0, "medium": 1, "low": 2, "": 3}
TIER_SIGNS = {"high": "▲", "medium": "◆", "low": "●", "": ""}


@dataclass(frozen=True)
class Column:
    """What a column shows (`text`), by what it sorts (`key`), how it stands.

    `paint` names a way of drawing other than plain text: `flags`, `readiness`, `tier`, `late`.
    """

    id: str
    title: str
    text: Callable[[ProjectRow], str]
    key: Callable[[ProjectRow], Any]
    width: int
    """Initial width in average characters."""
    is_number: bool = False
    is_shown: bool = True
    paint: str = ""
    tip: Callable[[ProjectRow], str] = lambda _: ""
    about: str = ""
    """Explains the heading."""


def _amount(value: Decimal | None) -> str:
    return "…" if value is None else format_amount(value)


def _number(value: Decimal | None) -> Decimal:
    return value if value is not None else Decimal("-Infinity")


def _readiness(row: ProjectRow) -> str:
    return f"{row.readiness.done}/{row.readiness.total}" if row.readiness else ("" if row.figures else "…")


def _readiness_tip(row: ProjectRow) -> str:
    if not row.readiness or not row.readiness.missing:
        return ""
    return "Missing: " + ", ".join(row.readiness.missing)


def _flags(row: ProjectRow) -> str:
    parts = ["paused"] if row.is_paused else []
    parts += [f"{row.must} must" if row.must else "", f"{row.warn} warnings" if row.warn else ""]
    parts += ["changed since approval"] if row.is_stale else []
    return ", ".join(filter(None, parts)) if row.figures else "…"


def _flags_tip(row: ProjectRow) -> str:
    findings = row.figures.findings[:8] if row.figures else ()
    lines = [f"{finding.severity}: {finding.message}" for finding in findings]
    more = len(row.figures.findings) - len(lines) if row.figures else 0
    return "\n".join([*lines, *([f"and {more} more"] if more else [])])


def _reviews(row: ProjectRow) -> str:
    if row.reviews_overdue:
        return f"▲ {row.reviews_overdue} overdue"
    return f"next {day(row.next_review)}" if row.next_review else ""


def _next_review(row: ProjectRow) -> str:
    if row.next_review is None:
        return "" if row.figures else "…"
    return f"{'▲ ' if row.reviews_overdue else ''}{day(row.next_review)}"


def _sure_on(row: ProjectRow) -> str:
    if row.sure is None:
        return "…"
    return day(row.sure.day) if row.sure.day else ""


def _gate_owner(row: ProjectRow) -> str:
    return row.gate_owner or (f"nobody yet ({row.gate_owner_role})" if row.gate_owner_role else "")


def _fold(text: str) -> tuple[bool, str]:
    return (not text, text.casefold())


COLUMNS: tuple[Column, ...] = (
    Column(
        "rank",
        "#",
        lambda r: str(r.plan.project.rank),
        lambda r: (r.plan.project.rank, r.id),
        4,
        True,
        about="Rank: capacity is granted in this order. Drag rows, or Alt+Up and Alt+Down.",
    ),
    Column("ref", "Ref", lambda r: r.plan.project.ref, lambda r: r.id, 7),
    Column(
        "name",
        "Project",
        lambda r: r.plan.project.name,
        lambda r: _fold(r.plan.project.name),
        22,
        tip=lambda r: r.plan.project.objective,
    ),
    Column(
        "flags",
        "Checks",
        _flags,
        lambda r: (-r.must, -r.warn, not r.is_stale, -r.advise),
        10,
        paint="flags",
        tip=_flags_tip,
        about="Checks of the playbook that the project fails: ■ must be mended, ▲ warnings, ≠ changed since it was "
        "approved, ‖ paused.",
    ),
    Column(
        "gate", "Next gate", lambda r: r.gate.name if r.gate else "", lambda r: _fold(r.gate.name if r.gate else ""), 14
    ),
    Column(
        "gate_date",
        "Gate on",
        lambda r: day(r.gate.date) if r.gate else "",
        lambda r: (r.gate is None, r.gate and r.gate.date),
        13,
        True,
        paint="late",
        tip=lambda r: "This day is over and the gate is not decided." if r.is_late else "",
    ),
    Column(
        "ask",
        "Ask",
        lambda r: _amount(r.ask),
        lambda r: _number(r.ask),
        10,
        True,
        about="Build, handover budget, contingency and the first year of maintenance.",
    ),
    Column("gate_owner", "Decided by", _gate_owner, lambda r: _fold(r.gate_owner), 19, tip=lambda r: r.gate_owner_role),
    Column(
        "readiness",
        "Ready",
        _readiness,
        lambda r: -(r.readiness.share if r.readiness else Decimal(2)),
        9,
        paint="readiness",
        tip=_readiness_tip,
        about="Artifacts of the next gate that are accepted or waived, of all.",
    ),
    Column("tier", "Tier", lambda r: r.tier, lambda r: TIER_ORDER[r.tier], 9, paint="tier", about="Model risk tier."),
    Column(
        "reviews",
        "Reviews",
        _reviews,
        lambda r: (-r.reviews_overdue, r.next_review is None, r.next_review),
        13,
        about="Reviews that the risk tier asks for: how many are overdue, else the next.",
    ),
    Column(
        "next_review",
        "Next review due",
        _next_review,
        lambda r: (r.next_review is None, r.next_review),
        15,
        True,
        is_shown=False,
        tip=lambda r: f"{counted(r.reviews_held, 'review')} held, {r.reviews_overdue} overdue" if r.next_review else "",
        about="The first review that the risk tier asks for and nobody held yet; ▲ its day is over.",
    ),
    Column("value", "Value a year", lambda r: _amount(r.value_year), lambda r: _number(r.value_year), 12, True),
    Column(
        "handed_over",
        "Handed over",
        lambda r: day(r.handed_over) if r.handed_over else "…",
        lambda r: (r.handed_over is None, r.handed_over),
        13,
        True,
    ),
    Column(
        "p80",
        "P80 date",
        _sure_on,
        lambda r: (r.sure_on is None, r.sure_on),
        13,
        True,
        tip=lambda r: r.sure.about if r.sure else "",
        about="Delivered by then with a certainty of 80 %, by simulation. Empty where what it starts from is "
        "implausible: the tool tip says why.",
    ),
    Column("stage", "Stage", lambda r: r.stage, lambda r: r.stage_order, 20, about="The phase whose gate comes next."),
    Column(
        "unit",
        "Business unit",
        lambda r: r.plan.project.business_unit,
        lambda r: _fold(r.plan.project.business_unit),
        18,
    ),
    Column("owner", "Owner", lambda r: r.owner, lambda r: _fold(r.owner), 18, is_shown=False),
    Column("sponsor", "Sponsor", lambda r: r.sponsor, lambda r: _fold(r.sponsor), 18, is_shown=False),
    Column(
        "commitment",
        "Commitment",
        lambda r: str(r.plan.project.commitment),
        lambda r: str(r.plan.project.commitment),
        12,
        is_shown=False,
    ),
    Column(
        "start", "Start", lambda r: day(r.plan.project.start), lambda r: r.plan.project.start, 13, True, is_shown=False
    ),
    Column(
        "weeks",
        "Weeks",
        lambda r: str(r.plan.total_weeks),
        lambda r: r.plan.total_weeks,
        7,
        True,
        is_shown=False,
        about="Weeks until handed over, headroom included.",
    ),
    Column(
        "budget",
        "Envelope",
        lambda r: format_amount(r.plan.project.budget) if r.plan.project.budget is not None else "",
        lambda r: _number(r.plan.project.budget),
        11,
        True,
        is_shown=False,
        about="Budget envelope of the brief.",
    ),
    Column(
        "npv",
        "Net value",
        lambda r: _amount(r.figures.returns.npv if r.figures else None),
        lambda r: _number(r.figures.returns.npv if r.figures else None),
        12,
        True,
        is_shown=False,
        about="Net present value over the portfolio's horizon.",
    ),
    Column(
        "cost_centre",
        "Cost centre",
        lambda r: r.plan.project.cost_centre,
        lambda r: _fold(r.plan.project.cost_centre),
        14,
        is_shown=False,
    ),
)

COLUMN_BY_ID: dict[str, Column] = {column.id: column for column in COLUMNS}
