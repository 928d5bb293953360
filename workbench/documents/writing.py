"""Translations go back into a file: one paragraph for each source paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import IO, cast

from workbench import files
from workbench.documents.limits import DEFAULT_LIMITS, Limits
from workbench.documents.model import Document, Segment


def paragraph_pieces(
    document: Document, translations: Sequence[str], segments: Sequence[Segment] | None
) -> list[list[tuple[str, int, int]]]:
    """For each paragraph, its translated pieces with the source span of each.

    Without ``segments`` there is one translation for each paragraph, with them one
    for each segment, in order. A piece without translation keeps its source text, so
    that nothing is lost. Raises ValueError where the numbers do not fit.
    """
    if segments is None:
        segments = [
            Segment("", index, paragraph.text, 0, len(paragraph.text))
            for index, paragraph in enumerate(document.paragraphs)
        ]
    if len(segments) != len(translations):
        raise ValueError(f"{len(translations)} translations for {len(segments)} source texts")
    pieces: list[list[tuple[str, int, int]]] = [[] for _ in document.paragraphs]
    for segment, translation in zip(segments, translations, strict=True):
        text = " ".join(translation.split()) or segment.text
        pieces[segment.paragraph].append((text, segment.start, segment.end))
    for paragraph, found in zip(document.paragraphs, pieces, strict=True):
        if not found:
            found.append((paragraph.text, 0, len(paragraph.text)))
    return pieces


def paragraph_texts(
    document: Document, translations: Sequence[str], segments: Sequence[Segment] | None = None
) -> list[str]:
    """The translation of each paragraph as one string (see ``paragraph_pieces``)."""
    pieces = paragraph_pieces(document, translations, segments)
    return [" ".join(text for text, _, _ in found) for found in pieces]


def write_text(
    document: Document,
    translations: Sequence[str],
    path: str | Path,
    *,
    segments: Sequence[Segment] | None = None,
) -> None:
    """Write UTF-8 text: exactly one line for each source paragraph, empty lines between.

    Raises OutputError where the file cannot be written.
    """
    texts = paragraph_texts(document, translations, segments)
    files.write_text(Path(path), "\n\n".join(texts) + "\n")


def write_docx(
    source: str | Path | None,
    translations: Sequence[str],
    document: Document,
    path: str | Path,
    *,
    segments: Sequence[Segment] | None = None,
    language: str = "en-US",
    limits: Limits = DEFAULT_LIMITS,
) -> None:
    """Write the translation as .docx.

    With a .docx ``source`` (the file that ``document`` was read from) the result is
    that file with its texts replaced: styles, headings, lists, tables, notes,
    pictures and page set-up stay; bold, italic and links stay where a whole piece
    has them. The pieces are the segments where ``segments`` is given, else the
    paragraphs; a note's mark goes to the end of its piece. Without ``source`` a plain
    new document is made with the same paragraphs.

    Raises OutputError where the file cannot be written, DocumentError where the
    source is not the file that the document was read from.
    """
    from workbench.documents.docx_writer import fill_source, new_document

    pieces = paragraph_pieces(document, translations, segments)
    if source is None:
        texts = [" ".join(text for text, _, _ in found) for found in pieces]
        word = new_document(document, texts, language)
    else:
        word = fill_source(Path(source), document, pieces, language, limits)
    with files.replacing(Path(path), binary=True) as stream:
        word.save(cast(IO[bytes], stream))
