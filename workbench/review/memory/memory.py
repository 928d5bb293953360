"""The translation memory of a workspace: what reviewers and drafts ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from workbench.exchange.model import TranslationUnit
from workbench.exchange.reports import Written
from workbench.progress import Advance
from workbench.review.database import reading
from workbench.review.memory import importing, units
from workbench.review.memory.concordance import concordance
from workbench.review.memory.index import Snapshot, index_of
from workbench.review.memory.model import Concordance, Match, Origin
from workbench.review.memory.repair import put_right
from workbench.review.memory.scoring import BEST, differences
from workbench.review.memory.search import Unit, look_up
from workbench.review.memory.tables import MemoryRecord, MemoryUnitRecord

DEFAULT_LIMIT = 5
DEFAULT_AT_LEAST = 70
_ROWS_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Memory:
    """A named set of units: ``kind`` is "project" (what was approved there) or "file"."""

    name: str
    kind: str
    units: int
    created_at: datetime
    created_by: str


class TranslationMemory:
    """All memories of one database; cheap to make, and safe in any number of threads.

    Every question follows what was approved or imported before it, in this process or
    another.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._index = index_of(engine)

    def search(
        self, text: str, *, limit: int = DEFAULT_LIMIT, at_least: int = DEFAULT_AT_LEAST
    ) -> list[Match]:
        """The best matches of a Russian text with a score of ``at_least``, the best first.

        Of matches with the same score those approved in a project come first, then the
        latest. Figures are put right (:func:`.repair.put_right`).
        """
        if not text.strip():
            return []

        def work(session: Session, snapshot: Snapshot) -> list[Match]:
            found = look_up(
                session, self._index.store, snapshot, text, limit=limit, at_least=at_least
            )
            return _matches(session, snapshot, text, found)

        return self._index.read(self._engine, work)

    def exact(self, text: str, *, limit: int = DEFAULT_LIMIT) -> list[Match]:
        """Matches of the very same text (white space aside)."""
        return self.search(text, limit=limit, at_least=BEST)

    def best(self, text: str, *, fill_from: int) -> Match | None:
        """The match that may stand as the draft of a text, or None.

        Its score is ``fill_from`` at least (the setting ``review.fill_from``), every figure
        found its place, and no match that is as good says otherwise (an approved one counts
        more than an imported one).
        """
        found = self.search(text, limit=2, at_least=fill_from)
        usable = [match for match in found if not match.unfixed]
        if len(usable) == 2 and usable[0].score == usable[1].score:
            approved = [match for match in usable if match.origin.kind == units.PROJECT]
            if len(approved) != 1 and usable[0].target != usable[1].target:
                return None
        return usable[0] if usable else None

    def concordance(
        self, text: str, *, language: Literal["ru", "en"], limit: int = 50
    ) -> list[Concordance]:
        """Units that contain a phrase: see :func:`.concordance.concordance`."""

        def work(session: Session, snapshot: Snapshot) -> list[Concordance]:
            return concordance(
                session, self._index.store, snapshot, text, language=language, limit=limit
            )

        return self._index.read(self._engine, work)

    def memories(self) -> list[Memory]:
        """The memories that answer, by name."""
        record = MemoryRecord
        wanted = select(record).where(record.state == units.READY).order_by(record.name)
        with reading(self._engine) as session:
            return [
                Memory(m.name, m.kind, m.units, m.created_at, m.created_by)
                for m in session.scalars(wanted)
            ]

    def import_file(
        self,
        path: Path,
        *,
        name: str | None = None,
        user: str = "",
        replace: bool = False,
        source_language: str = "ru-RU",
        target_language: str = "en-GB",
        advance: Advance = lambda count: None,
    ) -> importing.Imported:
        """Read a TMX, TSV or CSV file: see :func:`.importing.import_file`."""
        return importing.import_file(
            self._engine,
            path,
            name=name,
            user=user,
            replace=replace,
            source_language=source_language,
            target_language=target_language,
            advance=advance,
        )

    def export_file(
        self,
        path: Path,
        *,
        name: str | None = None,
        source_language: str = "ru-RU",
        target_language: str = "en-GB",
    ) -> Written:
        """Write one memory, or all, as TMX (or TSV or CSV by the file's ending).

        Raises InputError for a strange name, OutputError where the file cannot be written.
        """
        from workbench.exchange.tmx import write_tmx
        from workbench.exchange.tsv import write_tsv

        found = self.units(name)
        if path.suffix.lower() in (".tsv", ".csv"):
            return write_tsv(path, found)
        return write_tmx(
            path, found, source_language=source_language, target_language=target_language
        )

    def units(self, name: str | None = None) -> Iterator[TranslationUnit]:
        """The units of one memory, or of all, in flat memory, in the order they came."""
        record = MemoryRecord
        ready = select(record.id, record.name).where(record.state == units.READY)
        with reading(self._engine) as session:
            ids = [id_ for id_, own in session.execute(ready) if name in (None, own)]
            if name is not None and not ids:
                raise units.no_memory(session, name)
        return self._units(ids)

    def remove(self, name: str) -> int:
        """Delete a memory; return how many units it had. InputError for a strange name."""
        return units.remove_memory(self._engine, name)

    def _units(self, memories: list[int]) -> Iterator[TranslationUnit]:
        unit = MemoryUnitRecord
        columns = select(unit.id, unit.source, unit.target, unit.creator, unit.created)
        last = 0
        while True:
            wanted = columns.where(unit.memory_id.in_(memories), unit.id > last)
            with reading(self._engine) as session:
                rows = session.execute(wanted.order_by(unit.id).limit(_ROWS_AT_ONCE)).all()
            for id_, source, target, creator, created in rows:
                yield TranslationUnit(source, target, f"{id_}", creator=creator, created=created)
            if not rows:
                return
            last = rows[-1].id


def _matches(session: Session, snapshot: Snapshot, text: str, found: list[Unit]) -> list[Match]:
    origins = _origins(session, snapshot, [unit.id for unit in found])
    matches = []
    for unit in found:
        if unit.id in origins:
            repaired = put_right(unit.source, text, unit.target)
            matches.append(
                Match(
                    score=unit.score,
                    source=unit.source,
                    target=repaired.target,
                    origin=origins[unit.id],
                    differences=tuple(differences(unit.source, text)),
                    fixed=repaired.fixed,
                    unfixed=repaired.unfixed,
                    stored_target=unit.target,
                )
            )
    return matches


def _origins(session: Session, snapshot: Snapshot, ids: list[int]) -> dict[int, Origin]:
    unit = MemoryUnitRecord
    columns: Any = select(
        unit.id, unit.memory_id, unit.document, unit.creator, unit.created, unit.row_id
    )
    return {
        row.id: Origin(
            *snapshot.memories[row.memory_id], row.document, row.creator, row.created, row.row_id
        )
        for row in session.execute(columns.where(unit.id.in_(ids)))
    }
