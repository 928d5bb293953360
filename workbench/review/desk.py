"""The desk: what the pages ask of a document under review, and do to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from workbench.review.applying import (
    CONFLICT,
    Batch,
    acknowledged,
    check_request,
    missing_document,
)
from workbench.review.columns import now
from workbench.review.marks import Marker
from workbench.review.order import ranks_of
from workbench.review.pace import words_an_hour
from workbench.review.paging import MOST_ROWS, counts, page_of, read_filter
from workbench.review.panel import require_row, row_panel
from workbench.review.providers import Drafter, Memory
from workbench.review.realigning import Aligner, align_by_table
from workbench.review.redrafting import redraft
from workbench.review.replacing import preview
from workbench.review.steps import labels
from workbench.review.tables import DocumentRecord, PresenceRecord, ProjectRecord, RowRecord
from workbench.review.terms import TermBook, Terms
from workbench.review.views import PRESENT, present, row_views
from workbench.review.workspace import Workspace


class Desk:
    """One instance serves all documents and any number of threads.

    ``glossary`` is the term base of projects that name none, ``drafter`` makes new drafts,
    ``memory`` finds matches (without one of the two its answers say so); ``aligner`` aligns
    again between fixed points.
    """

    def __init__(
        self,
        workspace: Workspace,
        *,
        glossary: Path | None = None,
        drafter: Drafter | None = None,
        memory: Memory | None = None,
        aligner: Aligner = align_by_table,
    ) -> None:
        self.workspace = workspace
        self.book = TermBook(glossary)
        self.drafter = drafter
        self.memory = memory
        self.aligner = aligner

    def apply(
        self, document_id: int, user: str, client: str, actions: Sequence[Mapping[str, Any]]
    ) -> dict[str, Any]:
        """Apply numbered actions in their order, each once (see the module ``applying``).

        Returns the highest number of the client that was answered, the outcomes, the
        changed rows as they are now, and what the page shows around them. Raises
        InputError for a document that is not there and for a request without numbers.
        """
        check_request(client, actions)
        terms = self._terms(document_id)
        batch = Batch(self.workspace, document_id, user, client, Marker(terms), self.aligner)
        for fields in actions:
            batch.apply(fields)
        return self._reply(batch, terms)

    def page(
        self,
        document_id: int,
        *,
        user: str,
        offset: int = 0,
        limit: int = 50,
        filter: Mapping[str, Any] | None = None,
        around: int | None = None,
    ) -> dict[str, Any]:
        """A page of rows and all that stands around it; ``around`` is a row to show."""
        wanted = read_filter(filter)
        limit = min(max(limit, 1), MOST_ROWS)
        terms = self._terms(document_id)
        with self.workspace.reading() as session:
            document = _document(session, document_id)
            tally = counts(session, document_id)
            total, offset, identities = page_of(
                session,
                document_id,
                wanted,
                offset=offset,
                limit=limit,
                around=around,
                everything=tally["all"],
            )
            numbers = (
                {row: offset + place for place, row in enumerate(identities, start=1)}
                if wanted.is_empty
                else ranks_of(session, document_id, identities)
            )
            rows = _rows(session, identities)
            return {
                "total": total,
                "offset": offset,
                "rows": row_views(session, document, rows, terms=terms, user=user, numbers=numbers),
                "counts": tally,
                "present": _present(session, document_id, user),
                **labels(session, document_id, user),
                "speed": words_an_hour(session, document_id, user),
                "document": document_view(document),
            }

    def row(self, document_id: int, row: int, user: str) -> dict[str, Any]:
        """What the side panel shows of a row."""
        terms = self._terms(document_id)
        with self.workspace.reading() as session:
            document = _document(session, document_id)
            return row_panel(session, document, row, terms=terms, memory=self.memory, user=user)

    def presence(
        self, document_id: int, user: str, client: str, row: int | None
    ) -> list[dict[str, Any]]:
        """Note that a client is in a row (or in none); return where the others are."""
        with self.workspace.writing() as session:
            _document(session, document_id)
            there = session.get(RowRecord, row) if row is not None else None
            known = there.id if there is not None and there.document_id == document_id else None
            seen = session.get(PresenceRecord, (document_id, client[:100]))
            if seen is None:
                seen = PresenceRecord(document_id=document_id, client=client[:100], user=user)
                session.add(seen)
            seen.user, seen.row_id, seen.at = user, known, now()
            old = PresenceRecord.at < now() - 10 * PRESENT
            session.execute(delete(PresenceRecord).where(old))
        with self.workspace.reading() as session:
            return _present(session, document_id, user)

    def replace_preview(self, document_id: int, **search: Any) -> dict[str, Any]:
        """What ``replace_all`` would change: find, replace, regex, case, filter.

        Returns ``preview_token``, ``total`` rows, ``places`` and the first ``rows``; raises
        InputError where the search makes no sense.
        """
        with self.workspace.reading() as session:
            _document(session, document_id)
            return preview(session, document_id, search)

    def redraft(
        self,
        document_id: int,
        row: int,
        keep: Sequence[str] = (),
        avoid: Sequence[str] = (),
        prefix: str = "",
    ) -> dict[str, Any]:
        """A new draft of a row that holds ``keep``, avoids ``avoid`` and begins with ``prefix``.

        Changes nothing; ``take_draft`` does. Returns ``text``, ``detail`` and ``message``
        (see :func:`.redrafting.redraft`).
        """
        terms = self._terms(document_id)
        with self.workspace.reading() as session:
            source = require_row(session, document_id, row).source_text
        return redraft(self.drafter, terms, source, keep=keep, avoid=avoid, prefix=prefix)

    def concordance(self, text: str, language: str) -> list[dict[str, Any]]:
        """Where a text occurs in the memory, in "ru" or "en"; nothing without a memory."""
        return self.memory.concordance(text, language) if self.memory else []

    def _terms(self, document_id: int) -> Terms | None:
        """The terms of the document's project, loaded outside of any transaction."""
        query = (
            select(ProjectRecord.settings)
            .join(DocumentRecord, DocumentRecord.project_id == ProjectRecord.id)
            .where(DocumentRecord.id == document_id)
        )
        with self.workspace.reading() as session:
            settings = session.scalars(query).first()
        if settings is None:
            raise missing_document(document_id)
        return self.book.of(settings)

    def _reply(self, batch: Batch, terms: Terms | None) -> dict[str, Any]:
        with self.workspace.reading() as session:
            document = _document(session, batch.document)
            disputed = {o["row"] for o in batch.outcomes if o.get("row") is not None}
            found = _rows(session, batch.shown | disputed)
            live = [row for row in found if not row.removed]
            views = row_views(session, document, live, terms=terms, user=batch.user)
            by_id = {view["id"]: view for view in views}
            for outcome in batch.outcomes:
                if outcome["result"] == CONFLICT:
                    outcome["row"] = by_id.get(outcome["row"])
            return {
                "acknowledged": acknowledged(session, batch.document, batch.client),
                "outcomes": batch.outcomes,
                "rows": views,
                "removed": [row.id for row in found if row.removed],
                "order": batch.order,
                **labels(session, batch.document, batch.user),
                "counts": counts(session, batch.document),
            }


def document_view(document: DocumentRecord) -> dict[str, Any]:
    """A document as the pages show it."""
    return {
        "id": document.id,
        "project": document.project_id,
        "name": document.name,
        "kind": document.kind,
        "state": document.state,
        "source_name": document.source_name,
        "english_name": document.english_name,
        "signature": document.signature,
        "note": document.note,
        "created_at": document.created_at.isoformat(),
    }


def _document(session: Session, identity: int) -> DocumentRecord:
    document = session.get(DocumentRecord, identity)
    if document is None:
        raise missing_document(identity)
    return document


def _rows(session: Session, identities: Sequence[int] | set[int]) -> list[RowRecord]:
    query = select(RowRecord).where(RowRecord.id.in_(identities))
    return list(session.scalars(query.order_by(RowRecord.position, RowRecord.id)))


def _present(session: Session, document: int, user: str) -> list[dict[str, Any]]:
    found = present(session, document, user)
    numbers = ranks_of(session, document, {seen["row"] for seen in found if seen["row"]})
    return [seen | {"number": numbers.get(seen["row"])} for seen in found]
