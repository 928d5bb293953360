"""A file becomes paragraphs and sentences, and can be written back.

``read_document`` reads .txt, .docx, .pdf and .html; ``split_segments`` makes its
sentences; ``detect_language`` and ``require_language`` tell its language;
``write_text`` and ``write_docx`` write translations back. The names are loaded when
first used, so that importing the package stays cheap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.documents.language import detect_language, require_language
    from workbench.documents.limits import DEFAULT_LIMITS, Limits
    from workbench.documents.model import (
        Document,
        Paragraph,
        ParagraphKind,
        Segment,
        segment_ids,
    )
    from workbench.documents.reading import read_document
    from workbench.documents.segments import split_segments
    from workbench.documents.sentences import split_sentences
    from workbench.documents.writing import paragraph_texts, write_docx, write_text

__all__ = [
    "DEFAULT_LIMITS",
    "Document",
    "Limits",
    "Paragraph",
    "ParagraphKind",
    "Segment",
    "detect_language",
    "paragraph_texts",
    "read_document",
    "require_language",
    "segment_ids",
    "split_segments",
    "split_sentences",
    "write_docx",
    "write_text",
]
_HOMES = {
    "DEFAULT_LIMITS": "limits",
    "Document": "model",
    "Limits": "limits",
    "Paragraph": "model",
    "ParagraphKind": "model",
    "Segment": "model",
    "detect_language": "language",
    "paragraph_texts": "writing",
    "read_document": "reading",
    "require_language": "language",
    "segment_ids": "model",
    "split_segments": "segments",
    "split_sentences": "sentences",
    "write_docx": "writing",
    "write_text": "writing",
}


def __getattr__(name: str) -> Any:
    """Load a public name from its module (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
