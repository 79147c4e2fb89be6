"""The pack's section on data: its finding, tables, and what it says when there is nothing (P5)."""

from decimal import Decimal

from mlplanner.domain.features import FeatureState, ServingMode
from mlplanner.reports.blocks import Paragraph, Section, Table
from mlplanner.reports.sections.data import data_section, lag
from tests.support.reports import full_plan, make_subject
from tests.support.sound_data import make_feature, sound_data

NBSP = "\N{NO-BREAK SPACE}"


def section(**fields: object) -> Section:
    return data_section(make_subject(full_plan(**{**sound_data(), **fields})))


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def table(made: Section, title: str) -> Table:
    return next(block for block in made.blocks if isinstance(block, Table) and block.title.startswith(title))


def test_that_the_finding_says_entries_tests_and_budget() -> None:  # P5.6
    assert plain(section().finding) == (
        "2 of the top 2 features have a complete entry, 100 % of their tests pass (at least the 80 % asked for); "
        "1,000 predictions cost EUR 0.14 of 0.5 and an answer takes 40 of 100 ms."
    )


def test_that_an_exceeded_budget_is_said_first() -> None:  # P5.6
    serving = {**sound_data()["serving"], "cost_budget": Decimal("0.1")}
    made = section(serving=serving)
    assert made.finding.endswith("ms: cost above the budget.")
    assert table(made, "Cost and latency").rows[-1].cells[-1] == "above the budget"


def test_that_without_features_one_line_says_what_is_missing() -> None:  # P5.1
    made = section(features=[], feature_tests=[], privacy=[])
    assert made.blocks == ()
    assert made.finding.startswith("No feature is registered")


def test_that_what_an_entry_lacks_and_what_has_no_privacy_rule_are_named() -> None:  # P5.1, P5.5
    made = section(features=[make_feature(owner_id=None), make_feature("Bare", sensitivity="personal")], privacy=[])
    assert "owner" in str(table(made, "Catalogue").rows[0].cells[-1])
    assert [block.text for block in made.blocks if isinstance(block, Paragraph)] == [
        "Personal data without a rule: Bare."
    ]


def test_that_disabled_features_and_advice_are_told() -> None:  # P5.3, P5.7
    features = [
        make_feature("Live", state=FeatureState.DISABLED, replaced_by_id=1002, note="Too slow."),
        make_feature("Cached"),
        make_feature("Eager", serving=ServingMode.ONLINE, freshness_minutes=5),
    ]
    (said,) = [b.text for b in section(features=features, privacy=[]).blocks if isinstance(b, Paragraph)]
    assert said.splitlines() == [
        "Live: replaced by Cached. Too slow.",
        "Eager: a cache will do: minutes of lag are tolerated.",
    ]


def test_that_minutes_are_said_as_people_say_them() -> None:  # P5.1
    assert [plain(lag(minutes)) for minutes in (None, 5, 60, 90, 1440, 10080)] == [
        "–",
        "5 min",
        "1 h",
        "90 min",
        "24 h",
        "7 days",
    ]
