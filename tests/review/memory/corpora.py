"""Filling memories in the tests of the translation memory."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle, product
from pathlib import Path

from sqlalchemy import delete

from workbench.exchange import TranslationUnit
from workbench.review.memory import storage, units
from workbench.review.memory.bulk import insert_units
from workbench.review.memory.tables import (
    MemoryPageRecord,
    MemoryRecentRecord,
    MemoryRecord,
    MemorySegmentRecord,
    MemoryUnitRecord,
)
from workbench.review.tables import DocumentRecord, ProjectRecord, RowRecord
from workbench.review.workspace import Workspace

NOUNS = "доклад резолюция совет комитет сессия программа проект бюджет закон сеть".split()
VERBS = "принимает отмечает поддерживает одобряет рассматривает просит готовит ждёт".split()


def sentences(count: int) -> list[str]:
    """So many different sentences of five words."""
    found = product(NOUNS, VERBS, NOUNS, VERBS, NOUNS)
    return [
        " ".join(words).capitalize() + "." for words, _ in zip(found, range(count), strict=False)
    ]


def make_row(
    workspace: Workspace, source: str, target: str, *, project: str = "Первый", user: str = "anna"
) -> int:
    """An approved row of a new document in a new project; returns its id."""
    with workspace.writing() as session:
        owner = ProjectRecord(name=project)
        session.add(owner)
        session.flush()
        document = DocumentRecord(project_id=owner.id, name="letter.docx", kind="draft")
        session.add(document)
        session.flush()
        row = RowRecord(
            document_id=document.id,
            position=1.0,
            status="approved",
            source=[source],
            target=[target],
            source_text=source,
            target_text=target,
            updated_by=user,
        )
        session.add(row)
        session.flush()
        return row.id


def approve(workspace: Workspace, source: str, target: str, **of: str) -> int:
    """A row that the memory knows; returns its id."""
    row_id = make_row(workspace, source, target, **of)
    with workspace.writing() as session:
        units.remember(session, session.get_one(RowRecord, row_id))
    return row_id


def clear(workspace: Workspace) -> None:
    """Take all units out, and the index with them."""
    with workspace.writing() as session:
        for record in (
            MemoryPageRecord,
            MemorySegmentRecord,
            MemoryRecentRecord,
            MemoryUnitRecord,
            MemoryRecord,
        ):
            session.execute(delete(record))
        storage.announce(session)


def fill(workspace: Workspace, texts: Sequence[str], *, parts: Sequence[int] = (1000,)) -> None:
    """Put texts into a memory: so many into a segment each, every second part into recent."""
    with workspace.writing() as session:
        memory = MemoryRecord(name=f"filled {len(texts)}", kind=units.FILE)
        session.add(memory)
        session.flush()
        start = 0
        for number, size in enumerate(cycle(parts)):
            piece = texts[start : start + size]
            if not piece:
                break
            first = storage.reserve(session, len(piece))
            targets = [f"T{start + at}" for at in range(len(piece))]
            made = [TranslationUnit(*pair) for pair in zip(piece, targets, strict=True)]
            insert_units(session, memory.id, first, made)
            ids = range(first, first + len(piece))
            if number % 2:
                storage.add_recent(session, ids)
            else:
                storage.add_segments(session, ids, piece, targets)
            start += size
        storage.announce(session)


def write_memory(path: Path, *units_: str, header: str = 'srclang="ru-RU"') -> Path:
    """A TMX file of the given ``tu`` elements."""
    body = "\n".join(units_)
    path.write_text(
        f'<?xml version="1.0"?>\n<tmx version="1.4">\n<header {header}/>\n<body>\n{body}\n'
        "</body>\n</tmx>\n",
        encoding="utf-8",
    )
    return path


def tu(source: str, target: str, *, languages: tuple[str, str] = ("ru", "en")) -> str:
    """A translation unit on one line."""
    first, second = languages
    return (
        f'<tu><tuv xml:lang="{first}"><seg>{source}</seg></tuv>'
        f'<tuv xml:lang="{second}"><seg>{target}</seg></tuv></tu>'
    )
