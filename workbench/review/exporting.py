"""Writing a reviewed document: TMX, XLIFF 2.1, bilingual DOCX, CSV, the English document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from workbench.documents import Document
from workbench.exchange import TranslationUnit
from workbench.review.status import Status

APPROVED = frozenset({Status.APPROVED})
"""What goes out unless more is asked for."""
USABLE = frozenset({Status.DRAFT, Status.EDITED, Status.REVIEWED, Status.APPROVED})
"""What goes out when all statuses are asked for; rejected texts never do."""
_STATES = {
    Status.EMPTY: "initial",
    Status.DRAFT: "translated",
    Status.EDITED: "translated",
    Status.REVIEWED: "reviewed",
    Status.APPROVED: "final",
    Status.REJECTED: "initial",
}
_UNSAFE = re.compile(r"(?:[^\w .,()+-]|\.\.)+")
_LONGEST_NAME = 100


class Kind(StrEnum):
    """The forms in which a document goes out."""

    TMX = "tmx"
    XLIFF = "xliff"
    DOCX = "docx"
    CSV = "csv"
    ENGLISH = "english"


@dataclass(frozen=True, slots=True)
class ExportRow:
    """A row as it goes out; ``changed`` carries a time zone."""

    id: int
    paragraph: int
    source: str
    target: str
    status: Status
    by: str = ""
    changed: datetime | None = None


@dataclass(frozen=True, slots=True)
class ExportDocument:
    """A document with its rows in order.

    ``paragraphs`` are those of the Russian document; its ``source`` is the .docx that the
    English document takes its form from, None for other kinds of file.
    """

    name: str
    paragraphs: Document
    rows: tuple[ExportRow, ...]


@dataclass(frozen=True, slots=True)
class Languages:
    """What the files say of themselves: language codes and author."""

    source: str = "ru-RU"
    target: str = "en-GB"
    creator: str = "workbench"


@dataclass(frozen=True, slots=True)
class Account:
    """What went into ``files``: rows written, and rows left out by status."""

    kind: Kind
    files: tuple[Path, ...]
    written: int
    left_out: Mapping[Status, int]

    def sentence(self) -> str:
        """The account as one sentence for people."""
        total = self.written + sum(self.left_out.values())
        text = f"{self.written} of {total} segments"
        if not self.left_out:
            return text
        rest = ", ".join(f"{count} {status}" for status, count in self.left_out.items())
        where = _REST[self.kind]
        return f"{text}; {where}: {rest}"


_REST = {
    Kind.TMX: "left out",
    Kind.XLIFF: "without a translation in it",
    Kind.DOCX: "left out",
    Kind.CSV: "left out",
    Kind.ENGLISH: "left in Russian",
}


def export(
    document: ExportDocument,
    kind: Kind,
    folder: Path,
    *,
    all_statuses: bool = False,
    languages: Languages | None = None,
) -> Account:
    """Write ``document`` into ``folder`` under a safe form of its name.

    Only approved rows go out, or all but rejected and empty ones with ``all_statuses``.
    XLIFF holds every row and the English document every paragraph; what does not go out
    has no translation there, or stays in Russian. Beside a TMX stand the segmentation
    rules (.srx) that it needs. Raises OutputError where a file cannot be written.
    """
    wanted = USABLE if all_statuses else APPROVED
    chosen = [row for row in document.rows if row.status in wanted and _goes_out(row, kind)]
    ids = {row.id for row in chosen}
    left_out = Counter(row.status for row in document.rows if row.id not in ids)
    ordered = {status: left_out[status] for status in Status if left_out[status]}
    stem = folder / safe_name(document.name)
    files = _WRITERS[kind](document, ids, stem, languages or Languages())
    return Account(kind, tuple(files), len(chosen), ordered)


def _goes_out(row: ExportRow, kind: Kind) -> bool:
    """Whether a row has what the form needs: pairs have two sides."""
    return bool(row.target.strip() and (kind is Kind.ENGLISH or row.source.strip()))


def safe_name(name: str, fallback: str = "document") -> str:
    """Return ``name`` as a file name without path, control or reserved characters."""
    clean = _UNSAFE.sub("_", name).strip(" ._")
    return clean[:_LONGEST_NAME].rstrip(" .") or fallback


def units(document: ExportDocument, ids: Collection[int]) -> Iterator[TranslationUnit]:
    """Yield a unit for each of the rows ``ids``."""
    for row in document.rows:
        if row.id in ids:
            yield _unit(row, row.target)


def _unit(row: ExportRow, target: str) -> TranslationUnit:
    return TranslationUnit(
        source=row.source,
        target=target,
        id=str(row.id),
        creator=row.by,
        created=row.changed,
        properties=(
            ("status", row.status.value),
            ("paragraph", str(row.paragraph + 1)),
            ("state", _STATES[row.status] if target else "initial"),
        ),
    )


def _write_tmx(
    document: ExportDocument, ids: Collection[int], stem: Path, languages: Languages
) -> list[Path]:
    from workbench.exchange import write_srx, write_tmx

    memory, rules = _with(stem, ".tmx"), _with(stem, ".srx")
    write_tmx(
        memory,
        units(document, ids),
        source_language=languages.source,
        target_language=languages.target,
        creator=languages.creator,
    )
    write_srx(rules)
    return [memory, rules]


def _write_xliff(
    document: ExportDocument, ids: Collection[int], stem: Path, languages: Languages
) -> list[Path]:
    from workbench.exchange import write_xliff

    path = _with(stem, ".xlf")
    write_xliff(
        path,
        (_unit(row, row.target if row.id in ids else "") for row in document.rows),
        source_language=languages.source,
        target_language=languages.target,
        original=document.name,
    )
    return [path]


def _write_docx(
    document: ExportDocument, ids: Collection[int], stem: Path, languages: Languages
) -> list[Path]:
    from workbench.exchange import write_bilingual_docx

    path = _with(stem, ".bilingual.docx")
    write_bilingual_docx(
        path,
        units(document, ids),
        source_language=languages.source,
        target_language=languages.target,
    )
    return [path]


def _write_csv(
    document: ExportDocument, ids: Collection[int], stem: Path, languages: Languages
) -> list[Path]:
    from workbench.exchange import write_tsv

    path = _with(stem, ".csv")
    write_tsv(path, units(document, ids))
    return [path]


def _write_english(
    document: ExportDocument, ids: Collection[int], stem: Path, languages: Languages
) -> list[Path]:
    from workbench.documents import write_docx, write_text
    from workbench.review.english import english_pieces

    original = document.paragraphs
    paragraphs, texts, segments = english_pieces(original, document.rows, ids)
    if original.source is not None:
        path = _with(stem, ".en.docx")
        write_docx(
            original.source, texts, paragraphs, path, segments=segments, language=languages.target
        )
    else:
        path = _with(stem, ".en.txt")
        write_text(paragraphs, texts, path, segments=segments)
    return [path]


_Writer = Callable[[ExportDocument, Collection[int], Path, Languages], list[Path]]
_WRITERS: dict[Kind, _Writer] = {
    Kind.TMX: _write_tmx,
    Kind.XLIFF: _write_xliff,
    Kind.DOCX: _write_docx,
    Kind.CSV: _write_csv,
    Kind.ENGLISH: _write_english,
}


def _with(stem: Path, suffix: str) -> Path:
    return stem.with_name(stem.name + suffix)
