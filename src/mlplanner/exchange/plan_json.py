"""One plan as a JSON file, and back as the edits that it means for a portfolio."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mlplanner.domain.changes import ChangeSet
from mlplanner.domain.documents import PLAN_FORMAT, PLAN_VERSION, plan_document
from mlplanner.domain.errors import BadInput
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.portfolio_documents import PORTFOLIO_FORMAT
from mlplanner.domain.sharing import SHARED_COPY, came_shared
from mlplanner.exchange.json_reading import read_json
from mlplanner.exchange.plan_versions import translated
from mlplanner.exchange.row_edits import make_edits
from mlplanner.exchange.row_matching import match_rows
from mlplanner.exchange.schema import plan_schema
from mlplanner.exchange.schema_errors import check_against, shown

_TO_DO = "import a plan workbook (.xlsx) or a plan JSON (.json) that was exported"


def write_plan_json(portfolio: Portfolio, plan: ProjectPlan, path: Path) -> None:
    """Write the plan's document, UTF-8, two spaces to a level, the same bytes for the same plan."""
    text = json.dumps(plan_document(portfolio, plan), ensure_ascii=False, indent=2, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def read_plan_json(path: Path, portfolio: Portfolio) -> ChangeSet:
    """What the file changes in `portfolio`; a plan of another portfolio becomes a new project.

    Raises:
        BadInput: one sentence with the file's name, the place in it, and what to do.
    """
    return changes_of(read_json(path, _TO_DO), portfolio, path.name)


def changes_of(document: Any, portfolio: Portfolio, name: str) -> ChangeSet:
    """What a plan's document changes in `portfolio`; `name` is where it comes from. BadInput in one sentence."""
    _refuse_other_formats(document, name)
    try:
        newest, notes = translated(document, _plan_of(document, portfolio))
    except BadInput as error:
        raise BadInput(f"{name}: {error}") from None
    check_against(plan_schema(), newest, name)
    try:
        return _changes(newest, portfolio, name, notes)
    except BadInput as error:
        raise BadInput(f"{name}: {error}") from None


def newest_plan(document: Any, name: str) -> dict[str, Any]:
    """A plan's document of any version in the newest one, checked against the schema. BadInput in one sentence."""
    _refuse_other_formats(document, name)
    try:
        newest, _ = translated(document, None)
    except BadInput as error:
        raise BadInput(f"{name}: {error}") from None
    check_against(plan_schema(), newest, name)
    return dict(newest)


def _plan_of(document: Mapping[str, Any], portfolio: Portfolio) -> ProjectPlan | None:
    """The project of this portfolio that the document speaks of; None for a plan that would be a new one."""
    origin, project = document.get("portfolio"), document.get("project")
    uid = portfolio.settings.portfolio_uid
    if not (isinstance(origin, Mapping) and isinstance(project, Mapping) and uid and origin.get("uid") == uid):
        return None
    key = project.get("id")
    return portfolio.plans.get(key) if isinstance(key, int) else None


def _refuse_other_formats(document: Any, source: str) -> None:
    origin = document.get("portfolio") if isinstance(document, dict) else None
    if isinstance(origin, dict) and origin.get("uid") == SHARED_COPY:
        raise BadInput(came_shared(source))
    if isinstance(document, dict) and document.get("format") == PORTFOLIO_FORMAT:
        raise BadInput(
            f"{source} holds a whole portfolio and is not merged into another; make a file of its own from it with "
            f"'mlplanner new FILE --from {source}', or open it in the window."
        )
    if not isinstance(document, dict) or document.get("format") != PLAN_FORMAT:
        raise BadInput(f"{source} is JSON but not a plan of mlplanner; export one with '--as plan.json'.")
    version = document.get("version")
    if isinstance(version, int) and version > PLAN_VERSION:
        raise BadInput(
            f"{source} was written by a newer mlplanner (plan format {shown(version)}, this one reads {PLAN_VERSION}); "
            "update mlplanner."
        )


def _changes(document: Mapping[str, Any], portfolio: Portfolio, source: str, told: tuple[str, ...] = ()) -> ChangeSet:
    settings = portfolio.settings
    origin = document["portfolio"]
    if origin["currency"] != settings.currency:
        raise BadInput(
            f"the plan is in {origin['currency']} and this portfolio in {settings.currency}; "
            "import it into a portfolio of the same currency."
        )
    is_ours = bool(settings.portfolio_uid) and origin.get("uid") == settings.portfolio_uid
    plan = _plan_of(document, portfolio)
    if not document.get("phases", plan is not None):
        raise BadInput("phases: a plan has at least one phase; add it.")
    edits = make_edits(match_rows(document, portfolio, plan, is_ours), plan)
    notes = [*told, *_notes(document, portfolio, plan, is_ours), *edits.notes]
    return ChangeSet(source, edits.in_order, tuple(notes), plan.id if plan else None)


def _notes(document: Mapping[str, Any], portfolio: Portfolio, plan: ProjectPlan | None, is_ours: bool) -> list[str]:
    """What a person should know before applying the edits."""
    if plan is not None:
        made_at = document.get("revision", portfolio.revision)
        then_and_now = f"The file was made at revision {made_at} and the portfolio is at {portfolio.revision}"
        is_older = made_at < portfolio.revision
        return [f"{then_and_now}: what was changed in between is set to what the file says."] if is_older else []
    if is_ours:
        return ["The project is no longer in this portfolio: it comes back as a new one."]
    notes = ["The plan comes from another portfolio: it becomes a new project."]
    if "context" in document:
        notes.append("Its rates, exchange rates, closures and playbook changes were not taken: this portfolio's count.")
    return notes
