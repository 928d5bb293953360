"""An uploaded file becomes paragraphs and empty rows, ready to be drafted."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workbench.documents import (
    Document,
    detect_language,
    read_document,
    require_language,
    split_segments,
)
from workbench.errors import InputError, WorkbenchError
from workbench.review import uploads
from workbench.review.content import joined, search_text, source_key
from workbench.review.marks import Marker
from workbench.review.order import GAP
from workbench.review.status import Status
from workbench.review.tables import DocumentRecord, ParagraphRecord, ProjectRecord, RowRecord
from workbench.review.terms import TermBook
from workbench.review.uploads import Upload
from workbench.review.workspace import Workspace


@contextmanager
def naming(path: Path, name: str) -> Iterator[None]:
    """Let errors about ``path`` speak of the ``name`` that the person knows."""
    try:
        yield
    except WorkbenchError as error:
        if error.file in (str(path), path.name):
            error.file = name
        raise


def language_of(upload: Upload) -> str:
    """Read a file as a job will, and return its language ("ru", "en", "other", ...).

    Raises InputError where it is empty, of another kind, damaged, or without text.
    """
    uploads.require_usable(upload)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"upload{upload.suffix}"
        path.write_bytes(upload.data)
        with naming(path, upload.label):
            document = read_document(path)
    return detect_language("\n".join(paragraph.text for paragraph in document.paragraphs))


def has_rows(session: Session, document: int) -> bool:
    """Whether the document was taken in before."""
    query = select(func.count()).where(RowRecord.document_id == document)
    return bool(session.scalar(query))


def take_in(workspace: Workspace, document: int) -> None:
    """Read the Russian file of a document into paragraphs and empty rows, if not done yet.

    Raises InputError where the file cannot be read or the document is gone.
    """
    with workspace.reading() as session:
        if has_rows(session, document):
            return
        record = require_document(session, document)
        file, name = record.source_file, record.source_name
    path = uploads.path_of(workspace, file)
    with naming(path, name):
        content = read_document(path, language="ru")
        require_language(content, "ru")
    segments = split_segments(content)
    rows = [new_row(document, segment.paragraph, [segment.text], []) for segment in segments]
    with workspace.writing() as session:
        if not has_rows(session, document):
            store(session, document, content, rows)


def store(session: Session, document: int, content: Document, rows: Sequence[RowRecord]) -> None:
    """Put the paragraphs and the rows of a document into the database, in order."""
    record = require_document(session, document)
    record.note = " ".join(content.warnings)
    session.add_all(
        ParagraphRecord(
            document_id=document,
            index=index,
            text_ru=paragraph.text,
            kind=paragraph.kind.value,
            level=paragraph.level,
            place=paragraph.place,
            anchor=paragraph.anchor,
            bold=paragraph.bold,
            italic=paragraph.italic,
        )
        for index, paragraph in enumerate(content.paragraphs)
    )
    for number, row in enumerate(rows, 1):
        row.position = number * GAP
    session.add_all(rows)
    session.flush()


def new_row(document: int, paragraph: int, source: list[str], target: list[str]) -> RowRecord:
    """A row that nobody has looked at yet: a draft where it has English, else empty.

    What is derived from its English comes later, batch by batch (:mod:`.marks`).
    """
    text = joined(source)
    return RowRecord(
        document_id=document,
        paragraph=paragraph,
        source=source,
        target=target,
        status=Status.DRAFT if target else Status.EMPTY,
        source_text=text,
        source_key=source_key(text),
        search=search_text(text, joined(target)),
        words=len(text.split()),
    )


def marker_of(session: Session, document: DocumentRecord, terms: TermBook) -> Marker:
    """What keeps the derived columns of a document's rows, with its project's terms."""
    project = session.get(ProjectRecord, document.project_id)
    return Marker(terms.of(project.settings if project else {}))


def require_document(session: Session, document: int) -> DocumentRecord:
    """The record of a document; InputError where it is gone."""
    record = session.get(DocumentRecord, document)
    if record is None:
        raise InputError("the document is not there any more", remedy="Go back to Projects.")
    return record


def document_of(workspace: Workspace, session: Session, document: int) -> Document:
    """The Russian document as it was read; ``source`` is its file where that is a .docx."""
    from workbench.documents import Paragraph, ParagraphKind

    record = require_document(session, document)
    query = select(ParagraphRecord).where(ParagraphRecord.document_id == document)
    paragraphs = tuple(
        Paragraph(
            text=one.text_ru,
            kind=ParagraphKind(one.kind),
            level=one.level,
            place=one.place,
            bold=one.bold,
            italic=one.italic,
            anchor=one.anchor,
        )
        for one in session.scalars(query.order_by(ParagraphRecord.index))
    )
    is_word = record.source_file.endswith(".docx") and all(one.anchor for one in paragraphs)
    source = uploads.path_of(workspace, record.source_file) if is_word else None
    return replace(Document(paragraphs, "ru"), source=source)
