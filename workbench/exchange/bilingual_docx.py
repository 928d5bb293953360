"""A Word table of two columns, source and target: for a reader who has only Word."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING

from workbench.documents.archive import check_archive
from workbench.documents.docx_text import W, runs
from workbench.documents.limits import DEFAULT_LIMITS
from workbench.errors import DocumentError, ExchangeError
from workbench.exchange.languages import require_language
from workbench.exchange.model import TranslationUnit
from workbench.exchange.reports import OnSkip, Skipped, Written, ignore
from workbench.exchange.safe_xml import elements, explained, legal, local_name
from workbench.files import replacing

if TYPE_CHECKING:
    from docx.oxml.table import CT_Row
    from docx.table import Table
    from lxml import etree

_MAIN_PART = "word/document.xml"
# The earliest date that a zip archive can hold: the same units give the same bytes.
_NO_DATE = (1980, 1, 1, 0, 0, 0)
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
}


def write_bilingual_docx(
    path: Path,
    units: Iterable[TranslationUnit],
    *,
    source_language: str = "ru-RU",
    target_language: str = "en-GB",
) -> Written:
    """Write a table with a row for each unit, under a heading row that Word repeats.

    Ids, authors and notes have no place in it. Units without a source are left out.
    The whole document stands in memory (python-docx knows no other way). Raises
    SettingsError for a malformed language code, OutputError where it cannot be written.
    """
    from docx import Document

    codes = [require_language(code) for code in (source_language, target_language)]
    document = Document()
    table = document.add_table(rows=1, cols=2, style="Table Grid")
    blank = deepcopy(table.rows[0]._tr)
    _fill_heading(table, codes)
    written = empty = 0
    for unit in units:
        source = legal(unit.source)
        if not source.strip():
            empty += 1
            continue
        written += 1
        _append_row(table, blank, (source, legal(unit.target)))
    packed = BytesIO()
    document.save(packed)
    with replacing(Path(path), binary=True) as stream:
        _copy_undated(packed, stream)
    return Written(written, empty)


def read_bilingual_docx(path: Path, *, on_skip: OnSkip = ignore) -> Iterator[TranslationUnit]:
    """Yield the rows of the tables of a Word file: the first column and the second.

    Streams in flat memory. Heading rows are passed over; insertions under revision
    count as made, deletions as gone. A row without two cells or without a source goes
    to ``on_skip``, with its number as line. Raises ExchangeError for a file that is
    damaged, encrypted, unsafe to unpack, or no Word file.
    """
    path = Path(path)
    _check(path)
    row = 0
    for element in elements(path, "document", "tr", opener=_open_main_part):
        if local_name(element) != "tr" or _is_nested(element):
            continue
        row += 1
        if element.find(f"{W}trPr/{W}tblHeader") is not None:
            continue
        cells = [_text(cell) for cell in element.iter(f"{W}tc") if _row_of(cell) is element]
        if len(cells) < 2:
            on_skip(Skipped(row, "a row without two cells"))
        elif not cells[0].strip():
            on_skip(Skipped(row, "empty source"))
        else:
            yield TranslationUnit(cells[0], cells[1])


def _fill_heading(table: Table, codes: list[str]) -> None:
    from docx.oxml import OxmlElement

    for cell, name, code in zip(table.rows[0].cells, ("Source", "Target"), codes, strict=True):
        cell.paragraphs[0].add_run(f"{name} ({code})").bold = True
    # Word repeats a row so marked on every page, and a reader knows it is no pair.
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _append_row(table: Table, blank: CT_Row, texts: tuple[str, str]) -> None:
    """Append a copy of the blank row: Table.add_row slows down as the table grows."""
    from docx.table import _Cell

    row = deepcopy(blank)
    for cell, text in zip(row.tc_lst, texts, strict=True):
        _Cell(cell, table).text = text
    table._tbl.append(row)


def _copy_undated(packed: BytesIO, stream: IO[bytes]) -> None:
    with (
        zipfile.ZipFile(packed) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            undated = zipfile.ZipInfo(entry.filename, _NO_DATE)
            undated.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(undated, source.read(entry))


def _check(path: Path) -> None:
    with explained(path):
        data = path.read_bytes()
    try:
        check_archive(data, path, DEFAULT_LIMITS)
    except DocumentError as error:
        raise ExchangeError(
            error.message, file=path, place=error.place, remedy=error.remedy
        ) from error
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if _MAIN_PART not in archive.namelist():
            raise ExchangeError(
                "is no Word document", file=path, remedy="Choose a .docx file with a table."
            )


def _open_main_part(path: Path) -> IO[bytes]:
    return zipfile.ZipFile(path).open(_MAIN_PART)


def _row_of(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors(f"{W}tr"), None)


def _is_nested(row: etree._Element) -> bool:
    return _row_of(row) is not None


def _text(cell: etree._Element) -> str:
    paragraphs = (child for child in cell.iter(f"{W}p"))
    return "\n".join("".join(map(_run_text, runs(paragraph))) for paragraph in paragraphs)


def _run_text(run: etree._Element) -> str:
    return "".join(
        (child.text or "") if child.tag == f"{W}t" else _SIGNS.get(str(child.tag), "")
        for child in run
    )
