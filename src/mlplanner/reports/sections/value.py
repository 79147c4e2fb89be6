"""What the predictions are worth, how that is tested, and what comes back over the horizon (P1.3, P1.6)."""

from itertools import zip_longest

from mlplanner.domain.benefits import Experiment
from mlplanner.domain.enums import ExperimentKind, ExperimentResult
from mlplanner.engine.results import ExperimentSize
from mlplanner.reports.blocks import (
    Align,
    Block,
    Column,
    Mark,
    Paragraph,
    Picture,
    Row,
    RowKind,
    Section,
    Table,
    Tone,
)
from mlplanner.reports.formats import NOTHING, counted, exact, number, one_line, payback, share
from mlplanner.reports.subjects import Subject
from mlplanner.reports.value_lines import value_line

RESULTS = {
    ExperimentResult.PLANNED: Mark(Tone.OPEN, "Planned"),
    ExperimentResult.RUNNING: Mark(Tone.OPEN, "Running"),
    ExperimentResult.MET: Mark(Tone.GOOD, "Met"),
    ExperimentResult.NOT_MET: Mark(Tone.BAD, "Not met"),
    ExperimentResult.CONFOUNDED: Mark(Tone.WARN, "Confounded"),
}
KINDS = {
    ExperimentKind.AB_TEST: "A/B test",
    ExperimentKind.BACKTEST: "backtest",
    ExperimentKind.MATCHED_COHORT: "matched cohort (lower confidence)",
    ExperimentKind.UPLIFT: "uplift (lower confidence)",
}


def value_section(subject: Subject) -> Section:
    """Value model, returns by year, the line of cumulative value, experiments."""
    if not subject.plan.value.decisions_per_year:
        text = "The value model is empty: decisions a year, precision and the value of a hit are missing."
        return Section("Value", text, (_experiments(subject),))
    blocks: list[Block] = [_model(subject), _returns(subject)]
    line = value_line(subject)
    if line:
        blocks.append(Picture(f"Cumulative net value after hand-over ({line.unit_label}, not discounted)", line))
    return Section("Value", _finding(subject), (*blocks, _experiments(subject)))


def _finding(subject: Subject) -> str:
    value, returns, model = subject.figures.value, subject.figures.returns, subject.plan.value
    said = f"A year of predictions is worth {subject.money(value.benefit_year)}"
    if value.break_even_precision is not None:
        said += f"; precision may fall from {share(model.precision)} to {share(value.break_even_precision)} before it earns nothing"
    months = returns.payback_months if returns.investment else None
    back = (
        f"It pays back {number(months)} months after hand-over."
        if months is not None
        else f"It does not pay back within {returns.years} years."
        if returns.investment
        else "No cost is planned yet."
    )
    return f"{said}. {back}"


def _model(subject: Subject) -> Table:
    """Inputs on the left, what follows from them on the right."""
    columns = (
        Column("Input", 1.5),
        Column("", 1.0, Align.RIGHT),
        Column("What follows", 1.9),
        Column("", 1.2, Align.RIGHT),
    )
    pairs = zip_longest(_inputs(subject), _results(subject), fillvalue=("", ""))
    return Table("Value of predictions", columns, tuple(Row((*left, *right)) for left, right in pairs))


def _inputs(subject: Subject) -> tuple[tuple[str, str], ...]:
    model, code = subject.plan.value, subject.currency
    return (
        ("Decisions a year", number(model.decisions_per_year)),
        ("Share acted upon", share(model.share_acted, 2)),
        ("Precision among them", share(model.precision, 2)),
        ("Value of a hit", f"{code} {exact(model.true_positive_value)}"),
        ("Cost of a false alarm", f"{code} {exact(model.false_positive_cost)}"),
        ("Cost of an action", f"{code} {exact(model.action_cost)}"),
        ("Cost of a prediction", f"{code} {number(model.prediction_cost)}"),
        ("Adoption", share(model.adoption, 2)),
    )


def _results(subject: Subject) -> tuple[tuple[str, str], ...]:
    value, returns, code = subject.figures.value, subject.figures.returns, subject.currency
    precision, cost = value.break_even_precision, value.highest_false_positive_cost
    return (
        ("Actions a year", number(round(value.acted, 2))),
        ("Value of a prediction", f"{code} {number(round(value.value_per_prediction, 4))}"),
        ("Value a year", f"{code} {exact(value.benefit_year)}"),
        ("Break-even precision", share(precision, 2) if precision is not None else NOTHING),
        (
            "Highest cost of a false alarm",
            f"{code} {exact(cost)}" if cost is not None else "any: every action is a hit",
        ),
        (f"Total cost of ownership, {returns.years} years", f"{code} {exact(returns.tco)}"),
        ("Return on it", share(returns.roi) if returns.roi is not None else NOTHING),
        ("Payback after hand-over", payback(returns, value.benefit_year)),
    )


def _returns(subject: Subject) -> Table:
    returns, settings = subject.figures.returns, subject.portfolio.settings
    titles = ("Year", "Benefit", "Maintenance", "Net", "Discounted")
    columns = tuple(Column(title, 1.0, Align.RIGHT if place else Align.LEFT) for place, title in enumerate(titles))
    start = Row(("At hand-over: build, handover, contingency", "", "", "", exact(-returns.investment)))
    years = [
        Row((f"Year {f.year}", exact(f.benefit), exact(-f.maintenance), exact(f.net), exact(f.discounted)))
        for f in returns.flows
    ]
    total = Row((f"Net present value, {returns.years} years", "", "", "", exact(returns.npv)), RowKind.TOTAL)
    note = (
        f"Discounted at {share(settings.discount_rate)} a year. The first year counts only what comes after the evidence "
        f"window of {counted(subject.project.evidence_days, 'day')}."
    )
    columns = (Column("Year", 2.6), *columns[1:])
    return Table(f"What comes back ({subject.currency})", columns, (start, *years, total), note)


def _experiments(subject: Subject) -> Table | Paragraph:
    title = "Experiments"
    if not subject.plan.experiments:
        return Paragraph("No experiment or backtest is planned: production work has nothing to stand on.", title)
    columns = (
        Column("Experiment", 2.2),
        Column("Kind", 1.6),
        Column("Business KPI", 1.8),
        Column("Per arm", 0.9, Align.RIGHT),
        Column("Needs", 0.9, Align.RIGHT),
        Column("Window", 0.9, Align.RIGHT),
        Column("Result", 1.4),
        Column("What came out", 2.4),
    )
    sizes = {size.experiment_id: size for size in subject.figures.experiments}
    rows = tuple(_experiment_row(each, sizes.get(each.id or 0), subject) for each in subject.plan.experiments)
    short = [each.name for each in subject.plan.experiments if _is_short(sizes.get(each.id or 0))]
    note = f"The window is shorter than the sample needs: {', '.join(short)}." if short else ""
    return Table(title, columns, rows, note)


def _is_short(size: ExperimentSize | None) -> bool:
    return size is not None and size.fits_window is False


def _experiment_row(experiment: Experiment, size: ExperimentSize | None, subject: Subject) -> Row:
    kpi = next((kpi.name for kpi in subject.plan.kpis if kpi.id == experiment.kpi_id), NOTHING)
    weeks = counted(size.weeks, "week") if size and size.weeks is not None else NOTHING
    return Row(
        (
            experiment.name,
            KINDS[experiment.kind],
            kpi,
            number(size.n_per_arm) if size else NOTHING,
            weeks,
            counted(experiment.window_days, "day"),
            RESULTS[experiment.result],
            one_line(experiment.result_note) or NOTHING,
        )
    )
