"""The playbook in force: what ships, with an organisation's changes laid on top, validated as a whole.

Files are parsed once per process and each set of changes is validated once: later calls take microseconds.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from pydantic import ValidationError

from mlplanner.domain.errors import BadInput
from mlplanner.domain.settings import Override
from mlplanner.domain.validation import place_and_reason
from mlplanner.playbook.consistency import check_consistency
from mlplanner.playbook.entries import Playbook
from mlplanner.playbook.files import Content, shipped_content
from mlplanner.playbook.overrides import Change, lay_over


def load_playbook(overrides: Iterable[Override] = ()) -> Playbook:
    """The playbook with `overrides`; BadInput in one sentence that names the file or the entry that is wrong."""
    return _playbook(tuple((override.path, override.value) for override in overrides))


@dataclass(frozen=True)
class Unused:
    """A change that can't be laid on what ships: its entry is gone, or no longer takes this value."""

    path: str
    value: str
    reason: str
    """The sentence."""


def load_usable(overrides: Iterable[Override] = ()) -> tuple[Playbook, tuple[Unused, ...]]:
    """The playbook with the changes that fit, and those that do not: a file of an older method must still open."""
    return _usable(tuple((override.path, override.value) for override in overrides))


def check_override(path: str, value_json: str, overrides: Iterable[Override] = ()) -> None:
    """BadInput when the change can't be laid on top of `overrides` (a change of the same path is replaced)."""
    kept = [(other.path, other.value) for other in overrides if other.path != path]
    _playbook((*kept, (path, value_json)))


def validated_playbook(content: Content, shipped: Playbook | None = None) -> Playbook:
    """The playbook made of plain `content`; BadInput names the entry that does not fit."""
    try:
        playbook = Playbook.model_validate(content)
    except ValidationError as error:
        place, reason = place_and_reason(error)
        raise BadInput(f"Playbook entry '{place}': {reason}.") from None
    check_consistency(playbook, shipped)
    return playbook


@lru_cache(maxsize=64)
def _playbook(changes: tuple[Change, ...]) -> Playbook:
    if not changes:
        return validated_playbook(shipped_content())
    return validated_playbook(lay_over(shipped_content(), changes), _playbook(()))


@lru_cache(maxsize=64)
def _usable(changes: tuple[Change, ...]) -> tuple[Playbook, tuple[Unused, ...]]:
    """All changes where they fit together, else as many as do, outer entries first."""
    try:
        return _playbook(changes), ()
    except BadInput:
        kept: tuple[Change, ...] = ()
    waiting = sorted(changes, key=lambda change: (change[0].count("."), change[0]))
    while True:
        reasons: dict[Change, str] = {}
        for change in waiting:
            try:
                _playbook((*kept, change))
                kept = (*kept, change)
            except BadInput as error:
                reasons[change] = str(error)
        if len(reasons) == len(waiting):  # one more round helps only where the last one took something in
            return _playbook(kept), tuple(Unused(*change, reason) for change, reason in reasons.items())
        waiting = list(reasons)
