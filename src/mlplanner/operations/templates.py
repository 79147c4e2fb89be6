"""Save a project as a template, and start a project from one on another length and with another effort."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from mlplanner.domain.costs import CostLine, Maintenance
from mlplanner.domain.documents import canonical_text, plan_document
from mlplanner.domain.errors import NotFound
from mlplanner.domain.lifecycle import InsertedWork, Phase
from mlplanner.domain.noun import Noun
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.programme import Template
from mlplanner.domain.projects import Project
from mlplanner.domain.registry import PROJECT_KINDS
from mlplanner.domain.rollout import Stage
from mlplanner.domain.rows import plan_rows
from mlplanner.domain.staffing import StaffingLine
from mlplanner.domain.validation import validated
from mlplanner.domain.weeks import monday_of
from mlplanner.engine.moving import moved_plan
from mlplanner.engine.rescaling import Rescaled, rescale
from mlplanner.exchange.json_reading import parse_json
from mlplanner.exchange.plan_json import changes_of
from mlplanner.operations.importing import apply_changes
from mlplanner.operations.operation import Context, Operation
from mlplanner.operations.people import find_or_add
from mlplanner.operations.projects import NOT_COPIED, RESET, follow_days
from mlplanner.queries.snapshots import load_portfolio


def save_template(plan: ProjectPlan, name: str, description: str = "") -> Operation[Template]:
    """Keep the plan as a template, without decisions, documents, and what happened; the project stays as it is."""

    def apply(do: Context) -> Template:
        document = plan_document(do.portfolio, as_template(plan))
        # Without an origin a new project is made of it, whatever happens to this one.
        document["portfolio"]["uid"] = ""
        document["project"].pop("id", None)
        fields = {"name": name, "description": description, "document": canonical_text(document)}
        return do.unit.add(validated(Template, fields))

    return Operation(f"Save {plan.project.name} as a template", apply)


def as_template(plan: ProjectPlan) -> ProjectPlan:
    """The plan as it was before anything happened."""
    parts: dict[str, Any] = {}
    for kind in PROJECT_KINDS:
        if kind.key in NOT_COPIED:
            parts[kind.key] = ()
        elif kind.key in RESET:
            rows = [validated(kind.noun, {**dict(row), **RESET[kind.key]}) for row in plan_rows(plan, kind)]
            parts[kind.key] = rows[0] if kind.is_single else tuple(rows)
    project = plan.project.model_copy(update={"deadline": None, "is_sample": False})
    return replace(plan, project=project, **parts)


def start_from_template(
    template: Template,
    name: str,
    start: date,
    owner: str = "",
    *,
    weeks: int | None = None,
    effort: Decimal | None = None,
) -> Operation[Project]:
    """A project from a template in `weeks` of delivery with `effort` FTE-weeks; None keeps the template's.

    BadInput when the template can't be read here (another currency, a phase without a week) or a value does not fit.
    """

    def apply(do: Context) -> Project:
        document = parse_json(template.document, template.name)
        project_id = apply_changes(changes_of(document, do.portfolio, template.name)).apply(do) or 0
        named = {"owner_id": find_or_add(do, owner).id} if owner.strip() else {}
        plan = load_portfolio(do.unit.connection, 0).plans[project_id]
        after = moved_plan(plan, monday_of(start))
        if weeks is not None or effort is not None:
            scaled = rescale(plan, weeks, effort)
            after = moved_plan(plan, monday_of(start), scaled.first_week, scaled.last_week)
            for noun, row_id, fields in _rescaled_rows(plan, scaled):
                do.unit.change(noun, row_id, **fields)
        follow_days(do, plan, after)
        moved = {"start": start, "earliest_start": after.project.earliest_start}
        return do.unit.change(Project, project_id, **{"name": name, **moved, **named})

    return Operation(f"New project {name}", apply)


def template_size(template: Template, portfolio: Portfolio) -> tuple[int, Decimal]:
    """Weeks of delivery and FTE-weeks of a template, as a dialog shows them; BadInput when it can't be read."""
    edits = changes_of(parse_json(template.document, template.name), portfolio, template.name).edits
    weeks = sum(int(edit.values["weeks"]) for edit in edits if edit.kind in ("phases", "inserted"))
    curves = (edit.values["weekly"] for edit in edits if edit.kind == "lines")
    return weeks, sum((Decimal(fte) for curve in curves for fte in curve.values()), Decimal(0))


def find_template(portfolio: Portfolio, text: str) -> Template:
    """A template by its name, any case; a unique beginning is enough. NotFound in one sentence otherwise."""
    wanted = text.strip().casefold()
    named = [each for each in portfolio.templates if each.name.casefold() == wanted]
    found = named or [each for each in portfolio.templates if wanted and each.name.casefold().startswith(wanted)]
    if len(found) == 1:
        return found[0]
    names = ", ".join(f"'{each.name}'" for each in (found or portfolio.templates))
    if found:
        raise NotFound(f"'{text}' fits several templates ({names}); use the whole name, or rename one.")
    there = f"there are {names}" if names else "save a project as one first"
    raise NotFound(f"There is no template '{text}' in this portfolio; {there}.")


def rename_template(template: Template, name: str) -> Operation[Template]:
    """Give a template another name. BadInput when it is empty or too long."""
    return Operation(
        f"Rename template {template.name}", lambda do: do.unit.change(Template, template.id or 0, name=name.strip())
    )


def remove_template(template: Template) -> Operation[None]:
    """Remove a template; projects that were started from it stay as they are."""
    return Operation(f"Remove template {template.name}", lambda do: do.unit.remove(Template, template.id or 0))


def _rescaled_rows(plan: ProjectPlan, scaled: Rescaled) -> Iterator[tuple[type[Noun], int, dict[str, Any]]]:
    for phase_id, weeks in scaled.phases.items():
        yield Phase, phase_id, {"weeks": weeks}
    lengths = {phase.id: phase.weeks for phase in plan.phases}
    for work in plan.inserted:
        share = Decimal(scaled.phases[work.phase_id]) / lengths[work.phase_id]
        fields = {"weeks": scaled.inserted[work.id or 0], "after_week": int(work.after_week * share)}
        yield InsertedWork, work.id or 0, fields
    for line_id, weekly in scaled.lines.items():
        yield StaffingLine, line_id, {"weekly": weekly}
    for noun, rows in ((CostLine, plan.costs), (Stage, plan.stages)):
        for row in rows:
            first, last = scaled.first_week(row.from_week), scaled.last_week(max(row.from_week, row.to_week))
            yield noun, row.id or 0, {"from_week": first, "to_week": max(first, last)}
    if plan.maintenance.on_call_from_week is not None:
        week = scaled.first_week(plan.maintenance.on_call_from_week)
        yield Maintenance, plan.maintenance.id or 0, {"on_call_from_week": week}
