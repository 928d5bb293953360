"""The tables of the translation memory.

A unit is a pair of texts. The index over the units is a list of segments, each written
once and never changed (as in a log-structured merge tree), and a short table of recent
units that are in no segment yet: see :mod:`.segments`.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from workbench.review.base import Base
from workbench.review.columns import now

_BIG = BigInteger().with_variant(Integer, "sqlite")

_FROM_A_ROW = text("row_id IS NOT NULL")

PAGES_OF_A_SEGMENT = 1 << 20
"""A page's id is its segment's id times this, plus its number in the segment."""


class MemoryRecord(Base):
    """A named set of units: what was approved in a project, or an imported file.

    ``kind`` is "project" or "file". Its units answer while ``state`` is "ready"; it is
    "importing" while a file is read and "removed" while its units are deleted.
    """

    __tablename__ = "memory"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10), default="ready")
    project_id: Mapped[int | None] = mapped_column(unique=True)
    units: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=now)
    created_by: Mapped[str] = mapped_column(default="")


class MemoryUnitRecord(Base):
    """A pair of texts; ``row_id`` is the approved row it came from.

    The id comes from :class:`MemoryStateRecord`, and is never used again.
    """

    __tablename__ = "memory_unit"

    id: Mapped[int] = mapped_column(_BIG, primary_key=True, autoincrement=False)
    memory_id: Mapped[int] = mapped_column(ForeignKey("memory.id", ondelete="CASCADE"))
    row_id: Mapped[int | None]
    source: Mapped[str]
    target: Mapped[str]
    document: Mapped[str] = mapped_column(default="")
    creator: Mapped[str] = mapped_column(default="")
    created: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_memory_unit_memory_id", "memory_id"),
        Index(
            "ix_memory_unit_row_id",
            "row_id",
            unique=True,
            sqlite_where=_FROM_A_ROW,
            postgresql_where=_FROM_A_ROW,
        ),
    )


class MemoryRecentRecord(Base):
    """A unit that is in no segment yet."""

    __tablename__ = "memory_recent"

    unit_id: Mapped[int] = mapped_column(_BIG, primary_key=True, autoincrement=False)


class MemorySegmentRecord(Base):
    """A part of the index over ``size`` units, for one side of them.

    ``side`` is 0 for Russian, 1 for English. The blobs are little-endian arrays:
    ``directory`` of two rows of uint32 (the first code of each page, its number of
    entries), ``lengths`` of uint32 (how many units have fewer words than the index),
    ``units`` of int64 (ids, shortest unit first), ``vocabulary`` the folded words,
    separated by line feeds, deflated.
    """

    __tablename__ = "memory_segment"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    side: Mapped[int]
    size: Mapped[int]
    directory: Mapped[bytes] = mapped_column(LargeBinary)
    lengths: Mapped[bytes] = mapped_column(LargeBinary)
    units: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    vocabulary: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class MemoryPageRecord(Base):
    """Codes with their units, a few thousand bytes: see :class:`.segments.Page`."""

    __tablename__ = "memory_page"

    id: Mapped[int] = mapped_column(_BIG, primary_key=True, autoincrement=False)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class MemoryStateRecord(Base):
    """One row: the next unit's id, and a number that grows when segments or memories change."""

    __tablename__ = "memory_state"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    next_unit: Mapped[int] = mapped_column(_BIG, default=1)
    generation: Mapped[int] = mapped_column(_BIG, default=1)
    analysis: Mapped[int]
