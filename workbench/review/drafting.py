"""The job that drafts a document: memory first, then the model, stored batch by batch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workbench.review.columns import now
from workbench.review.content import joined
from workbench.review.detail import Detail, detail_of
from workbench.review.intake import marker_of, require_document, take_in
from workbench.review.jobs import Progress
from workbench.review.marks import Marker
from workbench.review.order import live
from workbench.review.status import Status
from workbench.review.tables import DocumentRecord, RevisionRecord, RowRecord
from workbench.review.terms import TermBook
from workbench.review.workspace import Workspace
from workbench.translation.model import Draft

BATCH = 8
"""Rows drafted between two stores: at most so many are drafted again after a kill."""
MACHINE, MEMORY = "machine", "memory"


class Drafter(Protocol):
    """What is needed of a translator (:class:`workbench.translation.Translator`)."""

    @property
    def signature(self) -> str:
        """What makes the drafts: model, engine, term base, settings."""

    def draft(self, texts: Sequence[str]) -> list[Draft]:
        """A draft for each text."""


@dataclass(frozen=True, slots=True)
class Filling:
    """A text that goes into an empty row, with what is known of it."""

    text: str
    detail: Detail
    by: str


Fill = Callable[[str], Filling | None]
"""The memory's text for a Russian one where it is good enough to stand as the draft."""
DrafterOf = Callable[[Workspace, int], Drafter]
"""The translator for a document, with the term base of its project."""


@dataclass(frozen=True)
class DraftingWorker:
    """Drafts a document: a :data:`workbench.review.jobs.Worker`."""

    drafter: DrafterOf
    terms: TermBook
    fill: Fill | None = None

    def __call__(self, workspace: Workspace, document: int, progress: Progress) -> None:
        """Take the document in, then fill its empty rows; goes on where it was interrupted."""
        take_in(workspace, document)
        pending, total = _pending(workspace, document)
        progress.begin(total - len(pending), total, "loading the model")
        if not pending:
            return
        drafter = self.drafter(workspace, document)
        for start in range(0, len(pending), BATCH):
            batch = pending[start : start + BATCH]
            fillings = _fillings([text for _, text in batch], drafter, self.fill)
            with workspace.writing() as session:
                record = require_document(session, document)
                record.signature = drafter.signature
                found = dict(zip((row for row, _ in batch), fillings, strict=True))
                fill_rows(session, record, found, marker_of(session, record, self.terms))
            done = total - len(pending) + start + len(batch)
            progress.report(done, total)


def fill_rows(
    session: Session, document: DocumentRecord, fillings: dict[int, Filling], marker: Marker
) -> None:
    """Give still empty rows their texts; what a person has written in the meantime stays."""
    query = select(RowRecord).where(live(document.id), RowRecord.id.in_(fillings))
    rows = [row for row in session.scalars(query) if row.status == Status.EMPTY]
    moment = now()
    for row in rows:
        filling = fillings[row.id]
        row.target, row.draft = [filling.text], filling.text
        row.status, row.detail = Status.DRAFT, filling.detail.as_dict()
        row.confidence, row.doubts = filling.detail.confidence, filling.detail.doubts
        row.forced_terms = filling.detail.forced
        row.version += 1
        row.updated_at, row.updated_by = moment, filling.by
        session.add(
            RevisionRecord(
                row_id=row.id,
                version=row.version,
                user=filling.by,
                at=moment,
                kind="draft",
                source=row.source,
                target=row.target,
                status=row.status,
            )
        )
    marker.refresh(session, document, rows)


def _pending(workspace: Workspace, document: int) -> tuple[list[tuple[int, str]], int]:
    """The rows without a text, with their Russian, and the number of all rows."""
    empty = RowRecord.status == Status.EMPTY
    query = select(RowRecord.id, RowRecord.source).where(live(document), empty)
    with workspace.reading() as session:
        rows = session.execute(query.order_by(RowRecord.position, RowRecord.id)).all()
        total = session.scalar(select(func.count()).select_from(RowRecord).where(live(document)))
    return [(row, text) for row, source in rows if (text := joined(source))], total or 0


def _fillings(texts: Sequence[str], drafter: Drafter, fill: Fill | None) -> list[Filling]:
    found = [fill(text) if fill else None for text in texts]
    rest = [text for text, filling in zip(texts, found, strict=True) if filling is None]
    drafts = iter(drafter.draft(rest) if rest else [])
    return [filling if filling is not None else _of_draft(next(drafts)) for filling in found]


def _of_draft(draft: Draft) -> Filling:
    return Filling(draft.text, detail_of(draft), MACHINE)
