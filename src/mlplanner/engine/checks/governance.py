"""RACI, model risk, ethics, policies and decision rights (P2.1–P2.8)."""

from collections.abc import Iterator

from mlplanner.domain.enums import ArtifactState
from mlplanner.domain.governance import ItemState
from mlplanner.domain.weeks import say_day
from mlplanner.engine.checks.rule import Case, Hit, Rule
from mlplanner.engine.checks.wording import say_names
from mlplanner.engine.governance import pause_in_force
from mlplanner.engine.rights import model_risk_owner, right_holder
from mlplanner.engine.tiers import risk_tier


def find_no_raci(case: Case) -> Iterator[Hit]:
    """Nobody knows who does what."""
    if not case.plan.raci:
        yield Hit("raci")


def find_open_questions(case: Case) -> Iterator[Hit]:
    """The tier is not known."""
    risk = risk_tier(case.portfolio, case.plan, case.playbook)
    if risk.answered < risk.questions:
        words = {"open": str(risk.questions - risk.answered), "all": str(risk.questions)}
        yield Hit("risk_answers", words=words)


def find_unsigned_assessment(case: Case) -> Iterator[Hit]:
    """An assessment without the signature of who answers for the risk."""
    owner_id = model_risk_owner(case.portfolio, case.plan)
    signed = case.plan.risk_assessment
    if signed.signed_on is None or owner_id is None or signed.signed_by_id != owner_id:
        owner = case.portfolio.person_name(owner_id) or "nobody is named"
        yield Hit("risk_assessment", signed.id, "signed_by_id", {"owner": owner})


def find_wrongly_lowered_tier(case: Case) -> Iterator[Hit]:
    """A tier below the questionnaire's, set by somebody who may not."""
    risk, row = risk_tier(case.portfolio, case.plan, case.playbook), case.plan.risk_assessment
    if risk.is_refused and row.tier and risk.computed:
        who = case.portfolio.person_name(row.tier_by_id) or "nobody"
        yield Hit("risk_assessment", row.id, "tier", {"tier": row.tier, "who": who, "computed": risk.computed})


def find_open_ethics(case: Case) -> Iterator[Hit]:
    """Items of the ethical review that are open, in one finding; all of them where none is listed."""
    items = [item for item in case.plan.ethics if item.state is ItemState.OPEN]
    listed = {item.key for item in case.plan.ethics}
    lacking = [entry.title for key, entry in case.playbook.ethics.items() if key not in listed]
    names = [*(item.name for item in items), *lacking]
    if names:
        words = {"items": say_names([f"'{name}'" for name in names])}
        yield Hit("ethics", items[0].id, "state", words) if items else Hit("ethics", words=words)


def find_set_aside_ethics(case: Case) -> Iterator[Hit]:
    """Items that the tier does not let anybody set aside."""
    tier = risk_tier(case.portfolio, case.plan, case.playbook).tier
    for item in case.plan.ethics:
        entry = case.playbook.ethics.get(item.key)
        if entry and tier and tier in entry.always_for and item.state is ItemState.NOT_APPLICABLE:
            yield Hit("ethics", item.id, "state", {"item": item.name, "tier": tier})


def find_unproven_ethics(case: Case) -> Iterator[Hit]:
    """Items that are said to be done."""
    for item in case.plan.ethics:
        if item.state is ItemState.DONE and not (item.reason.strip() and item.evidence.strip()):
            empty = "reason" if not item.reason.strip() else "evidence"
            yield Hit("ethics", item.id, empty, {"item": item.name})


def find_missing_policies(case: Case) -> Iterator[Hit]:
    """Policies of the minimum set that are not accepted, in one finding."""
    accepted = {policy.key for policy in case.plan.policies if policy.state is ArtifactState.ACCEPTED}
    missing = [entry.title for key, entry in case.playbook.policies.items() if key not in accepted]
    if missing:
        rows = {policy.key: policy.id for policy in case.plan.policies if policy.key not in accepted}
        first, words = next(iter(rows.values()), None), {"policies": say_names(missing)}
        yield Hit("policies", first, "state", words) if first else Hit("policies", words=words)


def find_overdue_policies(case: Case) -> Iterator[Hit]:
    """Policies that nobody looked at again in time."""
    for policy in case.plan.policies:
        if policy.review_by is not None and policy.review_by < case.today:
            yield Hit("policies", policy.id, "review_by", {"policy": policy.name, "due": say_day(policy.review_by)})


def find_unassigned_rights(case: Case) -> Iterator[Hit]:
    """Decision rights that nobody holds, in one finding."""
    open_rights = [
        right.title
        for key, right in case.playbook.decision_rights.items()
        if right_holder(case.portfolio, case.plan, key) is None
    ]
    if open_rights:
        yield Hit("project_rights", words={"rights": say_names(open_rights)})


def find_pause(case: Case) -> Iterator[Hit]:
    """The model risk owner stopped the project: no gate is passed until the pause is lifted."""
    pause = pause_in_force(case.plan)
    if pause is not None:
        words = {
            "who": case.portfolio.person_name(pause.paused_by_id),
            "day": say_day(pause.paused_on),
            "reason": pause.reason.rstrip(". "),
            "lifts": pause.lifts_when.rstrip(". "),
        }
        yield Hit("pauses", pause.id, "lifted_on", words, case.plan.next_gate)


RULES = (
    Rule("project_paused", find_pause),
    Rule("raci_missing", find_no_raci),
    Rule("risk_questions_open", find_open_questions),
    Rule("risk_assessment_unsigned", find_unsigned_assessment),
    Rule("tier_lowered", find_wrongly_lowered_tier),
    Rule("ethics_open", find_open_ethics),
    Rule("ethics_set_aside", find_set_aside_ethics),
    Rule("ethics_without_evidence", find_unproven_ethics),
    Rule("policy_missing", find_missing_policies),
    Rule("policy_review_overdue", find_overdue_policies),
    Rule("right_unassigned", find_unassigned_rights),
)
