"""What a pack that came back is: sent by us or not, unchanged, filled in or changed, signed and decided how."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from mlplanner.domain.documents import fingerprint
from mlplanner.domain.enums import GateOutcome
from mlplanner.domain.exchanges import PackState
from mlplanner.domain.lifecycle import Pack
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.exchange.exports import PACK
from mlplanner.exchange.returned.reading import Filled, PackReading
from mlplanner.exchange.returned.signatures import Signature

OUTCOMES = {
    "approve": GateOutcome.GO,
    "approve_with_conditions": GateOutcome.GO_WITH_CONDITIONS,
    "defer_to_next_gate": GateOutcome.DEFER,
    "reject": GateOutcome.NO_GO,
}
_CHOICES = {
    GateOutcome.GO: "Approve",
    GateOutcome.GO_WITH_CONDITIONS: "Approve with conditions",
    GateOutcome.DEFER: "Defer to next gate",
    GateOutcome.NO_GO: "Reject",
}


@dataclass(frozen=True)
class PackVerdict:
    """The answer. `sentences` say all of it in plain words, the most important first."""

    state: PackState
    is_sent_by_us: bool | None
    """None: no portfolio to hold it against."""
    project: str
    revision: int | None
    version: int | None
    outcome: GateOutcome | None
    conditions: str
    is_signed: bool
    is_signature_sound: bool
    is_trusted: bool | None
    """Whether every signature's issuer is one that the reader trusts; None without a list, or without signatures."""
    signed_by: str
    sentences: tuple[str, ...]
    plan: ProjectPlan | None = field(default=None, compare=False)
    """The project of the portfolio that it speaks of."""
    sent: Pack | None = None


def judge(reading: PackReading, portfolio: Portfolio | None = None) -> PackVerdict:
    """Hold the file against what the portfolio recorded when it was sent, or else against what it says of itself."""
    plan, sent = _find(reading, portfolio)
    said = reading.signed if reading.signed is not None else reading.filled
    mark = reading.mark
    outcome = OUTCOMES.get(said.get("decision", ""))
    is_sound = bool(reading.signatures) and all(one.holds for one in reading.signatures)
    reasons = tuple(_changes(reading, sent))
    state = _state(reading, reasons)
    is_ours = None if portfolio is None else sent is not None and state is not PackState.CHANGED
    sentences = (
        *_origin(reading, portfolio, plan, sent, is_changed=state is PackState.CHANGED),
        *_condition(reading, state, reasons, sent),
        *_signature_words(reading),
        *_decision_words(reading, said, outcome),
        *_since(reading, portfolio, plan),
    )
    return PackVerdict(
        state=state,
        is_sent_by_us=is_ours,
        project=mark.project if mark else (plan.project.ref if plan else ""),
        revision=_number(mark.revision) if mark else None,
        version=_number(mark.version) if mark else None,
        outcome=outcome,
        conditions=said.get("conditions", ""),
        is_signed=bool(reading.signatures),
        is_signature_sound=is_sound,
        is_trusted=_trusted(reading.signatures),
        signed_by=", ".join(one.signer or "a name that can't be read" for one in reading.signatures),
        sentences=sentences,
        plan=plan,
        sent=sent,
    )


def _trusted(signatures: tuple[Signature, ...]) -> bool | None:
    known = [one.is_trusted for one in signatures if one.is_trusted is not None]
    return all(known) if known else None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _find(reading: PackReading, portfolio: Portfolio | None) -> tuple[ProjectPlan | None, Pack | None]:
    """The recorded pack with these pages, else the one that the file says it is."""
    if portfolio is None:
        return None, None
    packs = [(plan, pack) for plan in portfolio.plans.values() for pack in plan.packs if pack.kind == PACK]
    claimed = reading.mark.fingerprint if reading.mark else reading.printed
    by_pages = [pair for pair in packs if pair[1].content_hash and pair[1].content_hash == reading.sealed]
    by_claim = [pair for pair in packs if claimed and pair[1].fingerprint.startswith(claimed)]
    return next(iter((*by_pages, *reversed(by_claim))), (None, None))


def _changes(reading: PackReading, sent: Pack | None) -> Iterator[str]:
    """What was changed in a pack, one sentence each; nothing for what bears no mark."""
    mark = reading.mark
    if mark is None:
        return
    is_other = sent is not None and bool(sent.content_hash) and sent.content_hash != reading.sealed
    has_other_plan = reading.plan is None or reading.plan_sha256 != mark.plan
    if reading.content != mark.content or (is_other and not has_other_plan):
        yield "Its pages are not those that were sent: texts or figures may have been changed, or it was printed anew."
    if reading.plan is None:
        yield "The attached plan was taken out."
    elif reading.plan_sha256 != mark.plan:
        yield "The attached plan is not the one that was sent."
    if reading.notes:
        pages = ", ".join(map(str, reading.notes[:8]))
        yield f"Notes or drawings were laid over page {pages}; they may cover what was printed."
    for one in reading.signatures:
        if not one.is_intact:
            yield f"The bytes that the signature in {_field(one)} covers were changed after signing."
        elif not one.is_kept:
            yield f"After the signature in {_field(one)} more was changed than fields."


def _state(reading: PackReading, reasons: tuple[str, ...]) -> PackState:
    if reading.mark is None:
        return PackState.FOREIGN
    if reasons:
        return PackState.CHANGED
    return PackState.FILLED_IN if reading.filled or reading.signatures else PackState.UNCHANGED


