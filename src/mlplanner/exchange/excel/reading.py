"""Takes a workbook back: the edits its sender made, or every problem with its sheet and cell (P9.2)."""

from collections.abc import Iterable
from pathlib import Path

from mlplanner.domain.changes import ChangeSet
from mlplanner.domain.errors import BadInput
from mlplanner.domain.noun import Noun
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.registry import KINDS, Kind
from mlplanner.domain.rows import OWNED, plan_rows
from mlplanner.domain.sharing import SHARED_COPY, came_shared
from mlplanner.exchange.excel import plan_pages, portfolio_pages
from mlplanner.exchange.excel.grids import line_name
from mlplanner.exchange.excel.intake import Intake
from mlplanner.exchange.excel.layouts import OLD_FIELDS
from mlplanner.exchange.excel.open_files import OpenFile
from mlplanner.exchange.excel.states import VERSION, State
from mlplanner.exchange.excel.states import plan_rows as exported_rows
from mlplanner.exchange.excel.vocabularies import (
    Vocabulary,
    plan_vocabulary,
    portfolio_rows,
    portfolio_vocabulary,
)
from mlplanner.exchange.problems import foreign, refuse
from mlplanner.playbook.entries import Playbook

NO_BASE = "The hidden sheet with the exported plan is gone, so the file is held against the plan as it is now."


def read_workbook(path: Path, portfolio: Portfolio, playbook: Playbook, *, by_content: bool = False) -> ChangeSet:
    """What a plan or portfolio workbook changes, by what the file is. Raises BadWorkbook with every problem.

    MixedUpRefs when Refs do not stand beside their rows, unless rows are to be matched `by_content` there.
    """
    file = OpenFile(path)
    state = file.state()
    if state is not None and state.project is None:
        return changes_of_portfolio(file, state, portfolio, playbook, by_content=by_content)
    return changes_of_plan(file, state, portfolio, playbook, by_content=by_content)


def read_plan_workbook(path: Path, portfolio: Portfolio, playbook: Playbook) -> ChangeSet:
    """What a plan workbook changes in its project; unchanged: no edits. Raises BadWorkbook with every problem."""
    file = OpenFile(path)
    return changes_of_plan(file, file.state(), portfolio, playbook)


def changes_of_plan(
    file: OpenFile, state: State | None, portfolio: Portfolio, playbook: Playbook, *, by_content: bool = False
) -> ChangeSet:
    """The edits of an opened plan workbook."""
    if state is not None and state.project is None:
        raise refuse(file.source, "is a portfolio workbook, not the plan of one project.")
    plan = _plan_of(file, state, portfolio)
    base = state.rows if state else exported_rows(plan)
    seen = state.labels if state else {}
    vocabulary = Vocabulary(plan_vocabulary(portfolio, plan, playbook).labels, seen)
    intake = Intake(
        file,
        portfolio,
        vocabulary,
        base,
        nouns_of(plan),
        plan_pages.TABLES,
        plan_pages.RECORDS,
        plan.id,
        is_old(file, state, OWNED),
        by_content,
    )
    notes = () if state else (NO_BASE,)
    return intake.changes(notes)


def read_portfolio_workbook(path: Path, portfolio: Portfolio, playbook: Playbook) -> ChangeSet:
    """What a portfolio workbook changes in projects, staffing lines and what they share. Raises BadWorkbook with every problem."""
    file = OpenFile(path)
    state = file.state()
    if state is None or state.project is not None:
        raise refuse(file.source, "is not a portfolio workbook that mlplanner wrote, or its hidden sheet is gone.")
    return changes_of_portfolio(file, state, portfolio, playbook)


def changes_of_portfolio(
    file: OpenFile, state: State, portfolio: Portfolio, playbook: Playbook, *, by_content: bool = False
) -> ChangeSet:
    """The edits of an opened portfolio workbook."""
    check_portfolio(file, state, portfolio)
    vocabulary = Vocabulary(portfolio_vocabulary(portfolio, playbook).labels, state.labels)
    nouns = {kind.key: {noun.id or 0: noun for noun in portfolio_rows(portfolio, kind)} for kind in KINDS}
    tables, records = portfolio_pages.TABLES, portfolio_pages.RECORDS
    older = is_old(file, state, KINDS)
    intake = Intake(file, portfolio, vocabulary, state.rows, nouns, tables, records, None, older, by_content)
    return intake.changes(())


def is_old(file: OpenFile, state: State | None, kinds: Iterable[Kind]) -> bool:
    """True for a file of an earlier format, or from before some of the `kinds`: it lacks what came since."""
    if state is None:
        return any(line_name("projects", column.field) in file.names for column in OLD_FIELDS)
    return state.version < VERSION or any(kind.key not in state.rows for kind in kinds)


def nouns_of(plan: ProjectPlan) -> dict[str, dict[int, Noun]]:
    """Every row of a plan by kind and id."""
    return {kind.key: {noun.id or 0: noun for noun in plan_rows(plan, kind)} for kind in OWNED}


def check_portfolio(file: OpenFile, state: State, portfolio: Portfolio) -> None:
    """Refuse a workbook that was exported from another portfolio."""
    if state.portfolio_uid == SHARED_COPY:
        raise BadInput(came_shared(file.source))
    if state.portfolio_uid != portfolio.settings.portfolio_uid:
        what = f"was exported from another portfolio ('{state.portfolio_name}'); open that one and import it there"
        raise refuse(file.source, f"{what}, or ask its sender for the plan as JSON to take it over as a new project.")


def _plan_of(file: OpenFile, state: State | None, portfolio: Portfolio) -> ProjectPlan:
    """The project that the workbook was made from; by its Ref when the hidden sheet is gone."""
    if state is not None:
        check_portfolio(file, state, portfolio)
        key = state.project
    else:
        spot = file.names.get(line_name("projects", "ref"))
        ref = file.text(spot) if spot else ""
        key = int(ref[3:]) if ref.startswith("ML-") and ref[3:].isdigit() else None
        if key is None:
            raise foreign(file.source, "is not a workbook that mlplanner wrote; export the plan and edit that file.")
    if key is None or key not in portfolio.plans:
        raise refuse(file.source, f"holds the plan of ML-{key or 0:03d}, which is no longer in this portfolio.")
    return portfolio.plan(key)
