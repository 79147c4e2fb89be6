"""Data foundations: are the top features catalogued, tested, lawful, and within the inference budget (P5)."""

from decimal import Decimal

from mlplanner.domain.features import Feature, FeatureState
from mlplanner.engine.data_results import CostSheet, FeatureStanding, ServingAdvice
from mlplanner.reports.blocks import Align, Block, Column, Mark, Paragraph, Row, RowKind, Section, Table, Tone
from mlplanner.reports.data_words import ADVICE_WORDS, say_parts
from mlplanner.reports.formats import NOTHING, counted, exact, joined, number, one_line, share
from mlplanner.reports.subjects import Subject

_CALM = (ServingAdvice.FITS, ServingAdvice.UNKNOWN)


def data_section(subject: Subject) -> Section:
    """The three sign-off artifacts in short; the workbook `features.xlsx` holds them in full."""
    if not subject.plan.features:
        said = "No feature is registered: nobody can say what the model looks at, what that costs, or whether it is lawful."
        return Section("Data", said)
    blocks: list[Block] = [
        _catalogue(subject),
        _lineage(subject),
        _sheet(subject),
        *_privacy(subject),
        *_replaced(subject),
    ]
    return Section("Data", _finding(subject), tuple(blocks))


def _finding(subject: Subject) -> str:
    data, sheet = subject.figures.data, subject.figures.data.sheet
    least = subject.playbook.figure("feature_coverage_min")
    said = f"{data.complete} of the top {counted(data.top, 'feature')} have a complete entry"
    if data.coverage is not None:
        side = "at least" if data.coverage >= least else "below"
        said += f", {share(data.coverage)} of their tests pass ({side} the {share(least)} asked for)"
    return f"{said}; {_budget_words(sheet, subject.currency)}."


def _budget_words(sheet: CostSheet, currency: str) -> str:
    if sheet.cost_left is None:
        return "no inference budget is set"
    parts = [f"1,000 predictions cost {currency} {number(sheet.cost)} of {number(sheet.cost_budget)}"]
    if sheet.latency_left_ms is not None:
        parts.append(f"an answer takes {number(sheet.latency_ms)} of {number(sheet.latency_budget_ms)} ms")
    over = [
        word
        for word, left in (("cost", sheet.cost_left), ("latency", sheet.latency_left_ms))
        if left is not None and left < 0
    ]
    said = joined(parts)
    if over:
        return f"{said}: {joined(over)} above the budget"
    return said if sheet.is_known else f"{said}, with some of it still unknown"


def _catalogue(subject: Subject) -> Table:
    columns = (
        Column("#", 0.4, Align.RIGHT),
        Column("Feature", 2.6),
        Column("Owner", 1.5),
        Column("Class", 1.1),
        Column("Fresh", 0.9, Align.RIGHT),
        Column("Serving", 0.9),
        Column("a 1,000", 0.8, Align.RIGHT),
        Column("ms", 0.6, Align.RIGHT),
        Column("Tests", 0.7, Align.RIGHT),
        Column("Entry", 1.2),
        Column("Lacks", 1.8),
    )
    by_id = {feature.id or 0: feature for feature in subject.plan.features}
    rows = tuple(_row(subject, by_id[each.feature_id], each) for each in subject.figures.data.features if each.is_top)
    top = subject.figures.data.top
    rest = sum(each.rank is not None for each in subject.figures.data.features) - top
    note = f"{counted(rest, 'more feature')} in the registry." if rest else ""
    return Table(f"Catalogue of the top {top} features", columns, rows, note, is_compact=True)


def _row(subject: Subject, feature: Feature, standing: FeatureStanding) -> Row:
    known = subject.playbook.sensitivity.get(feature.sensitivity)
    entry = Mark(Tone.WARN, "incomplete") if standing.missing else Mark(Tone.GOOD, "complete")
    return Row(
        (
            str(standing.rank),
            feature.name,
            subject.person(feature.owner_id),
            known.title if known else feature.sensitivity or NOTHING,
            lag(feature.freshness_minutes),
            feature.serving or NOTHING,
            number(standing.cost),
            number(feature.latency_ms),
            f"{standing.passing}/{standing.asked}",
            entry,
            say_parts(standing.missing, subject.playbook) or NOTHING,
        )
    )


def _lineage(subject: Subject) -> Table:
    """Where the top features come from, and in which versions (P5.1, P5.2, P5.4)."""
    columns = (
        Column("Feature", 2.4),
        Column("Computation", 2.0),
        Column("Updated", 1.6),
        Column("Source tables", 1.8),
        Column("Job", 1.4),
        Column("Snapshot", 2.2),
        Column("Versions", 1.4),
    )
    top = {each.feature_id for each in subject.figures.data.features if each.is_top}
    rows = tuple(Row(_origin(feature)) for feature in subject.plan.features if feature.id in top)
    return Table(
        "Where they come from", columns, rows, "Versions: of the transform and of the data set.", is_compact=True
    )


