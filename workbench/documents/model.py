"""What a file becomes: a document of paragraphs, and the segments of a paragraph."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class ParagraphKind(StrEnum):
    """What a paragraph is in its document; decides how it is written back."""

    HEADING = "heading"
    BODY = "body"
    LIST_ITEM = "list item"
    TABLE_CELL = "table cell"
    FOOTNOTE = "footnote"
    SIGNATURE = "signature"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its text on one line, its kind, and where the file has it.

    ``place`` says where a person finds it ("page 2", "table 1, row 3"); ``level`` is
    the heading or list depth, 0 where there is none; ``bold`` and ``italic`` hold
    where the whole paragraph is set so; ``anchor`` is the reader's own address of
    the paragraph in the file, for the writer of the same format.
    """

    text: str
    kind: ParagraphKind = ParagraphKind.BODY
    level: int = 0
    place: str = ""
    bold: bool = False
    italic: bool = False
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A document in reading order. ``language`` is an ISO 639-1 code ("ru", "en")."""

    paragraphs: tuple[Paragraph, ...]
    language: str
    source: Path | None = None
    warnings: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence (or what stands for one) of a paragraph.

    ``paragraph`` is the index of the paragraph in its document; ``start`` and ``end``
    are character offsets in the paragraph's text, so that
    ``paragraph.text[start:end] == text``. ``id`` depends on the text and on how often
    the text came before, not on the place: a second run over a changed document
    keeps the ids of what did not change.
    """

    id: str
    paragraph: int
    text: str
    start: int
    end: int


def segment_ids(texts: Sequence[str]) -> list[str]:
    """Return a stable id for each text: a short hash, numbered where the text repeats."""
    seen: Counter[str] = Counter()
    ids = []
    for text in texts:
        digest = hashlib.sha256(text.encode()).hexdigest()[:12]
        seen[digest] += 1
        ids.append(digest if seen[digest] == 1 else f"{digest}-{seen[digest]}")
    return ids
