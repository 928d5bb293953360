"""Rows as the pages show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workbench.review.columns import now
from workbench.review.order import ranks_of
from workbench.review.tables import (
    DocumentRecord,
    ParagraphRecord,
    PresenceRecord,
    RowRecord,
    UserRecord,
)
from workbench.review.terms import Terms

PRESENT = timedelta(seconds=90)
"""Somebody not heard of for longer is not there any more."""


def row_views(
    session: Session,
    document: DocumentRecord,
    rows: Sequence[RowRecord],
    *,
    terms: Terms | None,
    user: str,
    numbers: Mapping[int, int] | None = None,
) -> list[dict[str, Any]]:
    """The RowViews of ``rows``; ``numbers`` are their places, looked up where not given."""
    if numbers is None:
        numbers = ranks_of(session, document.id, [row.id for row in rows])
    kinds = _kinds(session, document.id, {row.paragraph for row in rows})
    locks = {seen["row"]: seen["user"] for seen in present(session, document.id, user)}
    return [
        {
            "id": row.id,
            "number": numbers.get(row.id, 0),
            "version": row.version,
            "paragraph": row.paragraph,
            "kind": kinds.get(row.paragraph, "body"),
            "source": row.source_text,
            "target": row.target_text,
            "source_parts": row.source,
            "target_parts": row.target,
            "draft": row.draft,
            "status": row.status,
            "reason": row.reason,
            "confidence": row.confidence,
            "score": row.score,
            "look": row.look,
            "pinned": row.pinned,
            "open_checks": row.open_checks,
            "terms": terms.views(row.source_text, row.target_text) if terms else [],
            "comments": row.comments,
            "locked_by": locks.get(row.id),
        }
        for row in rows
    ]


def present(session: Session, document: int, user: str) -> list[dict[str, Any]]:
    """The other people in the document, with the rows they are in."""
    query = (
        select(PresenceRecord.user, PresenceRecord.row_id, UserRecord.display)
        .join(UserRecord, UserRecord.name == PresenceRecord.user, isouter=True)
        .where(
            PresenceRecord.document_id == document,
            PresenceRecord.user != user,
            PresenceRecord.at > now() - PRESENT,
        )
        .order_by(PresenceRecord.at)
    )
    return [{"user": display or name, "row": row} for name, row, display in session.execute(query)]


def _kinds(session: Session, document: int, paragraphs: set[int]) -> dict[int, str]:
    query = select(ParagraphRecord.index, ParagraphRecord.kind).where(
        ParagraphRecord.document_id == document, ParagraphRecord.index.in_(paragraphs)
    )
    return dict(session.execute(query).all())
