"""Actions on which texts belong together: move a sentence, pair rows, unpair a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from pydantic import Field
from sqlalchemy import select

from workbench.review.actions.model import RefusedError, Version
from workbench.review.actions.shape import join_rows
from workbench.review.content import joined, settle
from workbench.review.detail import Detail, read_detail, reframe
from workbench.review.order import Direction, live
from workbench.review.tables import RowRecord
from workbench.review.work import Work

Side = Literal["source", "target"]
_MOST_FORBIDDEN = 200


@dataclass(frozen=True, slots=True)
class Move:
    """Give the last sentence of a side to the next row, or the first one to the previous."""

    kind: ClassVar[str] = "move"
    whole: ClassVar[bool] = True
    row: int
    version: Version
    side: Side
    to: Direction

    @property
    def label(self) -> str:
        """Where the sentence went."""
        return f"move to the {self.to} row"

    def run(self, work: Work) -> None:
        """A row that has nothing left goes."""
        row = work.row(self.row, self.version)
        other = work.beside(row, self.to)
        parts = self._sentences(row)
        if not parts:
            raise RefusedError(f"There is no {_NAMES[self.side]} sentence to move.")
        if self.to == "next":
            rest, moved = parts[:-1], parts[-1:]
        else:
            rest, moved = parts[1:], parts[:1]
        if self.side == "source":
            self._reframe(row, other, rest, moved)
        theirs = list(getattr(other, self.side))
        theirs = [*moved, *theirs] if self.to == "next" else [*theirs, *moved]
        for changed, sentences in ((row, rest), (other, theirs)):
            if not work.aligning and self.side == "target":
                sentences = [joined(sentences)] if sentences else []
            setattr(changed, self.side, sentences)
            settle(changed)
        if not row.source and not row.target:
            work.remove(row)

    def _sentences(self, row: RowRecord) -> list[str]:
        """The sentences of the side; a text typed as one is cut into its sentences."""
        from workbench.documents import split_sentences

        parts = [part for part in getattr(row, self.side) if part]
        if len(parts) != 1:
            return parts
        language = "ru" if self.side == "source" else "en"
        return [parts[0][start:end] for start, end in split_sentences(parts[0], language)]

    def _reframe(self, row: RowRecord, other: RowRecord, rest: list[str], moved: list[str]) -> None:
        """Keep the links and terms of both rows in step with their new sources."""
        old, new, theirs = len(joined(row.source)), len(joined(rest)), len(joined(other.source))
        gone = old - new
        kept, shift = ((0, new), len(joined(moved)) + 1) if self.to == "next" else ((gone, old), 0)
        _frame(row, kept)
        _frame(other, (-shift if theirs else 0, theirs))


@dataclass(frozen=True, slots=True)
class Chosen:
    """A row and the version of it that was chosen."""

    row: int
    version: Version


@dataclass(frozen=True, slots=True)
class Pair:
    """Join rows, neighbours or not, into one; sentences keep their order."""

    kind: ClassVar[str] = "pair"
    label: ClassVar[str] = "pairing"
    whole: ClassVar[bool] = True
    rows: Annotated[list[Chosen], Field(min_length=2, max_length=100)]

    def run(self, work: Work) -> None:
        """The result stands where the first row with a source stood."""
        rows = [work.row(chosen.row, chosen.version) for chosen in self.rows]
        if len({row.id for row in rows}) != len(rows):
            raise RefusedError("A row was chosen twice.")
        rows.sort(key=lambda row: (row.position, row.id))
        sources = [row for row in rows if row.source]
        if sources and _source_between(work, sources, {row.id for row in rows}):
            raise RefusedError("Rows with Russian text stand between these: choose them too.")
        kept = sources[0] if sources else rows[0]
        join_rows(work, kept, rows)
        pairs = {(s, t) for s in kept.source for t in kept.target}
        kept.must_not_pair = [pair for pair in kept.must_not_pair if tuple(pair) not in pairs]


@dataclass(frozen=True, slots=True)
class Unpair:
    """Make two rows of one: the source alone, and after it the target alone."""

    kind: ClassVar[str] = "unpair"
    label: ClassVar[str] = "unpairing"
    whole: ClassVar[bool] = True
    row: int
    version: Version

    def run(self, work: Work) -> None:
        """The aligner will not bring these sentences together again."""
        row = work.row(self.row, self.version)
        if not row.source or not row.target:
            raise RefusedError("This row has one side only.")
        pairs = [[source, target] for source in row.source for target in row.target]
        row.must_not_pair = [*row.must_not_pair, *pairs][-_MOST_FORBIDDEN:]
        other = work.add(row, target=row.target, detail=Detail().as_dict())
        row.target = []
        row.pinned = False
        settle(row)
        settle(other)


def _source_between(work: Work, sources: list[RowRecord], chosen: set[int]) -> bool:
    query = select(RowRecord.id).where(
        live(work.document.id),
        RowRecord.position.between(sources[0].position, sources[-1].position),
        RowRecord.source_text != "",
        RowRecord.id.not_in(chosen),
    )
    return work.session.scalars(query.limit(1)).first() is not None


def _frame(row: RowRecord, source: tuple[int, int]) -> None:
    detail = reframe(read_detail(row.detail), source=source, target=(0, len(row.draft)))
    row.detail, row.forced_terms = detail.as_dict(), detail.forced


_NAMES = {"source": "Russian", "target": "English"}