def _origin(feature: Feature) -> tuple[str, ...]:
    texts = (feature.computation, feature.cadence, feature.sources, feature.transformation, feature.snapshot)
    versions = " / ".join(filter(None, (feature.transform_version, feature.dataset_version)))
    return (feature.name, *(one_line(text) or NOTHING for text in texts), versions or NOTHING)


def lag(minutes: int | None) -> str:
    """Minutes as people say them: `5 min`, `24 h`, `7 days`; a dash where there is none."""
    if minutes is None:
        return NOTHING
    if minutes % 1440 == 0 and minutes > 1440:
        return counted(minutes // 1440, "day")
    return f"{minutes // 60}\N{NO-BREAK SPACE}h" if minutes % 60 == 0 else f"{minutes}\N{NO-BREAK SPACE}min"


def _sheet(subject: Subject) -> Table:
    sheet, currency = subject.figures.data.sheet, subject.currency
    columns = (
        Column("Inference", 2.4),
        Column(f"{currency} per 1,000", 1.2, Align.RIGHT),
        Column("Latency, ms", 1.0, Align.RIGHT),
        Column("What it is", 3.6),
    )
    names = {feature.id: feature.name for feature in subject.plan.features}
    waits = f"the slowest served online: {names[sheet.slowest_id]}" if sheet.slowest_id else "none is waited for"
    rows = [
        Row(("Features", number(sheet.features_cost), number(sheet.features_latency_ms), f"cost adds up; {waits}")),
        Row(("Model", number(sheet.model_cost), number(sheet.model_latency_ms), "CPU and GPU")),
        Row(("Together", number(sheet.cost), number(sheet.latency_ms), _year(sheet, currency)), RowKind.TOTAL),
        Row(("Inference budget", number(sheet.cost_budget), number(sheet.latency_budget_ms), "")),
        Row(("Left", number(sheet.cost_left), number(sheet.latency_left_ms), _verdict(sheet)), RowKind.CHOSEN),
    ]
    serving = subject.plan.serving
    note = f"Served {serving.mode}: {serving.reason}" if serving.mode and serving.reason else ""
    return Table("Cost and latency against the inference budget", columns, tuple(rows), note)


def _year(sheet: CostSheet, currency: str) -> str:
    return f"{currency} {exact(sheet.cost_year)} a year at {counted(sheet.decisions_per_year, 'decision')}"


def _verdict(sheet: CostSheet) -> str:
    lefts = [left for left in (sheet.cost_left, sheet.latency_left_ms) if left is not None]
    if not lefts:
        return "no budget to hold it against"
    if min(lefts) < Decimal(0):
        return "above the budget"
    return "within the budget" if sheet.is_known else "within the budget, as far as known"


def _privacy(subject: Subject) -> tuple[Block, ...]:
    """By feature and jurisdiction; what has no rule is said in the same place."""
    names = {feature.id: feature.name for feature in subject.plan.features}
    rows = [
        Row((names.get(rule.feature_id, NOTHING), rule.jurisdiction, rule.treatment, rule.note or NOTHING))
        for rule in subject.plan.privacy
    ]
    bare = [names[each.feature_id] for each in subject.figures.data.features if each.needs_privacy_rule]
    note = f"Personal data without a rule: {joined(bare)}." if bare else ""
    if not rows:
        return (Paragraph(note, "Privacy"),) if note else ()
    columns = (Column("Feature", 2.6), Column("Where", 1.2), Column("What is done", 1.2), Column("Note", 3.0))
    return (Table("Privacy by jurisdiction", columns, tuple(rows), note),)


def _replaced(subject: Subject) -> tuple[Block, ...]:
    names = {feature.id: feature.name for feature in subject.plan.features}
    said = []
    for feature, standing in zip(subject.plan.features, subject.figures.data.features, strict=True):
        if feature.state == FeatureState.DISABLED:
            instead = (
                f"replaced by {' → '.join(names[each] for each in standing.successors)}"
                if standing.successors
                else "not replaced"
            )
            said.append(f"{feature.name}: {instead}. {feature.note}".strip())
        elif standing.advice not in _CALM:
            said.append(f"{feature.name}: {ADVICE_WORDS[standing.advice]}.")
    return (Paragraph("\n".join(said), "Disabled features and advice on serving"),) if said else ()
