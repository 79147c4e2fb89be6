"""Reviews that the tier asks for: what is due or overdue, recorded with one click (P2.5)."""

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.engine.reviews import ReviewDue, ReviewState
from mlplanner.engine.rights import right_holder
from mlplanner.gui.project.header import say_date
from mlplanner.gui.project.sheet import label
from mlplanner.gui.session import Session
from mlplanner.operations.pauses import hold_review

MOST = 8
"""More open reviews than this are counted."""
_SIGNS = {ReviewState.OVERDUE: "▲ overdue since", ReviewState.DUE: "○ due on"}


class ReviewPanel(QWidget):
    """The open reviews with a button each, and how many were held."""

    def __init__(self, session: Session, plan: Callable[[], ProjectPlan]) -> None:
        super().__init__()
        self._session = session
        self._plan = plan
        self.summary = label("", "muted")
        self.summary.setObjectName("reviewSummary")
        self._body = QWidget()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._layout.addWidget(self.summary)
        self._layout.addWidget(self._body)

    def refresh(self) -> None:
        """Show the reviews of the current snapshot."""
        reviews = self._session.figures(self._plan().id).governance.reviews
        still = [review for review in reviews if review.state is not ReviewState.DONE]
        self.summary.setText(_summary(reviews, still))
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(6)
        for row, review in enumerate(still[:MOST]):
            self._add(grid, row, review)
        grid.setColumnStretch(3, 1)
        self._layout.replaceWidget(self._body, body)
        self._body.deleteLater()
        self._body = body

    def _add(self, grid: QGridLayout, row: int, review: ReviewDue) -> None:
        plan, session = self._plan(), self._session
        entry = session.playbook.reviews[review.kind]
        holder_id = right_holder(session.portfolio, plan, entry.right)
        holder = session.portfolio.person_name(holder_id) or session.playbook.right_title(entry.right)
        grid.addWidget(label(entry.title, "subheading"), row, 0)
        grid.addWidget(label(f"{_SIGNS[review.state]} {say_date(review.due)}", "small"), row, 1)
        grid.addWidget(label(holder, "small"), row, 2)
        button = QPushButton("Held today")
        button.setObjectName(f"held_{review.kind}_{review.due}")
        button.setAccessibleName(f"{entry.title} due on {say_date(review.due)} was held today")
        button.clicked.connect(lambda: session.run(hold_review(self._plan(), review, holder_id, session.today)))
        grid.addWidget(button, row, 4)


def _summary(reviews: tuple[ReviewDue, ...], still: list[ReviewDue]) -> str:
    if not reviews:
        return "Reviews begin when the risk tier is known and the Production gate is passed."
    overdue = sum(review.state is ReviewState.OVERDUE for review in still)
    held = len(reviews) - len(still)
    late = f"{overdue} overdue" if overdue else "none overdue"
    more = f" {len(still) - MOST} more are not listed." if len(still) > MOST else ""
    return f"{held} held, {late}.{more}"
