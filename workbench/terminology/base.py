"""A term base: its entries, its version, and the files it is read from and written to."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from workbench.errors import TermBaseError
from workbench.terminology.model import TermEntry

MAX_ENTRIES = 1_000_000
"""More entries than this are refused: the memory for them would be several gigabytes."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something in a file that did not become part of the term base, or not as it stood."""

    place: str
    reason: str


@dataclass(frozen=True)
class TermBase:
    """Entries for one language pair; ``report`` tells what of the file was left out."""

    entries: tuple[TermEntry, ...]
    name: str = "terms"
    source_language: str = "ru"
    target_language: str = "en"
    report: tuple[Skipped, ...] = field(default=(), compare=False)

    @cached_property
    def version(self) -> str:
        """The first 12 hex digits of a SHA-256 over all that can change a draft.

        Name, line numbers, notes and origins do not count; the order of entries does.
        """
        digest = hashlib.sha256(f"{self.source_language}\n{self.target_language}".encode())
        for entry in self.entries:
            row = (
                entry.source,
                *entry.targets,
                "\x01",
                *entry.forbidden,
                "\x02",
                entry.policy,
                entry.part_of_speech,
            )
            digest.update("\x00".join(row).encode() + b"\n")
        return digest.hexdigest()[:12]

    def __len__(self) -> int:
        return len(self.entries)


Reader = Callable[[Path], TermBase]
Writer = Callable[[TermBase, Path], tuple[str, ...]]
_Handler = TypeVar("_Handler", Reader, Writer)


def load_term_base(path: str | Path) -> TermBase:
    """Read a term base; the suffix says how: .tbx (or .xml), .csv, .tsv, .txt, .utf8.

    Raises TermBaseError with the line and column of each problem.
    """
    path = Path(path)
    return _handler(path, _readers())(path)


def write_term_base(base: TermBase, path: str | Path) -> tuple[str, ...]:
    """Write ``base`` in the format of the suffix, and return what that format cannot hold.

    Raises TermBaseError for an unknown suffix and OutputError where writing fails.
    """
    path = Path(path)
    return _handler(path, _writers())(base, path)


def _handler(path: Path, handlers: dict[str, _Handler]) -> _Handler:
    handler = handlers.get(path.suffix.lower())
    if handler is None:
        raise TermBaseError(
            f"the suffix {path.suffix or '(none)'} names no term base format",
            file=path,
            remedy="Use .tbx, .csv, .tsv, or .txt for a two-column OmegaT glossary.",
        )
    return handler


def _readers() -> dict[str, Reader]:
    from workbench.terminology.tables import read_table
    from workbench.terminology.tbx import read_tbx

    table = dict.fromkeys((".csv", ".tsv", ".tab", ".txt", ".utf8"), read_table)
    return {".tbx": read_tbx, ".xml": read_tbx, **table}


def _writers() -> dict[str, Writer]:
    from workbench.terminology.omegat import write_omegat
    from workbench.terminology.tables import write_table
    from workbench.terminology.tbx_writing import write_tbx

    return {
        ".tbx": write_tbx,
        ".xml": write_tbx,
        ".csv": write_table,
        ".tsv": write_table,
        ".tab": write_table,
        ".txt": write_omegat,
        ".utf8": write_omegat,
    }
