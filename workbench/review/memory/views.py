"""The index as a reader sees it: open segments, and pages kept as long as there is room."""

from __future__ import annotations

import zlib
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from workbench.review.memory.segments import Ids, Numbers, Page, Segment
from workbench.review.memory.storage import batches
from workbench.review.memory.tables import (
    PAGES_OF_A_SEGMENT,
    MemoryPageRecord,
    MemorySegmentRecord,
)

CACHE_BYTES = 96 * 2**20
_BATCH = 500


class OutdatedError(Exception):
    """A segment went away while it was read: read the state of the index again."""


@dataclass(slots=True)
class View:
    """A segment open for reading; ``own`` holds the pages of one that is not stored."""

    id: int
    firsts: Numbers
    entries: Numbers
    lengths: Numbers
    own: Segment | None = None

    @classmethod
    def stored(cls, record_id: int, directory: bytes, lengths: bytes) -> View:
        """The view of a written segment."""
        firsts, entries = np.frombuffer(directory, "<u4").reshape(2, -1)
        return cls(record_id, firsts, entries, np.frombuffer(lengths, "<u4"))

    @classmethod
    def recent(cls, side: int, segment: Segment) -> View:
        """The view of a segment that lives in memory only."""
        firsts, entries = segment.directory()
        return cls(-1 - side, firsts, entries, segment.lengths, segment)

    def pages_of(self, codes: Numbers) -> list[int]:
        """The number of the page where each code would be; -1 for none."""
        return [int(at) - 1 for at in self.firsts.searchsorted(codes, "right")]

    def between(self, shortest: int, longest: int) -> tuple[int, int]:
        """The numbers (from, to) of units with so many words."""
        last = len(self.lengths) - 1
        return int(self.lengths[min(shortest, last)]), int(self.lengths[min(longest + 1, last)])


@dataclass(slots=True)
class Store:
    """Pages, lists of units and vocabularies by key, the least used thrown out first.

    Segments never change, so that what is kept here never grows old.
    """

    limit: int = CACHE_BYTES
    _kept: OrderedDict[tuple[str, int], tuple[int, object]] = field(default_factory=OrderedDict)
    _size: int = 0
    _lock: Lock = field(default_factory=Lock)

    def get(self, kind: str, key: int) -> object | None:
        """What is kept, or None."""
        with self._lock:
            found = self._kept.get((kind, key))
            if found is None:
                return None
            self._kept.move_to_end((kind, key))
            return found[1]

    def put(self, kind: str, key: int, size: int, item: object) -> None:
        """Keep an item of so many bytes."""
        with self._lock:
            if (kind, key) in self._kept:
                return
            self._kept[kind, key] = (size + 200, item)
            self._size += size + 200
            while self._size > self.limit and len(self._kept) > 1:
                _, (gone, _) = self._kept.popitem(last=False)
                self._size -= gone


def pages(
    session: Session, store: Store, wanted: Iterable[tuple[View, int]]
) -> dict[tuple[int, int], Page]:
    """The pages (view, number), from memory or the database, by the view's id and number."""
    found: dict[tuple[int, int], Page] = {}
    missing: list[int] = []
    for view, number in wanted:
        if view.own is not None:
            found[view.id, number] = view.own.pages[number]
            continue
        key = view.id * PAGES_OF_A_SEGMENT + number
        page = store.get("page", key)
        if isinstance(page, Page):
            found[view.id, number] = page
        else:
            missing.append(key)
    for batch in batches(missing, _BATCH):
        record = MemoryPageRecord
        rows = session.execute(select(record.id, record.data).where(record.id.in_(batch))).all()
        if len(rows) < len(set(batch)):
            raise OutdatedError
        for key, data in rows:
            page = Page.parse(data)
            store.put("page", key, len(data), page)
            found[divmod(key, PAGES_OF_A_SEGMENT)] = page
    return found


def units(session: Session, store: Store, view: View) -> Ids:
    """The ids of a segment's units, by their numbers."""
    if view.own is not None:
        return view.own.units
    kept = store.get("units", view.id)
    if isinstance(kept, np.ndarray):
        return kept
    data = _blob(session, MemorySegmentRecord.units, view)
    ids = np.frombuffer(data, "<i8")
    store.put("units", view.id, len(data), ids)
    return ids


def vocabulary(session: Session, store: Store, view: View) -> bytes:
    """The folded words of a segment, each between line feeds."""
    if view.own is not None:
        return _lines(b"\n".join(sorted(view.own.vocabulary)))
    kept = store.get("vocabulary", view.id)
    if isinstance(kept, bytes):
        return kept
    lines = _lines(zlib.decompress(_blob(session, MemorySegmentRecord.vocabulary, view)))
    store.put("vocabulary", view.id, len(lines), lines)
    return lines


def _lines(words: bytes) -> bytes:
    return b"\n" + words + b"\n"


def _blob(session: Session, column: object, view: View) -> bytes:
    data = session.scalar(select(column).where(MemorySegmentRecord.id == view.id))  # type: ignore[call-overload]
    if data is None:
        raise OutdatedError
    assert isinstance(data, bytes)
    return data
