"""Inserting many units at once, as quickly as each database allows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache

from sqlalchemy.orm import Session

from workbench.exchange.model import TranslationUnit
from workbench.review.memory.storage import insert_many
from workbench.review.memory.tables import MemoryUnitRecord

_INTO_SQLITE = (
    "INSERT INTO memory_unit (id, memory_id, source, target, document, creator, created) "
    "VALUES (?, ?, ?, ?, '', ?, ?)"
)


def insert_units(
    session: Session, memory_id: int, first: int, units: Sequence[TranslationUnit]
) -> None:
    """Insert units of a file, numbered from ``first`` on."""
    numbered = enumerate(units, first)
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        # SQLAlchemy's own treatment of the values takes as long as SQLite itself.
        rows = [
            (id_, memory_id, unit.source, unit.target, unit.creator, _moment(unit.created))
            for id_, unit in numbered
        ]
        connection.exec_driver_sql(_INTO_SQLITE, rows)
        return
    values = [
        {
            "id": id_,
            "memory_id": memory_id,
            "row_id": None,
            "source": unit.source,
            "target": unit.target,
            "document": "",
            "creator": unit.creator,
            "created": unit.created,
        }
        for id_, unit in numbered
    ]
    insert_many(session, MemoryUnitRecord, values)


@lru_cache(maxsize=4096)
def _moment(moment: datetime | None) -> str | None:
    """As SQLAlchemy stores it: in UTC, without a zone."""
    if moment is None:
        return None
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
