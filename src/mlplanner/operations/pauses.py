"""Pauses by the model risk owner, and reviews that were held (P2.5, P2.8)."""

from datetime import date

from mlplanner.domain.errors import Refused
from mlplanner.domain.governance import Pause, Review
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.validation import validated
from mlplanner.engine.reviews import ReviewDue
from mlplanner.operations.operation import Context, Operation


def pause_project(plan: ProjectPlan, by_id: int | None, reason: str, lifts_when: str, day: date) -> Operation[Pause]:
    """Stop the project's gates. A guard refuses anybody but the model risk owner, and a second pause (P2.8)."""
    if by_id is None:
        raise Refused("Nobody is named as model risk owner; name one under decision rights first.")
    if not reason.strip() or not lifts_when.strip():
        raise Refused("A pause says why the project stops and what lifts the pause; give both.")
    fields = {"paused_by_id": by_id, "paused_on": day, "reason": reason, "lifts_when": lifts_when}
    return Operation(
        f"Pause {plan.project.name}", lambda do: do.unit.add(validated(Pause, {"project_id": plan.id, **fields}))
    )


def lift_pause(pause: Pause, by_id: int | None, note: str, day: date) -> Operation[Pause]:
    """Let the project go on; the record says who lifted the pause, when, and how it was mended."""
    if not note.strip():
        raise Refused("Say how it was mended; the record of the pause is read with it.")
    fields = {"lifted_by_id": by_id, "lifted_on": day, "lifted_note": note}
    return Operation("Lift the pause", lambda do: do.unit.change(Pause, pause.id or 0, **fields))


def hold_review(
    plan: ProjectPlan, review: ReviewDue, by_id: int | None, day: date, outcome: str = ""
) -> Operation[Review]:
    """Record that a review was held (P2.5)."""
    fields = {"held_on": day, "held_by_id": by_id, "outcome": outcome}

    def apply(do: Context) -> Review:
        if review.review_id is not None:
            return do.unit.change(Review, review.review_id, **fields)
        return do.unit.add(validated(Review, {"project_id": plan.id, "kind": review.kind, "due": review.due, **fields}))

    return Operation("Record a review", apply)
