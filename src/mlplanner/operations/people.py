"""People: found or added by name, wherever an owner is typed."""

from mlplanner.domain.names import same_name
from mlplanner.domain.noun import Noun
from mlplanner.domain.people import Person
from mlplanner.domain.registry import KIND_OF
from mlplanner.domain.validation import field_title, validated
from mlplanner.operations.operation import Context, Operation


def find_or_add(do: Context, name: str) -> Person:
    """Within an operation: the person of this name, added if new."""
    known = {person.name: person for person in reversed(do.unit.all(Person))}
    meant = same_name(name, known)
    return known[meant] if meant is not None else do.unit.add(validated(Person, {"name": name}))


def name_in_field(noun: type[Noun], row_id: int, field: str, name: str) -> Operation[Noun]:
    """Put a person, by name, into a field such as `owner_id`; a new name is added; empty means nobody. One step."""

    def apply(do: Context) -> Noun:
        person_id = find_or_add(do, name).id if name.strip() else None
        return do.unit.change(noun, row_id, **{field: person_id})

    return Operation(f"Change {field_title(noun, field)} ({KIND_OF[noun].title})", apply)
