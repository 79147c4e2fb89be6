"""The columns of the feature registry, its tests and its privacy rules (P5.1 to P5.5)."""

from collections.abc import Callable, Mapping
from typing import Any

from mlplanner.domain.features import (
    Feature,
    FeatureCheck,
    FeatureState,
    FeatureTest,
    PrivacyRule,
    PrivacyTreatment,
    ServingMode,
    TestState,
)
from mlplanner.engine.data_results import DataFigures, FeatureStanding, ServingAdvice
from mlplanner.gui.project.noun_grid import people_choices
from mlplanner.gui.session import Session
from mlplanner.gui.tables.columns import Align, Column, Shade, enum_choices, field_column
from mlplanner.gui.tables.kinds import Choice, Kind
from mlplanner.operations.cells import Edit
from mlplanner.operations.features import add_feature, set_feature_test
from mlplanner.reports.data_words import ADVICE_WORDS, say_parts

FROZEN = 4
"""Rank, entry, tests and name stay in place."""
TEST = "test_"
_TEST_SIGNS = {TestState.PASSING: "● Passing", TestState.FAILING: "✕ Failing", TestState.PLANNED: "○ Planned"}
_CALM = (ServingAdvice.FITS, ServingAdvice.UNKNOWN)
COLUMN_GROUPS: Mapping[str, tuple[str, ...]] = {
    "Ownership": ("owner_id", "sensitivity", "state"),
    "Cost and serving": ("serving", "freshness_minutes", "cadence", "cpu_cost", "gpu_cost", "latency_ms", "cost"),
    "Lineage": ("computation", "sources", "transformation", "snapshot", "transform_version", "dataset_version"),
    "Test results": tuple(f"{TEST}{check}" for check in FeatureCheck),
}
"""What can be hidden together."""
Standings = Callable[[], Mapping[int, FeatureStanding]]


def feature_columns(session: Session, project_id: Callable[[], int]) -> tuple[Column[Any], ...]:
    """Where a feature stands, then all its fields side by side for pasting, then its tests and what follows."""
    known: dict[str, Any] = {}

    def standings() -> Mapping[int, FeatureStanding]:
        data: DataFigures = session.figures(project_id()).data
        if known.get("data") is not data:
            known.update(data=data, rows={standing.feature_id: standing for standing in data.features})
        rows: Mapping[int, FeatureStanding] = known["rows"]
        return rows

    return (*_standing_columns(session, project_id, standings), *_field_columns(session, project_id, standings),
            *_test_columns(session, project_id), *_following_columns(session, project_id, standings))  # fmt: skip


def _standing_columns(session: Session, project_id: Callable[[], int], standings: Standings) -> tuple[Column[Any], ...]:
    def standing(row: Feature) -> FeatureStanding | None:
        return standings().get(row.id or 0)

    def entry(row: Feature) -> str:
        found = standing(row)
        if found is None or found.rank is None:
            return "– disabled"
        return f"○ {len(found.missing)} missing" if found.missing else "● complete"

    def missing(row: Feature) -> str | None:
        found = standing(row)
        if found is not None and found.rank is None:
            names = {feature.id: feature.name for feature in session.plan(project_id()).features}
            return f"Replaced by {names[found.successors[0]]}" if found.successors else "Replaced by nothing"
        return f"Missing: {say_parts(found.missing, session.playbook)}" if found and found.missing else None

    def tests(row: Feature) -> str:
        found = standing(row)
        return f"{found.passing} of {found.asked}" if found else ""

    def is_unneeded(row: Feature) -> Shade:
        found = standing(row)
        return Shade.PLAIN if found and found.is_top else Shade.MUTED

    return (
        Column(
            id="rank",
            title="#",
            read=lambda row: found.rank if (found := standing(row)) else None,
            kind=Kind.NUMBER,
            width=4,
            shade=is_unneeded,
            tooltip="Place in the registry; the first ones need a complete entry before production",
        ),
        Column(
            id="entry",
            title="Entry",
            read=entry,
            hint=missing,
            problem=lambda row: missing(row) if (found := standing(row)) and found.is_top else None,
            shade=is_unneeded,
            width=12,
            tooltip="What the catalogue entry still misses",
        ),
        Column(id="tests", title="Tests", read=tests, width=8, align=Align.CENTRE, tooltip="Tests asked for that pass"),
    )


