"""Pairs as a table of text, CSV or TSV, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from workbench.errors import ExchangeError
from workbench.exchange.dates import read_iso_date
from workbench.exchange.languages import pick_language
from workbench.exchange.model import TranslationUnit
from workbench.exchange.reports import OnSkip, Skipped, Written, ignore
from workbench.exchange.safe_xml import legal
from workbench.files import replacing

if TYPE_CHECKING:
    from _csv import Reader

COLUMNS = ("source", "target", "id", "creator", "created", "note", "properties")

# A cell that begins so is a formula to some spreadsheet (OWASP, "CSV Injection");
# apostrophes before it count, so that taking one away is the exact reverse of adding one.
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_LONGEST_CELL = 10_000_000


def write_tsv(path: Path, units: Iterable[TranslationUnit]) -> Written:
    """Write units as a table, one a row, streaming; commas for ``.csv``, else tabs.

    The first row names the columns. A cell that a spreadsheet would take for a formula
    gets an apostrophe in front. Units without a translation are written as they are,
    units without a source are left out. Raises OutputError where it cannot be written.
    """
    path = Path(path)
    written = empty = 0
    with replacing(path) as stream:
        if _is_csv(path):
            stream.write("\ufeff")  # Excel's sign of UTF-8
        rows = csv.writer(stream, delimiter="," if _is_csv(path) else "\t", lineterminator="\n")
        rows.writerow(COLUMNS)
        for unit in units:
            row = [_guard(legal(cell)) for cell in _cells(unit)]
            if row[0].strip():
                rows.writerow(row)
                written += 1
            else:
                empty += 1
    return Written(written, empty)


def read_tsv(
    path: Path,
    *,
    source_language: str = "ru-RU",
    target_language: str = "en-GB",
    on_skip: OnSkip = ignore,
) -> Iterator[TranslationUnit]:
    """Yield the pairs of a table, streaming: UTF-8, or UTF-16 with a byte order mark.

    A first row that names columns ``source`` and ``target`` (or the two languages)
    decides which they are; without one they are the first two. ``.csv`` may have commas
    or semicolons. A row without two cells, or without a source, goes to ``on_skip``.
    Raises ExchangeError with the line where the file is no such table.
    """
    path = Path(path)
    csv.field_size_limit(_LONGEST_CELL)
    try:
        with path.open(encoding=_encoding(path), newline="") as stream:
            rows = csv.reader(stream, delimiter=_delimiter(path, stream), strict=True)
            yield from _units(path, rows, (source_language, target_language), on_skip)
    except OSError as error:
        raise ExchangeError(
            f"cannot be read ({error.strerror or error})",
            file=path,
            remedy="Check the name and the rights of the file.",
        ) from error


def _units(
    path: Path, rows: Reader, languages: tuple[str, str], on_skip: OnSkip
) -> Iterator[TranslationUnit]:
    lines = _numbered(path, rows)
    first = next(lines, None)
    if first is None:
        return
    columns = _columns(first[1], languages)
    if columns is None:
        columns = {"source": 0, "target": 1}
        lines = chain([first], lines)
    for line, row in lines:
        cells = {name: _unguard(row[at]) for name, at in columns.items() if at < len(row)}
        if "target" not in cells:
            on_skip(Skipped(line, f"{len(row)} cells where two are needed"))
        elif not cells["source"].strip():
            on_skip(Skipped(line, "empty source", cells.get("id", "")))
        else:
            yield _unit(cells)


def _numbered(path: Path, rows: Reader) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not blank, with the line of the file where it begins."""
    while True:
        line = rows.line_num + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except (csv.Error, UnicodeError) as error:
            raise ExchangeError(
                f"not a table of text: {error}",
                file=path,
                place=f"line {line}",
                remedy="Save it as UTF-8, with every quotation mark in a quoted cell doubled.",
            ) from error
        if row:
            yield line, row


def _columns(row: list[str], languages: tuple[str, str]) -> dict[str, int] | None:
    """Where the columns are, if the row is a heading."""
    names = [name.strip().lower() for name in row]
    columns = {name: names.index(name) for name in COLUMNS if name in names}
    for column, language in zip(("source", "target"), languages, strict=True):
        found = pick_language(language, names)
        if column not in columns and found is not None and len(found) <= len(language):
            columns[column] = names.index(found)
    return columns if {"source", "target"} <= columns.keys() else None


def _cells(unit: TranslationUnit) -> tuple[str, ...]:
    created = unit.created.isoformat() if unit.created else ""
    properties = json.dumps(unit.properties, ensure_ascii=False) if unit.properties else ""
    return unit.source, unit.target, unit.id, unit.creator, created, unit.note, properties


def _unit(cells: dict[str, str]) -> TranslationUnit:
    return TranslationUnit(
        source=cells["source"],
        target=cells["target"],
        id=cells.get("id", ""),
        creator=cells.get("creator", ""),
        created=read_iso_date(cells.get("created", "")),
        note=cells.get("note", ""),
        properties=_properties(cells.get("properties", "")),
    )


def _properties(text: str) -> tuple[tuple[str, str], ...]:
    """The pairs of the cell, or () where a person wrote something else into it."""
    try:
        return tuple((str(name), str(value)) for name, value in json.loads(text))
    except (ValueError, TypeError):
        return ()


def _guard(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unguard(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _is_csv(path: Path) -> bool:
    return path.suffix.lower() == ".csv"


def _encoding(path: Path) -> str:
    with path.open("rb") as stream:
        return "utf-16" if stream.read(2) in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"


def _delimiter(path: Path, stream: TextIO) -> str:
    """Tab, but for CSV whichever of comma and semicolon the first line has more of."""
    if not _is_csv(path):
        return "\t"
    try:
        first = stream.readline(_LONGEST_CELL)
    except UnicodeError:
        first = ""  # the reader meets it again, and says so
    stream.seek(0)
    return ";" if first.count(";") > first.count(",") else ","
