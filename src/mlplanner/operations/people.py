"""People: found or added by name, wherever an owner is typed."""

from mlplanner.domain.people import Person
from mlplanner.operations.operation import Context, Operation


def name_person(name: str) -> Operation[Person]:
    """The person of this name (any case); added, without a capacity role, if new."""

    def apply(do: Context) -> Person:
        return find_or_add(do, name)

    return Operation(f"Add person {name}", apply)


def find_or_add(do: Context, name: str) -> Person:
    """Within an operation: the person of this name, added if new."""
    wanted = name.strip().casefold()
    for person in do.unit.all(Person):
        if person.name.casefold() == wanted:
            return person
    return do.unit.add(Person.model_validate({"name": name}))
