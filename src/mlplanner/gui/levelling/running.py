"""A run of levelling as a job: beside the window, with progress; a stop keeps the best so far."""

from collections.abc import Callable
from datetime import date

from mlplanner.domain.errors import Cancelled
from mlplanner.domain.portfolio import Portfolio
from mlplanner.engine.levelling.options import LevelOptions
from mlplanner.engine.levelling.proposal import Proposal
from mlplanner.gui.jobs import Progress
from mlplanner.playbook.entries import Playbook


def levelling_work(
    portfolio: Portfolio, playbook: Playbook, today: date, options: LevelOptions
) -> Callable[[Progress], Proposal]:
    """What the job does. The solvers let go of Python's lock, so the window stays quick."""

    def work(report: Progress) -> Proposal:
        from mlplanner.engine.levelling.proposing import propose

        last: tuple[float, str] = (0.0, "Reading the portfolio")

        def tell(share: float, label: str) -> None:
            nonlocal last
            last = share, label

        def should_stop() -> bool:
            try:
                report(*last)
            except Cancelled:
                return True  # what was found until now is the result, not nothing
            return False

        return propose(portfolio, playbook, today, options, should_stop=should_stop, tell=tell)

    return work
