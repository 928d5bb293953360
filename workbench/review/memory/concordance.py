"""Concordance: where the memory has a phrase, with the places to highlight.

A Russian word also finds its other forms (by the lexemes of pymorphy3), an English one the
forms of its stem, and the phrase also stands inside longer words ("кибер" in
"кибербезопасность"). Candidates come from the postings of the index: the words of each
segment's vocabulary that the parts of the phrase may be a part of, intersected.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial, reduce
from typing import Any, Literal

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from workbench.review.memory.index import Snapshot
from workbench.review.memory.model import Concordance, Origin
from workbench.review.memory.phrase import Phrase, Place
from workbench.review.memory.segments import Numbers
from workbench.review.memory.storage import ENGLISH, RUSSIAN, batches
from workbench.review.memory.tables import MemoryUnitRecord
from workbench.review.memory.views import Store, View, pages, units, vocabulary
from workbench.review.memory.words import codes, folded, is_figures

MOST_READ = 600
"""So many candidates are read at most, the latest first."""
_BATCH = 150
_MOST_FORMS = 300
_SHORTEST_PART = 3


def concordance(
    session: Session,
    store: Store,
    snapshot: Snapshot,
    text: str,
    *,
    language: Literal["ru", "en"],
    limit: int,
) -> list[Concordance]:
    """Units that have a phrase on one side: to the letter first, then in other forms, then
    its words apart; the latest first, each pair once.

    Of a frequent phrase only the latest units are looked at. A phrase of figures alone is
    looked for by reading all texts, which takes longer.
    """
    phrase = Phrase(text, language)
    side = RUSSIAN if language == "ru" else ENGLISH
    if not phrase.words:
        return []
    wanted = _word_finders(phrase)
    if not wanted:
        rows = _by_reading(session, phrase, side, limit)
        return _hits(snapshot, phrase, side, rows)[:limit]
    found: dict[tuple[str, str], Concordance] = {}
    for rows in _candidate_rows(session, store, snapshot.views(side), wanted):
        for hit in _hits(snapshot, phrase, side, rows):
            found.setdefault((hit.source, hit.target), hit)
        if sum(hit.place is not Place.APART for hit in found.values()) >= limit:
            break
    return sorted(found.values(), key=lambda hit: hit.place.rank)[:limit]


_Finder = Callable[[bytes], set[int]]
"""From a vocabulary to the codes of the words that a part of the phrase may stand in."""


def _word_finders(phrase: Phrase) -> list[_Finder]:
    parts = folded(phrase.text)
    last = len(parts) - 1
    return [
        _finder(part, phrase, at, at == 0, at == last)
        for at, part in enumerate(parts)
        if not is_figures(part)
    ]


def _finder(part: bytes, phrase: Phrase, at: int, first: bool, last: bool) -> _Finder:
    whole = set(codes([part]))
    for form in phrase.forms_of(part):
        whole |= set(codes(folded(form)))
    if (not first and not last) or len(part) < _SHORTEST_PART:
        return lambda vocabulary: whole
    needle = (b"" if first else b"\n") + part + (b"" if last else b"\n")
    return lambda vocabulary: whole | set(codes(_containing(vocabulary, needle)))


def _containing(vocabulary: bytes, needle: bytes) -> list[bytes]:
    """The words of a vocabulary (of whole lines) that have ``needle``."""
    found: list[bytes] = []
    place = vocabulary.find(needle)
    while place >= 0 and len(found) < _MOST_FORMS:
        start = vocabulary.rfind(b"\n", 0, place + 1) + 1
        end = vocabulary.find(b"\n", max(start, place + 1))
        found.append(vocabulary[start:end])
        place = vocabulary.find(needle, end)
    return found


def _candidate_rows(
    session: Session, store: Store, views: Sequence[View], finders: Sequence[_Finder]
) -> Iterator[Sequence[Any]]:
    """The candidates' rows, a batch at a time, the latest segments first."""
    room = MOST_READ
    for view in reversed(views):
        ids = _candidates(session, store, view, finders)[:room]
        room -= len(ids)
        for batch in batches(ids, _BATCH):
            yield _rows(session, batch)


def _candidates(
    session: Session, store: Store, view: View, finders: Sequence[_Finder]
) -> list[int]:
    """Units of a segment that have all parts of the phrase, the latest first."""
    words = vocabulary(session, store, view)
    wanted = [np.array(sorted(finder(words)), np.uint32) for finder in finders]
    numbers = [view.pages_of(group) for group in wanted]
    needed = {number for group in numbers for number in group if number >= 0}
    loaded = pages(session, store, [(view, number) for number in needed])
    having = [
        _union(
            [
                loaded[view.id, number].units_of(code)
                for code, number in zip(group.tolist(), places, strict=True)
                if number >= 0
            ]
        )
        for group, places in zip(wanted, numbers, strict=True)
    ]
    common = reduce(partial(np.intersect1d, assume_unique=True), sorted(having, key=len))
    if not len(common):
        return []
    return sorted(units(session, store, view)[common].tolist(), reverse=True)


def _union(lists: Sequence[Numbers]) -> Numbers:
    if len(lists) == 1:
        return lists[0]
    joined = np.sort(np.concatenate([*lists, np.empty(0, np.uint32)]))
    return joined[np.flatnonzero(np.diff(joined, prepend=np.uint32(2**32 - 1)))]


_COLUMNS: Any = (
    MemoryUnitRecord.id,
    MemoryUnitRecord.memory_id,
    MemoryUnitRecord.source,
    MemoryUnitRecord.target,
    MemoryUnitRecord.document,
    MemoryUnitRecord.creator,
    MemoryUnitRecord.created,
    MemoryUnitRecord.row_id,
)


def _rows(session: Session, ids: Sequence[int]) -> Sequence[Any]:
    wanted = select(*_COLUMNS).where(MemoryUnitRecord.id.in_(ids))
    return session.execute(wanted.order_by(MemoryUnitRecord.id.desc())).all()


def _by_reading(session: Session, phrase: Phrase, side: int, limit: int) -> Sequence[Any]:
    text = MemoryUnitRecord.source if side == RUSSIAN else MemoryUnitRecord.target
    wanted = select(*_COLUMNS).where(text.contains(phrase.text, autoescape=True))
    return session.execute(wanted.order_by(MemoryUnitRecord.id.desc()).limit(limit)).all()


def _hits(snapshot: Snapshot, phrase: Phrase, side: int, rows: Sequence[Any]) -> list[Concordance]:
    found: list[Concordance] = []
    for row in rows:
        memory = snapshot.memories.get(row.memory_id)
        if memory is None:
            continue
        hit = phrase.find(row.source if side == RUSSIAN else row.target)
        if hit is not None:
            origin = Origin(*memory, row.document, row.creator, row.created, row.row_id)
            place, spans = hit
            found.append(Concordance(row.source, row.target, place, spans, origin))
    return found
