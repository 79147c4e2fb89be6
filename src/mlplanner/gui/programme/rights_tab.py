"""The tab Decision rights: who holds which right in the whole portfolio (P2.2)."""

from typing import ClassVar

from mlplanner.gui.programme.rights import RightsPanel
from mlplanner.gui.programme.sheet import ProgrammeTab
from mlplanner.gui.session import Session


class RightsTab(ProgrammeTab):
    """The portfolio's holders; a project names its own in its Governance tab."""

    depends_on: ClassVar[frozenset[str]] = frozenset({"rights", "people", "overrides"})

    def __init__(self, session: Session) -> None:
        super().__init__(session, "Decision rights")
        self.panel = RightsPanel(session)
        self.panel.setEnabled(self.can_edit)
        self.add_heading(
            "Who decides", "Holders for the whole portfolio; a project may name others in its Governance tab."
        )
        self.column.addWidget(self.panel)
        self.column.addStretch(1)

    def refresh(self) -> None:
        """Show the current snapshot."""
        self.panel.refresh()
