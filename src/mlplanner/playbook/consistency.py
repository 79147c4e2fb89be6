"""What must hold between the entries of a playbook, beyond the shape of each."""

import re
from collections.abc import Iterable, Iterator
from string import Formatter

from mlplanner.domain.enums import Sourcing
from mlplanner.domain.errors import BadInput
from mlplanner.domain.features import Feature, FeatureCheck
from mlplanner.domain.rollout import StageKind
from mlplanner.playbook.entries import Playbook
from mlplanner.playbook.governance_consistency import governance_problems

GOVERNANCE = (
    "decision_rights",
    "raci",
    "risk_questions",
    "risk_options",
    "reviews",
    "ethics",
    "policies",
    "tier_artifacts",
)
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")


def check_consistency(playbook: Playbook, shipped: Playbook | None = None) -> None:
    """BadInput for the first contradiction. `shipped` tells which `{names}` a rule's text may use."""
    for problem in _problems(playbook, shipped or playbook):
        raise BadInput(f"Playbook entry {problem}.")


def placeholders(text: str) -> frozenset[str]:
    """The `{names}` in a rule's text; ValueError when a brace does not match."""
    names = set()
    for _, name, spec, conversion in Formatter().parse(text):
        if name is None:
            continue
        if spec or conversion or not name.isidentifier():
            raise ValueError(f"'{{{name}}}' is no plain name")
        names.add(name)
    return frozenset(names)


def _problems(playbook: Playbook, shipped: Playbook) -> Iterator[str]:
    yield from _key_problems(playbook)
    yield from _title_problems(playbook)
    yield from _reference_problems(playbook)
    yield from _sourcing_problems(playbook)
    yield from _trait_problems(playbook)
    yield from _catalogue_problems(playbook)
    yield from _rollout_problems(playbook)
    yield from governance_problems(playbook)
    for key, rule in playbook.rules.items():
        yield from _text_problems(key, rule.text, shipped)


def _key_problems(playbook: Playbook) -> Iterator[str]:
    chapters: dict[str, Iterable[str]] = {
        "roles": playbook.roles,
        "phases": playbook.phases,
        "metrics": playbook.metrics,
        "cadences": playbook.cadences,
        "trainings": playbook.trainings,
        "service_tiers": playbook.service_tiers,
        "decommission_steps": playbook.decommission_steps,
        "sensitivity": playbook.sensitivity,
        "readiness_items": playbook.readiness_items,
        "service_levels": playbook.service_levels,
        "model_tests": playbook.model_tests,
        **{name: getattr(playbook, name) for name in GOVERNANCE},
        **{f"phases.{key}.gate.artifacts": phase.gate.artifacts for key, phase in playbook.phases.items()},
    }
    for chapter, keys in chapters.items():
        for key in keys:
            if not KEY.fullmatch(key):
                yield f"'{chapter}.{key}': a key has at most 40 small letters, digits and underscores"
    for chapter in ("roles", "phases"):
        if not chapters[chapter]:
            yield f"'{chapter}': at least one entry must stay"


def _title_problems(playbook: Playbook) -> Iterator[str]:
    """People choose by title, in drop-downs and in workbooks, so titles must tell entries apart."""
    chapters = {
        "roles": {key: role.title for key, role in playbook.roles.items()},
        "metrics": {key: metric.title for key, metric in playbook.metrics.items()},
        "sourcing": {key: way.title for key, way in playbook.sourcing.items()},
        "cadences": playbook.cadences,
        "sensitivity": {key: entry.title for key, entry in playbook.sensitivity.items()},
        "decision_rights": {key: right.title for key, right in playbook.decision_rights.items()},
    }
    for chapter, titles in chapters.items():
        seen: dict[str, str] = {}
        for key, title in titles.items():
            other = seen.setdefault(title.strip().casefold(), key)
            if other != key:
                yield f"'{chapter}.{key}': the title '{title}' is that of '{chapter}.{other}' already"


def _reference_problems(playbook: Playbook) -> Iterator[str]:
    for key, phase in playbook.phases.items():
        for name, artifact in phase.gate.artifacts.items():
            if artifact.role and artifact.role not in playbook.roles:
                yield f"'phases.{key}.gate.artifacts.{name}.role': there is no role '{artifact.role}'"
    for key, training in playbook.trainings.items():
        if training.role not in playbook.roles:
            yield f"'trainings.{key}.role': there is no role '{training.role}'"
    for key, rule in playbook.rules.items():
        if rule.gate and rule.gate not in playbook.phases:
            yield f"'rules.{key}.gate': there is no phase '{rule.gate}'"


def _rollout_problems(playbook: Playbook) -> Iterator[str]:
    for key in playbook.stages:
        if key not in {kind.value for kind in StageKind}:
            yield f"'stages.{key}': is none of {', '.join(StageKind)}"
    for key, line in playbook.dashboard.items():
        if line.cadence not in playbook.cadences:
            yield f"'dashboard.{key}.cadence': there is no cadence '{line.cadence}'"


def _sourcing_problems(playbook: Playbook) -> Iterator[str]:
    for kind in Sourcing:
        if kind not in playbook.sourcing:
            yield f"'sourcing.{kind}': is missing"
        elif not playbook.sourcing[kind].bases:
            yield f"'sourcing.{kind}.bases': must name at least one basis"
    for key in playbook.sourcing:
        if key not in {kind.value for kind in Sourcing}:
            yield f"'sourcing.{key}': is none of {', '.join(Sourcing)}"


def _catalogue_problems(playbook: Playbook) -> Iterator[str]:
    for key, entry in playbook.catalogue.items():
        for name in (key, *entry.or_else):
            if name not in Feature.model_fields:
                yield f"'catalogue.{key}': a feature has no field '{name}'"
    for key in playbook.feature_checks:
        if key not in {check.value for check in FeatureCheck}:
            yield f"'feature_checks.{key}': is none of {', '.join(FeatureCheck)}"


def _trait_problems(playbook: Playbook) -> Iterator[str]:
    for key, trait in playbook.traits.items():
        if trait.method not in playbook.methods:
            yield f"'traits.{key}.method': there is no way of working '{trait.method}'"
        if trait.figure and trait.figure not in playbook.figures:
            yield f"'traits.{key}.figure': there is no figure '{trait.figure}'"
        try:
            strange = placeholders(trait.text) - {"names", "count"}
        except ValueError as error:
            yield f"'traits.{key}.text': {error}; write names in braces, as in the shipped text"
            continue
        if strange:
            yield f"'traits.{key}.text': {{{min(strange)}}} is unknown here; a trait fills {{names}} and {{count}}"


def _text_problems(key: str, text: str, shipped: Playbook) -> Iterator[str]:
    try:
        used = placeholders(text)
    except ValueError as error:
        yield f"'rules.{key}.text': {error}; write names in braces, as in the shipped text"
        return
    known = placeholders(shipped.rules[key].text) if key in shipped.rules else used
    if strange := sorted(used - known):
        names = ", ".join(f"{{{name}}}" for name in sorted(known)) or "no names"
        yield f"'rules.{key}.text': {{{strange[0]}}} is unknown here; the rule fills {names}"
