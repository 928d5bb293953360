"""The figures of every segment as a table (CSV) that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from workbench.review.statistics.rows import FigureRow
from workbench.terminology.cells import guard

COLUMNS = (
    "document",
    "segment",
    "status",
    "words",
    "changed",
    "seconds",
    "keystrokes",
    "russian",
    "draft",
    "english",
)


def table(rows: Iterable[FigureRow]) -> str:
    """Return the rows as CSV with a byte order mark; segments count from 1 in each document."""
    stream = io.StringIO()
    stream.write("\ufeff")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    document, number = None, 0
    for row in rows:
        number = number + 1 if row.document == document else 1
        document = row.document
        writer.writerow(
            (
                guard(row.document_name),
                number,
                row.status.value,
                row.words,
                "yes" if row.corrected else "no",
                f"{row.edit_ms / 1000:.1f}",
                row.keystrokes,
                guard(row.source),
                guard(row.draft),
                guard(row.target),
            )
        )
    return stream.getvalue()
