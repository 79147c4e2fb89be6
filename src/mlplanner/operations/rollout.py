"""The usual rows of a rollout, and an experiment's numbers from KPI and value model (P7.1, P7.2, P7.5, P7.7)."""

from mlplanner.domain.benefits import Experiment
from mlplanner.domain.lifecycle import InsertedWork, Phase
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.domain.rollout import DashboardItem, Escalation, Stage
from mlplanner.domain.validation import validated
from mlplanner.domain.weeks import LAST_WEEK
from mlplanner.engine.suggestions import suggest_design
from mlplanner.operations.operation import Context, Operation
from mlplanner.playbook.entries import Playbook


def begin_rollout(do: Context, project_id: int) -> None:
    """The playbook's usual stages, escalation rules and dashboard of a new project."""
    _add_stages(do, project_id)
    _add_escalations(do, project_id)
    _add_dashboard(do, project_id)


def add_usual_rollout(plan: ProjectPlan) -> Operation[int]:
    """The playbook's usual rows where a project has none yet of their kind; gives how many were added."""

    def apply(do: Context) -> int:
        before = len(do.unit.changes)
        if not plan.stages:
            _add_stages(do, plan.id)
        if not plan.escalations:
            _add_escalations(do, plan.id)
        if not plan.dashboard:
            _add_dashboard(do, plan.id)
        return len(do.unit.changes) - before

    return Operation("Add the usual rollout", apply)


def take_from_value_model(plan: ProjectPlan, experiment: Experiment, playbook: Playbook) -> Operation[Experiment]:
    """Fill an experiment's sizes from its KPI's baseline and threshold and from the value model (P7.2).

    BadInput in one sentence where these do not say what to look for.
    """
    fields = suggest_design(plan, experiment, playbook)
    return Operation(
        f"Take {experiment.name} from the value model",
        lambda do: do.unit.change(Experiment, experiment.id or 0, **fields),
    )


def _add_stages(do: Context, project_id: int) -> None:
    """One after the other, from the first week of the last phase on."""
    phases = sorted(do.unit.all(Phase, project_id=project_id), key=lambda phase: phase.position)
    inserted = do.unit.all(InsertedWork, project_id=project_id)
    before = {phase.id for phase in phases[:-1]}
    weeks = sum(phase.weeks for phase in phases[:-1]) + sum(w.weeks for w in inserted if w.phase_id in before)
    first = weeks + 1
    usual = ((key, entry) for key, entry in do.playbook.stages.items() if entry.is_usual)
    for position, (key, entry) in enumerate(usual, start=1):
        fields = {
            "project_id": project_id,
            "position": position,
            "kind": key,
            "name": entry.title,
            "share": entry.share,
            "from_week": min(first, LAST_WEEK),
            "to_week": min(first + entry.weeks - 1, LAST_WEEK),
            "entry_criteria": entry.entry_criteria,
            "rollback_criteria": entry.rollback_criteria,
        }
        do.unit.add(validated(Stage, fields))
        first += entry.weeks


def _add_escalations(do: Context, project_id: int) -> None:
    for position, entry in enumerate(do.playbook.escalations.values(), start=1):
        fields = {
            "project_id": project_id,
            "position": position,
            "metric": entry.title,
            "comparison": entry.comparison,
            "threshold": entry.threshold,
            "unit": entry.unit,
            "action": entry.action,
            "deadline_hours": entry.deadline_hours,
        }
        do.unit.add(validated(Escalation, fields))


def _add_dashboard(do: Context, project_id: int) -> None:
    for position, entry in enumerate(do.playbook.dashboard.values(), start=1):
        fields = {
            "project_id": project_id,
            "position": position,
            "panel": entry.panel,
            "name": entry.title,
            "cadence": entry.cadence,
        }
        do.unit.add(validated(DashboardItem, fields))
