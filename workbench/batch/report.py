"""The report of a drafted document: what a person, a program or a later run wants to know."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from workbench import __version__
from workbench.documents import Segment
from workbench.translation import DocumentDraft, Draft, TermAccount, TermStatus
from workbench.translation.document import reasons


def as_report(draft: DocumentDraft, *, fingerprint: str, created: datetime) -> dict[str, Any]:
    """Return the report as plain data for JSON."""
    pairs = list(zip(draft.segments, draft.drafts, strict=True))
    return {
        "version": __version__,
        "source": draft.document.source.name if draft.document.source else None,
        "fingerprint": fingerprint,
        "signature": draft.signature,
        "created": created.isoformat(),
        "paragraphs": len(draft.document.paragraphs),
        "segments": len(pairs),
        "words": draft.words,
        "terms": {status.value: count for status, count in draft.term_counts().items()},
        "unsatisfied": [_missing(segment, term) for segment, term in draft.broken_promises()],
        "look_at_first": [_look(segment, english) for segment, english in draft.to_look_at()],
        "document_warnings": list(draft.document.warnings),
        "details": [_segment(segment, english) for segment, english in pairs],
    }


def _segment(segment: Segment, draft: Draft) -> dict[str, Any]:
    return {
        "id": segment.id,
        "paragraph": segment.paragraph + 1,
        "source": segment.text,
        "target": draft.text,
        "confidence": draft.confidence,
        "score": round(draft.score, 4),
        "warnings": list(draft.warnings),
        "terms": [_term(term) for term in draft.terms],
    }


def _term(term: TermAccount) -> dict[str, Any]:
    entry = term.match.entry
    data: dict[str, Any] = {
        "term": entry.source,
        "entry": entry.id,
        "policy": entry.policy.value,
        "surface": term.match.surface,
        "source_span": [term.match.start, term.match.end],
        "status": term.status.value,
    }
    if term.status is TermStatus.UNSATISFIED:
        data["reason"] = term.reason
        data["wanted"] = entry.preferred
    else:
        data["variant"] = term.variant
        data["target_span"] = [term.start, term.end]
    if term.status is TermStatus.FORCED:
        data["cost"] = round(term.cost, 3)
        data["review"] = term.review
    return data


def _missing(segment: Segment, term: TermAccount) -> dict[str, Any]:
    return {"segment": segment.id, "paragraph": segment.paragraph + 1, **_term(term)}


def _look(segment: Segment, draft: Draft) -> dict[str, Any]:
    return {
        "segment": segment.id,
        "paragraph": segment.paragraph + 1,
        "confidence": draft.confidence,
        "reasons": reasons(draft) or ["low confidence"],
        "target": draft.text,
    }
