"""Demand of all projects added up by role and person; after an edit only the projects that changed are added anew (P4.9).

Every key (role or person) and layer has the differences from one week to the next; a run of equal weeks is two additions,
and the running sum over the weeks gives the demand. Exchanging one project takes microseconds, a first sum of 1,000
projects some 40 ms: less than the 400 ms that importing NumPy takes, so the window starts without it. Where NumPy is
loaded already, many projects are added up by it (`bulk_sums`).
"""

import sys
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from mlplanner.domain.enums import Commitment
from mlplanner.domain.portfolio import ProjectPlan
from mlplanner.engine.behind import Key, RunIndex
from mlplanner.engine.bulk_sums import sum_packed
from mlplanner.engine.calendars import WorkCalendar
from mlplanner.engine.demands import Asks, Run, asks_of
from mlplanner.engine.garbage import no_look_for_garbage
from mlplanner.playbook.entries import Playbook

Layer = tuple[Commitment, bool]
"""What is added up apart: the commitment, and whether the projects count with their probability."""
_LAYERS: tuple[Layer, ...] = tuple((each, is_weighted) for each in Commitment for is_weighted in (False, True))
_PLACE_OF_LAYER = {layer: place for place, layer in enumerate(_LAYERS)}
_MANY = 300
"""From so many new projects on NumPy is worth its preparations."""


def layers(counted: Collection[Commitment], *, is_weighted: bool) -> tuple[Layer, ...]:
    """The layers that together are the demand of projects of these commitments; confirmed ones count in full."""
    return tuple((each, is_weighted and each is not Commitment.CONFIRMED) for each in Commitment if each in counted)