def _origin(
    reading: PackReading,
    portfolio: Portfolio | None,
    plan: ProjectPlan | None,
    sent: Pack | None,
    *,
    is_changed: bool,
) -> Iterator[str]:
    mark = reading.mark
    if mark is None:
        yield from _foreign(reading, portfolio, plan)
        return
    shown = f"version {mark.version} of the approval pack of {mark.project} at revision {mark.revision}"
    if portfolio is None:
        yield f"It says that it is {shown}. Held against itself only: give the portfolio to know whether it was sent."
    elif sent is not None and not is_changed:
        yield f"Sent from this portfolio: {shown}, made on {sent.made_on}."
    elif sent is not None:
        yield f"It says that it is {shown}, which was sent on {sent.made_on}; but it is not what was sent."
    elif portfolio.settings.portfolio_uid != mark.portfolio:
        yield f"Not sent from this portfolio: it says that it is {shown} of another one."
    else:
        yield f"It says that it is {shown}, but this portfolio recorded no such pack."


def _foreign(reading: PackReading, portfolio: Portfolio | None, plan: ProjectPlan | None) -> Iterator[str]:
    if plan is not None:
        yield (
            f"It bears no mark of mlplanner, but page 1 names the fingerprint of a plan of {plan.project.ref}: it was "
            "printed or saved as a new PDF. What it says can't be held against what was sent; read it yourself."
        )
    elif reading.printed and portfolio is None:
        yield (
            f"It bears no mark of mlplanner, but page 1 names the fingerprint {reading.printed} of a plan: it was printed "
            "or saved as a new PDF. Give the portfolio to know of which project."
        )
    elif reading.printed:
        yield "It bears no mark of mlplanner; the fingerprint on page 1 is of no plan that was sent from here."
    elif not reading.has_words:
        yield "It holds pictures without words, as a scan does: read the fingerprint at the foot and compare by eye."
    else:
        yield "It is not an approval pack of mlplanner."


def _condition(reading: PackReading, state: PackState, reasons: tuple[str, ...], sent: Pack | None) -> Iterator[str]:
    if state is PackState.CHANGED:
        yield "Changed. " + " ".join(reasons)
    elif state is PackState.FILLED_IN:
        yield "Filled in; pages and attached plan are as they were sent."
    elif state is PackState.UNCHANGED and sent is not None and sent.file_sha256 == reading.file_sha256:
        yield "Unchanged, byte for byte; nothing was filled in."
    elif state is PackState.UNCHANGED:
        yield "Unchanged: pages and attached plan are as they were sent; nothing was filled in."
    is_known = sent is not None and bool(sent.file_sha256) and state is not PackState.CHANGED
    if is_known and sent is not None and sent.file_sha256 not in reading.revisions:
        yield "It was saved anew by another program, so its bytes prove nothing; its pages were compared instead."


def _field(one: Signature) -> str:
    return one.field.removesuffix("_signature").replace("_", " ")


def _signature_words(reading: PackReading) -> Iterator[str]:
    for one in reading.signatures:
        when = f" on {one.signed_at[:10]}" if one.signed_at else ""
        if not one.is_intact:
            yield f"The signature of {_field(one)} is not intact: it proves nothing."
        elif not one.is_kept:
            yield f"Signed as {_field(one)} by '{one.signer}'{when}, but the file was changed after that: it does not hold."
        else:
            yield f"Signed as {_field(one)} by '{one.signer}'{when}: intact. {_issuer_words(one)}"
    if not reading.signatures and reading.mark is not None:
        yield "Not signed: anybody may have filled it in."


def _issuer_words(one: Signature) -> str:
    """Who vouches for the name, and whether the reader trusts them."""
    if one.is_trusted:
        return f"Issued by '{one.issuer}', whom you trust."
    if one.is_trusted is None:
        return (
            f"Its issuer '{one.issuer}' is not known to you, as no certificates you trust are named: the name is only "
            "what the certificate says."
        )
    return f"Its issuer '{one.issuer}' is not known to you: the name is only what the certificate says."


def _decision_words(reading: PackReading, said: Filled, outcome: GateOutcome | None) -> Iterator[str]:
    source = " (as signed)" if reading.signed is not None else ""
    if outcome is not None:
        yield f"Decision{source}: {_CHOICES[outcome]}."
    elif "decision" in said:
        yield f"Decision{source}: '{said['decision'][:60]}', which is none of the choices."
    elif reading.mark is not None:
        yield "No decision is filled in."
    if conditions := said.get("conditions"):
        yield f"Conditions{source}: {conditions}"
    for name, text in said.items():
        if name.endswith("_name"):
            day = said.get(f"{name.removesuffix('_name')}_date", "")
            yield f"{name.removesuffix('_name').replace('_', ' ').capitalize()}: {text}{f', {day}' if day else ''}."
    if reading.signed is not None and reading.signed != reading.filled:
        names = sorted(
            name for name in {*reading.signed, *reading.filled} if reading.signed.get(name) != reading.filled.get(name)
        )
        words = ", ".join(
            f"{name.replace('_', ' ')} ('{reading.signed.get(name, '')}' was signed, now '{reading.filled.get(name, '')}')"
            for name in names
        )
        yield f"Changed after signing: {words}. What was signed counts."


def _since(reading: PackReading, portfolio: Portfolio | None, plan: ProjectPlan | None) -> Iterator[str]:
    if portfolio is None or plan is None or reading.mark is None:
        return
    if fingerprint(portfolio, portfolio.plan(plan.id)) != reading.mark.fingerprint:
        yield f"The plan has changed since: what was decided is the plan of revision {reading.mark.revision}."
