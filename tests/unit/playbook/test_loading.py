"""Reading the files, and one sentence for each thing that is wrong with them."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from mlplanner.domain.errors import BadInput
from mlplanner.domain.settings import Override
from mlplanner.playbook.files import join_files, read_resource, shipped_content
from mlplanner.playbook.loading import load_playbook, validated_playbook


def with_file(name: str, change: Callable[[str], str]) -> Callable[[str], str]:
    """A reader that gives one file changed."""
    return lambda asked: change(read_resource(asked)) if asked == name else read_resource(asked)


def sentence(read: Callable[[str], str]) -> str:
    with pytest.raises(BadInput) as caught:
        validated_playbook(join_files(read))
    return str(caught.value)


def test_that_broken_toml_is_told_with_file_and_line() -> None:
    told = sentence(with_file("roles.toml", lambda text: f"[roles\n{text}"))
    assert told.startswith("playbook/roles.toml can't be read: ")
    assert "line 1" in told


def test_that_a_missing_file_is_told_by_name() -> None:
    def read(name: str) -> str:
        if name == "figures.toml":
            raise FileNotFoundError(name)
        return read_resource(name)

    assert "playbook/figures.toml is missing" in sentence(read)


def test_that_a_file_in_another_encoding_is_told_by_name() -> None:
    def read(name: str) -> str:
        return b"title = '\xff'".decode() if name == "metrics.toml" else read_resource(name)

    assert sentence(read) == "playbook/metrics.toml is not UTF-8 text."


def test_that_an_entry_in_two_files_is_told() -> None:
    again = '[rules.kpi_count]\ntitle = "Again"\n'
    told = sentence(with_file("rules/value.toml", lambda text: text + again))
    assert told == "playbook/rules/value.toml: the entry 'rules.kpi_count' is in another file already."


def test_that_a_chapter_that_is_no_table_is_told() -> None:
    told = sentence(with_file("roles.toml", lambda _: "roles = 3"))
    assert told == "playbook/roles.toml: 'roles' must be a table of entries."


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        (
            "roles.toml",
            "fte_low = 0.5",
            'fte_low = "half"',
            "'roles.data_engineer.fte_low': must be a number; got 'half'",
        ),
        ("roles.toml", "fte_low = 0.5", "fte_low = 1.5", "'roles.data_engineer': the highest FTE (1.0) lies below"),
        (
            "roles.toml",
            "fte_low = 0.5",
            "fte_low = -0.5",
            "'roles.data_engineer.fte_low': must be at least 0; got -0.5",
        ),
        ("roles.toml", "fte_low = 0.5\n", "", "'roles.data_engineer.fte_low': must not be empty"),
        ("roles.toml", "fte_low = 0.5", "fte_low = nan", "'roles.data_engineer.fte_low': must be a number; got NaN"),
        ("roles.toml", "fte_low = 0.5", "fte_low = 0.5\ncolour = 1", "'roles.data_engineer.colour': is not a field"),
        ("figures.toml", "value = 0.20", "value = 0.50", "'figures.handover_pct': the value 0.50 lies outside 0.15 to"),
        ("life_cycle.toml", "weeks = 3\n", "weeks = 9\n", "'phases.discovery': the 9 weeks lie above"),
        ("life_cycle.toml", "weeks = 3\n", "weeks = 1\n", "'phases.discovery': the 1 weeks lie below"),
        ("life_cycle.toml", '"subject_expert"', '"wizard"', "artifacts.risk_note.role': there is no role 'wizard'"),
        ("sourcing.toml", "sourcing.hire", "sourcing.borrow", "'sourcing.hire': is missing"),
        ("sourcing.toml", "mixes.blended", "sourcing.blended", "'sourcing.blended.bases': must not be empty"),
        ("sourcing.toml", 'bases = ["day"]', "bases = []", "'sourcing.contractor.bases': must name at least one basis"),
        (
            "rules/brief.toml",
            'severity = "must"',
            'severity = "shall"',
            "severity': must be one of 'must', 'warn' or 'advise'; got 'shall'",
        ),
        ("rules/brief.toml", "{part}", "{part", "'rules.brief_incomplete.text': "),
        ("rules/brief.toml", '"discovery"', '"exploration"', "gate': there is no phase 'exploration'"),
        ("metrics.toml", '"PR-AUC"', '"auc"', "'metrics.pr_auc': the title 'auc' is that of 'metrics.auc' already"),
        ("cadences.toml", "daily =", "Daily =", "'cadences.Daily': a key has at most 40 small letters"),
    ],
)
def test_that_a_wrong_entry_is_told_in_one_sentence(name: str, old: str, new: str, told: str) -> None:
    said = sentence(with_file(name, lambda text: text.replace(old, new, 1)))
    assert told in said
    assert said.startswith("Playbook entry '")
    assert said.endswith(".")
    assert "\n" not in said


def test_that_a_fifth_way_of_sourcing_is_refused() -> None:
    entry = '\n[sourcing.lend]\ntitle = "Lend"\nbases = ["day"]\nadvice = ""\nhandover_risk = ""\nsource = ""\n'
    assert "'sourcing.lend': is none of internal, hire" in sentence(
        with_file("sourcing.toml", lambda text: text + entry)
    )


def test_that_files_are_parsed_once() -> None:
    assert load_playbook() is load_playbook()
    assert shipped_content() is shipped_content()


def test_that_laying_overrides_on_top_leaves_the_shipped_playbook_alone() -> None:
    changed = load_playbook([Override(path="roles.data_engineer.fte_high", value="0.9")])
    assert changed.roles["data_engineer"].fte_high == Decimal("0.9")
    assert load_playbook().roles["data_engineer"].fte_high == 1
