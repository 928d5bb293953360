"""The two texts of an alignment: sentences with the paragraph each stands in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workbench.documents.encoding import decode
from workbench.documents.model import Document
from workbench.documents.segments import split_segments
from workbench.errors import InputError

LARGEST_FILE = 400 * 2**20
"""Bytes of a file with a sentence a line."""


@dataclass(frozen=True, slots=True)
class Text:
    """Sentences in order; ``paragraphs[k]`` is the paragraph of sentence k, from 0 on."""

    sentences: tuple[str, ...]
    paragraphs: tuple[int, ...]
    name: str = ""

    def __post_init__(self) -> None:
        if len(self.sentences) != len(self.paragraphs):
            raise ValueError("a sentence needs a paragraph")


def text_of(document: Document) -> Text:
    """Return the sentences of a document; paragraphs without letters or figures are left out."""
    segments = [
        segment for segment in split_segments(document) if any(map(str.isalnum, segment.text))
    ]
    return Text(
        sentences=tuple(segment.text for segment in segments),
        paragraphs=tuple(segment.paragraph for segment in segments),
        name=document.source.name if document.source else "",
    )


def read_lines(path: Path) -> Text:
    """Read a file with one sentence a line; a blank line stands for a sentence without text.

    The place of a line in the file is the index of its sentence. Raises as
    :func:`lines_of` does.
    """
    lines = lines_of(path)
    return Text(tuple(line.strip() for line in lines), (0,) * len(lines), path.name)


def lines_of(path: Path) -> list[str]:
    """Return the lines of a text file.

    Raises InputError where the file is missing or too large, DocumentError where it is not
    text.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise InputError(
                f"the file is larger than {LARGEST_FILE >> 20} MiB",
                file=path,
                remedy="Split both files at a chapter and align the parts.",
            )
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror or error})", file=path, remedy="Check the path."
        ) from error
    content, _ = decode(data, file=path)
    return content.replace("\r\n", "\n").removesuffix("\n").split("\n") if content else []
