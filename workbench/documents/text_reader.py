"""Plain text files: encoding, then lines, then paragraphs."""

from __future__ import annotations

from pathlib import Path

from workbench.documents.encoding import decode
from workbench.documents.limits import Limits
from workbench.documents.lines import lines_of
from workbench.documents.model import Document
from workbench.documents.repair import repair
from workbench.errors import DocumentError

_NAMED = 5  # pieces of page furniture named in the warning


def read_text(
    data: bytes, path: Path, *, language: str, wrapped: bool | None, limits: Limits
) -> Document:
    """Read plain text; raises DocumentError where the bytes are no text."""
    text, encoding = decode(data, file=path)
    if len(text) > limits.characters:
        raise DocumentError(
            f"has {len(text):,} characters; the limit is {limits.characters:,}",
            file=path,
            remedy="Split the document, or raise the limit characters.",
        )
    repaired = repair(lines_of(text), language, wrapped=wrapped)
    warnings = furniture_warning(repaired.furniture)
    if encoding not in ("utf-8", "utf-16"):
        warnings = (f"read as {encoding}: check that the letters are right", *warnings)
    return Document(repaired.paragraphs, language, source=path, warnings=warnings)


def furniture_warning(furniture: tuple[str, ...]) -> tuple[str, ...]:
    """Name what was left out at page edges, so that nothing goes silently."""
    if not furniture:
        return ()
    distinct = list(dict.fromkeys(furniture))
    named = "; ".join(distinct[:_NAMED]) + ("; …" if len(distinct) > _NAMED else "")
    return (f"left out {len(furniture)} lines of page furniture: {named}",)
