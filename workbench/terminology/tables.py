"""Term bases as CSV or TSV, and the reading of two-column OmegaT glossaries.

The first row names the columns, ``ru`` and ``en`` at least; the others are optional:
``id pos variants forbidden policy domain note source``. ``en`` is the preferred form,
``variants`` the other admissible ones and ``forbidden`` the wrong ones, both separated by
``|``. Without a policy an entry is hard. A tab-separated file without such a row is read
as an OmegaT glossary (:mod:`.omegat`). TSV cells are not quoted; CSV cells may be.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from workbench.errors import TermBaseError
from workbench.files import replacing
from workbench.terminology.assembly import Assembly
from workbench.terminology.base import TermBase
from workbench.terminology.cells import guard, join_list, split_list, unguard
from workbench.terminology.model import TermEntry

COLUMNS = ("id", "ru", "pos", "en", "variants", "forbidden", "policy", "domain", "note", "source")

Row = tuple[int, list[str]]


def read_table(path: Path) -> TermBase:
    """Read a CSV or TSV term base, or an OmegaT glossary, as its first row tells.

    Raises TermBaseError with line and column.
    """
    text = read_text(path)
    comma = path.suffix.lower() == ".csv"
    first = text.partition("\n")[0]
    delimiter = (";" if first.count(";") > first.count(",") else ",") if comma else "\t"
    header = [cell.strip().casefold() for cell in first.strip().split(delimiter)]
    header = [cell.strip('"') for cell in header] if comma else header
    if not comma and not {"ru", "en"} <= set(header):
        from workbench.terminology.omegat import read_omegat

        return read_omegat(path, text)
    assembly = Assembly(path)
    columns = _columns(path, header, assembly)
    rows = _rows(path, text, delimiter)
    next(rows)
    for line, cells in rows:
        _add(assembly, line, cells, columns, width=len(header))
    return assembly.finish()


def write_table(base: TermBase, path: Path) -> tuple[str, ...]:
    """Write all fields as CSV or TSV, as the suffix says; CSV holds everything."""
    comma = path.suffix.lower() == ".csv"
    changed = 0
    with replacing(path) as stream:
        text = cast("IO[str]", stream)
        writer = csv.writer(text, lineterminator="\n") if comma else None
        for row in (COLUMNS, *map(_row, base.entries)):
            cells = [guard(cell) for cell in row]
            if writer is not None:
                writer.writerow(cells)
                continue
            flat = [" ".join(cell.split("\n")).replace("\t", " ") for cell in cells]
            flat = [cell.replace("\r", " ") for cell in flat]
            changed += flat != cells
            text.write("\t".join(flat) + "\n")
    return (f"{changed} entries: tabs and line breaks became spaces",) if changed else ()


def read_text(path: Path) -> str:
    """The text of a table in UTF-8, or UTF-16 with its mark; raises TermBaseError."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise TermBaseError(
            f"cannot be read ({error.strerror or error})",
            file=path,
            remedy="Check the path and your rights.",
        ) from error
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start]
        column = error.start - (before.rfind(b"\n") + 1) + 1
        raise TermBaseError(
            "is not UTF-8 text",
            file=path,
            place=f"line {before.count(bytes([10])) + 1}, byte {column}",
            remedy="Save it as UTF-8 (in a spreadsheet: CSV UTF-8).",
        ) from error
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise TermBaseError(
            "holds a null character, so it is not a text table",
            file=path,
            place=f"line {line}",
            remedy="Export the sheet as CSV or TSV.",
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _rows(path: Path, text: str, delimiter: str) -> Iterator[Row]:
    """Rows with the line each begins on; blank ones are passed over."""
    if delimiter == "\t":
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                yield number, line.split("\t")
        return
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begin = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begin, cells
            begin = reader.line_num + 1
    except csv.Error as error:
        raise TermBaseError(
            f"the quotation marks of a cell are not closed or not doubled ({error})",
            file=path,
            place=f"line {begin}",
            remedy='Write a cell with quotation marks as "so ""called"" term".',
        ) from error


def _columns(path: Path, header: list[str], assembly: Assembly) -> dict[int, str]:
    missing = [name for name in ("ru", "en") if name not in header]
    if missing:
        raise TermBaseError(
            f"the first row names no column {' and no column '.join(missing)}",
            file=path,
            place="line 1",
            remedy=f"Begin with a row of column names: {', '.join(COLUMNS)}.",
        )
    columns: dict[int, str] = {}
    for number, name in enumerate(header):
        place = f"line 1, column {number + 1}"
        if name in columns.values():
            assembly.problem(place, f"the column {name} stands twice")
        elif name in COLUMNS:
            columns[number] = name
        elif name:
            assembly.skip(place, f"the column {name!r} is not known")
    return columns


def _add(
    assembly: Assembly, line: int, cells: list[str], columns: dict[int, str], *, width: int
) -> None:
    for number, cell in enumerate(cells[width:], width + 1):
        if cell.strip():
            assembly.skip(f"line {line}, column {number}", "a cell beyond the named columns")
    fields = {
        name: unguard(cells[number].strip()) if number < len(cells) else ""
        for number, name in columns.items()
    }
    preferred = fields["en"]
    variants = split_list(fields.get("variants", ""))
    assembly.add(
        place=f"line {line}",
        line=line,
        source=fields["ru"],
        targets=[preferred, *variants] if preferred else [],
        forbidden=split_list(fields.get("forbidden", "")),
        policy=fields.get("policy", "").casefold(),
        identifier=fields.get("id", ""),
        part_of_speech=fields.get("pos", ""),
        domain=fields.get("domain", ""),
        note=fields.get("note", ""),
        origin=fields.get("source", ""),
    )


def _row(entry: TermEntry) -> tuple[str, ...]:
    return (
        entry.id,
        entry.source,
        entry.part_of_speech,
        entry.preferred,
        join_list(entry.targets[1:]),
        join_list(entry.forbidden),
        entry.policy.value,
        entry.domain,
        entry.note,
        entry.origin,
    )
