"""Holidays and closures from iCalendar: previewed, one step, the same file twice changes nothing (P4.9)."""

from datetime import date
from pathlib import Path

import pytest

from mlplanner.cli.main import run
from mlplanner.domain.errors import BadInput
from mlplanner.exchange.imports import read_changes
from mlplanner.operations.importing import apply_changes
from mlplanner.operations.workspace import open_workspace
from mlplanner.playbook.loading import load_playbook
from tests.builders import make_portfolio
from tests.support.sample_files import copy_of_sample

CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//holidays//EN
{events}
END:VCALENDAR
"""
SHUTDOWN = "DTSTART;VALUE=DATE:20261228\nDTEND;VALUE=DATE:20270101\nSUMMARY:Winter shutdown"
OUTING = "DTSTART;VALUE=DATE:20260703\nSUMMARY:Works outing"


def calendar(folder: Path, *events: str, name: str = "holidays.ics", start: str = "") -> Path:
    path = folder / name
    body = "\n".join(f"BEGIN:VEVENT\nUID:{n}\n{event}\nEND:VEVENT" for n, event in enumerate(events))
    path.write_text(start + CALENDAR.format(events=body).replace("\n", "\r\n"), "utf-8", newline="")
    return path


def closures(path: Path) -> list[tuple[str, date, date]]:
    changes = read_changes(path, make_portfolio(), load_playbook())
    return [(edit.values["name"], edit.values["first"], edit.values["last"]) for edit in changes.edits]


def test_that_each_all_day_event_is_a_closure_whose_end_is_its_last_day(tmp_path: Path) -> None:
    assert closures(calendar(tmp_path, SHUTDOWN, OUTING)) == [
        ("Winter shutdown", date(2026, 12, 28), date(2026, 12, 31)),
        ("Works outing", date(2026, 7, 3), date(2026, 7, 3)),
    ]


def test_that_a_calendar_is_told_by_its_first_bytes(tmp_path: Path) -> None:
    assert closures(calendar(tmp_path, OUTING, name="days.txt", start="\ufeff"))


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ("DTSTART:20260703T090000Z\nDTEND:20260703T100000Z\nSUMMARY:Call", "'Call' is not a whole day"),
        ("DTSTART;VALUE=DATE:20260704\nSUMMARY:Fair", "'Fair' falls on a weekend"),
        ("DTSTART;VALUE=DATE:20260101\nDTEND;VALUE=DATE:20280101\nSUMMARY:Era", "longer than a year"),
        ("SUMMARY:Some day", "is not a whole day"),
    ],
)
def test_that_what_is_no_closure_is_left_out_and_said(tmp_path: Path, event: str, said: str) -> None:
    changes = read_changes(calendar(tmp_path, event, OUTING), make_portfolio(), load_playbook())
    assert len(changes.edits) == 1
    assert len(changes.notes) == 1
    assert said in changes.notes[0]


TODAY = date(2026, 3, 2)


def repeats(tmp_path: Path, *events: str) -> tuple[list[date], str]:
    changes = read_changes(calendar(tmp_path, *events), make_portfolio(), load_playbook(), today=TODAY)
    return [edit.values["first"] for edit in changes.edits], "\n".join(changes.notes)


CHRISTMAS = "DTSTART;VALUE=DATE:20201224\nDTEND;VALUE=DATE:20201226\nSUMMARY:Christmas\nRRULE:FREQ=YEARLY"


# RFC 5545, 3.8.5
def test_that_a_repeated_event_is_taken_from_this_year_to_two_years_after_the_last_plan(tmp_path: Path) -> None:
    days, said = repeats(tmp_path, CHRISTMAS)
    assert days == [date(year, 12, 24) for year in (2026, 2027, 2028)]
    assert "'Christmas' repeats: 3\u00a0times until 31 Dec 2028 were read" in said


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("RRULE:FREQ=YEARLY;COUNT=2", ["2026-07-03", "2027-07-03"]),
        ("RRULE:FREQ=YEARLY;UNTIL=20270703T000000Z", ["2026-07-03"]),
        ("RRULE:FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20260930", ["2026-07-03", "2026-07-31", "2026-08-28", "2026-09-25"]),
        ("RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;VALUE=DATE:20260710", ["2026-07-03", "2026-07-17"]),
        ("RDATE;VALUE=DATE:20260805,20260902", ["2026-07-03", "2026-08-05", "2026-09-02"]),
        (
            "RRULE:FREQ=WEEKLY;COUNT=2\nRDATE;VALUE=DATE:20260805\nEXDATE;VALUE=DATE:20260703",
            ["2026-07-10", "2026-08-05"],
        ),
    ],
    ids=["count", "until", "last Friday", "exception", "more days", "all of it"],
)
def test_that_rules_exceptions_and_further_days_are_followed(tmp_path: Path, rule: str, expected: list[str]) -> None:
    days, _ = repeats(tmp_path, f"{OUTING}\n{rule}")
    wanted = [date.fromisoformat(day) for day in expected]
    assert days == [day for day in wanted if day.weekday() < 5]


def test_that_a_time_that_was_moved_counts_where_it_is_now_and_one_called_off_not_at_all(tmp_path: Path) -> None:
    series = f"{OUTING}\nRRULE:FREQ=WEEKLY;COUNT=4"
    moved = "DTSTART;VALUE=DATE:20260713\nSUMMARY:Works outing\nRECURRENCE-ID;VALUE=DATE:20260710"
    off = "DTSTART;VALUE=DATE:20260717\nSUMMARY:Works outing\nRECURRENCE-ID;VALUE=DATE:20260717\nSTATUS:CANCELLED"
    path = calendar(tmp_path, series, moved, off)
    path.write_bytes(path.read_bytes().replace(b"UID:1", b"UID:0").replace(b"UID:2", b"UID:0"))
    changes = read_changes(path, make_portfolio(), load_playbook(), today=TODAY)
    days = sorted(edit.values["first"] for edit in changes.edits)
    assert days == [date(2026, 7, 3), date(2026, 7, 13), date(2026, 7, 24)]


@pytest.mark.parametrize(
    ("rule", "days", "said"),
    [
        ("RRULE:FREQ=DAILY", 0, "put it into people's working time"),
        ("RRULE:FREQ=SECONDLY", 1, "only the first time was taken"),
        ("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", 1, "1\u00a0time until"),
    ],
)
def test_that_a_rule_without_sense_ends_and_is_said(tmp_path: Path, rule: str, days: int, said: str) -> None:
    found, notes = repeats(tmp_path, f"{OUTING}\n{rule}")
    assert len(found) == days
    assert said in notes


@pytest.mark.parametrize(
    "text", ["BEGIN:VCALENDAR\r\n", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "BEGIN:VCARD\r\nEND:VCARD\r\n"]
)
def test_that_a_broken_or_empty_calendar_gets_one_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "broken.ics"
    path.write_text(text, "utf-8", newline="")
    with pytest.raises(BadInput, match=r"broken\.ics"):
        read_changes(path, make_portfolio(), load_playbook())


def test_that_the_command_imports_it_as_one_step_and_twice_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sample, holidays = copy_of_sample(tmp_path), calendar(tmp_path, SHUTDOWN, OUTING)
    assert run(["import", str(sample), str(holidays), "--dry-run"]) == 0
    assert "2 changes would be made" in capsys.readouterr().out
    assert run(["import", str(sample), str(holidays)]) == 0
    assert "add closure Winter shutdown" in capsys.readouterr().out
    assert run(["import", str(sample), str(holidays)]) == 0
    assert "changes nothing" in capsys.readouterr().out
    workspace = open_workspace(sample, make_backup=False)
    assert {"Winter shutdown", "Works outing"} <= {each.name for each in workspace.portfolio.closures}
    workspace.undo()
    assert not {"Winter shutdown", "Works outing"} & {each.name for each in workspace.portfolio.closures}
    workspace.run(apply_changes(read_changes(holidays, workspace.portfolio, workspace.playbook)))
    workspace.close()
