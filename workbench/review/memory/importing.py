"""Importing translation memories from files, as a stream."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from workbench.errors import ExchangeError, InputError
from workbench.exchange.model import TranslationUnit
from workbench.exchange.reports import Skipped
from workbench.exchange.safe_xml import legal
from workbench.exchange.tmx import read_tmx
from workbench.exchange.tsv import read_tsv
from workbench.progress import Advance
from workbench.review.database import writing
from workbench.review.memory.bulk import insert_units
from workbench.review.memory.storage import (
    announce,
    build_segments,
    merge_segments,
    reserve,
    write_segments,
)
from workbench.review.memory.tables import MemoryRecord
from workbench.review.memory.units import FILE, IMPORTING, READY, purge, set_aside

_CHUNK = 32_768
_SHOWN_LINES = 5
REPEATED = "the same pair again"
_READERS = {".tmx": read_tmx, ".tsv": read_tsv, ".csv": read_tsv, ".txt": read_tsv}


@dataclass(slots=True)
class Reason:
    """Why units were passed over: how many, and the lines of the first of them."""

    reason: str
    count: int = 0
    lines: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Imported:
    """The account of an import."""

    name: str
    units: int = 0
    skipped: dict[str, Reason] = field(default_factory=dict)

    def skip(self, skipped: Skipped) -> None:
        """Count a unit that was passed over."""
        reason = self.skipped.setdefault(skipped.reason, Reason(skipped.reason))
        reason.count += 1
        if skipped.line and len(reason.lines) < _SHOWN_LINES:
            reason.lines.append(skipped.line)


def import_file(
    engine: Engine,
    path: Path,
    *,
    name: str | None = None,
    user: str = "",
    replace: bool = False,
    source_language: str = "ru-RU",
    target_language: str = "en-GB",
    advance: Advance = lambda count: None,
) -> Imported:
    """Read a TMX, TSV or CSV file into a memory of its own, by default of the file's name.

    Units are stored and indexed in chunks, each one transaction, in flat memory but for 8
    bytes a unit (a hash, to know a pair that comes again). They answer when all are there:
    a file that fails half-way leaves nothing. ``replace`` puts the memory in the place of
    one of the same name; ``advance`` is told how many units were read.

    Raises ExchangeError, with the line, for a file that cannot be read, InputError where
    the name is taken.
    """
    path = Path(path)
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise ExchangeError(
            f"a translation memory ends in {', '.join(_READERS)}",
            file=path,
            remedy="Export it as TMX from the tool that made it.",
        )
    report = Imported((name or path.stem).strip()[:150] or "memory")
    memory_id = _begin(engine, report.name, user, replace=replace)
    try:
        units = reader(
            path,
            source_language=source_language,
            target_language=target_language,
            on_skip=report.skip,
        )
        _store(engine, memory_id, units, report, advance)
    except BaseException:
        purge(engine, memory_id)
        raise
    _finish(engine, memory_id, report)
    return report


def _begin(engine: Engine, name: str, user: str, *, replace: bool) -> int:
    with writing(engine) as session:
        taken = _named(session, name)
        if taken is not None and not (replace and taken.kind == FILE):
            raise InputError(
                f"there is a translation memory {name!r} already",
                remedy="Give another name with --name, or replace an imported one by --replace.",
            )
        memory = MemoryRecord(name="", kind=FILE, state=IMPORTING, created_by=user, units=0)
        # A name that no other import has: the right one comes when all units are there.
        memory.name = f"{name} (importing {reserve(session, 1)})"
        session.add(memory)
        session.flush()
        return memory.id


def _finish(engine: Engine, memory_id: int, report: Imported) -> None:
    with writing(engine) as session:
        old = _named(session, report.name)
        if old is not None:
            set_aside(old)
            session.flush()
        memory = session.get_one(MemoryRecord, memory_id)
        memory.name, memory.state, memory.units = report.name, READY, report.units
        announce(session)
        old_id = old.id if old is not None else None
    if old_id is not None:
        purge(engine, old_id)


def _named(session: Session, name: str) -> MemoryRecord | None:
    return session.scalar(select(MemoryRecord).where(MemoryRecord.name == name))


def _store(
    engine: Engine,
    memory_id: int,
    units: Iterable[TranslationUnit],
    report: Imported,
    advance: Advance,
) -> None:
    seen = _Seen()
    units = _usable(units, report)
    while chunk := list(islice(units, _CHUNK)):
        fresh = seen.fresh(chunk)
        if repeated := len(chunk) - len(fresh):
            reason = report.skipped.setdefault(REPEATED, Reason(REPEATED))
            reason.count += repeated
        if fresh:
            _store_chunk(engine, memory_id, fresh)
        report.units += len(fresh)
        advance(len(chunk))


def _store_chunk(engine: Engine, memory_id: int, units: list[TranslationUnit]) -> None:
    """Store and index units. Most of the work is done while others may write."""
    with writing(engine) as session:
        first = reserve(session, len(units))
    sources, targets = [unit.source for unit in units], [unit.target for unit in units]
    built = build_segments(range(first, first + len(units)), sources, targets)
    with writing(engine) as session:
        insert_units(session, memory_id, first, units)
        write_segments(session, built)
        _count(session, memory_id, len(units))
    with writing(engine) as session:
        merge_segments(session, keep_all=True)


def _count(session: Session, memory_id: int, more: int) -> None:
    counted = update(MemoryRecord).where(MemoryRecord.id == memory_id)
    session.execute(counted.values(units=MemoryRecord.units + more))


def _usable(units: Iterable[TranslationUnit], report: Imported) -> Iterator[TranslationUnit]:
    """Units with both sides, without characters that no database takes."""
    for unit in units:
        if not unit.target or unit.target.isspace():
            report.skip(Skipped(0, "empty target", unit.id))
        elif unit.source.isprintable() and unit.target.isprintable():
            yield unit
        else:
            yield TranslationUnit(
                legal(unit.source), legal(unit.target), unit.id, unit.creator, unit.created
            )


class _Seen:
    """The pairs that came, as sorted runs of 64-bit hashes, each twice as long as the next."""

    def __init__(self) -> None:
        self._runs: list[npt.NDArray[np.int64]] = []

    def fresh(self, units: list[TranslationUnit]) -> list[TranslationUnit]:
        """Those units whose pair has not come before."""
        first: dict[int, TranslationUnit] = {}
        for unit in units:
            first.setdefault(hash((unit.source, unit.target)), unit)
        keys = np.fromiter(first, np.int64, len(first))
        known = np.zeros(len(keys), np.bool_)
        for run in self._runs:
            at = np.minimum(run.searchsorted(keys), len(run) - 1)
            known |= run[at] == keys
        run = np.sort(keys[~known])
        while self._runs and len(self._runs[-1]) <= 2 * len(run):
            run = np.sort(np.concatenate([self._runs.pop(), run]))
        if len(run):
            self._runs.append(run)
        return [unit for unit, old in zip(first.values(), known.tolist(), strict=True) if not old]
