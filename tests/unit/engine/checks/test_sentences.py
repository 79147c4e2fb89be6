"""Every check speaks to a sponsor: whole sentences without keys, in words that the glossary explains, to a place."""

import re
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest

from mlplanner.domain.approvals import RuleWaiver
from mlplanner.domain.enums import Severity
from mlplanner.domain.findings import Finding
from mlplanner.domain.registry import KIND_BY_KEY
from mlplanner.engine.checks import RULES
from mlplanner.engine.waivers import set_aside
from mlplanner.playbook.loading import load_playbook
from mlplanner.reports.sections.glossary import glossary
from tests.builders import START, make_plan
from tests.support.sample_files import sample_in_memory
from tests.support.sound_case import sound_world
from tests.unit.engine.checks.test_rules import GOLDEN

KEYS = [rule.key for rule in RULES]
JARGON = {
    "a placeholder": r"[{}]",
    "a key": r"\b[a-z]+_[a-z_]+\b",
    "a Python word": r"\b(None|True|False)\b",
    "a machine's date": r"\d{4}-\d\d-\d\d",
    "an empty name": r"''",
    "a double space": r"  ",
    "a plural in brackets": r"\(s\)",
}
LONGEST = 320
"""Characters that a line of the pack's table of checks still carries well."""
REFERENCE = re.compile(r"\b[A-Z]{2}-\d+")
CURRENCIES = {"EUR", "CHF"}
TRADES = {"ML", "GPU"}
"""Acronyms in names that people typed: of a role, of a cost."""


@pytest.fixture(scope="module")
def findings() -> dict[str, list[Finding]]:
    """What each rule says, broken on purpose and in the sample portfolio."""
    found = defaultdict(list)
    for key, case in GOLDEN.items():
        for finding in case.make(sound_world()).of_rule(key):
            found[key].append(finding)
    sample = sample_in_memory()
    for plan_id in sample.portfolio.plans:
        for finding in sample.figures.of(plan_id).findings:
            found[finding.rule].append(finding)
    sample.close()
    return dict(found)


def test_that_no_rule_is_never_seen_to_speak(findings: dict[str, list[Finding]]) -> None:
    assert [key for key in KEYS if key not in findings] == []


@pytest.mark.parametrize("key", KEYS)
def test_that_a_rule_speaks_in_whole_sentences(findings: dict[str, list[Finding]], key: str) -> None:
    for message in (finding.message for finding in findings[key]):
        assert not [name for name, pattern in JARGON.items() if re.search(pattern, message)], message
        assert re.match(r"[A-Z0-9'\"]", message), message
        assert message.endswith("."), message
        assert len(message) <= LONGEST


def test_that_the_glossary_explains_each_acronym(findings: dict[str, list[Finding]]) -> None:
    said = " ".join(REFERENCE.sub("", each.message) for found in findings.values() for each in found)
    used = set(re.findall(r"\b[A-Z]{2,}(?=s?\b)", said)) - CURRENCIES - TRADES
    assert used >= {"KPI", "FTE", "RACI"}
    assert used - {term for term, _ in glossary()} == set()


@pytest.mark.parametrize("key", KEYS)
def test_that_a_rule_names_severity_source_and_place(
    project_root: Path, findings: dict[str, list[Finding]], key: str
) -> None:
    entry = load_playbook().rules[key]
    rows = tomllib.loads((project_root / "tests" / "requirements.toml").read_text("utf-8"))
    assert entry.title
    assert entry.severity in Severity
    assert entry.source in rows or entry.source.startswith("arithmetic: ")
    for finding in findings[key]:
        assert finding.tab == entry.tab
        fields = KIND_BY_KEY[finding.noun].noun.model_fields
        assert finding.field is None or finding.field in fields


def test_that_only_a_must_stops_a_gate(findings: dict[str, list[Finding]]) -> None:  # P3.4
    every = [each for found in findings.values() for each in found]
    assert {each.severity for each in every if each.gate_key} == {Severity.MUST}
    assert all(not entry.gate or entry.gate in load_playbook().phases for entry in load_playbook().rules.values())


def test_that_what_is_no_must_can_be_waived_by_name_and_a_must_can_not(findings: dict[str, list[Finding]]) -> None:
    for found in findings.values():
        finding = found[0]
        waiver = RuleWaiver(
            id=1, project_id=1, rule=finding.rule, waived_by_id=2, waived_on=START, reason="Small and known"
        )
        open_, waived = set_aside(make_plan(rule_waivers=[waiver]), [finding], START)
        assert (len(open_), len(waived)) == ((1, 0) if finding.severity is Severity.MUST else (0, 1))
