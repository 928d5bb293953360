"""OmegaT glossaries: source, target and comment, separated by tabs, without a header.

As in OmegaT's manual ("Glossaries"), further targets of a source stand on lines of their
own; lines that begin with ``#`` are comments.
"""

from __future__ import annotations

from pathlib import Path
from typing import IO, cast

from workbench.files import replacing
from workbench.terminology.assembly import Assembly
from workbench.terminology.base import TermBase
from workbench.terminology.model import Policy


def read_omegat(path: Path, text: str) -> TermBase:
    """Read ``text``, the content of ``path``; rows of one source become one hard entry.

    Raises TermBaseError with line and column where a row has no second column.
    """
    assembly = Assembly(path)
    lines: dict[str, int] = {}
    targets: dict[str, list[str]] = {}
    notes: dict[str, list[str]] = {}
    for number, row in enumerate(text.split("\n"), 1):
        if not row.strip() or row.startswith("#"):
            continue
        source, *cells = (cell.strip() for cell in row.split("\t"))
        lines.setdefault(source, number)
        targets.setdefault(source, []).extend(cells[:1] if cells and cells[0] else [])
        notes.setdefault(source, []).extend(cell for cell in cells[1:2] if cell)
        if not source or not cells or not cells[0]:
            side = "the second column, English," if source else "the first column, Russian,"
            assembly.problem(f"line {number}, column {2 if source else 1}", f"{side} is empty")
        if any(cells[2:]):
            assembly.skip(f"line {number}, column 4", "a cell beyond the comment")
    for source, line in lines.items():
        if source and targets[source]:
            assembly.add(
                place=f"line {line}",
                line=line,
                source=source,
                targets=targets[source],
                forbidden=[],
                policy=Policy.HARD,
                note="; ".join(dict.fromkeys(notes[source])),
            )
    return assembly.finish()


def write_omegat(base: TermBase, path: Path) -> tuple[str, ...]:
    """Write one row for each admissible English form; return what such a file cannot hold."""
    forbidden = sum(bool(entry.forbidden) for entry in base.entries)
    soft = sum(entry.policy is not Policy.HARD for entry in base.entries)
    details = sum(bool(e.part_of_speech or e.domain or e.origin) for e in base.entries)
    with replacing(path) as stream:
        for entry in base.entries:
            for target in entry.targets:
                cells = (entry.source, target, entry.note)
                row = "\t".join(" ".join(cell.split()) for cell in cells)
                cast("IO[str]", stream).write(row.rstrip("\t") + "\n")
    losses = (
        (forbidden, "forbidden forms"),
        (soft, "a policy other than hard"),
        (details, "part of speech, domain or source"),
    )
    return tuple(f"{count} entries: {what} left out" for count, what in losses if count)
