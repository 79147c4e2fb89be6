"""Bad JSON files: one sentence each, and no crash."""

from decimal import Decimal
from pathlib import Path

import pytest

from mlplanner.domain.errors import BadInput, PlannerError
from mlplanner.exchange import json_reading
from mlplanner.exchange.json_reading import NotANumber, read_json

BAD = {
    "empty": (b"", "is empty"),
    "blank": (b" \n ", "is empty"),
    "not json": (b"hello", "is not JSON: line 1, column 1"),
    "cut off": (b'{"format": "mlplanner-plan", ', "is not JSON"),
    "utf-16": ('{"a": 1}'.encode("utf-16"), "UTF-16"),
    "latin-1": ('{"name": "Łukasz"}'.encode("iso-8859-2"), "is not UTF-8 text (byte 11)"),
    "binary": (b"PK\x03\x04\xff\xfe\x00", "is not UTF-8 text"),
    "duplicate key": (b'{"a": {"fte": 1, "fte": 2}}', "the key 'fte' stands twice"),
    "deep list": (b"[" * 21 + b"]" * 21, "nested too deeply"),
    "very deep": (b"[" * 200_000, "nested too deeply"),
    "deep object": (b'{"a":' * 50 + b"1" + b"}" * 50, "nested too deeply"),
    "endless number": (b"1" * 100_000, "too many digits"),
    "endless exponent": (b"1e" + b"9" * 100, "write it with fewer digits"),
}


@pytest.mark.parametrize(("content", "words"), BAD.values(), ids=BAD)
def test_that_a_bad_file_gets_one_sentence_with_its_name(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "plan.json"
    path.write_bytes(content)
    with pytest.raises(BadInput) as caught:
        read_json(path)
    message = str(caught.value)
    assert message.startswith("plan.json")
    assert words in message
    assert message.count("\n") == 0
    assert message.endswith(".")


def test_that_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="There is no file"):
        read_json(tmp_path / "none.json")
    with pytest.raises(PlannerError, match="can't be read"):
        read_json(tmp_path)


def test_that_a_huge_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_reading, "LARGEST_BYTES", 10)
    path = tmp_path / "plan.json"
    path.write_text('{"name": "too long"}')
    with pytest.raises(BadInput, match="too large to be a plan"):
        read_json(path)


def test_that_a_byte_order_mark_is_read_over_and_decimals_stay_exact(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_bytes(b'\xef\xbb\xbf{"fte": 0.10}')
    assert read_json(path) == {"fte": Decimal("0.10")}


def test_that_nan_and_infinity_are_no_numbers(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text("[NaN, -Infinity]")
    content = read_json(path)
    assert [type(item) for item in content] == [NotANumber, NotANumber]
    assert [repr(item) for item in content] == ["NaN", "-Infinity"]
