"""What is wrong with fields of people, rates and days off, for the cells of their grids; found once for each snapshot."""

from collections.abc import Mapping

from mlplanner.domain.noun import Noun
from mlplanner.domain.portfolio import Portfolio
from mlplanner.gui.session import Session


class FieldProblems:
    """Asked by the problem of a column."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._of: Portfolio | None = None
        self._found: Mapping[tuple[type[Noun], int, str], str] = {}

    def of(self, row: Noun, field: str) -> str | None:
        """The sentence for a field of a row."""
        from mlplanner.engine.input_problems import by_field, input_problems

        portfolio = self._session.portfolio
        if self._of is not portfolio:
            self._of, self._found = portfolio, by_field(input_problems(portfolio, self._session.playbook))
        return self._found.get((type(row), row.id or 0, field))
