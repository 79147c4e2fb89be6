"""Lists of people as others keep them, in a sheet or in the clipboard: which column is what, and the edits (P4.9).

With headings the columns are told by their words in four languages; without, by what their cells look like. Somebody
who is here by that name is changed in the columns that are given, others are added. A line with a cell that does not
fit is left out, and the cell is told with what it should hold.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mlplanner.domain.changes import ChangeSet, EditAction, RowEdit
from mlplanner.domain.errors import BadInput, BadValue
from mlplanner.domain.names import same_name
from mlplanner.domain.people import Person
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.registry import KIND_OF
from mlplanner.domain.validation import field_title, validated
from mlplanner.exchange.foreign.inference import style_of
from mlplanner.exchange.foreign.people_cells import PeopleCells
from mlplanner.exchange.foreign.people_columns import Columns, guess_columns, heading_of
from mlplanner.exchange.foreign.words import folded, words
from mlplanner.exchange.problems import BadWorkbook, Problem, Problems
from mlplanner.playbook.entries import Playbook
from mlplanner.reports.formats import counted

Cells = Sequence[Sequence[Any]]
"""Rows of a sheet: texts, numbers, dates."""
Where = Callable[[int, int], str]
"""Row and column, counted from 0 → the name of the cell."""


@dataclass
class PeopleList:
    """One list, as it was understood."""

    source: str
    cells: Cells
    where: Where
    columns: Columns
    first: int
    """The first row below the headings."""
    sheet: str = ""
    problems: Problems = field(init=False)

    def __post_init__(self) -> None:
        """Problems are told with the file's name."""
        self.problems = Problems(self.source)


def read_pasted(text_rows: Cells, portfolio: Portfolio, playbook: Playbook) -> ChangeSet | None:
    """A pasted block of people; None when it can't be told that it is one. BadWorkbook when no line of it fits."""
    headed = heading_of(text_rows[:1])
    columns = headed or guess_columns(text_rows, playbook)
    if columns is None:
        return None
    titles = {column: columns.title(column) for column in columns.used}

    def where(row: int, column: int) -> str:
        return f"line {row + 1}, {titles[column]}"

    first = 1 if headed else 0
    return people_changes(PeopleList("the clipboard", text_rows, where, columns, first), portfolio, playbook)


def people_changes(people: PeopleList, portfolio: Portfolio, playbook: Playbook) -> ChangeSet:
    """The people whom a list adds or changes; the notes say how it was understood and which cells do not fit."""
    reader = _Reader(people, portfolio, playbook)
    for row in range(people.first, len(people.cells)):
        if reader.is_end(row):
            break
        reader.take(row)
    problems = people.problems
    if problems.found and not reader.edits:
        raise BadWorkbook(people.source, tuple(problems.found), problems.count)
    return ChangeSet(people.source, tuple(reader.edits), (people.columns.understood(), *reader.notes()))


class _Reader:
    """Line by line; what does not fit goes to the list's problems."""

    def __init__(self, people: PeopleList, portfolio: Portfolio, playbook: Playbook) -> None:
        self._people, self._portfolio = people, portfolio
        self._known = {person.name: person for person in reversed([*portfolio.people.values()])}
        self._seen: dict[str, int] = {}
        self._skipped: set[int] = set()
        below = people.cells[people.first :]
        styles = {column: style_of(_at(row, column) for row in below) for column in people.columns.used}
        self._cells = PeopleCells(portfolio, playbook, styles)
        self.edits: list[RowEdit] = []

    def is_end(self, row: int) -> bool:
        """True at a line of totals: it, and what follows it, is no part of the list."""
        texts = [str(cell).strip() for cell in self._people.cells[row] if cell is not None and str(cell).strip()]
        return bool(texts) and folded(texts[0]).partition(" ")[0] in words("total")

    def notes(self) -> list[str]:
        """The cells that do not fit, and how many lines were left out for them."""
        found = self._people.problems.found
        if not found:
            return []
        left = counted(len(self._skipped), "line")
        return [f"{left} {'was' if len(self._skipped) == 1 else 'were'} left out:", *map(_as_note, found)]

    def take(self, row: int) -> None:
        """One line: a person added, changed, or left as they are."""
        name = self._name(row)
        values = self._values(row)
        if not name:
            if values is None or values:
                self._refuse(row, self._people.columns.naming, "a person needs a name; fill it in or remove the line.")
            return
        if values is None:
            self._skipped.add(row)
            return
        if (earlier := self._seen.setdefault(name.casefold(), row)) != row:
            cell = self._people.where(earlier, self._people.columns.naming)
            self._refuse(row, self._people.columns.naming, f"'{name}' stands at {cell} already; keep one of the two.")
            return
        meant = same_name(name, self._known)
        if meant is None:
            self._add(row, {"name": name, **values})
        else:
            self._change(row, self._known[meant], values)

    def _name(self, row: int) -> str:
        columns, line = self._people.columns, self._people.cells[row]
        parts = (_at(line, columns.by_field[each]) for each in ("name", "given", "family") if each in columns.by_field)
        return " ".join(" ".join(str(part).split()) for part in parts if part not in (None, ""))

    def _values(self, row: int) -> dict[str, Any] | None:
        """What the cells of a line say; None when one of them does not fit, which is told."""
        found: dict[str, Any] = {}
        fits = True
        for name, column in self._people.columns.by_field.items():
            raw = _at(self._people.cells[row], column)
            if name in ("name", "given", "family") or raw is None or not str(raw).strip():
                continue
            try:
                found |= self._cells.read(name, raw, column)
            except BadInput as error:
                fits = False
                self._people.problems.add(self._people.where(row, column), str(error))
        return found if fits else None

    def _add(self, row: int, values: Mapping[str, Any]) -> None:
        person = self._validated(row, values)
        if person is not None:
            taken = {key: getattr(person, key) for key in type(person).model_fields if key != "id"}
            row_id, where = -len(self.edits) - 1, self._people.where(row, self._people.columns.naming)
            self.edits.append(RowEdit(EditAction.ADD, "people", row_id, taken, label=person.name, where=where))

    def _change(self, row: int, known: Person, values: Mapping[str, Any]) -> None:
        after = self._validated(row, {**dict(known), **values})
        if after is None:
            return
        names = [key for key in values if getattr(after, key) != getattr(known, key)]
        if names:
            new, old = ({key: getattr(each, key) for key in names} for each in (after, known))
            where = self._people.where(row, self._people.columns.naming)
            self.edits.append(RowEdit(EditAction.CHANGE, "people", known.id or 0, new, old, known.name, where))

    def _validated(self, row: int, values: Mapping[str, Any]) -> Person | None:
        columns = self._people.columns
        try:
            self._cells.check_region(values)
            return validated(Person, values)
        except BadValue as error:
            # What holds for two fields together is about the last day.
            column = columns.by_field.get(error.field or "employed_to", columns.naming)
            title = field_title(Person, error.field) if error.field else KIND_OF[Person].title.capitalize()
            reason = str(error).removeprefix(f"{title}: ")
            self._refuse(row, column, reason)
        except BadInput as error:
            self._refuse(row, columns.by_field.get("region", columns.naming), str(error))
        return None

    def _refuse(self, row: int, column: int, what: str) -> None:
        self._skipped.add(row)
        self._people.problems.add(self._people.where(row, column), what)


def _at(line: Sequence[Any], column: int) -> Any:
    return line[column] if column < len(line) else None


def _as_note(problem: Problem) -> str:
    text = str(problem)
    return text if text.endswith(".") else f"{text}."
