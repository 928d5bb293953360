"""The job that counts missing terms again after a project's term base has changed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from workbench.review.intake import require_document
from workbench.review.jobs import Progress
from workbench.review.marks import mark
from workbench.review.order import live
from workbench.review.tables import ProjectRecord, RowRecord
from workbench.review.terms import TermBook
from workbench.review.workspace import Workspace

TERMS = "terms"
BATCH = 200
"""Rows looked at in one transaction, so that nobody waits long to write."""


@dataclass(frozen=True)
class TermsWorker:
    """Marks the rows of a document by the terms as they are now; changes no text."""

    terms: TermBook

    def __call__(self, workspace: Workspace, document: int, progress: Progress) -> None:
        """Count the missing terms of every row."""
        query = select(RowRecord.id).where(live(document)).order_by(RowRecord.position)
        with workspace.reading() as session:
            rows = list(session.scalars(query))
        progress.begin(0, len(rows))
        for start in range(0, len(rows), BATCH):
            self._mark(workspace, document, rows[start : start + BATCH])
            progress.report(min(start + BATCH, len(rows)), len(rows))

    def _mark(self, workspace: Workspace, document: int, rows: list[int]) -> None:
        with workspace.writing() as session:
            record = require_document(session, document)
            project = session.get_one(ProjectRecord, record.project_id)
            terms = self.terms.of(project.settings)
            for row in session.scalars(select(RowRecord).where(RowRecord.id.in_(rows))):
                row.terms_missing = 0
                if terms is not None and row.target_text:
                    row.terms_missing = terms.missing(row.source_text, row.target_text)
                mark(row, record.kind)
