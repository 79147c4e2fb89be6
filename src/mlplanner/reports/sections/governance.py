"""Who decides and answers, how risky the model is, and what was done about it (P2)."""

from collections.abc import Iterator

from mlplanner.domain.enums import ArtifactState
from mlplanner.domain.governance import ItemState
from mlplanner.engine.reviews import ReviewState
from mlplanner.engine.rights import right_holder
from mlplanner.engine.tiers import tier_entry
from mlplanner.reports.blocks import Block, Column, Facts, Mark, Paragraph, Row, Section, Table, Tone
from mlplanner.reports.formats import NOTHING, counted, day, first_upper, joined, one_line
from mlplanner.reports.subjects import Subject

ITEM_MARKS = {
    ItemState.OPEN: Mark(Tone.OPEN, "Open"),
    ItemState.DONE: Mark(Tone.GOOD, "Done"),
    ItemState.NOT_APPLICABLE: Mark(Tone.GOOD, "Not applicable"),
}
_LETTERS = ("A", "R", "C", "I")


def governance_section(subject: Subject) -> Section:
    """Tier and pauses first, then RACI, ethics, rights, policies and reviews."""
    return Section("Governance", _finding(subject), tuple(_blocks(subject)))


def risk_sentence(subject: Subject) -> str:
    """`High risk (17 points), signed by … on …`."""
    risk, row = subject.figures.governance.risk, subject.plan.risk_assessment
    signed = f"signed by {subject.person(row.signed_by_id)} on {day(row.signed_on)}" if row.signed_on else "not signed"
    if risk.tier is None:
        return f"The risk tier is not known: {risk.answered} of {risk.questions} questions are answered"
    points = f"{risk.points} points" if risk.answered == risk.questions else "set by hand"
    return f"{first_upper(risk.title)} risk ({points}), {signed}"


def _finding(subject: Subject) -> str:
    done = sum(item.state is not ItemState.OPEN for item in subject.plan.ethics)
    ethics = f"{done} of {counted(len(subject.plan.ethics), 'item')} of the ethical review are settled"
    pause = subject.figures.governance.pause
    stopped = f"Paused since {day(pause.paused_on)}. " if pause else ""
    return f"{stopped}{risk_sentence(subject)}; {ethics if subject.plan.ethics else 'there is no ethical review yet'}."


def _blocks(subject: Subject) -> Iterator[Block]:
    yield Facts(tuple(_risk_facts(subject)), "Model risk")
    yield _answers(subject)
    yield from _pauses(subject)
    yield _raci(subject)
    yield ethics_table(subject)
    yield _rights(subject)
    yield _policies(subject)
    yield _reviews(subject)


def _risk_facts(subject: Subject) -> Iterator[tuple[str, str]]:
    row, risk = subject.plan.risk_assessment, subject.figures.governance.risk
    yield "Tier", first_upper(risk.title) or "Not known"
    if row.tier:
        computed = f" The questionnaire says {risk.computed}." if risk.computed else ""
        who = subject.person(row.tier_by_id)
        yield "Set by hand", f"To {row.tier} by {who}: {one_line(row.tier_reason)}{computed}"
    yield "What it asks for", tier_entry(subject.playbook, risk.tier).asks or NOTHING
    yield "Main risks", one_line(row.summary) or "Not written down yet."
    yield "Signed", f"{subject.person(row.signed_by_id)}, {day(row.signed_on)}" if row.signed_on else "Not signed yet."


def _answers(subject: Subject) -> Block:
    given = {answer.question: answer for answer in subject.plan.risk_answers}
    rows = []
    for key, question in subject.playbook.risk_questions.items():
        answer = given.get(key)
        option = subject.playbook.risk_options.get(answer.option) if answer else None
        said = option.title if option else "Not answered"
        note = f" {one_line(answer.note)}" if answer and answer.note else ""
        rows.append(Row((question.title, f"{said}.{note}", str(option.points) if option else NOTHING)))
    columns = (Column("Question", 3.6), Column("Answer", 4.4), Column("Points", 0.7))
    return Table("Risk questionnaire", columns, tuple(rows), is_compact=True)


