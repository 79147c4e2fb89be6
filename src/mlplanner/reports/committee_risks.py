"""Risks by tier and the reviews that the tiers ask for, over all projects (P2.4, P2.5)."""

from collections.abc import Iterator

from mlplanner.domain.enums import Severity, Tier
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.engine.reviews import ReviewDue, ReviewState
from mlplanner.engine.rights import right_holder
from mlplanner.reports.blocks import Align, Block, Cell, Column, Mark, Row, RowKind, Section, Table, Tone
from mlplanner.reports.committees import Committee
from mlplanner.reports.formats import NOTHING, counted, day, first_upper, in_words, joined

RIGHT = Align.RIGHT
RISKS, REVIEWS = "Risks by tier", "Reviews"


def risks_section(committee: Committee) -> Section:
    """Projects by risk tier, highest first: what is not signed, paused, failed, and the largest risk."""
    if not committee.live_plans:
        return Section(RISKS, "There is no project to look at.")
    columns = (
        Column("Project", 2.2),
        Column("Points", 0.7, RIGHT),
        Column("Assessment", 1.5),
        Column("Must", 0.6, RIGHT),
        Column("Warn", 0.6, RIGHT),
        Column("Largest risk", 3.4),
        Column("Score", 0.6, RIGHT),
    )
    table = Table("Projects by tier, with what breaks the method", columns, tuple(_by_tier(committee)))
    return Section(RISKS, _risks_finding(committee), (table,))


def _risks_finding(committee: Committee) -> str:
    plans = committee.live_plans
    groups = [(tier, len(_of_tier(committee, tier))) for tier in _TIERS]
    said = [f"{in_words(count)} {_tier_words(tier)}" for tier, count in groups if count]
    failed = sum(bool(_count(committee, plan, Severity.MUST)) for plan in plans)
    paused = sum(committee.figures[plan.id].governance.pause is not None for plan in plans)
    stopped = f"; {in_words(paused)} {'is' if paused == 1 else 'are'} paused" if paused else ""
    who = f"{failed} of {counted(len(plans), 'project')}"
    return f"{first_upper(joined(said))}; {who} break a rule that must hold{stopped}."


_TIERS: tuple[Tier | None, ...] = (*sorted(Tier, key=lambda tier: -tier.rank), None)


def _tier_words(tier: Tier | None) -> str:
    return f"of {tier.value} risk" if tier else "without a known tier"


def _of_tier(committee: Committee, tier: Tier | None) -> list[ProjectPlan]:
    return [plan for plan in committee.live_plans if committee.figures[plan.id].governance.tier is tier]


def _by_tier(committee: Committee) -> Iterator[Row]:
    for tier in _TIERS:
        if plans := _of_tier(committee, tier):
            title = f"{tier.value.capitalize()} risk" if tier else "Tier not known"
            yield Row((f"{title}: {counted(len(plans), 'project')}",), RowKind.GROUP)
            yield from (Row(_risk(committee, plan)) for plan in plans)


def _risk(committee: Committee, plan: ProjectPlan) -> tuple[Cell, ...]:
    risk = committee.figures[plan.id].governance.risk
    worst = max(plan.risks, key=lambda each: each.score, default=None)
    counts = (str(_count(committee, plan, severity)) for severity in (Severity.MUST, Severity.WARN))
    points = str(risk.points) if risk.questions and risk.answered == risk.questions else NOTHING
    largest = (worst.title, str(worst.score)) if worst else (NOTHING, NOTHING)
    return (plan.project.name, points, _signed(committee, plan), *counts, *largest)


def _signed(committee: Committee, plan: ProjectPlan) -> Mark:
    if committee.figures[plan.id].governance.pause is not None:
        return Mark(Tone.BAD, "paused")
    row = plan.risk_assessment
    return Mark(Tone.GOOD, f"signed {day(row.signed_on)}") if row.signed_on else Mark(Tone.WARN, "not signed")


def _count(committee: Committee, plan: ProjectPlan, severity: Severity) -> int:
    return sum(finding.severity == severity for finding in committee.figures[plan.id].findings)


def reviews_section(committee: Committee) -> Section:
    """What the tiers ask for: held, overdue, next; projects with overdue reviews first (P2.5)."""
    found = [pair for plan in committee.live_plans for pair in _kinds(committee, plan)]
    if not found:
        said = "No project has passed its production gate with a known tier, so no review is due yet."
        return Section(REVIEWS, said)
    late = [(plan, _in_state(rows, ReviewState.OVERDUE)) for plan, rows in found]
    number = sum(len(rows) for _, rows in late)
    names = list(dict.fromkeys(plan.project.name for plan, rows in late if rows))
    finding = f"{counted(number, 'review')} overdue, in {joined(names)}." if number else "No review is overdue."
    columns = (
        Column("Project", 2.0),
        Column("Review", 2.8),
        Column("Tier", 0.9),
        Column("State", 1.2),
        Column("Since", 1.2, RIGHT),
        Column("Held", 0.6, RIGHT),
        Column("Next", 1.2, RIGHT),
        Column("Holds it", 1.6),
    )
    ordered = sorted(found, key=lambda pair: -len(_in_state(pair[1], ReviewState.OVERDUE)))
    blocks: tuple[Block, ...] = (
        Table(
            "Reviews that the risk tiers ask for",
            columns,
            tuple(Row(_review(committee, *pair)) for pair in ordered),
            is_compact=True,
        ),
    )
    return Section(REVIEWS, finding, blocks)


def _kinds(committee: Committee, plan: ProjectPlan) -> Iterator[tuple[ProjectPlan, list[ReviewDue]]]:
    """The project's reviews, kind by kind."""
    reviews = committee.figures[plan.id].governance.reviews
    for key in committee.playbook.reviews:
        if mine := [review for review in reviews if review.kind == key]:
            yield plan, mine


def _in_state(reviews: list[ReviewDue], state: ReviewState) -> list[ReviewDue]:
    return [review for review in reviews if review.state is state]


def _review(committee: Committee, plan: ProjectPlan, reviews: list[ReviewDue]) -> tuple[Cell, ...]:
    entry = committee.playbook.reviews[reviews[0].kind]
    late, due = _in_state(reviews, ReviewState.OVERDUE), _in_state(reviews, ReviewState.DUE)
    holder = committee.portfolio.person_name(right_holder(committee.portfolio, plan, entry.right))
    return (
        plan.project.name,
        entry.title,
        committee.figures[plan.id].governance.risk.title,
        Mark(Tone.BAD, f"{len(late)} overdue") if late else Mark(Tone.GOOD, "in time"),
        day(late[0].due) if late else NOTHING,
        str(len(_in_state(reviews, ReviewState.DONE))),
        day(due[0].due) if due else NOTHING,
        holder or f"nobody ({committee.playbook.right_title(entry.right)})",
    )
