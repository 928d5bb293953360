"""Writing the index: recent units, segments, and their merging, in the caller's transaction."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Table, delete, func, insert, inspect, select, update
from sqlalchemy.orm import Session

from workbench.review.base import Base
from workbench.review.memory.segments import Ids, Page, Segment, Stored, build, merge
from workbench.review.memory.tables import (
    PAGES_OF_A_SEGMENT,
    MemoryPageRecord,
    MemoryRecentRecord,
    MemorySegmentRecord,
    MemoryStateRecord,
    MemoryUnitRecord,
)
from workbench.review.memory.words import ANALYSIS, analyse, exact_code

RUSSIAN, ENGLISH = 0, 1
SIDES = (RUSSIAN, ENGLISH)

RECENT_LIMIT = 2048
"""So many units wait for a segment; readers keep them in memory."""
_FAN_IN = 8
_LARGEST = RECENT_LIMIT * _FAN_IN**2 * 2
"""Segments are merged up to this size (262,144 units)."""
_BATCH = 500


def reserve(session: Session, count: int) -> int:
    """Take ``count`` ids for new units and return the first.

    Others who add units wait for the end of this transaction, so that ids become visible
    in their order: a reader asks only for those above the last it knows.
    """
    grown = MemoryStateRecord.next_unit + count
    statement = update(MemoryStateRecord).values(next_unit=grown)
    return session.execute(statement.returning(MemoryStateRecord.next_unit)).scalar_one() - count


def announce(session: Session) -> None:
    """Tell readers that memories or segments have changed."""
    grown = MemoryStateRecord.generation + 1
    session.execute(update(MemoryStateRecord).values(generation=grown))


def insert_many(session: Session, record: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows quickly on both databases."""
    if not rows:
        return
    statement = insert(record)
    if session.get_bind().dialect.name == "postgresql":
        # Only a statement that returns something is sent with many rows at once.
        table = inspect(record).local_table
        assert isinstance(table, Table)
        statement = statement.returning(*table.primary_key.columns)
    session.connection().execute(statement, rows)


def add_recent(session: Session, ids: Sequence[int]) -> None:
    """Enter units that :func:`reserve` numbered; now and then make a segment of all recent."""
    insert_many(session, MemoryRecentRecord, [{"unit_id": id_} for id_ in ids])
    count = session.scalar(select(func.count()).select_from(MemoryRecentRecord)) or 0
    if count >= RECENT_LIMIT:
        recent = list(session.scalars(select(MemoryRecentRecord.unit_id)))
        session.execute(delete(MemoryRecentRecord))
        for start in range(0, len(recent), _LARGEST):
            index_units(session, recent[start : start + _LARGEST])
        merge_segments(session)


def index_units(session: Session, ids: Sequence[int]) -> None:
    """Make a segment of stored units."""
    unit = MemoryUnitRecord
    rows = [
        row
        for batch in batches(ids, _BATCH)
        for row in session.execute(
            select(unit.id, unit.source, unit.target).where(unit.id.in_(batch))
        )
    ]
    if rows:
        add_segments(session, *map(list, zip(*rows, strict=True)))


def add_segments(
    session: Session, ids: Sequence[int], sources: Sequence[str], targets: Sequence[str]
) -> None:
    """Index units whose texts are at hand, in a segment of their own."""
    write_segments(session, build_segments(ids, sources, targets))


def build_segments(
    ids: Sequence[int], sources: Sequence[str], targets: Sequence[str]
) -> tuple[Segment, Segment]:
    """Index units in memory: the Russian and the English side."""
    array = np.asarray(ids, np.int64)
    whole = [exact_code(text) for text in sources]
    return build(array, analyse(sources), whole), build(array, analyse(targets))


def write_segments(session: Session, built: tuple[Segment, Segment]) -> None:
    """Store what :func:`build_segments` made."""
    for side, segment in zip(SIDES, built, strict=True):
        _write(session, side, segment)
    announce(session)


def sweep(session: Session, ids: Ids) -> None:
    """Write those segments anew that had any of the units ``ids``, which are no more."""
    for segment in list(session.scalars(select(MemorySegmentRecord))):
        units = np.frombuffer(segment.units, "<i8")
        gone = np.isin(units, ids)
        if gone.any():
            _replace(session, [segment], lambda units: ~np.isin(units, ids))
    announce(session)


