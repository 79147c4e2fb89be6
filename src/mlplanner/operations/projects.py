"""Projects: make one from the 12-week template or as a copy of another, move it, re-scale it, remove it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from mlplanner.domain.costs import Maintenance
from mlplanner.domain.errors import BadInput, Refused
from mlplanner.domain.lifecycle import Artifact, Gate, Phase
from mlplanner.domain.noun import NAME
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.projects import Project
from mlplanner.domain.registry import PROJECT_KINDS
from mlplanner.domain.rows import plan_rows, references
from mlplanner.domain.running import Drill, RotaShift
from mlplanner.domain.validation import validated
from mlplanner.domain.weeks import DAYS_IN_WEEK, monday_of
from mlplanner.engine.moving import moved_plan
from mlplanner.operations.beginnings import BEGINNINGS
from mlplanner.operations.operation import Context, Operation
from mlplanner.playbook.entries import GateEntry
from mlplanner.storage.unit import Unit

NOT_COPIED = frozenset(
    {
        "decisions",
        "conditions",
        "packs",
        "returned_packs",
        "external_ids",
        "baselines",
        "rule_waivers",
        "pauses",
        "reviews",
        "observations",
    }
)
"""What happened in a project; a copy or a template begins without it."""


def create_project(
    name: str, start: date, phase_weeks: Sequence[int] | None = None, **fields: Any
) -> Operation[Project]:
    """A project from the playbook's hybrid life cycle (P3.1–P3.3), with its gates and their artifacts.

    `phase_weeks` replaces the template's lengths, in order (a 16-week plan from the 12-week template).
    """

    def apply(do: Context) -> Project:
        figures = do.playbook.figures
        project_fields = {
            "rank": max((plan.project.rank for plan in do.portfolio.plans.values()), default=0) + 1,
            "headroom_weeks": int(figures["headroom_weeks"].value),
            "handover_pct": figures["handover_pct"].value,
            "contingency_pct": figures["contingency_pct"].value,
            "evidence_days": int(figures["evidence_days"].value),
            **fields,
        }
        project = do.unit.add(validated(Project, {"name": name, "start": start, **project_fields}))
        project_id = project.id or 0
        least = {"retrains": int(figures["retrains_min"].value), "drills": int(figures["drills_min"].value)}
        for kind in PROJECT_KINDS:
            if kind.is_single:
                chosen = least if kind.noun is Maintenance else {}
                do.unit.add(validated(kind.noun, {"project_id": project_id, **chosen}))
        _add_life_cycle(do, project_id, phase_weeks)
        for begin in BEGINNINGS:
            begin(do, project_id)
        return project

    return Operation(f"New project {name}", apply)


def add_life_cycle(project_id: int) -> Operation[None]:
    """Give a project without phases those of the playbook, with gates and artifacts. Refused when it has phases."""

    def apply(do: Context) -> None:
        if do.portfolio.plan(project_id).phases:
            raise Refused("The project has phases already.")
        _add_life_cycle(do, project_id, None)

    return Operation("Add the playbook's phases", apply)


def _add_life_cycle(do: Context, project_id: int, phase_weeks: Sequence[int] | None) -> None:
    entries = do.playbook.phases
    if phase_weeks is not None and len(phase_weeks) != len(entries):
        raise BadInput(f"The life cycle has {len(entries)} phases; {len(phase_weeks)} lengths were given.")
    for index, (key, entry) in enumerate(entries.items()):
        weeks = phase_weeks[index] if phase_weeks is not None else entry.weeks
        phase = do.unit.add(
            validated(
                Phase,
                {"project_id": project_id, "position": index + 1, "key": key, "name": entry.title, "weeks": weeks},
            )
        )
        _add_gate(do, phase, entry.gate)


def add_gates(plan: ProjectPlan, *phases: Phase) -> Operation[tuple[Gate, ...]]:
    """A gate at the end of each of these phases, with the playbook's artifacts where it knows the phase (P3.2).

    Refused where there is one: two gates at one end would not know which comes first.
    """

    def apply(do: Context) -> tuple[Gate, ...]:
        for phase in phases:
            if do.portfolio.plan(plan.id).gate_of(phase) is not None:
                raise Refused(f"{phase.name} ends with a gate already.")
        entries = do.playbook.phases
        return tuple(
            _add_gate(do, phase, entries[phase.key].gate if phase.key in entries else None) for phase in phases
        )

    return Operation(f"Add a gate after {', '.join(phase.name for phase in phases)}", apply)


def _add_gate(do: Context, phase: Phase, entry: GateEntry | None) -> Gate:
    title = entry.title if entry else f"{phase.name} gate"[:NAME]
    fields = {"key": phase.key, "name": title, "owner_role": entry.owner_role if entry else ""}
    gate = do.unit.add(validated(Gate, {"project_id": phase.project_id, "phase_id": phase.id, **fields}))
    for order, (key, artifact) in enumerate(entry.artifacts.items() if entry else ()):
        do.unit.add(
            Artifact(
                project_id=phase.project_id,
                gate_id=gate.id or 0,
                position=order + 1,
                key=key,
                name=artifact.title,
                role=artifact.role,
            )
        )
    return gate


def copy_project(source: ProjectPlan, name: str, start: date) -> Operation[Project]:
    """A new project like `source`, without its decisions; dates that follow the plan move with the start."""

    def apply(do: Context) -> Project:
        rank = max((plan.project.rank for plan in do.portfolio.plans.values()), default=0) + 1
        planned = tuple(drill.model_copy(update=RESET["drills"]) for drill in source.drills)
        moved = moved_plan(replace(source, drills=planned), monday_of(start))
        changed = {"id": None, "name": name, "start": start, "rank": rank, "deadline": None}
        project = do.unit.add(validated(Project, {**dict(moved.project), **changed}))
        _copy_parts(do.unit, moved, project.id or 0)
        return project

    return Operation(f"Copy {source.project.name} as {name}", apply)


RESET: dict[str, dict[str, object]] = {
    "phases": {"baseline_start": None, "baseline_end": None, "actual_start": None, "actual_end": None},
    "gates": {"baseline": None},
    "artifacts": {
        "state": "missing",
        "due": None,
        "submitted_on": None,
        "accepted_on": None,
        "link": "",
        "file_name": "",
        "file_sha256": "",
        "waived_by_id": None,
        "waived_reason": "",
        "accepted_by_id": None,
        "changed_on": None,
    },
    "kpis": {"measured": None, "measured_on": None},
    "experiments": {"result": "planned", "result_on": None, "result_note": ""},
    "risk_assessment": {"signed_by_id": None, "signed_on": None},
    "ethics": {"state": "open", "done_on": None, "evidence": ""},
    "policies": {"state": "missing", "link": "", "reviewed_on": None, "review_by": None},
    "feature_tests": {"state": "planned", "checked_on": None},
    "checklist": {"state": "open", "evidence": ""},
    "drills": {"done_on": None, "minutes": None, "finding": ""},
    "model_tests": {"state": "planned", "result": ""},
    "stages": {"state": "planned", "note": ""},
    "evidence": {"launched_on": None, "locked_on": None, "is_confounded": False, "confounded_reason": ""},
    "escalations": {"used_on": None, "used_note": ""},
    "models": {
        "state": "development",
        "evaluated_on": None,
        "retrained_on": None,
        "impact_on": None,
        "retired_on": None,
        "kept_reason": "",
        "kept_until": None,
    },
    "decommission": {"state": "open", "done_on": None},
}
"""Fields that say what happened, and what they are before anything did."""


def _copy_parts(unit: Unit, source: ProjectPlan, project_id: int) -> None:
    """Every row with its references pointed at the copies; a reference to what is not copied is dropped."""
    new_ids: dict[tuple[str, int | None], int] = {}
    for kind in PROJECT_KINDS:
        if kind.key in NOT_COPIED:
            continue
        inside = {name: target.key for name, target in references(kind.noun).items() if target.in_project}
        itself = [name for name, key in inside.items() if key == kind.key]
        for row in plan_rows(source, kind):
            fields = {**dict(row), **RESET.get(kind.key, {}), "id": None, "project_id": project_id}
            fields |= {name: new_ids.get((key, fields[name])) for name, key in inside.items()}
            new_ids[kind.key, row.id] = unit.add(validated(kind.noun, fields)).id or 0
        for row in plan_rows(source, kind) if itself else ():
            links = {name: new_ids.get((kind.key, getattr(row, name))) for name in itself}
            unit.change(kind.noun, new_ids[kind.key, row.id], **links)


def move_project(project_id: int, start: date) -> Operation[Project]:
    """Start the project in the week that holds `start`; phases, gates, staffing, drills and on-call shifts follow."""
    return Operation("Move project", lambda do: move_start(do, do.portfolio.plan(project_id), monday_of(start)))


def move_start(do: Context, plan: ProjectPlan, start: date) -> Project:
    """Put the plan on another start, with the days that follow it; since when it uses a service is a fact and stays."""
    now = with_days_of_now(do, plan)
    follow_days(do, now, moved_plan(now, start))
    return do.unit.change(Project, plan.id, start=start)


def with_days_of_now(do: Context, plan: ProjectPlan) -> ProjectPlan:
    """The plan with the drills and shifts that this step may have moved already, and without what stays: subscriptions."""
    drills = tuple(do.unit.all(Drill, project_id=plan.id))
    return replace(plan, drills=drills, rota=tuple(do.unit.all(RotaShift, project_id=plan.id)), subscriptions=())


def follow_days(do: Context, before: ProjectPlan, after: ProjectPlan) -> None:
    """Store the days of drills, on-call shifts and subscriptions that differ; a shift that is gone is removed."""
    kept = {shift.id for shift in after.rota}
    for gone in before.rota:
        if gone.id not in kept:
            do.unit.remove(RotaShift, gone.id or 0)
    old = {(type(row), row.id): row for row in (*before.drills, *before.rota, *before.subscriptions)}
    for row in (*after.drills, *after.rota, *after.subscriptions):
        was = dict(old[type(row), row.id])
        if fields := {name: value for name, value in dict(row).items() if value != was[name]}:
            do.unit.change(type(row), row.id or 0, **fields)


def move_by_weeks(plan: ProjectPlan, weeks: int) -> Operation[Project]:
    """Move the project's start by whole weeks, earlier or later."""
    return move_project(plan.id, plan.project.start + timedelta(days=DAYS_IN_WEEK * weeks))


def rank_projects(project_ids: Sequence[int]) -> Operation[None]:
    """Put the projects in this order; capacity is granted in it."""

    def apply(do: Context) -> None:
        for rank, project_id in enumerate(project_ids, start=1):
            do.unit.change(Project, project_id, rank=rank)

    return Operation("Rank projects", apply)


def remove_project(project_id: int, name: str) -> Operation[None]:
    """Remove a project with its whole plan; Undo brings it back."""
    return Operation(f"Remove project {name}", lambda do: do.unit.remove(Project, project_id))
