"""One door for all files: :func:`read_document`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from workbench.documents.limits import DEFAULT_LIMITS, Limits
from workbench.documents.model import Document
from workbench.documents.source_file import FileKind, disagreement, kind_of_file, read_bytes
from workbench.errors import DocumentError


def read_document(
    path: str | Path,
    *,
    language: str = "ru",
    wrapped: bool | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Document:
    """Read a .txt, .docx, .pdf or .html file into its paragraphs in reading order.

    ``language`` (ISO 639-1) is what the reader takes the document for; it decides how
    words broken at line ends are mended, and is not checked (see ``require_language``).
    ``wrapped`` tells for plain text whether its lines are parts of paragraphs (True)
    or paragraphs (False); None finds out. Page furniture (running heads, page
    numbers) of wrapped text and PDF is left out and named in ``warnings``.

    Raises DocumentError where the file is missing, no document, encrypted, damaged,
    without text, beyond ``limits`` or unsafe.
    """
    path = Path(path)
    data = read_bytes(path, limits)
    kind = kind_of_file(data, path)
    document = _read(kind, data, path, language, wrapped, limits)
    _check_text(document, path, limits)
    warning = disagreement(path, kind)
    if warning:
        document = replace(document, warnings=(warning, *document.warnings))
    return document


def _read(
    kind: FileKind, data: bytes, path: Path, language: str, wrapped: bool | None, limits: Limits
) -> Document:
    # Each reader is imported only for its own kind: the libraries are large.
    if kind is FileKind.DOCX:
        from workbench.documents.docx_reader import read_docx

        return read_docx(data, path, language=language, limits=limits)
    if kind is FileKind.PDF:
        from workbench.documents.pdf_reader import read_pdf

        return read_pdf(data, path, language=language, limits=limits)
    if kind is FileKind.HTML:
        from workbench.documents.html_reader import read_html

        return read_html(data, path, language=language)
    from workbench.documents.text_reader import read_text

    return read_text(data, path, language=language, wrapped=wrapped, limits=limits)


def _check_text(document: Document, path: Path, limits: Limits) -> None:
    length = sum(len(paragraph.text) for paragraph in document.paragraphs)
    if not any(c.isalnum() for p in document.paragraphs for c in p.text):
        raise DocumentError(
            "has no text", file=path, remedy="Give a document with at least one paragraph of text."
        )
    if length > limits.characters:
        raise DocumentError(
            f"has {length:,} characters; the limit is {limits.characters:,}",
            file=path,
            remedy="Split the document, or raise the limit characters.",
        )
