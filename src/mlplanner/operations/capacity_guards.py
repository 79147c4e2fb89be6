"""What is refused about people's working places: a country or region whose public holidays nobody knows (P4.9)."""

from collections.abc import Sequence

from mlplanner.domain.errors import BadInput
from mlplanner.domain.people import Person
from mlplanner.engine.calendars import countries_with_holidays, public_holidays
from mlplanner.operations.operation import Context
from mlplanner.storage.unit import RowChange


def refuse_unknown_places(do: Context, changes: Sequence[RowChange]) -> None:
    """A person's own country and region must be known, or their capacity could not be computed."""
    for change in changes:
        if change.kind.noun is not Person or change.after is None:
            continue
        place = (change.after.get("country", ""), change.after.get("region", ""))
        before = change.before or {}
        if not any(place) or place == (before.get("country", ""), before.get("region", "")):
            continue
        person = do.unit.get(Person, change.row_id)
        _refuse(person, person.country or do.portfolio.settings.country, do.today.year)


def _refuse(person: Person, country: str, year: int) -> None:
    if not country:
        raise BadInput(
            f"{person.name}: the region '{person.region}' needs a country; give one, here or to the portfolio."
        )
    if country not in countries_with_holidays():
        raise BadInput(
            f"{person.name}: no public holidays are known for country '{country}'; use a code such as DE or US, or leave it empty."
        )
    try:
        public_holidays(country, person.region, year)
    except BadInput:
        raise BadInput(
            f"{person.name}: country {country} has no region '{person.region}'; use a code such as BY for Bavaria, or leave it empty."
        ) from None
