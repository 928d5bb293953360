"""What people take away: one file of a document, or everything of a project in one archive."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from sqlalchemy import select

from workbench.review.content import joined
from workbench.review.exporting import (
    Account,
    ExportDocument,
    ExportRow,
    Kind,
    Languages,
    export,
    safe_name,
)
from workbench.review.intake import document_of, require_document
from workbench.review.order import live
from workbench.review.projects import get_project
from workbench.review.status import Status
from workbench.review.tables import RowRecord
from workbench.review.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Bundle:
    """A file to take away: its name, its bytes, and what went into it."""

    name: str
    data: bytes
    accounts: tuple[tuple[str, Account], ...]


def load(workspace: Workspace, document: int) -> ExportDocument:
    """Return a document with its live rows, ready to be exported.

    Raises InputError where it is not there any more.
    """
    query = select(RowRecord).where(live(document)).order_by(RowRecord.position, RowRecord.id)
    with workspace.reading() as session:
        name = require_document(session, document).name
        original = document_of(workspace, session, document)
        rows = tuple(
            ExportRow(
                row.id,
                row.paragraph,
                joined(row.source),
                joined(row.target),
                Status(row.status),
                row.updated_by,
                row.updated_at,
            )
            for row in session.scalars(query)
        )
    return ExportDocument(name, original, rows)


def one_file(
    workspace: Workspace,
    document: int,
    kind: Kind,
    *,
    all_statuses: bool = False,
    languages: Languages | None = None,
) -> Bundle:
    """Return a document in one form; of a TMX the memory without its rules."""
    loaded = load(workspace, document)
    with tempfile.TemporaryDirectory() as folder:
        account = export(loaded, kind, Path(folder), all_statuses=all_statuses, languages=languages)
        path = account.files[0]
        return Bundle(path.name, path.read_bytes(), ((loaded.name, account),))


def everything(
    workspace: Workspace,
    project: int,
    *,
    kinds: Iterable[Kind] = tuple(Kind),
    all_statuses: bool = False,
    languages: Languages | None = None,
) -> Bundle:
    """Return an archive with a folder for each document and a text that says what is in it."""
    view = get_project(workspace, project)
    kinds = tuple(kinds)
    packed = BytesIO()
    accounts: list[tuple[str, Account]] = []
    names: set[str] = set()
    with (
        tempfile.TemporaryDirectory() as root,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for document in view.documents:
            folder = Path(root) / _fresh(safe_name(document.name), names)
            loaded = load(workspace, document.id)
            for kind in kinds:
                account = export(
                    loaded, kind, folder, all_statuses=all_statuses, languages=languages
                )
                accounts.append((document.name, account))
                for path in account.files:
                    archive.write(path, path.relative_to(root).as_posix())
        archive.writestr("contents.txt", contents(accounts))
    return Bundle(f"{safe_name(view.name, 'project')}.zip", packed.getvalue(), tuple(accounts))


def contents(accounts: Iterable[tuple[str, Account]]) -> str:
    """What an archive holds, a line for each file."""
    lines = [f"{name}: {account.files[0].name}: {account.sentence()}" for name, account in accounts]
    return "\n".join([*lines, ""])


def _fresh(name: str, taken: set[str]) -> str:
    candidate, number = name, 1
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{name}-{number}"
    taken.add(candidate.casefold())
    return candidate