class LoadSums:
    """Demand over the `weeks` weeks from the week numbered `first` on (see `demands.week_of`)."""

    def __init__(self, first: int, weeks: int) -> None:
        self.first, self.weeks = first, weeks
        self._kept: dict[int, tuple[ProjectPlan, Asks]] = {}
        self._rows: dict[Key, dict[Layer, list[int]]] = {}
        self._context: tuple[Playbook, WorkCalendar] | None = None
        self.index = RunIndex((), first, weeks)
        """The runs behind the sums; a new one for each snapshot."""
        self._packed: dict[int, bytes] = {}
        self._places: dict[Key, int] = {}

    def show(self, plans: Mapping[int, ProjectPlan], playbook: Playbook, calendar: WorkCalendar) -> set[Key]:
        """Bring the sums to this snapshot; returns the roles and people whose demand may have changed."""
        touched: set[Key] = set()
        if self._context is None or self._context[0] is not playbook or self._context[1] != calendar:
            touched.update(self._rows)
            self._kept, self._rows, self._packed, self._context = {}, {}, {}, (playbook, calendar)
        for project_id in [key for key in self._kept if key not in plans]:
            self._packed.pop(project_id, None)
            self._add(self._kept.pop(project_id)[1], -1, touched)
        with no_look_for_garbage():
            self._add_all(list(self._renewed(plans, playbook, calendar, touched)), touched)
        if touched or list(self._kept) != list(plans):
            self._kept = {project_id: self._kept[project_id] for project_id in plans}
            self._look_behind()
        return touched

    def _renewed(
        self, plans: Mapping[int, ProjectPlan], playbook: Playbook, calendar: WorkCalendar, touched: set[Key]
    ) -> Iterator[Asks]:
        """What the projects ask for that are new or changed; what a changed one asked for before is taken off."""
        for project_id, plan in plans.items():
            kept = self._kept.get(project_id)
            if kept is not None:
                if kept[0] is plan:
                    continue
                self._packed.pop(project_id, None)
                self._add(kept[1], -1, touched)
            asks = asks_of(plan, playbook, calendar)
            self._kept[project_id] = (plan, asks)
            yield asks

    def move(self, first: int, weeks: int) -> None:
        """Look at other weeks; what each project asks for is kept."""
        self.first, self.weeks, self._rows = first, weeks, {}
        self._add_all([asks for _, asks in self._kept.values()], set())
        self._look_behind()

    @property
    def keys(self) -> Iterable[Key]:
        """Every role and person that is or was asked for within the weeks."""
        return self._rows.keys()

    def demand(self, key: Key, wanted: Iterable[Layer]) -> list[int]:
        """Units in each week, over the layers wanted."""
        rows = self._rows.get(key, {})
        found = [rows[layer] for layer in wanted if layer in rows]
        if not found:
            return [0] * self.weeks
        changes = found[0] if len(found) == 1 else [sum(each) for each in zip(*found, strict=True)]
        return list(accumulate(changes))[:-1]

    def is_asked(self, key: Key, wanted: Iterable[Layer]) -> bool:
        """True when any week of the window asks for the role or person."""
        rows = self._rows.get(key, {})
        return any(any(rows[layer]) for layer in wanted if layer in rows)

    def asks(self, project_id: int) -> Asks:
        """What one project asks for."""
        return self._kept[project_id][1]

    def _look_behind(self) -> None:
        self.index = RunIndex([asks for _, asks in self._kept.values()], self.first, self.weeks)

    def _add_all(self, new: Sequence[Asks], touched: set[Key]) -> None:
        """Add many projects; all of them are new, or the sums are empty."""
        if len(new) < _MANY or "numpy" not in sys.modules:
            for asks in new:
                self._add(asks, 1, touched)
            return
        for asks in new:
            if asks.project_id not in self._packed:
                self._packed[asks.project_id] = self._pack(asks)
        packed = [self._packed[asks.project_id] for asks in new]
        names = list(self._places)
        sums = sum_packed(packed, len(names) + 1, len(_LAYERS), self.first, self.weeks)
        for (place, layer), row in sums.items():
            key = names[place - 1]
            rows = self._rows.setdefault(key, {})
            known = rows.get(_LAYERS[layer])
            rows[_LAYERS[layer]] = row if known is None else [a + b for a, b in zip(known, row, strict=True)]
            touched.add(key)

    def _pack(self, asks: Asks) -> bytes:
        """The runs of a project, layer by layer, with places instead of names; place 0 is nobody."""
        places, numbers = self._places, list[int]()
        for layer, runs in _layered(asks):
            number = _PLACE_OF_LAYER[layer]
            for role, person, first, end, units in runs:
                who = 0 if person is None else places.setdefault(person, len(places) + 1)
                numbers.extend((places.setdefault(role, len(places) + 1), who, number, first, end, units))
        return array("q", numbers).tobytes()

    def _add(self, asks: Asks, sign: int, touched: set[Key]) -> None:
        for layer, runs in _layered(asks):
            self._add_runs(runs, layer, sign, touched)

    def _add_runs(self, runs: Iterable[Run], layer: Layer, sign: int, touched: set[Key]) -> None:
        base, weeks, rows = self.first, self.weeks, self._rows
        for role, person, first, end, units in runs:
            begin, stop = max(first - base, 0), min(end - base, weeks)
            if begin >= stop:
                continue
            for key in (role,) if person is None else (role, person):
                layers_of_key = rows.get(key)
                if layers_of_key is None:
                    layers_of_key = rows[key] = {}
                row = layers_of_key.get(layer)
                if row is None:
                    row = layers_of_key[layer] = [0] * (weeks + 1)
                row[begin] += sign * units
                row[stop] -= sign * units
                touched.add(key)


def _layered(asks: Asks) -> Iterator[tuple[Layer, tuple[Run, ...]]]:
    """What a project adds to which layer: itself, and, when it may not come, itself with its probability."""
    yield (asks.commitment, False), asks.runs
    if asks.commitment is not Commitment.CONFIRMED:
        yield (asks.commitment, True), tuple(asks.weighted(asks.runs))
