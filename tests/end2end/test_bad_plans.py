"""Plan JSON that comes back wrong: one sentence with the place in the file, the portfolio as it was (P9.2)."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mlplanner.__main__ import main
from tests.support.command_line import Refuse

Document = dict[str, Any]


@pytest.fixture
def plan(sample: Path, tmp_path: Path) -> Path:
    """The exported plan of the churn project."""
    path = tmp_path / "plan.json"
    assert main(["export", str(sample), "churn", "--as", "plan.json", "-o", str(path)]) == 0
    return path


def _fte(value: object) -> Callable[[Document], object]:
    return lambda d: d["lines"][0]["weekly"].update({"1": value})


def _in_project(**fields: object) -> Callable[[Document], object]:
    return lambda d: d["project"].update(fields)


SPOILT: dict[str, tuple[Callable[[Document], object], str]] = {
    "no project": (lambda d: d.pop("project"), "project: is missing"),
    "a field too many": (lambda d: d.update(colour="red"), "colour: is not a field that mlplanner knows"),
    "text for a number": (lambda d: d["phases"][0].update(weeks="four"), "phases[0].weeks: must be a whole number"),
    "a newer version": (lambda d: d.update(version=99), "was written by a newer mlplanner"),
    "an unknown role": (lambda d: d["lines"][0].update(role="wizard"), "lines[0].role: 'wizard' is not a role"),
    "an id twice": (lambda d: d["lines"].append(d["lines"][0]), "stands twice"),
    "FTE of 0": (_fte(0), "lines[0].weekly.1: must be above 0"),
    "FTE of −1": (_fte(-1), "lines[0].weekly.1: must be above 0"),
    "FTE of 1e9": (_fte(1e9), "lines[0].weekly.1: must be at most 50"),
    "FTE of NaN": (_fte(float("nan")), "lines[0].weekly.1: must be text in quotes or a number; got NaN"),
    "FTE of infinity": (_fte(float("inf")), "lines[0].weekly.1: must be text in quotes or a number; got Infinity"),
    "a budget of NaN": (_in_project(budget="NaN"), "project.budget: must be a decimal number"),
    "a phase that ends before it starts": (
        lambda d: d["phases"][0].update(actual_start="2026-01-10", actual_end="2026-01-05"),
        "the actual end (2026-01-05) lies before the actual start (2026-01-10)",
    ),
    "a cost that ends before it starts": (
        lambda d: d["costs"][0].update(timing="monthly", from_week=9, to_week=8),
        "the last week (8) lies before the first (9)",
    ),
    "a deadline before the project": (_in_project(deadline="2020-01-01"), "lies before the project's start"),
    "10,000 characters in a name": (_in_project(name="x" * 10_000), "is longer than 120 characters"),
    "10,000 characters in a text": (_in_project(objective="x" * 10_000), "is longer than 4000 characters"),
    "an invisible name": (_in_project(name="\u200b"), "project.name: Name: must not be empty"),
    "half a surrogate pair": (_in_project(name="a\ud800"), "contains the character U+D800"),
}


# P9.2, P3.1, P4.1, P4.2
@pytest.mark.parametrize("fault", SPOILT)
def test_that_a_wrong_plan_is_told_with_its_place(sample: Path, plan: Path, refuse: Refuse, fault: str) -> None:
    spoil, words = SPOILT[fault]
    document = json.loads(plan.read_text("utf-8"))
    spoil(document)
    plan.write_text(json.dumps(document), "utf-8")
    sentence = refuse("import", sample, plan)
    assert sentence.startswith("plan.json")
    assert words in sentence
    assert refuse("import", sample, plan, "--dry-run") == sentence


RAW: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda _: b"", "is empty"),
    "blank": (lambda _: b" \n\t", "is empty"),
    "cut off": (lambda text: text[:5000], "is not JSON: line"),
    "zeros": (lambda _: bytes(100), "is not JSON"),
    "UTF-16": (lambda text: text.decode().encode("utf-16"), "is UTF-16 text; save it as UTF-8"),
    "another code page": (lambda text: text.replace(b"Churn", b"Ch\xfcrn"), "is not UTF-8 text"),
    "nested without end": (lambda _: b"[" * 100_000, "is nested too deeply"),
    "a number without end": (
        lambda text: text.replace(b'"revision": ', b'"revision": ' + b"9" * 5000, 1),
        "has too many digits",
    ),
    "a key twice": (lambda text: text.replace(b"{", b'{"version": 1, ', 1), "stands twice in one object"),
    "no plan": (lambda _: b"null", "is JSON but not a plan"),
}


@pytest.mark.parametrize("fault", RAW)
def test_that_a_file_that_is_no_plan_is_told(sample: Path, plan: Path, refuse: Refuse, fault: str) -> None:
    spoil, words = RAW[fault]
    plan.write_bytes(spoil(plan.read_bytes()))
    assert words in refuse("import", sample, plan)
