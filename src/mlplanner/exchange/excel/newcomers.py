"""People and rows that a workbook names for the first time; they get negative ids until they are saved."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import count

from mlplanner.domain.changes import EditAction, RowEdit
from mlplanner.domain.errors import BadValue
from mlplanner.domain.people import Person
from mlplanner.domain.validation import validated
from mlplanner.exchange.excel.cell_reading import Unreadable
from mlplanner.exchange.excel.vocabularies import folded


@dataclass
class Newcomers:
    """New people by name, and new rows by the Ref that their author gave them (`NEW-1`)."""

    known_people: tuple[str, ...] = ()
    people: dict[str, RowEdit] = field(default_factory=dict)
    named: dict[str, int] = field(default_factory=dict)
    """Who stands in the workbook's own table of people, by folded name, with the new ones."""
    tags: dict[tuple[str, str], int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    _ids: Iterator[int] = field(default_factory=lambda: count(-1, -1))

    def next_id(self) -> int:
        """An id that no row has yet."""
        return next(self._ids)

    def person(self, name: str, where: str) -> str:
        """The id of a new person of that name; the second cell with the same name means the same person."""
        key = folded(name)
        if key in self.named:
            return str(self.named[key])
        if key not in self.people:
            try:
                made = validated(Person, {"name": name})
            except BadValue as error:
                raise Unreadable(str(error).rstrip(".")) from None
            values = {field_name: getattr(made, field_name) for field_name in Person.model_fields if field_name != "id"}
            edit = RowEdit(EditAction.ADD, "people", self.next_id(), values, label=made.name, where=where)
            self.people[key] = edit
            self.notes.append(
                f"{where}: '{made.name}' is not among the people and will be added{self._advice(made.name)}."
            )
        return str(self.people[key].id)

    def _advice(self, name: str) -> str:
        known = {person.casefold(): person for person in self.known_people}
        close = get_close_matches(name.casefold(), known, 1, 0.8)
        return f"; correct the cell if '{known[close[0]]}' is meant" if close else ""
