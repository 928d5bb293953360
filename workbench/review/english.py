"""The English of a reviewed document, put back into the paragraphs of the Russian one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.documents import Document, Paragraph, Segment

if TYPE_CHECKING:
    from workbench.review.exporting import ExportRow

NOTHING = "\u200b"
"""Stands in a .docx paragraph whose text was merged into another one: no visible sign."""


def english_pieces(
    original: Document, rows: Sequence[ExportRow], ids: Collection[int]
) -> tuple[Document, list[str], list[Segment]]:
    """Return a document, its pieces of text in order, and the source span of each.

    Rows not among ``ids`` keep their Russian. Where a reviewer has split or merged rows
    inside a paragraph the spans follow; where the Russian was changed the paragraph is one
    piece. A paragraph whose text was merged into another is left out, or empty in a .docx,
    whose paragraphs must all stand.
    """
    grouped: defaultdict[int, list[ExportRow]] = defaultdict(list)
    for row in rows:
        grouped[row.paragraph].append(row)
    keeps_all = original.source is not None
    paragraphs: list[Paragraph] = []
    texts: list[str] = []
    segments: list[Segment] = []
    for index, paragraph in enumerate(original.paragraphs):
        found = grouped.get(index, [])
        merged_away = not found and any(map(str.isalnum, paragraph.text))
        if merged_away and not keeps_all:
            continue
        place = len(paragraphs)
        paragraphs.append(paragraph)
        if not found:
            whole = (0, len(paragraph.text))
            pieces = [(NOTHING if merged_away else paragraph.text, *whole)]
        else:
            pieces = _pieces(paragraph.text, found, ids)
        for text, start, end in pieces:
            texts.append(text)
            segments.append(Segment("", place, paragraph.text[start:end], start, end))
    return replace(original, paragraphs=tuple(paragraphs)), texts, segments


def _pieces(
    text: str, rows: Sequence[ExportRow], ids: Collection[int]
) -> list[tuple[str, int, int]]:
    """The text of each row with its span in the paragraph ``text``."""
    english = [row.target if row.id in ids else row.source for row in rows]
    spans = []
    end = 0
    for row in rows:
        start = text.find(row.source, end) if row.source else -1
        if start < 0:
            return [(" ".join(part for part in english if part), 0, len(text))]
        end = start + len(row.source)
        spans.append((start, end))
    return [(part, *span) for part, span in zip(english, spans, strict=True)]
