"""The checks of rows, kept in the database with what people said of them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from workbench.quality import Finding, check_consistency, run_checks
from workbench.quality.consistency import NAME as CONSISTENCY
from workbench.review.order import live
from workbench.review.tables import CheckRecord, IgnoredCheckRecord, RowRecord

MOST_ALIKE = 200
"""Rows of one source that are compared with each other; a longer run is a table's filler."""


def key_of(finding: Finding, target: str) -> str:
    """A key that stays the same when only the place of a finding moves."""
    there = target[finding.start : finding.end]
    text = "\n".join((finding.check, finding.message, there))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def check_rows(session: Session, rows: Iterable[RowRecord]) -> None:
    """Check each row by itself and store what is found, in place of what was stored."""
    rows = list(rows)
    if rows:
        identities = [row.id for row in rows]
        _forget(session, identities, consistency=False)
        for row in rows:
            if row.target_text and row.source_text:
                findings = run_checks(row.source_text, row.target_text)
                session.add_all(_records(row.id, row.target_text, findings))


def compare_alike(
    session: Session, document: int, keys: Collection[str]
) -> dict[int, list[Finding]]:
    """Check the rows of each source for one translation, store what is found, return it by row.

    ``keys`` are source keys; every row of these sources is in the result.
    """
    found: dict[int, list[Finding]] = {}
    for key in keys:
        query = (
            select(RowRecord.id, RowRecord.source_text, RowRecord.target_text)
            .where(RowRecord.source_key == key, live(document))
            .order_by(RowRecord.position, RowRecord.id)
            .limit(MOST_ALIKE)
        )
        rows = session.execute(query).all()
        found.update({row.id: [] for row in rows})
        pairs = [(row.source_text, row.target_text) for row in rows]
        for index, finding in check_consistency(pairs) if len(rows) > 1 else ():
            found[rows[index].id].append(finding)
            session.add_all(_records(rows[index].id, rows[index].target_text, [finding]))
    return found


def forget_alike(session: Session, rows: Collection[int]) -> None:
    """Take away the stored comparisons of these rows."""
    _forget(session, rows, consistency=True)


def open_counts(session: Session, rows: Collection[int]) -> dict[int, int]:
    """How many findings of each row nobody has ignored."""
    counts = dict.fromkeys(rows, 0)
    for row, _ in open_findings(session, rows):
        counts[row] += 1
    return counts


def open_findings(session: Session, rows: Collection[int]) -> list[tuple[int, CheckRecord]]:
    """The findings that nobody has ignored, with their rows."""
    ignored = select(IgnoredCheckRecord.row_id).where(
        IgnoredCheckRecord.row_id == CheckRecord.row_id, IgnoredCheckRecord.key == CheckRecord.key
    )
    query = (
        select(CheckRecord)
        .where(CheckRecord.row_id.in_(rows), ~ignored.exists())
        .order_by(CheckRecord.row_id, CheckRecord.start, CheckRecord.id)
    )
    return [(record.row_id, record) for record in session.scalars(query)]


def _forget(session: Session, rows: Collection[int], *, consistency: bool) -> None:
    kind = CheckRecord.check == CONSISTENCY
    session.execute(
        delete(CheckRecord)
        .where(CheckRecord.row_id.in_(rows), kind if consistency else ~kind)
        .execution_options(synchronize_session=False)
    )


def _records(row: int, target: str, findings: Sequence[Finding]) -> list[CheckRecord]:
    return [
        CheckRecord(
            row_id=row,
            check=finding.check,
            message=finding.message,
            start=finding.start,
            end=finding.end,
            fix=finding.fix,
            key=key_of(finding, target),
        )
        for finding in findings
    ]
