"""PDF files: the text layer's lines with their places on the page, then paragraph repair."""

from __future__ import annotations

import ctypes
import re
import statistics
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from workbench.documents.limits import Limits
from workbench.documents.lines import Line, clean
from workbench.documents.model import Document
from workbench.documents.repair import repair
from workbench.documents.text_reader import furniture_warning
from workbench.errors import DocumentError

_Box = tuple[float, float, float, float]  # left, right, foot, head in points
_LOCK = threading.Lock()  # PDFium is not safe to call from two threads
_LINE_END_HYPHENS = ("\x02", "\ufffe")  # what PDFium makes of a hyphen at a line end
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff]")
_SAME_ROW = 0.5  # of a line's height: how far the feet of one row may differ
_WIDER = 1.35  # of the usual spacing: from here on there is an empty line


@dataclass(slots=True)
class _Row:
    """One line of a page: its text and its box in points (PDF counts up from the foot)."""

    text: str
    left: float
    right: float
    foot: float
    height: float


def read_pdf(data: bytes, path: Path, *, language: str, limits: Limits) -> Document:
    """Read the text layer of a PDF.

    Raises DocumentError where the file is encrypted, damaged, has too many pages or
    no text layer.
    """
    with _LOCK:
        pages = _read_pages(data, path, limits)
    empty = sum(not page for page in pages)
    if empty == len(pages):
        raise DocumentError(
            "has no text layer: its pages are pictures",
            file=path,
            remedy="Run it through text recognition (OCR) for Russian first, or give a .docx.",
        )
    text = "".join(row.text for page in pages for row in page)
    if len(_UNREADABLE.findall(text)) > 0.2 * len(text):
        raise DocumentError(
            "has a text layer that cannot be read: its fonts do not say which letters they draw",
            file=path,
            remedy="Run it through text recognition (OCR), or give a .docx.",
        )
    repaired = repair(_lines(pages), language, wrapped=True, paged=True)
    warnings = furniture_warning(repaired.furniture)
    if empty:
        warnings = (f"{empty} of {len(pages)} pages have no text (pictures?)", *warnings)
    return Document(repaired.paragraphs, language, source=path, warnings=warnings)


def _read_pages(data: bytes, path: Path, limits: Limits) -> list[list[_Row]]:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _unopened(path, error) from error
    try:
        if len(pdf) > limits.pages:
            raise DocumentError(
                f"has {len(pdf):,} pages; the limit is {limits.pages:,}",
                file=path,
                remedy="Split the file, or raise the limit pages.",
            )
        pages, room = [], limits.characters
        for page in pdf:
            rows = _merged(list(_rows(page)))
            room -= sum(len(row.text) for row in rows)
            if room < 0:
                raise DocumentError(
                    f"has more than {limits.characters:,} characters",
                    file=path,
                    remedy="Split the document, or raise the limit characters.",
                )
            pages.append(rows)
            page.close()
        return pages
    except pypdfium2.PdfiumError as error:
        raise _unopened(path, error) from error
    finally:
        pdf.close()


def _unopened(path: Path, error: Exception) -> DocumentError:
    if "password" in str(error).lower():
        return DocumentError(
            "is protected by a password",
            file=path,
            remedy="Open it with the password and save or print it to a new PDF without one.",
        )
    return DocumentError(
        f"is damaged and cannot be opened as PDF ({error})",
        file=path,
        remedy="Fetch the file again, or open it in a viewer and print it to a new PDF.",
    )


def _rows(page: Any) -> Iterator[_Row]:
    """The lines of a page in the order of its content, which is the reading order."""
    import pypdfium2.raw as pdfium

    textpage = page.get_textpage()
    letters: list[tuple[str, _Box]] = []
    try:
        for index in range(textpage.count_chars()):
            sign = chr(pdfium.FPDFText_GetUnicode(textpage.raw, index))
            if sign in "\r\n":
                yield from _row(letters)
                letters = []
                continue
            box = _box(pdfium, textpage.raw, index)
            if letters and _is_below(box, letters[-1][1]):
                yield from _row(letters)
                letters = []
            if sign in _LINE_END_HYPHENS:
                # PDFium has no line break after such a hyphen.
                yield from _row([*letters, ("-", box)])
                letters = []
            else:
                letters.append((sign, box))
        yield from _row(letters)
    finally:
        textpage.close()


def _is_below(box: _Box, before: _Box) -> bool:
    """Whether a character starts a new line: to the left of the last one and under it."""
    return box[0] < before[0] and box[3] < before[2] + 0.2 * (before[3] - before[2])


def _box(pdfium: Any, textpage: Any, index: int) -> _Box:
    """Left, right, foot and head of one character's cell, in points."""
    rectangle = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(rectangle))
    return rectangle.left, rectangle.right, rectangle.bottom, rectangle.top


def _row(letters: Sequence[tuple[str, _Box]]) -> Iterator[_Row]:
    text = "".join(sign for sign, _ in letters)
    boxes = [box for sign, box in letters if not sign.isspace() and box[1] > box[0]]
    if not text.strip() or not boxes:
        return
    yield _Row(
        text=text,
        left=min(box[0] for box in boxes),
        right=max(box[1] for box in boxes),
        foot=statistics.median(box[2] for box in boxes),
        height=statistics.median(abs(box[3] - box[2]) for box in boxes),
    )


def _merged(rows: Sequence[_Row]) -> list[_Row]:
    """Put together what stands on one row but far apart, such as a number and its text."""
    merged: list[_Row] = []
    for row in rows:
        last = merged[-1] if merged else None
        if (
            last is not None
            and abs(last.foot - row.foot) < _SAME_ROW * last.height
            and row.left >= last.right - 1
        ):
            last.text = f"{last.text.rstrip()} {row.text.lstrip()}"
            last.right = row.right
        else:
            merged.append(row)
    return merged


def _lines(pages: Sequence[Sequence[_Row]]) -> list[Line]:
    rows = [row for page in pages for row in page]
    letter = statistics.median((row.right - row.left) / max(len(row.text), 1) for row in rows)
    letter = max(letter, 0.1)
    margin = sorted(row.left for row in rows)[len(rows) // 20]
    body = statistics.median(row.height for row in rows)
    usual = _usual_spacing(pages) or body
    lines: list[Line] = []
    for number, page in enumerate(pages):
        before: _Row | None = None
        for row in page:
            text = clean(row.text)
            if not text:
                continue
            drop = before.foot - row.foot if before else 0.0
            lines.append(
                Line(
                    text,
                    indent=max(0.0, (row.left - margin) / letter),
                    width=(row.right - row.left) / letter,
                    gap=max(0, round(drop / usual) - 1) or int(drop > _WIDER * usual),
                    page=number,
                    # A line above the one before it starts a new column.
                    top=bool(lines) and (before is None or drop < -body),
                    number=len(lines) + 1,
                )
            )
            before = row
    return lines


def _usual_spacing(pages: Sequence[Sequence[_Row]]) -> float:
    """The commonest distance between lines: the median of those that go down a little."""
    drops = [
        above.foot - below.foot
        for page in pages
        for above, below in pairwise(page)
        if 0 < above.foot - below.foot < 4 * above.height
    ]
    return statistics.median(drops) if drops else 0.0
