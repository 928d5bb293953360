"""Projects and their documents: made, listed with how far they are, deleted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from workbench.errors import InputError
from workbench.review import uploads
from workbench.review.status import Status
from workbench.review.tables import DocumentRecord, ProjectRecord, RowRecord
from workbench.review.uploads import Upload
from workbench.review.workspace import Workspace

DRAFT, ALIGN = "draft", "align"
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document as lists show it; ``counts`` are its rows by status."""

    id: int
    project: int
    name: str
    kind: str
    created_at: datetime
    created_by: str
    note: str
    counts: Mapping[Status, int]

    @property
    def rows(self) -> int:
        """All rows."""
        return sum(self.counts.values())

    @property
    def approved(self) -> int:
        """Rows that are approved."""
        return self.counts.get(Status.APPROVED, 0)

    @property
    def settled(self) -> int:
        """Rows that are reviewed or approved."""
        return self.approved + self.counts.get(Status.REVIEWED, 0)


@dataclass(frozen=True, slots=True)
class ProjectView:
    """A project with its documents in the order in which they came."""

    id: int
    name: str
    created_at: datetime
    created_by: str
    settings: Mapping[str, Any]
    documents: tuple[DocumentView, ...]


def create_project(
    workspace: Workspace, name: str, *, by: str, settings: Mapping[str, Any] | None = None
) -> int:
    """Make a project and return its id. Raises InputError for an empty name."""
    with workspace.writing() as session:
        project = ProjectRecord(name=_name(name), created_by=by, settings=dict(settings or {}))
        session.add(project)
        session.flush()
        return project.id


def rename_project(workspace: Workspace, project: int, name: str) -> None:
    """Give a project another name. Raises InputError for an empty one."""
    with workspace.writing() as session:
        _project(session, project).name = _name(name)


def add_document(
    workspace: Workspace,
    project: int,
    source: Upload,
    *,
    by: str,
    english: Upload | None = None,
    name: str = "",
) -> int:
    """Keep the file (or the two files) of a new document and return its id.

    One file is to be drafted, two are to be aligned. Raises InputError where the project
    is not there or a file cannot be taken.
    """
    kept = [uploads.store(workspace, file) for file in (source, english) if file is not None]
    try:
        with workspace.writing() as session:
            _project(session, project)
            document = DocumentRecord(
                project_id=project,
                name=_name(name or stem(source.label)),
                kind=DRAFT if english is None else ALIGN,
                created_by=by,
                source_file=kept[0],
                source_name=source.label,
                english_file=kept[1] if english else "",
                english_name=english.label if english else "",
            )
            session.add(document)
            session.flush()
            return document.id
    except BaseException:
        uploads.remove(workspace, *kept)
        raise


def list_projects(workspace: Workspace) -> list[ProjectView]:
    """Return all projects, the newest first, with their documents."""
    with workspace.reading() as session:
        projects = session.scalars(select(ProjectRecord).order_by(ProjectRecord.id.desc())).all()
        documents = session.scalars(select(DocumentRecord).order_by(DocumentRecord.id)).all()
        counts = _counts(session)
        views = [_view(document, counts.get(document.id, {})) for document in documents]
        return [
            ProjectView(
                project.id,
                project.name,
                project.created_at,
                project.created_by,
                dict(project.settings),
                tuple(view for view in views if view.project == project.id),
            )
            for project in projects
        ]


def get_project(workspace: Workspace, project: int) -> ProjectView:
    """Return one project. Raises InputError where it is not there."""
    for view in list_projects(workspace):
        if view.id == project:
            return view
    raise _missing("project")


def get_document(workspace: Workspace, document: int) -> DocumentView:
    """Return one document. Raises InputError where it is not there."""
    with workspace.reading() as session:
        record = session.get(DocumentRecord, document)
        if record is None:
            raise _missing("document")
        return _view(record, _counts(session, document).get(document, {}))


def delete_document(workspace: Workspace, document: int) -> None:
    """Delete a document with everything that hangs on it, its files included."""
    with workspace.writing() as session:
        record = session.get(DocumentRecord, document)
        names = (record.source_file, record.english_file) if record else ()
        session.execute(delete(DocumentRecord).where(DocumentRecord.id == document))
    uploads.remove(workspace, *names)


def delete_project(workspace: Workspace, project: int) -> None:
    """Delete a project with all its documents, their files and its own term base."""
    query = select(DocumentRecord).where(DocumentRecord.project_id == project)
    with workspace.writing() as session:
        records = session.scalars(query).all()
        names = [name for one in records for name in (one.source_file, one.english_file)]
        session.execute(delete(ProjectRecord).where(ProjectRecord.id == project))
    uploads.remove(workspace, *names)
    own_terms(workspace, project).unlink(missing_ok=True)


def own_terms(workspace: Workspace, project: int) -> Path:
    """The file of a project's own term base (see :mod:`.project_terms`), there or not."""
    return workspace.folder / "terms" / f"project-{project}.tsv"


def stem(name: str) -> str:
    """``letter`` for ``letter.ru.docx``: what a document is called at first."""
    base = name.rsplit(".", 1)[0] if "." in name else name
    return base[:-3] if base.lower().endswith((".ru", ".en")) and len(base) > 3 else base


def _counts(session: Session, document: int | None = None) -> dict[int, dict[Status, int]]:
    query = (
        select(RowRecord.document_id, RowRecord.status, func.count())
        .where(RowRecord.removed.is_(False))
        .group_by(RowRecord.document_id, RowRecord.status)
    )
    if document is not None:
        query = query.where(RowRecord.document_id == document)
    found: dict[int, dict[Status, int]] = {}
    for owner, status, count in session.execute(query):
        found.setdefault(owner, {})[Status(status)] = count
    return found


def _view(record: DocumentRecord, counts: Mapping[Status, int]) -> DocumentView:
    return DocumentView(
        record.id,
        record.project_id,
        record.name,
        record.kind,
        record.created_at,
        record.created_by,
        record.note,
        dict(counts),
    )


def _project(session: Session, project: int) -> ProjectRecord:
    record = session.get(ProjectRecord, project)
    if record is None:
        raise _missing("project")
    return record


def _name(name: str) -> str:
    clean = "".join(c for c in " ".join(name.split()) if c.isprintable())[:LONGEST_NAME]
    if not clean:
        raise InputError("the name is empty", remedy="Give a name of at least one letter.")
    return clean


def _missing(what: str) -> InputError:
    return InputError(f"this {what} is not there any more", remedy="Go back to Projects.")