def _field_columns(session: Session, project_id: Callable[[], int], standings: Standings) -> tuple[Column[Any], ...]:
    def lacks(name: str) -> Callable[[Feature], str | None]:
        def problem(row: Feature) -> str | None:
            found = standings().get(row.id or 0)
            is_missing = found is not None and found.is_top and name in found.missing
            return "A complete catalogue entry says this." if is_missing else None

        return problem

    def text(name: str, width: int, kind: Kind = Kind.TEXT, **options: Any) -> Column[Any]:
        return field_column(Feature, name, kind, width=width, problem=lacks(name), **options)

    def classes(row: Feature | None) -> list[Choice]:
        titles = {key: entry.title for key, entry in session.playbook.sensitivity.items()}
        kept = {row.sensitivity: row.sensitivity} if row and row.sensitivity not in ("", *titles) else {}
        return [Choice(key, title) for key, title in {**titles, **kept}.items()]

    def others(row: Feature | None) -> list[Choice]:
        features = session.plan(project_id()).features
        return [Choice(each.id, each.name) for each in features if row is None or each.id != row.id]

    def unprotected(row: Feature) -> str | None:
        found = standings().get(row.id or 0)
        if found is not None and found.needs_privacy_rule:
            return "Personal data without a privacy rule: add one below."
        return lacks("sensitivity")(row)

    def told(row: Feature) -> str | None:
        found = standings().get(row.id or 0)
        has_advice = found is not None and found.rank is not None and found.advice not in _CALM
        return ADVICE_WORDS[found.advice] if found and has_advice else lacks("serving")(row)

    return (
        text("name", 30, prompt="New feature", has_edge=True),
        field_column(Feature, "state", Kind.CHOICE, choices=enum_choices(FeatureState), width=10),
        text("owner_id", 16, Kind.PERSON, choices=people_choices(session)),
        field_column(Feature, "sensitivity", Kind.CHOICE, choices=classes, width=14, problem=unprotected),
        field_column(
            Feature, "serving", Kind.CHOICE, choices=enum_choices(ServingMode), width=11, problem=told, hint=told
        ),
        text("freshness_minutes", 12, Kind.NUMBER, title="Freshness, min"),
        text("cadence", 22),
        text("cpu_cost", 11, Kind.NUMBER, title="CPU a 1,000"),
        field_column(Feature, "gpu_cost", Kind.NUMBER, title="GPU a 1,000", width=11),
        text("latency_ms", 11, Kind.NUMBER),
        text("computation", 28),
        text("sources", 24),
        text("transformation", 22),
        text("snapshot", 24, title="Snapshot"),
        text("transform_version", 14, title="Transform"),
        text("dataset_version", 16, title="Data set"),
        field_column(Feature, "replaced_by_id", Kind.CHOICE, choices=others, width=26),
        field_column(Feature, "note", Kind.MULTILINE, width=30),
    )


def _test_columns(session: Session, project_id: Callable[[], int]) -> tuple[Column[Any], ...]:
    def states(check: FeatureCheck) -> Callable[[Feature], TestState | None]:
        def read(row: Feature) -> TestState | None:
            tests = session.plan(project_id()).feature_tests
            return next((test.state for test in tests if test.feature_id == row.id and test.check == check), None)

        return read

    def column(check: FeatureCheck) -> Column[Any]:
        entry = session.playbook.feature_checks.get(check)
        read = states(check)
        return Column(
            id=f"{TEST}{check}",
            title=entry.title if entry else check.replace("_", " ").capitalize(),
            read=read,
            edit=lambda row, value: set_feature_test(row, check, None if value is None else TestState(value)),
            kind=Kind.CHOICE,
            choices=enum_choices(TestState),
            show=lambda row: _TEST_SIGNS[found] if (found := read(row)) else "",
            width=13,
        )

    return tuple(column(check) for check in FeatureCheck)


def _following_columns(
    session: Session, project_id: Callable[[], int], standings: Standings
) -> tuple[Column[Any], ...]:
    def advice(row: Feature) -> str:
        found = standings().get(row.id or 0)
        return ADVICE_WORDS[found.advice] if found and found.rank is not None else ""

    def cost(row: Feature) -> Any:
        found = standings().get(row.id or 0)
        return found.cost if found else None

    def chain(row: Feature) -> str:
        found = standings().get(row.id or 0)
        names = {feature.id: feature.name for feature in session.plan(project_id()).features}
        return " → ".join(names[each] for each in found.successors) if found else ""

    return (
        Column(id="cost", title="Cost a 1,000", read=cost, kind=Kind.NUMBER, width=12, tooltip="CPU and GPU together"),
        Column(id="advice", title="Advice on serving", read=advice, shade=lambda _row: Shade.MUTED, width=40),
        Column(id="chain", title="In its place", read=chain, shade=lambda _row: Shade.MUTED, width=30),
    )


def new_feature(project_id: int, values: Mapping[str, Any]) -> Edit:
    """The feature that the cells of the last line (or pasted rows) make, with its tests."""
    tests = {
        FeatureCheck(key.removeprefix(TEST)): TestState(state)
        for key, state in values.items()
        if key.startswith(TEST) and state is not None
    }
    fields = {key: value for key, value in values.items() if key in Feature.model_fields}
    return add_feature(project_id, fields, tests)


def feature_test_columns() -> tuple[Column[Any], ...]:
    """The tests of one feature, with tolerance and day."""
    return (
        field_column(
            FeatureTest, "check", Kind.CHOICE, choices=enum_choices(FeatureCheck), width=12, prompt="New test"
        ),
        field_column(FeatureTest, "tolerance", width=25),
        field_column(FeatureTest, "state", Kind.CHOICE, choices=enum_choices(TestState), width=11),
        field_column(FeatureTest, "checked_on", Kind.DATE, width=12),
    )


def privacy_columns() -> tuple[Column[Any], ...]:
    """What is done to one feature, and where."""
    return (
        field_column(PrivacyRule, "jurisdiction", width=16, prompt="New jurisdiction"),
        field_column(PrivacyRule, "treatment", Kind.CHOICE, choices=enum_choices(PrivacyTreatment), width=12),
        field_column(PrivacyRule, "note", Kind.MULTILINE, width=34),
    )
