"""What a risk tier asks for: approvers, artifacts, separated duties, reviews, a rota (P2.5)."""

from collections.abc import Iterator

from mlplanner.domain.enums import ArtifactState
from mlplanner.domain.lifecycle import Gate
from mlplanner.domain.weeks import say_day
from mlplanner.engine.checks.rule import Case, Hit, Rule
from mlplanner.engine.checks.wording import say_names
from mlplanner.engine.duties import is_self_accepted, missing_tier_artifacts, shared_duties
from mlplanner.engine.reviews import ReviewState, due_reviews
from mlplanner.engine.rights import right_holder
from mlplanner.engine.tiers import risk_tier, tier_entry


def find_missing_approvers(case: Case) -> Iterator[Hit]:
    """Approvers of the tier that nobody is."""
    tier = risk_tier(case.portfolio, case.plan, case.playbook).tier
    for key in tier_entry(case.playbook, tier).approvers:
        if right_holder(case.portfolio, case.plan, key) is None:
            right = case.playbook.right_title(key)
            yield Hit("project_rights", words={"tier": tier or "", "right": right[:1].lower() + right[1:]})


def find_unlisted_tier_artifacts(case: Case) -> Iterator[Hit]:
    """What the tier wants at a gate to come and the plan does not list."""
    tier = risk_tier(case.portfolio, case.plan, case.playbook).tier
    for gate, _, entry in missing_tier_artifacts(case.plan, case.playbook, tier):
        words = {"tier": tier or "", "gate": gate.name, "artifact": entry.title}
        yield Hit("risk_assessment", case.plan.risk_assessment.id, "tier", words, gate)


def find_wrong_acceptors(case: Case) -> Iterator[Hit]:
    """Artifacts that somebody else had to accept."""
    for gate in _gates_to_come(case):
        for artifact in case.plan.artifacts_of(gate):
            entry = case.playbook.tier_artifacts.get(artifact.key)
            if entry is None or not entry.right or artifact.state is not ArtifactState.ACCEPTED:
                continue
            holder_id = right_holder(case.portfolio, case.plan, entry.right)
            if artifact.accepted_by_id != holder_id:
                right, name = case.playbook.right_title(entry.right), case.portfolio.person_name
                words = {
                    "artifact": artifact.name,
                    "right": right[:1].lower() + right[1:],
                    "holder": name(holder_id) or "nobody is named",
                    "who": name(artifact.accepted_by_id) or "nobody by name",
                }
                yield Hit("artifacts", artifact.id, "accepted_by_id", words, gate)


def find_shared_duties(case: Case) -> Iterator[Hit]:
    """Gates to come whose owner delivers what the gate judges, in one finding for each."""
    tier = risk_tier(case.portfolio, case.plan, case.playbook).tier
    for gate in _gates_to_come(case):
        own = shared_duties(case.plan, case.playbook, tier, gate)
        if own:
            words = {
                "owner": case.portfolio.person_name(gate.owner_id),
                "gate": gate.name,
                "artifacts": say_names([f"'{artifact.name}'" for artifact in own]),
                "tier": tier or "",
            }
            yield Hit("artifacts", own[0].id, "owner_id", words, gate)


def find_self_acceptance(case: Case) -> Iterator[Hit]:
    """Artifacts of gates to come that their author accepted."""
    tier = risk_tier(case.portfolio, case.plan, case.playbook).tier
    for gate in _gates_to_come(case):
        for artifact in case.plan.artifacts_of(gate):
            if is_self_accepted(case.playbook, tier, artifact):
                owner = case.portfolio.person_name(artifact.owner_id)
                words = {"owner": owner, "artifact": artifact.name, "tier": tier or ""}
                yield Hit("artifacts", artifact.id, "accepted_by_id", words, gate)


def find_overdue_reviews(case: Case) -> Iterator[Hit]:
    """Reviews whose day has passed, in one finding for each kind."""
    tier = risk_tier(case.portfolio, case.plan, case.playbook).tier
    reviews = due_reviews(case.plan, case.playbook, tier, case.today)
    for key, entry in case.playbook.reviews.items():
        late = [review for review in reviews if review.kind == key and review.state is ReviewState.OVERDUE]
        if late:
            words = {"review": entry.title, "count": str(len(late)), "due": say_day(late[0].due)}
            yield Hit("reviews", late[0].review_id, None, words)


def find_no_rota(case: Case) -> Iterator[Hit]:
    """A tier that wants somebody on call, and nobody is."""
    tier = risk_tier(case.portfolio, case.plan, case.playbook).tier
    upkeep = case.plan.maintenance
    if tier_entry(case.playbook, tier).wants_on_call and not case.plan.rota and upkeep.on_call_id is None:
        yield Hit("maintenance", upkeep.id, "on_call_id", {"tier": tier or ""})


def _gates_to_come(case: Case) -> Iterator[Gate]:
    return (gate for gate in case.plan.gates if not case.plan.gate_state(gate).is_passed)


RULES = (
    Rule("approver_missing", find_missing_approvers),
    Rule("tier_artifact_missing", find_unlisted_tier_artifacts),
    Rule("tier_artifact_accepted_by_other", find_wrong_acceptors),
    Rule("duties_not_separated", find_shared_duties),
    Rule("accepted_by_author", find_self_acceptance),
    Rule("review_overdue", find_overdue_reviews),
    Rule("high_risk_without_on_call", find_no_rota),
)
