"""The one-page brief and the action plan (P1.1, P1.5)."""

from collections.abc import Iterator

from mlplanner.domain.benefits import Trigger
from mlplanner.domain.projects import Project
from mlplanner.engine.checks.rule import Case, Hit, Rule
from mlplanner.engine.checks.wording import say_field, say_names

BRIEF = ("objective", "owner_id", "budget", "stakeholders", "decision_change")
"""What a brief says beside its KPIs, which have rules of their own, and its timeline, which is the plan's."""
ACTION_PLAN = ("action_owner_id", "action_change")
TRIGGER = ("action", "owner_id")


def find_missing_brief(case: Case) -> Iterator[Hit]:
    """Each part of the brief that is empty."""
    yield from _missing_parts(case, BRIEF)
    if not case.plan.phases:
        yield Hit("phases", words={"part": "timeline in weeks"})


def find_missing_action_plan(case: Case) -> Iterator[Hit]:
    """Who acts on the output, and what they do differently."""
    yield from _missing_parts(case, ACTION_PLAN)


def find_no_trigger(case: Case) -> Iterator[Hit]:
    """A plan without any rollback trigger."""
    if not case.plan.triggers:
        yield Hit("triggers")


def find_incomplete_triggers(case: Case) -> Iterator[Hit]:
    """A trigger that nobody acts on, or that says not how."""
    for trigger in case.plan.triggers:
        if empty := [name for name in TRIGGER if not getattr(trigger, name)]:
            part = say_names([say_field(Trigger, name) for name in empty])
            yield Hit("triggers", trigger.id, empty[0], {"metric": trigger.metric, "part": part})


def _missing_parts(case: Case, names: tuple[str, ...]) -> Iterator[Hit]:
    for name in names:
        if getattr(case.plan.project, name) in (None, ""):
            yield Hit("projects", case.plan.id, name, {"part": say_field(Project, name)})


RULES = (
    Rule("brief_incomplete", find_missing_brief),
    Rule("action_plan_incomplete", find_missing_action_plan),
    Rule("trigger_missing", find_no_trigger),
    Rule("trigger_incomplete", find_incomplete_triggers),
)