def _pauses(subject: Subject) -> Iterator[Block]:
    if not subject.plan.pauses:
        return
    columns = (Column("Paused", 2.0), Column("Why", 3.4), Column("What lifts it", 3.0), Column("Lifted", 3.0))
    rows = []
    for pause in subject.plan.pauses:
        began = f"{day(pause.paused_on)} by {subject.person(pause.paused_by_id)}"
        lifted: str | Mark = Mark(Tone.BAD, "In force")
        if pause.lifted_on:
            who = subject.person(pause.lifted_by_id)
            lifted = f"{day(pause.lifted_on)} by {who}: {one_line(pause.lifted_note)}"
        rows.append(Row((began, one_line(pause.reason), one_line(pause.lifts_when), lifted)))
    yield Table("Pauses by the model risk owner", columns, tuple(rows))


def _raci(subject: Subject) -> Block:
    if not subject.plan.raci:
        return Paragraph("There is no RACI: nobody knows who answers for what.", "RACI")
    columns = (
        Column("Activity", 3.0),
        Column("Answers for it (A)", 2.0),
        Column("Does the work (R)", 2.4),
        Column("Is asked (C)", 2.6),
        Column("Is told (I)", 2.4),
    )
    title = subject.playbook.right_title
    rows = []
    for activity in subject.plan.raci:
        marks = activity.letters
        roles = ([title(role) for role, letters in marks.items() if letter in letters] for letter in _LETTERS)
        rows.append(Row((activity.name, *(joined(names) or NOTHING for names in roles))))
    return Table("RACI", columns, tuple(rows), is_compact=True)


def ethics_table(subject: Subject) -> Block:
    """The ethical review with results and evidence; one line where there is none (P2.6)."""
    if not subject.plan.ethics:
        return Paragraph("There is no ethical review yet; the Prototype gate asks for it.", "Ethical review")
    columns = (Column("Item", 3.0), Column("State", 1.2), Column("Result or reason", 3.6), Column("Evidence", 2.2))
    rows = tuple(
        Row((item.name, ITEM_MARKS[item.state], one_line(item.reason) or NOTHING, one_line(item.evidence) or NOTHING))
        for item in subject.plan.ethics
    )
    return Table("Ethical review", columns, rows, is_compact=True)


def _rights(subject: Subject) -> Block:
    columns = (Column("Role", 2.2), Column("Held by", 2.0), Column("Rights", 5.0), Column("Meets", 1.4))
    rows = tuple(
        Row(
            (
                right.title,
                subject.person(right_holder(subject.portfolio, subject.plan, key)),
                " ".join(filter(None, (right.rights, one_line(_right_note(subject, key))))),
                subject.playbook.cadences.get(right.cadence, right.cadence),
            )
        )
        for key, right in subject.playbook.decision_rights.items()
    )
    return Table("Decision rights", columns, rows, is_compact=True)


def _right_note(subject: Subject, role: str) -> str:
    """What was noted about the holder: the project's own, else the portfolio's."""
    own = next((row.note for row in subject.plan.project_rights if row.role == role), None)
    wide = next((row.note for row in subject.portfolio.rights if row.role == role), "")
    return wide if own is None else own


def _policies(subject: Subject) -> Block:
    if not subject.plan.policies:
        return Paragraph("No policy document is listed.", "Policies")
    columns = (Column("Document", 3.4), Column("State", 1.4), Column("Owner", 2.0), Column("Review by", 1.4))
    rows = []
    for policy in subject.plan.policies:
        is_there = policy.state is ArtifactState.ACCEPTED
        mark = Mark(Tone.GOOD if is_there else Tone.OPEN, first_upper(policy.state))
        rows.append(Row((policy.name, mark, subject.person(policy.owner_id), day(policy.review_by))))
    return Table("Policies", columns, tuple(rows), is_compact=True)


def _reviews(subject: Subject) -> Block:
    reviews = subject.figures.governance.reviews
    if not reviews:
        return Paragraph("Reviews begin when the tier is known and the Production gate is passed.", "Reviews")
    facts = []
    for key, entry in subject.playbook.reviews.items():
        mine = [review for review in reviews if review.kind == key]
        if not mine:
            continue
        late = [review for review in mine if review.state is ReviewState.OVERDUE]
        held = sum(review.state is ReviewState.DONE for review in mine)
        following = next((review.due for review in mine if review.state is ReviewState.DUE), None)
        said = f"{held} held; {len(late)} overdue since {day(late[0].due)}" if late else f"{held} held, none overdue"
        facts.append((entry.title, f"{said}{f'; next on {day(following)}' if following else ''}."))
    return Facts(tuple(facts), "Reviews")
