"""One country is imported alone, and every country and region has the holidays that the library gives for it."""

from tests.support.fresh_python import run_python

_ALONE = """
import sys
from mlplanner.engine.calendars import public_holidays
public_holidays("DE", "BY", 2026)
print(*sorted(name for name in sys.modules if name.startswith("holidays.countries.")))
"""
_WORLD = """
import holidays
{ours}
for country, regions in sorted(holidays.list_supported_countries().items()):
    for region in [None, *regions]:
        print(country, region, sorted(holidays.country_holidays(country, region, years=2026, language="en_US").items()))
"""
_OURS = "from mlplanner.engine.countries import holidays_library; holidays = holidays_library()"


def test_that_one_country_is_imported_alone() -> None:
    assert run_python(_ALONE).split() == ["holidays.countries.germany"]


def test_that_the_whole_world_has_the_library_s_holidays() -> None:
    ours = run_python(_WORLD.format(ours=_OURS))
    assert ours == run_python(_WORLD.format(ours=""))
    assert ours.count("\n") > 900
