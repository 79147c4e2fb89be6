"""The three sign-off artifacts of the data as a workbook: catalogue, test coverage, cost and latency (P5.6)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from mlplanner.domain.features import Feature, FeatureCheck, FeatureTest
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.engine.data_results import FeatureStanding
from mlplanner.engine.results import Figures
from mlplanner.exchange.excel import styles
from mlplanner.exchange.excel.books import Book, Sheet
from mlplanner.exchange.excel.cells import Content, Formula, column_letter
from mlplanner.exchange.excel.columns import Shape
from mlplanner.exchange.excel.inference_sheet import draw_inference
from mlplanner.exchange.excel.printing import set_up_printing
from mlplanner.playbook.entries import Playbook
from mlplanner.reports.data_words import ADVICE_WORDS, say_parts

CATALOGUE, COVERAGE, INFERENCE, PRIVACY = "Catalogue", "Test coverage", "Cost and latency", "Privacy"
HEADING = 4
"""The row of the headings on each sheet."""
FIRST = HEADING + 1
PASSING = "passing"
PRIVACY_WIDTHS = (38, 20, 18, 60)
LINE_HEIGHT = 13
"""Points."""
MARGIN = 4
"""Characters that padding and wide letters take."""
FIRST_TEST = 3
"""The column of the first kind of test."""


@dataclass(frozen=True)
class Registry:
    """What the sheets are drawn from."""

    book: Book
    portfolio: Portfolio
    plan: ProjectPlan
    figures: Figures
    playbook: Playbook

    @property
    def pairs(self) -> list[tuple[Feature, FeatureStanding]]:
        """Each feature with its standing, in order."""
        return list(zip(self.plan.features, self.figures.data.features, strict=True))

    @property
    def used(self) -> list[tuple[Feature, FeatureStanding]]:
        """Those that are not disabled."""
        return [(feature, standing) for feature, standing in self.pairs if standing.rank is not None]

    def name(self, feature_id: int) -> str:
        """A feature's name."""
        return next(feature.name for feature in self.plan.features if feature.id == feature_id)


@dataclass(frozen=True)
class Line:
    """A column of a sheet: heading, width, how its cells look, and what stands in them."""

    title: str
    width: float
    shape: Shape
    read: Callable[[Feature, FeatureStanding], Content]


def write_features_workbook(
    portfolio: Portfolio, plan: ProjectPlan, figures: Figures, playbook: Playbook, path: Path
) -> None:
    """Write catalogue, coverage report, cost and latency sheet, and privacy rules to `path` (.xlsx).

    Sums, shares and verdicts are live formulas. Raises BadInput when a text does not fit into a cell.
    """
    book = Book(f"{plan.project.ref} {plan.project.name}: features", plan.project.start)
    registry = Registry(book, portfolio, plan, figures, playbook)
    _draw_catalogue(registry)
    _draw_coverage(registry)
    draw_inference(book.sheet(INFERENCE), portfolio, plan, figures.data)
    _draw_privacy(registry)
    for sheet in book.sheets.values():
        title = f"{plan.project.ref} {plan.project.name}"
        set_up_printing(sheet, title, HEADING, is_large=sheet.title == CATALOGUE)
    book.save(path)


def _draw_catalogue(registry: Registry) -> None:
    data = registry.figures.data
    sheet = registry.book.sheet(CATALOGUE)
    note = f"{data.complete} of the top {data.top} features have a complete entry. Disabled features keep theirs, with what replaces them."
    sheet.head(f"{registry.plan.project.name}: feature catalogue", note)
    columns = _catalogue_columns(registry)
    lines: dict[int, int] = {HEADING: 2}
    for number, column in enumerate(columns, start=1):
        sheet.put(HEADING, number, column.title, styles.heading_style(False, column.shape))
        style = styles.style_name(styles.CALCULATED, column.shape)
        for row, (feature, standing) in enumerate(registry.pairs, start=FIRST):
            content = column.read(feature, standing)
            sheet.put(row, number, content, style)
            if column.shape == Shape.LONG:
                lines[row] = max(lines.get(row, 1), lines_of(str(content), column.width))
    sheet.widths({number: column.width for number, column in enumerate(columns, start=1)})
    _fit(sheet, lines)
    sheet.page.freeze_panes = f"C{FIRST}"


