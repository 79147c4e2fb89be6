"""Which projects are behind the demand for a role or person, week by week; found when first asked for (P4.9)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import overload

from mlplanner.domain.enums import Commitment
from mlplanner.engine.demands import Asks, Run

Key = str | int
"""A role's key, or a person's id."""


class RunIndex:
    """The runs of one snapshot's projects, in rank order, by role and by person; `weeks` weeks from week `first` on."""

    def __init__(self, asks: Sequence[Asks], first: int, weeks: int) -> None:
        self.first, self.weeks = first, weeks
        self._asks = asks

    @cached_property
    def by_key(self) -> Mapping[Key, Mapping[int, tuple[Asks, list[Run]]]]:
        """Role or person → project → what it asks of them within the weeks."""
        index: dict[Key, dict[int, tuple[Asks, list[Run]]]] = {}
        end = self.first + self.weeks
        for asks in self._asks:
            for run in asks.runs:
                if run[2] < end and run[3] > self.first:
                    for key in (run[0],) if run[1] is None else (run[0], run[1]):
                        index.setdefault(key, {}).setdefault(asks.project_id, (asks, []))[1].append(run)
        return index

    def of(self, key: Key, counted: Collection[Commitment]) -> Iterator[tuple[Asks, list[Run]]]:
        """The projects of these commitments that ask for a role or person, with their runs."""
        for asks, runs in self.by_key.get(key, {}).values():
            if asks.commitment in counted:
                yield asks, runs


class Behind(Sequence[tuple[int, ...]]):
    """For each week the ids of the projects behind its demand, in rank order; `extra` comes last."""

    def __init__(
        self, index: RunIndex, key: Key, counted: Collection[Commitment], extra: Mapping[int, Collection[int]]
    ) -> None:
        self._index, self._key, self._counted, self._extra = index, key, counted, extra

    @cached_property
    def _weeks(self) -> tuple[tuple[int, ...], ...]:
        first, weeks = self._index.first, self._index.weeks
        behind: list[dict[int, None]] = [{} for _ in range(weeks)]
        for asks, runs in self._index.of(self._key, self._counted):
            for run in runs:
                for week in range(max(run[2] - first, 0), min(run[3] - first, weeks)):
                    behind[week][asks.project_id] = None
        for week, ids in self._extra.items():
            behind[week].update(dict.fromkeys(sorted(ids)))
        return tuple(map(tuple, behind))

    @overload
    def __getitem__(self, place: int) -> tuple[int, ...]: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[tuple[int, ...], ...]: ...
    def __getitem__(self, place: int | slice) -> tuple[int, ...] | tuple[tuple[int, ...], ...]:
        return self._weeks[place]

    def __len__(self) -> int:
        return self._index.weeks

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._weeks == tuple(other)

    def __hash__(self) -> int:
        return hash(self._weeks)
