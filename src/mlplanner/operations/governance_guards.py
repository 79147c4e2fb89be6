"""What governance forbids: who may lower a tier, pause, accept; a second answer, holder or pause (P2.2–P2.8).

A whole project that comes from a file may hold what its own people decided: there the checks speak instead.
"""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from mlplanner.domain.enums import Tier
from mlplanner.domain.errors import Refused
from mlplanner.domain.governance import Pause, ProjectRight, Review, RiskAnswer, RiskAssessment
from mlplanner.domain.lifecycle import Artifact
from mlplanner.domain.noun import Noun
from mlplanner.domain.people import Person
from mlplanner.domain.programme import DecisionRight
from mlplanner.domain.registry import KIND_OF
from mlplanner.engine.duties import is_self_accepted
from mlplanner.engine.rights import MODEL_RISK_OWNER
from mlplanner.engine.tiers import RiskTier, tier_of
from mlplanner.operations.operation import Context
from mlplanner.storage.unit import RowChange

NounT = TypeVar("NounT", bound=Noun)
Changed = Sequence[RowChange]


def guard_tier(do: Context, changes: Changed) -> None:
    """Only the model risk owner lowers a tier by hand (P2.4)."""
    for change in _changes(do, changes, RiskAssessment):
        project_id = change.project_id or 0
        row = do.unit.get(RiskAssessment, change.row_id)
        before = do.portfolio.plans[project_id].risk_assessment
        if (before.tier, before.tier_by_id) == (row.tier, row.tier_by_id):
            continue
        risk = _risk(do, project_id)
        was = max((t.rank for t in (before.tier, risk.computed) if t), default=-1)
        now = (row.tier or risk.computed) if not risk.is_refused else row.tier
        owner_id = _owner(do, project_id)
        if (now.rank if now else -1) < was and (owner_id is None or row.tier_by_id != owner_id):
            raise Refused(f"Only the model risk owner ({_name(do, owner_id)}) can lower the tier of a project.")


def guard_answers(do: Context, changes: Changed) -> None:
    """One answer to a question, and one of that question's own (P2.4)."""
    for row in _rows(do, changes, RiskAnswer):
        entry = do.playbook.risk_options.get(row.option)
        if row.question in do.playbook.risk_questions and (entry is None or entry.question != row.question):
            raise Refused(f"'{row.option}' is no answer to the risk question '{row.question}'.")
        if len(do.unit.all(RiskAnswer, project_id=row.project_id, question=row.question)) > 1:
            raise Refused(f"The risk question '{row.question}' has two answers; keep one.")


def guard_rights(do: Context, changes: Changed) -> None:
    """One holder of a decision right in a project, and one in the portfolio (P2.2)."""
    for own in _rows(do, changes, ProjectRight):
        if len(do.unit.all(ProjectRight, project_id=own.project_id, role=own.role)) > 1:
            raise Refused(f"{do.playbook.right_title(own.role)} has two holders in this project; keep one.")
    for right in _rows(do, changes, DecisionRight):
        if len(do.unit.all(DecisionRight, role=right.role)) > 1:
            raise Refused(f"{do.playbook.right_title(right.role)} has two holders in the portfolio; keep one.")


def guard_pauses(do: Context, changes: Changed) -> None:
    """Only the model risk owner pauses and lifts; the record of a pause stays as it was made (P2.8)."""
    for change in _changes(do, changes, Pause, with_removed=True):
        if change.after is None:
            raise Refused("The record of a pause is never removed; lift the pause instead.")
        row, owner_id = do.unit.get(Pause, change.row_id), _owner(do, change.project_id or 0)
        made = ("paused_by_id", "paused_on", "reason", "lifts_when")
        if change.before is not None and any(change.before[name] != change.after[name] for name in made):
            raise Refused("The record of a pause stays as it was made; lift it, or pause again.")
        if change.before is None and row.paused_by_id != owner_id:
            raise Refused(f"Only the model risk owner ({_name(do, owner_id)}) can pause a project.")
        if not row.is_in_force and (owner_id is None or row.lifted_by_id != owner_id):
            raise Refused(f"Only the model risk owner ({_name(do, owner_id)}) can lift a pause.")
        if max(row.paused_on, row.lifted_on or row.paused_on) > do.today:
            raise Refused(f"A pause can't lie in the future; today is {do.today}.")
        if sum(each.is_in_force for each in do.unit.all(Pause, project_id=row.project_id)) > 1:
            raise Refused("The project is paused already; a second pause would add nothing.")


def guard_reviews(do: Context, changes: Changed) -> None:
    """A review that was held was not held in the future (P2.5)."""
    for row in _rows(do, changes, Review):
        if row.held_on is not None and row.held_on > do.today:
            raise Refused(f"A review can't have been held on {row.held_on}; today is {do.today}.")


def guard_acceptance(do: Context, changes: Changed) -> None:
    """Where the tier separates duties, nobody accepts what they deliver (P2.5)."""
    for row in _rows(do, changes, Artifact):
        if row.accepted_by_id is None or row.accepted_by_id != row.owner_id:
            continue
        tier = _risk(do, row.project_id).tier
        if is_self_accepted(do.playbook, tier, row):
            raise Refused(
                f"{_name(do, row.owner_id)} delivers '{row.name}' and can't accept it too: the risk is "
                f"{tier or Tier.HIGH}. Name somebody else under 'Accepted by'."
            )


GOVERNANCE_GUARDS = (guard_tier, guard_answers, guard_rights, guard_pauses, guard_reviews, guard_acceptance)


def _changes(do: Context, changes: Changed, noun: type[Noun], *, with_removed: bool = False) -> Iterator[RowChange]:
    """The changed rows of a kind in projects that were there before the step and are still there."""
    kind = KIND_OF[noun]
    gone = {change.row_id for change in changes if change.kind.key == "projects" and change.after is None}
    for change in changes:
        if change.kind is not kind or (change.after is None and not with_removed):
            continue
        if not kind.in_project or (change.project_id in do.portfolio.plans and change.project_id not in gone):
            yield change


def _rows(do: Context, changes: Changed, noun: type[NounT]) -> Iterator[NounT]:
    for change in _changes(do, changes, noun):
        yield do.unit.get(noun, change.row_id)


def _risk(do: Context, project_id: int) -> RiskTier:
    """The tier as the step leaves it."""
    assessment = do.unit.all(RiskAssessment, project_id=project_id)[0]
    answers = do.unit.all(RiskAnswer, project_id=project_id)
    return tier_of(do.playbook, answers, assessment, _owner(do, project_id))


def _owner(do: Context, project_id: int) -> int | None:
    """The model risk owner as the step leaves it."""
    own = do.unit.all(ProjectRight, project_id=project_id, role=MODEL_RISK_OWNER)
    held = do.unit.all(DecisionRight, role=MODEL_RISK_OWNER)
    return own[0].person_id if own else held[0].person_id if held else None


def _name(do: Context, person_id: int | None) -> str:
    return do.unit.get(Person, person_id).name if person_id is not None else "nobody is named"
