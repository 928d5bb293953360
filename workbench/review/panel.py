"""The side panel: one row with everything that is known about it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import false, select
from sqlalchemy.orm import Session

from workbench.errors import InputError
from workbench.review.checks import open_findings
from workbench.review.detail import present_links, read_detail
from workbench.review.providers import Memory
from workbench.review.tables import CommentRecord, DocumentRecord, RevisionRecord, RowRecord
from workbench.review.terms import Terms
from workbench.review.views import row_views

MOST_HISTORY = 100


def row_panel(
    session: Session,
    document: DocumentRecord,
    identity: int,
    *,
    terms: Terms | None,
    memory: Memory | None,
    user: str,
) -> dict[str, Any]:
    """The row, its matches, terms, checks, comments, history and word links.

    Raises InputError where the row is not in the document any more.
    """
    row = require_row(session, document.id, identity)
    view = row_views(session, document, [row], terms=terms, user=user)[0]
    detail = read_detail(row.detail)
    return {
        "row": view,
        "matches": memory.matches(row.source_text, exclude_row=row.id) if memory else [],
        "terms": view["terms"],
        "checks": _checks(session, row.id),
        "comments": _comments(session, row.id),
        "history": _history(session, row),
        "links": present_links(detail, row.draft or row.target_text, row.target_text),
        "warnings": detail.warnings,
        "forced": [
            {"surface": term.surface, "variant": term.variant, "cost": term.cost}
            for term in detail.terms
            if term.status == "forced"
        ],
    }


def require_row(session: Session, document: int, identity: int) -> RowRecord:
    """The live row of a document; InputError where it is not there any more."""
    row = session.get(RowRecord, identity)
    if row is None or row.document_id != document or row.removed:
        raise InputError(
            "this row is not there any more",
            place=f"row {identity}",
            remedy="Somebody has joined it with another one; load the page again.",
        )
    return row


def _checks(session: Session, row: int) -> list[dict[str, Any]]:
    return [
        {
            "key": record.key,
            "check": record.check,
            "message": record.message,
            "side": record.side,
            "start": record.start,
            "end": record.end,
            "fix": record.fix,
        }
        for _, record in open_findings(session, [row])
    ]


def _comments(session: Session, row: int) -> list[dict[str, Any]]:
    query = (
        select(CommentRecord)
        .where(CommentRecord.row_id == row, CommentRecord.removed == false())
        .order_by(CommentRecord.id)
    )
    return [
        {
            "id": comment.id,
            "user": comment.user,
            "at": comment.at.isoformat(),
            "text": comment.text,
            "resolved": comment.resolved,
        }
        for comment in session.scalars(query)
    ]


def _history(session: Session, row: RowRecord) -> list[dict[str, Any]]:
    """The latest versions first; the draft comes last, as version 0."""
    query = (
        select(RevisionRecord)
        .where(RevisionRecord.row_id == row.id)
        .order_by(RevisionRecord.version.desc())
        .limit(MOST_HISTORY)
    )
    versions = [
        {
            "version": revision.version,
            "user": revision.user,
            "at": revision.at.isoformat(),
            "kind": revision.kind,
            "target": " ".join(filter(None, revision.target)),
            "status": revision.status,
        }
        for revision in session.scalars(query)
    ]
    if row.draft:
        draft = {"version": 0, "user": "", "at": None, "kind": "draft", "target": row.draft}
        versions.append({**draft, "status": "draft"})
    return versions
