"""Looking a text up: exact, then fuzzy."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from workbench.review.memory.candidates import find
from workbench.review.memory.index import Snapshot
from workbench.review.memory.scoring import BEST, Scorer
from workbench.review.memory.storage import RUSSIAN
from workbench.review.memory.tables import MemoryUnitRecord
from workbench.review.memory.views import Store, pages, units
from workbench.review.memory.words import exact_code, plain

_FIRST_BATCH = 16
_BATCH = 64
MOST_SCORED = 1024
"""So many candidates are scored at most; more only come to very short or formulaic texts."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the memory with its score."""

    score: int
    id: int
    memory_id: int
    row_id: int | None
    source: str
    target: str


def look_up(
    session: Session,
    store: Store,
    snapshot: Snapshot,
    text: str,
    *,
    limit: int,
    at_least: int,
) -> list[Unit]:
    """The best units, the best first; of those alike in score the approved and the latest.

    A pair that is there several times is given once.
    """
    best = _Best(snapshot, limit)
    ids = exact_ids(session, store, snapshot, text)
    for unit in _fetch(session, ids[-MOST_SCORED:]):
        if plain(unit.source) == plain(text):
            best.add(unit, BEST)
    if at_least == BEST or best.is_full_of(BEST):
        return best.units()
    scorer = Scorer(text)
    found = find(session, store, snapshot.views(RUSSIAN), scorer.codes, at_least / BEST)
    start = 0
    while start < min(len(found.ids), MOST_SCORED):
        # The same text has been found above, so that all others have 99 at most.
        highest = min(int(found.bounds[start] * BEST + 1e-6), BEST - 1)
        if highest < at_least or highest <= best.worst:
            break
        floor = max(at_least, best.worst)
        size = _BATCH if start else _FIRST_BATCH
        for unit in _fetch(session, found.ids[start : start + size].tolist()):
            if score := scorer.score(unit.source, at_least=floor):
                best.add(unit, score)
        start += size
    return best.units()


def exact_ids(session: Session, store: Store, snapshot: Snapshot, text: str) -> list[int]:
    """Units whose source is very likely this text, in ascending order."""
    code = exact_code(text)
    places = []
    for view in snapshot.views(RUSSIAN):
        (number,) = view.pages_of(np.array([code], np.uint32))
        if number >= 0:
            places.append((view, number))
    loaded = pages(session, store, places)
    ids: list[int] = []
    for view, number in places:
        having = loaded[view.id, number].units_of(code)
        if len(having):
            ids.extend(units(session, store, view)[having].tolist())
    return sorted(ids)


class _Best:
    """The best units so far."""

    def __init__(self, snapshot: Snapshot, limit: int) -> None:
        self._memories = snapshot.memories
        self._limit = limit
        self._found: list[tuple[tuple[int, bool, int], Unit]] = []
        self._seen: dict[tuple[str, str], tuple[int, bool, int]] = {}

    def add(self, unit: Unit, score: int) -> None:
        """Enter a unit, unless its memory does not answer or a better one says the same."""
        if unit.memory_id not in self._memories:
            return
        rank = (-score, self._memories[unit.memory_id][1] != "project", -unit.id)
        pair = (unit.source, unit.target)
        if pair in self._seen:
            if self._seen[pair] <= rank:
                return
            self._found = [item for item in self._found if item[0] != self._seen[pair]]
        self._seen[pair] = rank
        scored = Unit(score, unit.id, unit.memory_id, unit.row_id, unit.source, unit.target)
        insort(self._found, (rank, scored), key=lambda item: item[0])
        for dropped, gone in self._found[self._limit :]:
            del self._seen[gone.source, gone.target]
            self._found.remove((dropped, gone))

    @property
    def worst(self) -> int:
        """The score that a further unit must have to come in; 0 while there is room."""
        return self._found[-1][1].score if len(self._found) == self._limit else 0

    def is_full_of(self, score: int) -> bool:
        """Whether all places are taken by units of this score."""
        return self.worst >= score

    def units(self) -> list[Unit]:
        """The units, the best first."""
        return [unit for _, unit in self._found]


def _fetch(session: Session, ids: Sequence[int]) -> Iterator[Unit]:
    if not ids:
        return
    unit = MemoryUnitRecord
    columns = select(unit.id, unit.memory_id, unit.row_id, unit.source, unit.target)
    for row in session.execute(columns.where(unit.id.in_(ids))):
        yield Unit(0, *row)