def _fit(sheet: Sheet, lines: Mapping[int, int]) -> None:
    """Rows as high as their longest text: not every program does that by itself."""
    for row, count in lines.items():
        sheet.heights[row] = LINE_HEIGHT * count + 2


def lines_of(text: str, width: float) -> int:
    """Lines that a text needs in a cell of `width` characters."""
    return sum(max(1, -(-len(part) // max(1, int(width - MARGIN)))) for part in text.split("\n"))


def _catalogue_columns(registry: Registry) -> Sequence[Line]:
    classes = registry.playbook.sensitivity

    def entry(standing: FeatureStanding) -> str:
        if standing.rank is None:
            return "disabled"
        return f"lacks {say_parts(standing.missing, registry.playbook)}" if standing.missing else "complete"

    def plain(title: str, width: float, name: str, shape: Shape = Shape.LONG) -> Line:
        return Line(title, width, shape, lambda feature, _: getattr(feature, name))

    return (
        Line("#", 6, Shape.WHOLE, lambda _, s: s.rank),
        plain("Feature", 34, "name"),
        Line("Entry", 24, Shape.LONG, lambda _, s: entry(s)),
        Line("Owner", 20, Shape.TEXT, lambda f, _: registry.portfolio.person_name(f.owner_id)),
        Line("Sensitivity", 16, Shape.TEXT, lambda f, _: classes[f.sensitivity].title if f.sensitivity in classes else f.sensitivity),
        plain("Updated", 22, "cadence"),
        plain("Freshness, min", 11, "freshness_minutes", Shape.WHOLE),
        Line("Serving", 11, Shape.TEXT, lambda f, _: f.serving or ""),
        Line("Advice on serving", 26, Shape.LONG, lambda _, s: ADVICE_WORDS[s.advice] if s.rank else ""),
        plain("Canonical computation", 30, "computation"),
        plain("Source tables", 26, "sources"),
        plain("Transformation", 24, "transformation"),
        plain("Version of the transform", 14, "transform_version", Shape.TEXT),
        plain("Snapshot", 28, "snapshot"),
        plain("Version of the data set", 18, "dataset_version", Shape.TEXT),
        Line("Replaced by", 30, Shape.LONG, lambda _, s: " → ".join(map(registry.name, s.successors))),
        plain("Note", 44, "note"),
    )  # fmt: skip


def _draw_coverage(registry: Registry) -> None:
    """State of each kind of test asked for; passing, coverage and verdict are formulas."""
    sheet = registry.book.sheet(COVERAGE)
    checks = [FeatureCheck(key) for key, entry in registry.playbook.feature_checks.items() if entry.is_required]
    sheet.head(
        f"{registry.plan.project.name}: coverage of feature tests",
        "Share of the tests that the playbook asks for and that pass, of all features in use or planned.",
    )
    titles = [
        "#",
        "Feature",
        *(registry.playbook.feature_checks[check].title for check in checks),
        "Passing",
        "Asked for",
        "Coverage",
    ]
    shapes = [Shape.WHOLE, Shape.TEXT, *[Shape.TEXT] * len(checks), Shape.WHOLE, Shape.WHOLE, Shape.PERCENT]
    for number, (title, shape) in enumerate(zip(titles, shapes, strict=True), start=1):
        sheet.put(HEADING, number, title, styles.heading_style(False, shape))
    last = 2 + len(checks)
    states = _states(registry.plan.feature_tests)
    for row, (feature, standing) in enumerate(registry.used, start=FIRST):
        words = [states.get((feature.id or 0, check), "none") for check in checks]
        cells: list[Content] = [standing.rank, feature.name, *words]
        cells += [_count(row, last, standing.passing), standing.asked, _ratio(row, last, standing.coverage)]
        for number, (content, shape) in enumerate(zip(cells, shapes, strict=True), start=1):
            sheet.put(row, number, content, styles.style_name(styles.CALCULATED, shape))
    _draw_coverage_total(registry, sheet, last)
    sheet.widths({1: 6, 2: 38, **dict.fromkeys(range(3, last + 1), 16), last + 1: 11, last + 2: 11, last + 3: 12})
    sheet.page.freeze_panes = f"C{FIRST}"


def _states(tests: Sequence[FeatureTest]) -> dict[tuple[int, FeatureCheck], str]:
    """Of several tests of a kind the worst is shown, as it is counted."""
    worst = (PASSING, "planned", "failing")
    found: dict[tuple[int, FeatureCheck], str] = {}
    for test in tests:
        key = (test.feature_id, test.check)
        found[key] = max(found.get(key, PASSING), str(test.state.value), key=worst.index)
    return found


def _count(row: int, last: int, passing: int) -> Content:
    if last < FIRST_TEST:
        return 0
    return Formula(f'COUNTIF({column_letter(FIRST_TEST)}{row}:{column_letter(last)}{row},"{PASSING}")', passing)


def _ratio(row: int, last: int, coverage: Decimal | None) -> Content:
    passing, asked = column_letter(last + 1), column_letter(last + 2)
    return Formula(f'IF({asked}{row}=0,"",{passing}{row}/{asked}{row})', coverage)


def _draw_coverage_total(registry: Registry, sheet: Sheet, last: int) -> None:
    data = registry.figures.data
    end = HEADING + max(1, len(registry.used))
    row = end + 1
    sheet.put(row, 2, "All features", styles.style_name(styles.TOTAL, Shape.TEXT))
    for number, result in ((last + 1, data.passing), (last + 2, data.asked)):
        letter = column_letter(number)
        total = Formula(f"SUM({letter}{FIRST}:{letter}{end})", result)
        sheet.put(row, number, total, styles.style_name(styles.TOTAL, Shape.WHOLE))
    sheet.put(row, last + 3, _ratio(row, last, data.coverage), styles.style_name(styles.TOTAL, Shape.PERCENT))
    least = registry.playbook.figure("feature_coverage_min")
    sheet.put(row + 1, 2, "Asked for before production", styles.style_name(styles.CALCULATED, Shape.TEXT))
    sheet.put(row + 1, last + 3, least, styles.style_name(styles.CALCULATED, Shape.PERCENT))
    letter = column_letter(last + 3)
    verdict = "enough" if data.coverage is not None and data.coverage >= least else "not enough"
    formula = Formula(f'IF(N({letter}{row})>={letter}{row + 1},"enough","not enough")', verdict)
    sheet.put(row + 2, 2, "Verdict", styles.style_name(styles.TOTAL, Shape.TEXT))
    sheet.put(row + 2, last + 3, formula, styles.style_name(styles.TOTAL, Shape.TEXT))


def _draw_privacy(registry: Registry) -> None:
    sheet = registry.book.sheet(PRIVACY)
    bare = sum(standing.needs_privacy_rule for _, standing in registry.pairs)
    note = (
        f"{bare} features of a personal class have no rule yet."
        if bare
        else "Each feature of a personal class has a rule."
    )
    sheet.head(f"{registry.plan.project.name}: privacy by jurisdiction", note)
    for number, title in enumerate(("Feature", "Jurisdiction", "What is done", "Note"), start=1):
        sheet.put(HEADING, number, title, styles.heading_style(False, Shape.TEXT))
    rows = [
        (registry.name(r.feature_id), r.jurisdiction, str(r.treatment.value), r.note) for r in registry.plan.privacy
    ]
    rows += [(f.name, "", "no rule yet", "") for f, standing in registry.pairs if standing.needs_privacy_rule]
    for row, cells in enumerate(rows, start=FIRST):
        for number, text in enumerate(cells, start=1):
            sheet.put(row, number, text, styles.style_name(styles.CALCULATED, Shape.LONG))
        _fit(sheet, {row: max(lines_of(cells[0], PRIVACY_WIDTHS[0]), lines_of(cells[3], PRIVACY_WIDTHS[3]))})
    sheet.widths(dict(enumerate(PRIVACY_WIDTHS, start=1)))
    sheet.page.freeze_panes = f"B{FIRST}"
