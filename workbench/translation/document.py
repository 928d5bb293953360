"""A whole document drafted: its segments, their drafts, its paragraphs put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.documents import Document, Segment, paragraph_texts, split_segments
from workbench.translation.model import Draft, TermAccount, TermStatus
from workbench.translation.translator import Progress, Translator


@dataclass(frozen=True, slots=True)
class DocumentDraft:
    """A document with a draft for each of its segments (same order, same length)."""

    document: Document
    segments: tuple[Segment, ...]
    drafts: tuple[Draft, ...]
    signature: str

    @property
    def paragraphs(self) -> list[str]:
        """The English of each paragraph, put together from its sentences."""
        return paragraph_texts(self.document, [draft.text for draft in self.drafts], self.segments)

    @property
    def words(self) -> int:
        """English words of all drafts."""
        return sum(len(draft.text.split()) for draft in self.drafts)

    def term_counts(self) -> dict[TermStatus, int]:
        """How many term occurrences came out free, forced and unsatisfied."""
        counts = Counter(term.status for draft in self.drafts for term in draft.terms)
        return {status: counts[status] for status in TermStatus}

    def broken_promises(self) -> list[tuple[Segment, TermAccount]]:
        """The unsatisfied occurrences of binding terms, with their segments."""
        return [
            (segment, term)
            for segment, draft in zip(self.segments, self.drafts, strict=True)
            for term in draft.terms
            if term.status is TermStatus.UNSATISFIED and term.match.entry.binding
        ]

    def to_look_at(self, most: int = 10, *, below: float = 0.5) -> list[tuple[Segment, Draft]]:
        """The segments most in need of a look: with warnings or review marks, or doubtful."""
        pairs = [
            (segment, draft)
            for segment, draft in zip(self.segments, self.drafts, strict=True)
            if draft.confidence < below or reasons(draft)
        ]
        return sorted(pairs, key=lambda pair: (not reasons(pair[1]), pair[1].confidence))[:most]


def reasons(draft: Draft) -> list[str]:
    """Return why a person should look at ``draft`` (besides its confidence)."""
    found = list(draft.warnings)
    for term in draft.terms:
        if term.status is TermStatus.UNSATISFIED and term.match.entry.binding:
            found.append(f"term {term.match.surface} is missing: {term.reason}")
        elif term.review:
            found.append(f"term {term.variant} was forced at a high price")
    return found


def translate_document(
    document: Document,
    translator: Translator,
    *,
    segments: Sequence[Segment] | None = None,
    progress: Progress | None = None,
) -> DocumentDraft:
    """Draft every segment of ``document``; ``progress`` gets numbers of segments done.

    ``segments`` are those of the document where the caller has split it already.
    """
    segments = split_segments(document) if segments is None else segments
    drafts = translator.draft([segment.text for segment in segments], progress=progress)
    return DocumentDraft(document, tuple(segments), tuple(drafts), translator.signature)
