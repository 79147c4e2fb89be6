"""The words of Microsoft Project XML: its namespace, field numbers, durations, and how our own ids travel in it."""

import re
from datetime import date, datetime, time
from decimal import Decimal
from xml.etree.ElementTree import Element, SubElement

NAMESPACE = "http://schemas.microsoft.com/project"
SYSTEM = "msproject"
"""What `ExternalId.system` calls ids of these files."""
HOURS_A_DAY = 8
"""A working day in the calendar that is written, 8:00 to 12:00 and 13:00 to 17:00; the default of Microsoft Project."""
DAY_BEGINS, NOON, AFTERNOON, DAY_ENDS = time(8), time(12), time(13), time(17)
TEXT_1 = {"Task": "188743731", "Resource": "205520904", "Assignment": "255852632"}
"""Numbers of the field Text1, which holds the id of our row: `PH-003`."""
TEXT_2 = {"Task": "188743734", "Resource": "205520905", "Assignment": "255852633"}
"""Numbers of the field Text2, which holds what was exported, so that what comes back unchanged changes nothing."""
FINISH_TO_START = "1"
WEEKS, DAYS, TENTHS_OF_MINUTE = "3", "2", 10
_DURATION = re.compile(r"^(-)?P(?:(\d+)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$")
_MINUTES, _SECONDS, _DAY_HOURS = 60, 3600, 24


def add(parent: Element, name: str, value: object = None) -> Element:
    """Add an element; a truth becomes 1 or 0, a time its ISO text, None an empty element."""
    child = SubElement(parent, name)
    if value is not None:
        child.text = _text(value)
    return child


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%S")
    return str(value)


def add_texts(parent: Element, kind: str, ref: str, exported: str) -> None:
    """Our id and what was exported, as the fields Text1 and Text2 of a task, resource or assignment."""
    for numbers, value in ((TEXT_1, ref), (TEXT_2, exported)):
        if value:
            attribute = add(parent, "ExtendedAttribute")
            add(attribute, "FieldID", numbers[kind])
            add(attribute, "Value", value)


def duration(hours: Decimal) -> str:
    """`PT12H30M0S`."""
    minutes = int((hours * _MINUTES).to_integral_value())
    return f"PT{minutes // _MINUTES}H{minutes % _MINUTES}M0S"


def hours_of(text: str) -> Decimal | None:
    """Hours of `PT12H30M0S`; None when it is no duration."""
    found = _DURATION.match(text.strip()) if len(text) <= 60 else None
    if not found:
        return None
    sign, days, hours, minutes, seconds = found.groups()
    total = (
        Decimal(days or 0) * _DAY_HOURS
        + Decimal(hours or 0)
        + Decimal(minutes or 0) / _MINUTES
        + Decimal(seconds or 0) / _SECONDS
    )
    return -total if sign else total


def begin_of(day: date) -> datetime:
    """When work begins on a day."""
    return datetime.combine(day, DAY_BEGINS)


def end_of(day: date) -> datetime:
    """When work ends on a day."""
    return datetime.combine(day, DAY_ENDS)
