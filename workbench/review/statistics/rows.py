"""The rows that the figures are made of, read without their large columns."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import false, select

from workbench.review.status import Status
from workbench.review.tables import DocumentRecord, RowRecord
from workbench.review.workspace import Workspace

DONE = (Status.EDITED, Status.REVIEWED, Status.APPROVED)
"""Rows that a person has worked on or confirmed."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """What the figures need of a row. ``edit_ms`` is the time at it, in milliseconds."""

    id: int
    document: int
    document_name: str
    source: str
    draft: str
    target: str
    status: Status
    words: int
    edit_ms: int
    keystrokes: int
    updated_at: datetime

    @property
    def corrected(self) -> bool:
        """Whether a person has changed a draft."""
        return bool(self.draft) and self.status in DONE and self.draft != self.target


def figure_rows(workspace: Workspace, documents: Collection[int]) -> list[FigureRow]:
    """Return the live rows of ``documents`` in order."""
    row = RowRecord
    query = (
        select(
            row.id,
            row.document_id,
            DocumentRecord.name,
            row.source_text,
            row.draft,
            row.target_text,
            row.status,
            row.words,
            row.edit_ms,
            row.keystrokes,
            row.updated_at,
        )
        .join(DocumentRecord, DocumentRecord.id == row.document_id)
        .where(row.document_id.in_(documents), row.removed == false())
        .order_by(row.document_id, row.position, row.id)
    )
    with workspace.reading() as session:
        found = session.execute(query).all()
    return [
        FigureRow(id_, owner, name, source, draft, target, Status(status), *rest)
        for id_, owner, name, source, draft, target, status, *rest in found
    ]
