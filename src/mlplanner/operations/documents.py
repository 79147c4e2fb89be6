"""Documents that left the house: which version of a pack showed which plan."""

from datetime import date

from mlplanner.domain.lifecycle import Pack
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.operations.operation import Context, Operation


def document_version(plan: ProjectPlan, kind: str, fingerprint: str) -> int:
    """The number of the next document of that kind: the last one's while the plan is the same, else one more."""
    earlier = [pack for pack in plan.packs if pack.kind == kind]
    if not earlier:
        return 1
    last = max(earlier, key=lambda pack: pack.number)
    return last.number if last.fingerprint == fingerprint else last.number + 1


def record_document(
    plan: ProjectPlan, kind: str, *, fingerprint: str, made_on: date, ask: str, file_name: str
) -> Operation[Pack | None]:
    """Note that a document of this plan was made; None and no step when this very version is noted already."""
    number = document_version(plan, kind, fingerprint)
    gate = plan.next_gate

    def apply(do: Context) -> Pack | None:
        if any(pack.kind == kind and pack.number == number for pack in plan.packs):
            return None
        return do.unit.add(
            Pack(
                project_id=plan.id,
                kind=kind,
                made_on=made_on,
                number=number,
                gate_key=gate.key if gate else "",
                fingerprint=fingerprint,
                ask=ask,
                file_name=file_name[-255:],
            )
        )

    return Operation(f"Make {kind} version {number} of {plan.project.name}", apply)
