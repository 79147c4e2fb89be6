"""The tab Pools: people of a role who are promised as a number, beside those with a name (P4.9)."""

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mlplanner.domain.capacity import Pool
from mlplanner.gui.people.people_columns import pool_columns
from mlplanner.gui.people.portfolio_grid import noun_view
from mlplanner.gui.project.sheet import label
from mlplanner.gui.screen import Screen
from mlplanner.gui.session import Session

_ABOUT = "Approved supply without names: a team lent by another department, a frame contract. It counts like that many people."
_NO_POOLS = "No pools. Type a name into this line; role, FTE and the days from and to say what it supplies."


class PoolTab(Screen):
    """A grid of pools."""

    depends_on: ClassVar[frozenset[str]] = frozenset({"pools", "overrides"})

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.pools = noun_view(
            session, Pool, pool_columns(session), name="pools", empty=_NO_POOLS, completed=self._completed, frozen=1
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 8)
        layout.setSpacing(8)
        layout.addWidget(label(_ABOUT, "muted"))
        layout.addWidget(self.pools, 1)

    def refresh(self) -> None:
        """Show the current snapshot."""
        self.pools.records.show(
            sorted(self.session.portfolio.pools, key=lambda pool: (pool.role, pool.name.casefold()))
        )

    def _completed(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """A new pool: of the playbook's first role when only a name was typed."""
        return {"name": "Pool", "role": next(iter(self.session.playbook.roles), ""), **values}
