"""Putting units into the memory, and taking them out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from workbench.errors import InputError
from workbench.review.database import writing
from workbench.review.memory.storage import (
    add_recent,
    announce,
    batches,
    reserve,
    sweep,
)
from workbench.review.memory.tables import (
    MemoryRecentRecord,
    MemoryRecord,
    MemoryUnitRecord,
)
from workbench.review.tables import DocumentRecord, ProjectRecord, RowRecord

PROJECT, FILE = "project", "file"
READY, IMPORTING, REMOVED = "ready", "importing", "removed"
_DELETED_AT_ONCE = 20_000


def remember(session: Session, row: RowRecord) -> None:
    """Let an approved row answer from the end of this transaction on.

    A row that is remembered already is renewed; one without Russian or English is not
    remembered.
    """
    source, target = row.source_text.strip(), row.target_text.strip()
    known = session.scalar(select(MemoryUnitRecord).where(MemoryUnitRecord.row_id == row.id))
    if known is not None and (known.source, known.target) == (source, target):
        known.creator, known.created = row.updated_by, row.updated_at
        return
    forget(session, row.id)
    if not source or not target:
        return
    document = session.get_one(DocumentRecord, row.document_id)
    memory = _of_project(session, document.project_id)
    memory.units += 1
    unit = reserve(session, 1)
    session.add(
        MemoryUnitRecord(
            id=unit,
            memory_id=memory.id,
            row_id=row.id,
            source=source,
            target=target,
            document=document.name,
            creator=row.updated_by,
            created=row.updated_at,
        )
    )
    session.flush()
    add_recent(session, [unit])


def forget(session: Session, row_id: int) -> None:
    """Let a row answer no more: its approval is withdrawn. Nothing happens to a strange one."""
    unit = session.scalar(select(MemoryUnitRecord).where(MemoryUnitRecord.row_id == row_id))
    if unit is None:
        return
    fewer = MemoryRecord.units - 1
    session.execute(
        update(MemoryRecord).where(MemoryRecord.id == unit.memory_id).values(units=fewer)
    )
    # What segments know of the unit stays until they are merged: it leads to nothing.
    session.execute(delete(MemoryRecentRecord).where(MemoryRecentRecord.unit_id == unit.id))
    session.delete(unit)
    session.flush()


def remove_memory(engine: Engine, name: str) -> int:
    """Delete a memory with its units and return how many they were.

    Large memories go in several transactions, so that nobody waits long; from the first
    on none of the units answers. Raises InputError where there is no memory of that name.
    """
    with writing(engine) as session:
        memory = session.scalar(select(MemoryRecord).where(MemoryRecord.name == name))
        if memory is None:
            raise no_memory(session, name)
        set_aside(memory)
        announce(session)
        memory_id = memory.id
    return purge(engine, memory_id)


def set_aside(memory: MemoryRecord) -> None:
    """Let a memory answer no more, and free its name and its project for another."""
    memory.name = f"{memory.name[:150]} (removed {memory.id})"
    memory.state = REMOVED
    memory.project_id = None


def purge(engine: Engine, memory_id: int) -> int:
    """Delete the units of a memory that does not answer any more, and then the memory."""
    gone: list[int] = []
    unit = MemoryUnitRecord
    wanted = select(unit.id).where(unit.memory_id == memory_id).limit(_DELETED_AT_ONCE)
    while True:
        with writing(engine) as session:
            ids = list(session.scalars(wanted))
            for batch in batches(ids, 1000):
                recent = MemoryRecentRecord.unit_id
                session.execute(delete(MemoryRecentRecord).where(recent.in_(batch)))
                session.execute(delete(unit).where(unit.id.in_(batch)))
        if not ids:
            break
        gone.extend(ids)
    with writing(engine) as session:
        sweep(session, np.array(gone, np.int64))
        session.execute(delete(MemoryRecord).where(MemoryRecord.id == memory_id))
    return len(gone)


def no_memory(session: Session, name: str) -> InputError:
    """The error for a name that no memory has."""
    names: Sequence[str] = session.scalars(
        select(MemoryRecord.name).where(MemoryRecord.state == READY).order_by(MemoryRecord.name)
    ).all()
    return InputError(
        f"there is no translation memory of the name {name!r}",
        remedy=f"There are: {', '.join(names)}." if names else "There is none yet: import one.",
    )


def _of_project(session: Session, project_id: int) -> MemoryRecord:
    """The memory of a project, made when it is first needed."""
    memory = session.scalar(select(MemoryRecord).where(MemoryRecord.project_id == project_id))
    if memory is None:
        project = session.get_one(ProjectRecord, project_id)
        name = project.name[:150]
        if session.scalar(select(MemoryRecord.id).where(MemoryRecord.name == name)) is not None:
            name = f"{name} (project {project_id})"
        memory = MemoryRecord(name=name, kind=PROJECT, project_id=project_id, units=0)
        session.add(memory)
        session.flush()
        announce(session)
    return memory
