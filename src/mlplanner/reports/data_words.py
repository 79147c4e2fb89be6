"""How screens, pack and workbook word what the engine says of data (P5)."""

from collections.abc import Mapping, Sequence

from mlplanner.engine.data_results import ServingAdvice
from mlplanner.playbook.entries import Playbook

ADVICE_WORDS: Mapping[ServingAdvice, str] = {
    ServingAdvice.FITS: "fits",
    ServingAdvice.BATCH_WILL_DO: "a batch will do: hours of lag are tolerated",
    ServingAdvice.CACHE_WILL_DO: "a cache will do: minutes of lag are tolerated",
    ServingAdvice.TOO_SLOW: "a batch is too slow for this freshness",
    ServingAdvice.UNKNOWN: "say serving and freshness first",
}


def say_parts(names: Sequence[str], playbook: Playbook) -> str:
    """The missing parts of a catalogue entry by title: `owner, latency`."""
    return ", ".join(playbook.catalogue[name].title.casefold() for name in names)
