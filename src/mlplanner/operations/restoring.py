"""A whole portfolio from outside, written into a new file as it is."""

import uuid
from collections.abc import Callable, Sequence

from mlplanner.domain.noun import Noun
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.portfolio_documents import portfolio_rows
from mlplanner.domain.registry import KINDS, Kind
from mlplanner.domain.rows import PROJECT_KIND, plan_rows
from mlplanner.domain.settings import Settings
from mlplanner.operations.links import refuse_wrong_links
from mlplanner.operations.operation import Context, Operation
from mlplanner.operations.portfolios import check_places
from mlplanner.operations.programme import refuse_shares_that_do_not_add_up
from mlplanner.operations.running import refuse_overlapping_shifts
from mlplanner.storage.unit import RowChange

_STATES: tuple[Callable[[Context, Sequence[RowChange]], None], ...] = (
    refuse_shares_that_do_not_add_up,
    refuse_wrong_links,
    refuse_overlapping_shifts,
)
"""The guards that speak of what is, at any time. The others speak of a change on a day: its own people made it."""


def restore_portfolio(portfolio: Portfolio, source: str) -> Operation[None]:
    """What a new file starts with: every row of `portfolio` with its number. For `create_workspace`.

    BadInput for an unknown country, or for what no step may leave behind; `source` is the file it comes from.
    """

    def apply(do: Context) -> None:
        settings = portfolio.settings
        check_places(settings, do.today)
        if not settings.portfolio_uid:
            settings = settings.model_copy(update={"portfolio_uid": str(uuid.uuid4())})
        for kind in KINDS:
            do.unit.add_all([settings] if kind.noun is Settings else _rows(portfolio, kind))
        for guard in _STATES:
            guard(do, do.unit.changes)

    return Operation(f"Restore {source}", apply, place=lambda _: source)


def _rows(portfolio: Portfolio, kind: Kind) -> Sequence[Noun]:
    if kind.in_project or kind is PROJECT_KIND:
        return [row for plan in portfolio.plans.values() for row in plan_rows(plan, kind)]
    return portfolio_rows(portfolio, kind)
