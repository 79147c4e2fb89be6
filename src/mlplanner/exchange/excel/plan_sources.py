"""What the sheets of a plan workbook are drawn from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mlplanner.domain.noun import Noun
from mlplanner.domain.portfolio import Portfolio, ProjectPlan
from mlplanner.domain.registry import KIND_BY_KEY
from mlplanner.engine.calendars import WorkCalendar
from mlplanner.engine.results import Figures
from mlplanner.exchange.excel.books import Book
from mlplanner.exchange.excel.columns import Table
from mlplanner.exchange.excel.grids import Grid, Slot, input_slot
from mlplanner.exchange.excel.vocabularies import Vocabulary
from mlplanner.playbook.entries import Playbook


@dataclass(frozen=True)
class PlanSource:
    """One plan, its figures, and the workbook it is written to."""

    book: Book
    portfolio: Portfolio
    plan: ProjectPlan
    figures: Figures
    playbook: Playbook
    vocabulary: Vocabulary
    calendar: WorkCalendar
    weeks: int
    """Week columns of the staffing sheet."""

    def nouns(self, table: Table) -> tuple[Noun, ...]:
        """The rows of a table."""
        rows: tuple[Noun, ...] = getattr(self.plan, table.kind)
        return rows

    def slots(self, table: Table) -> list[Slot]:
        """The columns of a table's fields."""
        noun = KIND_BY_KEY[table.kind].noun
        return [input_slot(noun, column, self.vocabulary, table.is_input) for column in table.columns]

    def grid(self, table: Table, heading: int, slots: Sequence[Slot], room: int) -> Grid:
        """A table's place on its sheet."""
        return Grid(self.book.sheet(table.sheet), heading, slots, len(self.nouns(table)), room)


def by_id(results: Sequence[Any], key: str) -> Mapping[int, Any]:
    """Results of the engine by the id of what they are for."""
    return {getattr(result, key): result for result in results}
