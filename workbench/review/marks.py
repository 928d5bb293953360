"""What is derived from a row: its texts, checks, missing terms, and how much it asks for a look."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import prod

from sqlalchemy import select
from sqlalchemy.orm import Session

from workbench.review.checks import check_rows, compare_alike, forget_alike, open_counts
from workbench.review.content import is_settled, joined, search_text, source_key
from workbench.review.status import Status
from workbench.review.tables import DocumentRecord, RowRecord
from workbench.review.terms import Terms

LOW_CONFIDENCE = 0.5
"""Confidence of a draft under which it is called low."""
LOW_SCORE = 0.8
"""Score of a bead under which it is called unsure; as the aligner's report does."""
LOOK = 0.5
"""A row with at least this much of ``look`` is in the list "to look at"."""
_DOUBT, _CHECK, _TERM, _UNPAIRED = 0.5, 0.5, 0.6, 0.6


@dataclass(frozen=True, slots=True)
class Marker:
    """Keeps the derived columns and the stored checks of rows up to date."""

    terms: Terms | None = None

    def refresh(
        self,
        session: Session,
        document: DocumentRecord,
        rows: Iterable[RowRecord],
        *,
        moved: Collection[int] = (),
    ) -> set[int]:
        """Derive all marks of changed ``rows``; ``moved`` are those removed or brought back.

        Returns the other rows whose marks have changed by that: rows with the same source.
        """
        rows = list(rows)
        stale = {row.id for row in rows if row.id in moved or _texts_differ(row)}
        touched = [row for row in rows if row.id in stale]
        keys = {row.source_key for row in touched}
        for row in rows:
            if row.id in stale:
                _derive_texts(row)
        keys |= {row.source_key for row in touched}
        session.flush()
        check_rows(session, [row for row in rows if row.id in stale])
        others = self._compare(session, document, keys - {""})
        self._count(session, document, rows, stale)
        known = {row.id for row in rows}
        self._count(session, document, [row for row in others if row.id not in known], ())
        return {row.id for row in others} - known

    def _compare(
        self, session: Session, document: DocumentRecord, keys: set[str]
    ) -> list[RowRecord]:
        """Compare the rows of the same sources; return those of more than one row."""
        if not keys:
            return []
        alike = select(RowRecord).where(
            RowRecord.document_id == document.id, RowRecord.source_key.in_(keys)
        )
        rows = list(session.scalars(alike))
        if len(rows) < 2:
            return []
        forget_alike(session, [row.id for row in rows])
        found = compare_alike(session, document.id, keys)
        session.flush()
        return [row for row in rows if row.id in found]

    def _count(
        self,
        session: Session,
        document: DocumentRecord,
        rows: Collection[RowRecord],
        stale: Collection[int],
    ) -> None:
        counts = open_counts(session, [row.id for row in rows]) if rows else {}
        for row in rows:
            row.open_checks = counts[row.id]
            if row.id in stale:
                row.terms_missing = self._missing(row)
            mark(row, document.kind)
        session.flush()

    def _missing(self, row: RowRecord) -> int:
        if self.terms is None or not row.target_text:
            return 0
        return self.terms.missing(row.source_text, row.target_text)


def mark(row: RowRecord, kind: str) -> None:
    """Set ``low``, ``unpaired`` and ``look`` of a row of a document of this kind."""
    settled = is_settled(row)
    row.unpaired = kind == "align" and not (row.source_text and row.target_text)
    untouched = row.status in (Status.DRAFT, Status.EMPTY) and not settled
    if kind == "align":
        row.low = untouched and row.score is not None and row.score < LOW_SCORE
    else:
        row.low = untouched and row.confidence is not None and row.confidence < LOW_CONFIDENCE
    row.look = 0.0 if settled else _look(row, untouched=untouched)


def _look(row: RowRecord, *, untouched: bool) -> float:
    """The chance that something is wrong, taking each sign as independent of the others."""
    signs = [_CHECK] * min(row.open_checks, 3) + [_TERM] * min(row.terms_missing, 3)
    signs += [_UNPAIRED] * row.unpaired
    if untouched:
        signs += [_DOUBT] * min(row.doubts, 3)
        measures = [row.score] if row.score is not None else [row.confidence]
        signs += [1 - measure for measure in measures if measure is not None]
    elif row.status == Status.REJECTED:
        signs.append(1.0)
    chance = round(1 - prod(1 - sign for sign in signs), 4)
    return max(chance, LOOK) if row.low else chance


def _texts_differ(row: RowRecord) -> bool:
    return (row.source_text, row.target_text) != (joined(row.source), joined(row.target))


def _derive_texts(row: RowRecord) -> None:
    row.source_text, row.target_text = joined(row.source), joined(row.target)
    row.search = search_text(row.source_text, row.target_text)
    row.source_key = source_key(row.source_text)
    row.words = len(row.source_text.split())
