"""Governance: RACI marks, the risk assessment, holders of rights, the usual rows (P2.1–P2.7)."""

from datetime import date

from mlplanner.domain.enums import Tier
from mlplanner.domain.errors import BadValue, Refused
from mlplanner.domain.governance import (
    EthicsItem,
    PolicyDocument,
    ProjectRight,
    RaciActivity,
    RiskAnswer,
    RiskAssessment,
)
from mlplanner.domain.lifecycle import Artifact, Gate
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.programme import DecisionRight
from mlplanner.domain.raci import LETTERS, format_marks
from mlplanner.engine.duties import missing_tier_artifacts
from mlplanner.engine.rights import model_risk_owner
from mlplanner.engine.tiers import risk_tier
from mlplanner.operations.operation import Context, Operation
from mlplanner.operations.people import find_or_add


def set_mark(activity: RaciActivity, role: str, letters: str) -> Operation[RaciActivity]:
    """Type letters into a cell of the RACI; an A moves there from the role that had it (P2.3).

    BadValue for other letters, or when the activity would be left without an A or without an R.
    """
    typed = letters.upper().strip()
    if foreign := set(typed) - set(LETTERS) - set(" /,"):
        raise BadValue(f"takes the letters R, A, C and I, alone or together; got '{''.join(sorted(foreign))[:10]}'.")
    marks = dict(activity.letters)
    if "A" in typed:
        marks = {other: mark.replace("A", "") for other, mark in marks.items()}
    marks[role] = typed
    written = format_marks({key: mark for key, mark in marks.items() if mark})
    return Operation(
        f"Change RACI of {activity.name}",
        lambda do: do.unit.change(RaciActivity, activity.id or 0, marks=written),
    )


def answer_question(plan: ProjectPlan, question: str, option: str | None) -> Operation[None]:
    """Answer a question of the risk questionnaire, or take the answer back; a signature no longer counts then (P2.4)."""

    def apply(do: Context) -> None:
        rows = do.unit.all(RiskAnswer, project_id=plan.id, question=question)
        if option is None:
            for row in rows:
                do.unit.remove(RiskAnswer, row.id or 0)
        elif rows:
            do.unit.change(RiskAnswer, rows[0].id or 0, option=option)
        else:
            do.unit.add(RiskAnswer(project_id=plan.id, question=question, option=option))
        do.unit.change(RiskAssessment, plan.risk_assessment.id or 0, signed_by_id=None, signed_on=None)

    return Operation("Answer the risk questionnaire", apply)


def set_tier(plan: ProjectPlan, tier: Tier | None, by_id: int | None, reason: str) -> Operation[RiskAssessment]:
    """Set the tier by hand, or (None) go back to the questionnaire's; a guard refuses who may not lower it (P2.4)."""
    if by_id is None:
        raise Refused("Say who sets the tier.")
    if not reason.strip():
        raise Refused("Give the reason: a tier set by hand is read with it.")
    fields = {"tier": tier, "tier_reason": reason, "tier_by_id": by_id}
    label = f"Set tier to {tier}" if tier else "Take the tier from the questionnaire"
    return Operation(label, lambda do: do.unit.change(RiskAssessment, plan.risk_assessment.id or 0, **fields))


def sign_assessment(plan: ProjectPlan, day: date) -> Operation[RiskAssessment]:
    """The model risk owner signs the assessment (P2.2). Refused while questions are open or nobody holds the right."""

    def apply(do: Context) -> RiskAssessment:
        owner_id = model_risk_owner(do.portfolio, plan)
        risk = risk_tier(do.portfolio, plan, do.playbook)
        if owner_id is None:
            raise Refused("Nobody is named as model risk owner; name one under decision rights first.")
        if risk.answered < risk.questions:
            raise Refused(f"{risk.questions - risk.answered} of {risk.questions} questions have no answer yet.")
        return do.unit.change(
            RiskAssessment, plan.risk_assessment.id or 0, signed_by_id=owner_id, signed_on=min(day, do.today)
        )

    return Operation("Sign the risk assessment", apply)


def name_holder(portfolio: Portfolio, role: str, name: str) -> Operation[None]:
    """Name who holds a decision right in the whole portfolio; an empty name means nobody (P2.2)."""
    rows = [right for right in portfolio.rights if right.role == role]

    def apply(do: Context) -> None:
        for row in rows:
            do.unit.remove(DecisionRight, row.id or 0)
        if name.strip():
            note = rows[0].note if rows else ""
            do.unit.add(DecisionRight(role=role, person_id=find_or_add(do, name).id or 0, note=note))

    return Operation("Name the holder of a decision right", apply)


def name_project_holder(plan: ProjectPlan, role: str, name: str) -> Operation[None]:
    """Name who holds a decision right in this project; an empty name goes back to the portfolio's holder (P2.2)."""
    rows = [right for right in plan.project_rights if right.role == role]

    def apply(do: Context) -> None:
        for row in rows:
            do.unit.remove(ProjectRight, row.id or 0)
        if name.strip():
            note = rows[0].note if rows else ""
            person_id = find_or_add(do, name).id or 0
            do.unit.add(ProjectRight(project_id=plan.id, role=role, person_id=person_id, note=note))

    return Operation("Name the project's holder of a decision right", apply)


def add_usual_governance(plan: ProjectPlan) -> Operation[int]:
    """The usual RACI, items of the ethical review and policies that the project does not list; gives how many."""

    def apply(do: Context) -> int:
        before = len(do.unit.changes)
        begin_governance(do, plan.id)
        return len(do.unit.changes) - before

    return Operation("Add the usual governance", apply)


def begin_governance(do: Context, project_id: int) -> None:
    """The usual rows of the playbook, those that are not there yet."""
    listed = {
        noun: {getattr(row, "key", row.label) for row in do.unit.all(noun, project_id=project_id)}
        for noun in (EthicsItem, PolicyDocument, RaciActivity)
    }
    if not listed[RaciActivity]:
        for place, activity in enumerate(do.playbook.raci.values(), start=1):
            row = RaciActivity(project_id=project_id, position=place, name=activity.title, marks=activity.marks)
            do.unit.add(row)
    for place, (key, item) in enumerate(do.playbook.ethics.items(), start=1):
        if key not in listed[EthicsItem]:
            do.unit.add(EthicsItem(project_id=project_id, position=place, key=key, name=item.title))
    for place, (key, policy) in enumerate(do.playbook.policies.items(), start=1):
        if key not in listed[PolicyDocument]:
            do.unit.add(PolicyDocument(project_id=project_id, position=place, key=key, name=policy.title))


def add_tier_artifacts(plan: ProjectPlan) -> Operation[int]:
    """What the tier wants at gates to come and the plan does not list (P2.5); gives how many."""

    def apply(do: Context) -> int:
        tier = risk_tier(do.portfolio, plan, do.playbook).tier
        missing = list(missing_tier_artifacts(plan, do.playbook, tier))
        for gate, key, entry in missing:
            last = max((artifact.position for artifact in plan.artifacts_of(gate)), default=0)
            do.unit.add(_artifact(gate, key, entry.title, entry.role, last + 1))
        return len(missing)

    return Operation("Add the artifacts of the tier", apply)


def _artifact(gate: Gate, key: str, name: str, role: str, position: int) -> Artifact:
    return Artifact(project_id=gate.project_id, gate_id=gate.id or 0, key=key, name=name, role=role, position=position)
