"""The snapshot: the whole portfolio as frozen values. After an edit only what changed is read again."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from mlplanner.domain.noun import Noun
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.projects import Project
from mlplanner.domain.registry import KIND_OF, PORTFOLIO_KINDS, PROJECT_KINDS, Kind
from mlplanner.engine.garbage import no_look_for_garbage
from mlplanner.storage.reading import read_nouns


def load_portfolio(connection: Connection, revision: int) -> Portfolio:
    """The whole file."""
    with no_look_for_garbage():
        wide = {kind.key: _portfolio_rows(connection, kind) for kind in PORTFOLIO_KINDS}
        return Portfolio(revision=revision, plans=_plans(connection, None), **wide)


def reload_portfolio(
    connection: Connection, earlier: Portfolio, revision: int, kinds: Iterable[str], project_ids: Iterable[int]
) -> Portfolio:
    """The file at `revision`, taking from `earlier` all but the named portfolio-wide kinds and projects."""
    changed = set(kinds)
    wide = {
        kind.key: _portfolio_rows(connection, kind) if kind.key in changed else getattr(earlier, kind.key)
        for kind in PORTFOLIO_KINDS
    }
    plans = dict(earlier.plans)
    wanted = set(project_ids)
    fresh = _plans(connection, wanted) if wanted else {}
    for project_id in wanted:
        plans.pop(project_id, None)
    plans.update(fresh)
    return Portfolio(revision=revision, plans=_ranked(plans), **wide)


def _ranked(plans: dict[int, ProjectPlan]) -> dict[int, ProjectPlan]:
    return dict(sorted(plans.items(), key=lambda item: (item[1].project.rank, item[0])))


def _portfolio_rows(connection: Connection, kind: Kind) -> Any:
    rows = read_nouns(connection, kind)
    if kind.is_single:
        return rows[0]
    return {row.id: row for row in rows} if kind.key == "people" else tuple(rows)


def _plans(connection: Connection, project_ids: set[int] | None) -> dict[int, ProjectPlan]:
    projects = read_nouns(connection, KIND_OF[Project], project_ids)
    parts: dict[int, dict[str, list[Noun]]] = defaultdict(lambda: defaultdict(list))
    for kind in PROJECT_KINDS:
        for row in read_nouns(connection, kind, project_ids):
            parts[row.project_id][kind.key].append(row)
    return _ranked({project.id: _plan(project, parts[project.id]) for project in projects})


def _plan(project: Project, parts: dict[str, list[Noun]]) -> ProjectPlan:
    fields: dict[str, Any] = {
        kind.key: parts[kind.key][0] if kind.is_single else tuple(parts[kind.key]) for kind in PROJECT_KINDS
    }
    by_phase = {phase.id: index for index, phase in enumerate(fields["phases"])}
    fields["gates"] = tuple(sorted(fields["gates"], key=lambda gate: by_phase[gate.phase_id]))
    return ProjectPlan(project=project, **fields)
