"""Damaged and hostile bytes: every parser ends with a change set or one sentence, in bounded time, and writes nothing (P9.2).

The kept corpus in `tests/files/fuzzing` holds small workbooks and files that once went wrong; Hypothesis mutates them.
"""

import contextlib
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mlplanner.exchange.excel.compound_files import Damaged, marks_of_xls
from mlplanner.exchange.excel.open_documents import marks_of_ods
from mlplanner.exchange.excel.open_files import OpenFile
from mlplanner.exchange.problems import BadWorkbook

CORPUS = Path(__file__).parents[3] / "files" / "fuzzing"
SECONDS = 20
"""No single file may take longer, however loaded the machine is."""
SPOILT = (
    b"",
    b"\x00",
    b"<",
    b"&e;",
    b"-1",
    b"99999999999",
    b"1e999",
    b"NaN",
    b"\xff\xfe",
    b"#REF!",
    b'"',
    b"A1:XFD1048576",
    b"ZZZ9",
)
"""What is put in place of a piece of a part."""


@cache
def parts_of(name: str) -> Mapping[str, bytes]:
    with ZipFile(CORPUS / name) as archive:
        return {part: archive.read(part) for part in archive.namelist()}


def outcome(path: Path) -> str:
    """`read`, or the sentence of the refusal; anything else is a bug of ours."""
    before, begin = path.read_bytes(), time.monotonic()
    try:
        file = OpenFile(path)
        file.state()
        for title in file.titles:
            file.size(title)
        said = f"read {len(file.names)}"
    except BadWorkbook as error:
        said = str(error)
        assert said.startswith(path.name), said
        assert "\n" not in said
    assert time.monotonic() - begin < SECONDS
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]
    return said


def quick(examples: int) -> settings:
    """Few examples in each run of the suite, without shrinking, which would read thousands of files."""
    return settings(
        max_examples=examples,
        deadline=None,
        phases=(Phase.explicit, Phase.reuse, Phase.generate),
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "plan.xlsx"


@quick(60)
@given(data=st.data())
def test_that_a_spoilt_part_is_read_or_refused(data: st.DataObject, place: Path) -> None:
    parts = dict(parts_of("small.xlsx"))
    for _ in range(data.draw(st.integers(1, 3))):
        name = data.draw(st.sampled_from(sorted(parts)))
        content = parts[name]
        start = data.draw(st.integers(0, len(content)))
        length = data.draw(st.integers(0, 12))
        parts[name] = content[:start] + data.draw(st.sampled_from(SPOILT)) + content[start + length :]
    with ZipFile(place, "w", ZIP_DEFLATED) as out:
        for name, content in parts.items():
            out.writestr(name, content)
    outcome(place)


@quick(40)
@given(data=st.data())
def test_that_spoilt_bytes_are_read_or_refused(data: st.DataObject, place: Path) -> None:
    content = bytearray((CORPUS / "small.xlsx").read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    place.write_bytes(bytes(content[: data.draw(st.integers(1, len(content)))]))
    outcome(place)


@quick(300)
@given(data=st.data())
def test_that_spoilt_old_workbooks_end_in_marks_or_damage(data: st.DataObject) -> None:
    content = bytearray((CORPUS / "small.xls").read_bytes())
    for _ in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    begin = time.monotonic()
    with contextlib.suppress(Damaged):
        marks_of_xls(bytes(content[: data.draw(st.integers(1, len(content)))]))
    assert time.monotonic() - begin < SECONDS


@quick(100)
@given(data=st.data())
def test_that_spoilt_open_documents_end_in_marks_or_damage(data: st.DataObject, place: Path) -> None:
    parts = dict(parts_of("small.ods"))
    content = parts["content.xml"]
    start = data.draw(st.integers(0, len(content)))
    parts["content.xml"] = (
        content[:start] + data.draw(st.sampled_from(SPOILT)) + content[start + data.draw(st.integers(0, 12)) :]
    )
    with ZipFile(place, "w", ZIP_DEFLATED) as out:
        for name, part in parts.items():
            out.writestr(name, part)
    begin = time.monotonic()
    with contextlib.suppress(Damaged, OverflowError):
        marks_of_ods(place)
    assert time.monotonic() - begin < SECONDS


@pytest.mark.parametrize("name", sorted(file.name for file in CORPUS.iterdir()))
def test_that_the_kept_files_are_read_or_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes((CORPUS / name).read_bytes())
    said = outcome(path)
    assert said.startswith("read" if name.startswith("small") else name)
