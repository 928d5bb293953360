"""The state of the index in this process: it follows the database with one small question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import TypeVar
from weakref import WeakKeyDictionary

import numpy as np
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from workbench.review.database import reading, writing
from workbench.review.memory.segments import build
from workbench.review.memory.storage import ENGLISH, RUSSIAN, SIDES, reindex
from workbench.review.memory.tables import (
    MemoryRecentRecord,
    MemoryRecord,
    MemorySegmentRecord,
    MemoryStateRecord,
    MemoryUnitRecord,
)
from workbench.review.memory.views import OutdatedError, Store, View
from workbench.review.memory.words import ANALYSIS, analyse, exact_code

_T = TypeVar("_T")
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What answers now: the views of each side, and the memories that are ready."""

    generation: int
    next_unit: int
    segments: tuple[tuple[View, ...], ...]
    recent: _Recent
    memories: dict[int, tuple[str, str]]
    """Name and kind by id."""

    def views(self, side: int) -> list[View]:
        """The views to search on one side."""
        return [*self.segments[side], *self.recent.views[side : side + 1]]


@dataclass(frozen=True, slots=True)
class _Recent:
    """Units that are in no segment yet, indexed here; no views where there are none."""

    texts: dict[int, tuple[str, str]]
    views: tuple[View, ...] = ()

    @classmethod
    def of(cls, texts: dict[int, tuple[str, str]]) -> _Recent:
        if not texts:
            return cls(texts)
        ids = np.fromiter(texts, np.int64, len(texts))
        sources = [source for source, _ in texts.values()]
        targets = [target for _, target in texts.values()]
        whole = [exact_code(source) for source in sources]
        segments = (build(ids, analyse(sources), whole), build(ids, analyse(targets)))
        views = (View.recent(side, segments[side]) for side in SIDES)
        return cls(texts, tuple(views))


_NOTHING = Snapshot(0, 0, ((), ()), _Recent({}), {})


@dataclass(slots=True)
class Index:
    """What this process knows of the index of one database; threads may share it."""

    store: Store = field(default_factory=Store)
    _snapshot: Snapshot = _NOTHING
    _lock: Lock = field(default_factory=Lock)

    def read(self, engine: Engine, work: Callable[[Session, Snapshot], _T]) -> _T:
        """Do ``work`` with the index as it is now; again, where the index changed meanwhile."""
        for attempt in range(_ATTEMPTS):
            try:
                with reading(engine) as session:
                    return work(session, self._current(engine, session))
            except OutdatedError:
                if attempt == _ATTEMPTS - 1:
                    raise
        raise AssertionError("not reached")

    def _current(self, engine: Engine, session: Session) -> Snapshot:
        state = session.execute(
            select(
                MemoryStateRecord.generation,
                MemoryStateRecord.next_unit,
                MemoryStateRecord.analysis,
            )
        ).one()
        if state.analysis != ANALYSIS:
            with writing(engine) as other:
                reindex(other)
            raise OutdatedError
        with self._lock:
            known = self._snapshot
            if (known.generation, known.next_unit) != (state.generation, state.next_unit):
                known = self._follow(session, known, state.generation)
                self._snapshot = replace(known, next_unit=state.next_unit)
            return self._snapshot

    def _follow(self, session: Session, known: Snapshot, generation: int) -> Snapshot:
        recent = _recent(session, known.recent)
        if known.generation == generation:
            return replace(known, recent=recent)
        memory = MemoryRecord
        ready = select(memory.id, memory.name, memory.kind).where(memory.state == "ready")
        memories = {row.id: (row.name, row.kind) for row in session.execute(ready)}
        return Snapshot(generation, 0, _views(session, known), recent, memories)


_indexes: WeakKeyDictionary[Engine, Index] = WeakKeyDictionary()
_opening = Lock()


def index_of(engine: Engine) -> Index:
    """The one index of a database in this process."""
    with _opening:
        return _indexes.setdefault(engine, Index())


def _recent(session: Session, known: _Recent) -> _Recent:
    ids = set(session.scalars(select(MemoryRecentRecord.unit_id)))
    if ids == known.texts.keys():
        return known
    fresh = ids - known.texts.keys()
    texts = {id_: pair for id_, pair in known.texts.items() if id_ in ids}
    if fresh:
        unit = MemoryUnitRecord
        wanted = select(unit.id, unit.source, unit.target).where(
            unit.id.in_(select(MemoryRecentRecord.unit_id)), unit.id >= min(fresh)
        )
        for id_, source, target in session.execute(wanted):
            texts[id_] = (source, target)
    return _Recent.of(texts)


def _views(session: Session, known: Snapshot) -> tuple[tuple[View, ...], ...]:
    opened = {view.id: view for views in known.segments for view in views}
    segment = MemorySegmentRecord
    rows = session.execute(select(segment.id, segment.side).order_by(segment.id)).all()
    new = [row.id for row in rows if row.id not in opened]
    if new:
        columns = select(segment.id, segment.directory, segment.lengths)
        for id_, directory, lengths in session.execute(columns.where(segment.id.in_(new))):
            opened[id_] = View.stored(id_, directory, lengths)
    if any(row.id not in opened for row in rows):
        raise OutdatedError
    return tuple(
        tuple(opened[row.id] for row in rows if row.side == side) for side in (RUSSIAN, ENGLISH)
    )
