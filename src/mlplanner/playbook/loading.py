"""The playbook in force: what ships, with an organisation's changes laid on top, validated as a whole.

Files are parsed once per process and each set of changes is validated once: later calls take microseconds.
"""

from collections.abc import Iterable
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
