"""Actions on where a row begins and ends: split, merge, insert."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar, Literal

from pydantic import Field
from rapidfuzz.distance import Indel

from workbench.review.actions.model import RefusedError, Text, Version
from workbench.review.actions.text import write
from workbench.review.content import cut, joined, settle
from workbench.review.detail import combined, read_detail, reframe
from workbench.review.order import Direction
from workbench.review.tables import RowRecord
from workbench.review.work import Work


@dataclass(frozen=True, slots=True)
class Split:
    """Cut a row in two at these offsets of its joined texts; the draft is cut alike.

    ``target`` is the text as typed, where it is not stored yet.
    """

    kind: ClassVar[str] = "split"
    label: ClassVar[str] = "split"
    whole: ClassVar[bool] = True
    row: int
    version: Version
    source_at: Version
    target_at: Version
    target: Text | None = None

    def run(self, work: Work) -> None:
        """The first half stays in the row, the second becomes a new row after it."""
        row = work.row(self.row, self.version)
        if self.target is not None:
            write(row, self.target)
        source, target = cut(row.source, self.source_at), cut(row.target, self.target_at)
        if not (source[0] or target[0]) or not (source[1] or target[1]):
            raise RefusedError("A split needs text on both sides of the cut.")
        old_source, old_draft = joined(row.source), row.draft
        draft = cut([old_draft], place_in_draft(joined(row.target), old_draft, self.target_at))
        drafts = joined(draft[0]), joined(draft[1])
        detail = read_detail(row.detail)
        rest = reframe(
            detail,
            source=(len(old_source) - len(joined(source[1])), len(old_source)),
            target=(len(old_draft) - len(drafts[1]), len(old_draft)),
        )
        first = reframe(
            detail, source=(0, len(joined(source[0]))), target=(0, len(drafts[0]))
        ).as_dict()
        second = work.add(
            row,
            source=source[1],
            target=target[1],
            draft=drafts[1],
            detail=rest.as_dict(),
            status=row.status,
            confidence=row.confidence,
            score=row.score,
            doubts=rest.doubts,
            forced_terms=rest.forced,
        )
        row.source, row.target, row.draft, row.detail = source[0], target[0], drafts[0], first
        row.forced_terms = read_detail(first).forced
        row.pinned = False
        settle(row)
        settle(second)


@dataclass(frozen=True, slots=True)
class Merge:
    """Join a row with its neighbour; the row in work stays, the neighbour goes."""

    kind: ClassVar[str] = "merge"
    label: ClassVar[str] = "merge"
    whole: ClassVar[bool] = True
    row: int
    version: Version
    with_: Annotated[Direction, Field(alias="with")]

    def run(self, work: Work) -> None:
        """Texts, drafts and details follow each other in the order of the rows."""
        row = work.row(self.row, self.version)
        other = work.beside(row, self.with_)
        pair = [row, other] if self.with_ == "next" else [other, row]
        join_rows(work, row, pair)


@dataclass(frozen=True, slots=True)
class Insert:
    """Add an empty row beside a row."""

    kind: ClassVar[str] = "insert"
    label: ClassVar[str] = "new row"
    row: int
    version: Version
    where: Literal["after", "before"]

    def run(self, work: Work) -> None:
        """The new row stands in the same paragraph."""
        row = work.row(self.row, self.version)
        work.add(row, "next" if self.where == "after" else "previous")


def join_rows(work: Work, kept: RowRecord, rows: list[RowRecord]) -> None:
    """Put the content of ``rows``, in this order, into ``kept``; the others are removed."""
    frames = []
    source_start = target_start = 0
    for row in rows:
        source, draft = joined(row.source), row.draft
        frames.append(
            reframe(
                read_detail(row.detail),
                source=(-source_start, len(source)),
                target=(-target_start, len(draft)),
            )
        )
        source_start += len(source) + 1 if source else 0
        target_start += len(draft) + 1 if draft else 0
    detail = combined(frames)
    confidences = [row.confidence for row in rows if row.confidence is not None]
    scores = [row.score for row in rows if row.score is not None]
    kept.source = [part for row in rows for part in row.source]
    kept.target = [part for row in rows for part in row.target]
    kept.draft = joined([row.draft for row in rows])
    kept.detail = replace(detail, confidence=min(confidences, default=None)).as_dict()
    kept.confidence, kept.score = min(confidences, default=None), min(scores, default=None)
    kept.doubts, kept.forced_terms = sum(row.doubts for row in rows), detail.forced
    kept.paragraph = rows[0].paragraph
    kept.pinned = False
    for row in rows:
        if row is not kept:
            work.remove(row)
    settle(kept)


def place_in_draft(text: str, draft: str, at: int) -> int:
    """The offset of ``draft`` that corresponds to offset ``at`` of the text made from it."""
    if text == draft:
        return at
    for code in Indel.opcodes(draft, text):
        if code.dest_start <= at < code.dest_end:
            inside = at - code.dest_start if code.tag == "equal" else 0
            return int(code.src_start + inside)
    return len(draft)
