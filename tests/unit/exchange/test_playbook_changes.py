"""Playbook changes travel as a JSON file (P4.1)."""

import json
from pathlib import Path

import pytest

from mlplanner.domain.errors import BadInput, WorldFault
from mlplanner.domain.settings import Override
from mlplanner.exchange.playbook_changes import read_playbook_changes, write_playbook_changes

CHANGES = (
    Override(path="figures.contingency_pct.value", value="0.15", reason="Board, “May”"),
    Override(path="metrics.rmse", value="null"),
    Override(path="roles.data_steward", value='{"title": "Data steward", "fte_low": 0.10}', reason="山田"),
)


def test_that_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "method.json"
    write_playbook_changes(reversed(CHANGES), path)
    found = read_playbook_changes(path)
    assert [(o.path, json.loads(o.value), o.reason) for o in found] == [
        (o.path, json.loads(o.value), o.reason) for o in CHANGES
    ]
    assert found[0].value == "0.15"


def test_that_no_changes_make_a_file_that_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "none.json"
    write_playbook_changes((), path)
    assert read_playbook_changes(path) == ()


def test_that_the_open_portfolio_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "open.mlplan"
    path.write_bytes(b"portfolio")
    with pytest.raises(BadInput, match="is the open portfolio"):
        write_playbook_changes(CHANGES, path, never=path)
    assert path.read_bytes() == b"portfolio"


def test_that_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(WorldFault, match="can't be written"):
        write_playbook_changes(CHANGES, tmp_path / "gone" / "x.json")
    assert list(tmp_path.iterdir()) == []


HEAD = '{"format": "mlplanner playbook changes", "version": 1, "changes": '


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is empty"),
        ("{", "is not JSON"),
        ("[]", "holds no playbook changes"),
        ('{"format": "other"}', "holds no playbook changes"),
        ('{"format": "mlplanner playbook changes", "version": 2}', "written by a newer mlplanner"),
        (HEAD + "5}", "'changes' must be a list"),
        (HEAD + "[5]}", "change 1: must be an object"),
        (HEAD + '[{"path": "a.b"}]}', "change 1: must be an object"),
        (HEAD + '[{"path": 5, "value": 1}]}', "change 1: 'path' and 'reason' must be texts"),
        (HEAD + '[{"path": "a.b", "value": NaN}]}', "change 1: NaN is not a number"),
        (HEAD + '[{"path": "", "value": 1}]}', "change 1: Entry: must not be empty"),
        (HEAD + '[{"path": "a.b", "value": 1}, {"path": "a.b", "value": 2}]}', "'a.b' is changed twice"),
    ],
)
def test_that_a_file_that_does_not_fit_is_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "theirs.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=r"theirs\.json") as refusal:
        read_playbook_changes(path)
    assert sentence in str(refusal.value)
