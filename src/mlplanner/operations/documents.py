"""Documents that left the house: which version of a pack showed which plan."""

from collections.abc import Collection
from datetime import date
from pathlib import Path

from mlplanner.domain.enums import ArtifactState
from mlplanner.domain.lifecycle import Artifact, Pack
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.operations.file_evidence import evidence_of
from mlplanner.operations.operation import Context, Operation


def document_version(plan: ProjectPlan, kind: str, fingerprint: str) -> int:
    """The number of the next document of that kind: the last one's while the plan is the same, else one more."""
    earlier = [pack for pack in plan.packs if pack.kind == kind]
    if not earlier:
        return 1
    last = max(earlier, key=lambda pack: pack.number)
    return last.number if last.fingerprint == fingerprint else last.number + 1


def record_document(
    plan: ProjectPlan,
    kind: str,
    *,
    fingerprint: str,
    made_on: date,
    ask: str,
    file_name: str,
    revision: int | None = None,
    hashes: tuple[str, str] = ("", ""),
) -> Operation[Pack | None]:
    """Note that a document of this plan was made; None and no step when a copy with these pages is noted already.

    `hashes`: of its pages and of the whole file, by which a copy that comes back is known.
    """
    number = document_version(plan, kind, fingerprint)
    gate = plan.next_gate
    content, whole = hashes

    def apply(do: Context) -> Pack | None:
        if any((pack.kind, pack.number, pack.content_hash) == (kind, number, content) for pack in plan.packs):
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
                revision=revision,
                content_hash=content,
                file_sha256=whole,
            )
        )

    return Operation(f"Make {kind} version {number} of {plan.project.name}", apply)


def attach_to_artifacts(plan: ProjectPlan, keys: Collection[str], path: Path) -> Operation[int]:
    """Name an exported file, with its SHA-256, as the evidence of the artifacts of these keys; gives how many (P5.6).

    What is accepted, waived, or has other evidence stays as it is. WorldFault when the file can't be read.
    """
    named_file = evidence_of(path)

    def apply(do: Context) -> int:
        named = 0
        for artifact in plan.artifacts:
            if artifact.key in keys and not artifact.state.is_done and artifact.link in ("", str(path)):
                state = ArtifactState.DRAFT if artifact.state == ArtifactState.MISSING else artifact.state
                do.unit.change(Artifact, artifact.id or 0, **named_file, state=state)
                named += 1
        return named

    return Operation(f"Attach {path.name}", apply)
