"""The chapters of the Playbook section: which entries they hold, with which columns, and what can be added there."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mlplanner.domain.enums import Severity
from mlplanner.gui.playbook.chapter import Chapter, NewFields
from mlplanner.gui.playbook.entry_columns import (
    EntryColumn,
    parent_column,
    reason_column,
    sign_column,
    source_column,
    title_column,
    unit_text,
    value_column,
)
from mlplanner.gui.playbook.lines import Line
from mlplanner.gui.playbook.plain_chapters import plain_chapters
from mlplanner.gui.session import Session
from mlplanner.gui.tables.columns import Column
from mlplanner.gui.tables.kinds import Choice, Kind

_SEVERITIES = (
    Choice(Severity.MUST.value, "Must"),
    Choice(Severity.WARN.value, "Warn"),
    Choice(Severity.ADVISE.value, "Advise"),
)


def _below(*starts: str) -> Callable[[str], bool]:
    return lambda entry: entry.startswith(starts) and entry.count(".") == 1


def _around(*middle: Column[Line]) -> Callable[[Session], Sequence[Column[Line]]]:
    return lambda session: (sign_column(), *middle, reason_column(session), source_column())


def _roles(session: Session) -> list[Choice]:
    return [Choice(key, role.title) for key, role in session.playbook.roles.items()]


def _artifact_columns(session: Session) -> Sequence[Column[Line]]:
    gates = [Choice(key, phase.gate.title) for key, phase in session.playbook.phases.items()]
    return _around(
        value_column("title", "Artifact", width=40, prompt="New artifact"),
        parent_column("Wanted at", choices=gates),
        value_column("role", "Delivered by", Kind.CHOICE, choices=lambda: _roles(session), width=20),
    )(session)


def _new_role(_session: Session, values: Mapping[str, Any]) -> NewFields:
    title = str(values.get("title", "Own role"))
    low = values.get("fte_low") or 0
    high = max(values.get("fte_high") or 1, low)
    fields = {"title": title, "fte_low": low, "fte_high": high, "deliverable": str(values.get("deliverable", ""))}
    return "roles", fields, title


def _new_metric(_session: Session, values: Mapping[str, Any]) -> NewFields:
    title = str(values.get("title", "Own metric"))
    fields = {"title": title, "is_threshold_free": bool(values.get("is_threshold_free")), "source": ""}
    return "metrics", fields, title


def _new_cadence(_session: Session, values: Mapping[str, Any]) -> NewFields:
    title = str(values.get("title", "Own cadence"))
    return "cadences", title, title


def _new_artifact(session: Session, values: Mapping[str, Any]) -> NewFields:
    title = str(values.get("title", "Own artifact"))
    phase = values.get("parent") or next(iter(session.playbook.phases))
    fields = {"title": title, "role": values.get("role") or "", "source": ""}
    return f"phases.{phase}.gate.artifacts", fields, title


def _new_class(_session: Session, values: Mapping[str, Any]) -> NewFields:
    title = str(values.get("title", "Own class"))
    fields = {"title": title, "needs_rule": bool(values.get("needs_rule")), "source": ""}
    return "sensitivity", fields, title


_FIGURES: tuple[EntryColumn, ...] = (
    value_column("value", "Value", Kind.NUMBER, width=11),
    value_column("low", "Usual from", Kind.NUMBER, width=11),
    value_column("high", "to", Kind.NUMBER, width=11),
)
CHAPTERS: tuple[Chapter, ...] = (
    Chapter(
        "figures",
        "Figures",
        "The numbers of the method. Outside the usual band a check speaks.",
        "figure",
        _below("figures."),
        lambda session: (
            sign_column(),
            title_column("Figure", 34),
            *_FIGURES,
            Column(id="unit", title="Unit", read=unit_text, width=16),
            reason_column(session),
            source_column(),
        ),
    ),
    Chapter(
        "roles",
        "Roles",
        "Who works on a project, with the usual FTE over its phases. Type a title into the last line to add a role.",
        "role",
        _below("roles."),
        _around(
            value_column("title", "Role", width=24, prompt="New role"),
            value_column("fte_low", "FTE from", Kind.NUMBER, width=9),
            value_column("fte_high", "to", Kind.NUMBER, width=7),
            value_column("deliverable", "Answers for", Kind.MULTILINE, width=42),
        ),
        _new_role,
        can_remove=True,
    ),
    Chapter(
        "phases",
        "Phases",
        "The life cycle that a new project starts with; projects that exist keep their phases.",
        "phase",
        _below("phases."),
        _around(
            value_column("title", "Phase", width=34),
            value_column("weeks", "Weeks", Kind.NUMBER, width=8),
            value_column("optimistic", "Usual from", Kind.NUMBER, width=11),
            value_column("pessimistic", "to", Kind.NUMBER, width=7),
        ),
    ),
    Chapter(
        "gates",
        "Gates",
        "One decision at the end of each phase, by one named owner. New projects start with them.",
        "gate",
        lambda entry: entry.startswith("phases.") and entry.count(".") == 2,
        _around(
            value_column("title", "Gate", width=28),
            parent_column("Ends the phase"),
            value_column("owner_role", "Decided by", width=24),
        ),
    ),
    Chapter(
        "artifacts",
        "Artifacts",
        "What a gate wants to see. New projects start with them; type a title into the last line to add one.",
        "artifact",
        lambda entry: entry.startswith("phases.") and entry.count(".") == 4,
        _artifact_columns,
        _new_artifact,
        can_remove=True,
    ),
    Chapter(
        "sourcing",
        "Sourcing",
        "Ways to find people: when to choose each, and what is left when they go.",
        "way",
        _below("sourcing.", "mixes."),
        _around(
            value_column("title", "Way", width=17),
            value_column("advice", "When to choose it", Kind.MULTILINE, width=40),
            value_column("handover_risk", "Handover risk", Kind.MULTILINE, width=34),
        ),
    ),
    Chapter(
        "metrics",
        "Metrics",
        "What a model can be measured by. A metric without a cut-off does not tell what an action is worth.",
        "metric",
        _below("metrics."),
        _around(
            value_column("title", "Metric", width=38, prompt="New metric"),
            value_column("is_threshold_free", "Needs no cut-off", Kind.CHECK, width=16),
        ),
        _new_metric,
        can_remove=True,
    ),
    Chapter(
        "cadences",
        "Cadences",
        "How often a KPI can be measured.",
        "cadence",
        _below("cadences."),
        _around(value_column("title", "How often", width=28, prompt="New cadence")),
        _new_cadence,
        can_remove=True,
    ),
    Chapter(
        "sensitivity",
        "Sensitivity",
        "Classes of data. A feature of a class that needs a rule must say what is done to it in each jurisdiction.",
        "class",
        _below("sensitivity."),
        _around(
            value_column("title", "Class", width=28, prompt="New class"),
            value_column("needs_rule", "Needs a privacy rule", Kind.CHECK, width=20),
        ),
        _new_class,
        can_remove=True,
    ),
    Chapter(
        "rules",
        "Checks",
        "The rules that every plan is held against. Names in braces are filled by the check; a removed check is silent.",
        "check",
        _below("rules."),
        lambda session: (
            sign_column(),
            title_column("Check", 30),
            value_column("severity", "Severity", Kind.CHOICE, choices=lambda: list(_SEVERITIES), width=11),
            value_column("text", "What it says", Kind.MULTILINE, width=48),
            reason_column(session),
            source_column(),
        ),
        can_remove=True,
    ),
    *plain_chapters(),
)
