"""One unit for each pair of texts, the latest of a source last: what memories expect."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import astuple
from datetime import datetime

from workbench.exchange.model import TranslationUnit

_SCHEMA = """
CREATE TABLE unit (
    position INTEGER NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL,
    created REAL NOT NULL, unit TEXT NOT NULL, UNIQUE (source, target))
"""
_KEEP_LATEST = """
INSERT INTO unit VALUES (?, ?, ?, ?, ?) ON CONFLICT (source, target) DO UPDATE
SET position = excluded.position, created = excluded.created, unit = excluded.unit
WHERE excluded.created >= created
"""
_IN_ORDER = """
SELECT unit FROM (
    SELECT unit, position, created, min(position) OVER (PARTITION BY source) AS first FROM unit)
ORDER BY first, created, position
"""


def latest_last(units: Iterable[TranslationUnit]) -> Iterator[TranslationUnit]:
    """Yield one unit for each (source, target), the translations of a source together.

    Tools that meet a source twice use the last one and look at no date, so that the
    latest translation must stand last: by ``created`` (a unit without a date counts
    as oldest), then by order. Sources keep the order in which they first came. Memory
    is flat: units wait in a temporary SQLite database on disk.
    """
    with closing(sqlite3.connect("")) as database:
        database.execute(_SCHEMA)
        database.executemany(_KEEP_LATEST, _rows(units))
        for (text,) in database.execute(_IN_ORDER):
            yield _unpack(text)


def _rows(units: Iterable[TranslationUnit]) -> Iterator[tuple[int, str, str, float, str]]:
    for position, unit in enumerate(units):
        created = unit.created.timestamp() if unit.created else float("-inf")
        yield position, unit.source, unit.target, created, _pack(unit)


def _pack(unit: TranslationUnit) -> str:
    source, target, key, creator, created, note, properties = astuple(unit)
    return json.dumps(
        [source, target, key, creator, created and created.isoformat(), note, properties]
    )


def _unpack(text: str) -> TranslationUnit:
    source, target, key, creator, created, note, properties = json.loads(text)
    return TranslationUnit(
        source=source,
        target=target,
        id=key,
        creator=creator,
        created=datetime.fromisoformat(created) if created else None,
        note=note,
        properties=tuple((name, value) for name, value in properties),
    )