def reindex(session: Session) -> None:
    """Build the whole index from the units, because words are analysed differently now."""
    if session.scalar(select(MemoryStateRecord.analysis)) == ANALYSIS:
        return  # somebody else has just done it
    for record in (MemoryPageRecord, MemorySegmentRecord, MemoryRecentRecord):
        session.execute(delete(record))
    last = 0
    while ids := list(session.scalars(_next_ids(last))):
        index_units(session, ids)
        merge_segments(session)
        last = ids[-1]
    session.execute(update(MemoryStateRecord).values(analysis=ANALYSIS))
    announce(session)


def batches(items: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    """Yield ``items`` in pieces of at most ``size``."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _next_ids(last: int) -> Any:
    unit = MemoryUnitRecord
    return select(unit.id).where(unit.id > last).order_by(unit.id).limit(_LARGEST // _FAN_IN)


def _write(session: Session, side: int, segment: Segment) -> None:
    record = MemorySegmentRecord(
        side=side,
        size=len(segment.units),
        directory=segment.directory().tobytes(),
        lengths=segment.lengths.tobytes(),
        units=segment.units.astype("<i8").tobytes(),
        vocabulary=segment.packed_vocabulary(),
    )
    session.add(record)
    session.flush()
    first = record.id * PAGES_OF_A_SEGMENT
    session.expunge(record)
    pages = [{"id": first + at, "data": page.packed()} for at, page in enumerate(segment.pages)]
    insert_many(session, MemoryPageRecord, pages)


def merge_segments(session: Session, *, keep_all: bool = False) -> None:
    """Merge the smallest segments of a side as soon as there are eight of about one size.

    What they know of units that are no more goes, unless ``keep_all`` saves the time to
    ask for them.
    """
    alive = _all_alive if keep_all else partial(_alive, session)
    segment = MemorySegmentRecord
    for side in SIDES:
        tiers: dict[int, list[tuple[int, int]]] = {}
        columns = select(segment.size, segment.id).where(segment.side == side)
        for size, id_ in session.execute(columns.order_by(segment.size, segment.id)):
            tiers.setdefault(_tier(size), []).append((size, id_))
        for members in tiers.values():
            chosen = _fitting(members)
            if len(members) >= _FAN_IN and len(chosen) > 1:
                wanted = select(segment).where(segment.id.in_(chosen))
                found = list(session.scalars(wanted))
                _replace(session, found, alive)
                announce(session)


def _fitting(members: Sequence[tuple[int, int]]) -> list[int]:
    """The first segments that together are no larger than the largest may be."""
    chosen: list[int] = []
    total = 0
    for size, id_ in members:
        total += size
        if total <= _LARGEST:
            chosen.append(id_)
    return chosen


def _tier(size: int) -> int:
    tier = 0
    while size > RECENT_LIMIT:
        size //= _FAN_IN
        tier += 1
    return tier


def _replace(session: Session, segments: Sequence[MemorySegmentRecord], alive: Any) -> None:
    parts = [_stored(session, segment) for segment in segments]
    merged = merge(parts, alive)
    side = segments[0].side
    for segment in segments:
        low = segment.id * PAGES_OF_A_SEGMENT
        mine = MemoryPageRecord.id.between(low, low + PAGES_OF_A_SEGMENT - 1)
        session.execute(delete(MemoryPageRecord).where(mine))
        session.delete(segment)
    session.flush()
    if merged is not None:
        _write(session, side, merged)


def _stored(session: Session, segment: MemorySegmentRecord) -> Stored:
    return Stored(
        units=np.frombuffer(segment.units, "<i8"),
        lengths=np.frombuffer(segment.lengths, "<u4"),
        pages=_read_pages(session, segment.id),
        vocabulary=frozenset(zlib.decompress(segment.vocabulary).split(b"\n")),
    )


def _read_pages(session: Session, segment: int) -> Iterable[Page]:
    low = segment * PAGES_OF_A_SEGMENT
    page = MemoryPageRecord
    wanted = select(page.data).where(page.id.between(low, low + PAGES_OF_A_SEGMENT - 1))
    for data in session.scalars(wanted.order_by(page.id)):
        yield Page.parse(data)


def _all_alive(ids: Ids) -> npt.NDArray[np.bool_]:
    return np.ones(len(ids), np.bool_)


def _alive(session: Session, ids: Ids) -> npt.NDArray[np.bool_]:
    """Which of the units are still there."""
    unit = MemoryUnitRecord.id
    low, high = int(ids.min()), int(ids.max())
    found: list[int] = []
    if high - low < 4 * len(ids):
        found.extend(session.scalars(select(unit).where(unit.between(low, high))))
    else:
        for batch in batches(ids.tolist(), _BATCH):
            found.extend(session.scalars(select(unit).where(unit.in_(batch))))
    return np.isin(ids, np.array(found, np.int64))
