"""A document becomes segments: what a translator has before them one at a time."""

from __future__ import annotations

from workbench.documents.model import Document, Segment, segment_ids
from workbench.documents.sentences import split_sentences


def split_segments(document: Document) -> list[Segment]:
    """Return the sentences of all paragraphs in order, with stable ids.

    A paragraph without letters or figures gives one segment too, so that each
    paragraph has at least one and a writer finds a text for it.
    """
    spans = [
        (index, start, end)
        for index, paragraph in enumerate(document.paragraphs)
        for start, end in split_sentences(paragraph.text, document.language)
    ]
    texts = [document.paragraphs[index].text[start:end] for index, start, end in spans]
    return [
        Segment(identity, index, text, start, end)
        for identity, text, (index, start, end) in zip(
            segment_ids(texts), texts, spans, strict=True
        )
    ]
