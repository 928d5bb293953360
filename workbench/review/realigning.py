"""Aligning again what lies between the rows that a person has settled."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from workbench.alignment import Alignment, Bead, Row, Text, rows_of
from workbench.errors import InputError
from workbench.review.content import is_settled
from workbench.review.order import live
from workbench.review.tables import RowRecord
from workbench.review.workspace import Workspace

Aligner = Callable[[Text, Text, Sequence[Bead], Collection[tuple[int, int]]], Alignment]
"""Aligns two texts, given the accepted beads and the pairs of sentences that must not be."""


@dataclass(frozen=True, slots=True)
class OldRow:
    """A row as it was when the alignment began, with its sentences by number."""

    id: int
    version: int
    settled: bool
    paragraph: int
    bead: Bead


@dataclass(frozen=True, slots=True)
class Realigned:
    """The rows before, and the new ones; ``alignment`` holds the sentences."""

    before: tuple[OldRow, ...]
    alignment: Alignment
    rows: tuple[Row, ...]


def align_by_table(
    source: Text,
    target: Text,
    accepted: Sequence[Bead],
    forbidden: Collection[tuple[int, int]],
) -> Alignment:
    """Align by the shipped lexical table, without drafts of the Russian."""
    from workbench.alignment import align_texts, load_table
    from workbench.alignment.documents import lexicon_folder

    table = load_table(lexicon_folder())
    return align_texts(source, target, table=table, accepted=accepted, forbidden=forbidden)


def realign(workspace: Workspace, document: int, aligner: Aligner) -> Realigned:
    """Work out a new alignment; nothing is changed.

    Pinned, reviewed and approved rows stay as they are. Raises InputError where nothing is
    open, or the aligner cannot do it.
    """
    query = select(RowRecord).where(live(document))
    with workspace.reading() as session:
        rows = list(session.scalars(query.order_by(RowRecord.position, RowRecord.id)))
    if all(is_settled(row) for row in rows):
        raise InputError(
            "every row is settled already",
            remedy="Open the rows again that should be aligned anew.",
        )
    old, source, target = _numbered(rows)
    accepted = [row.bead for row in old if row.settled and (row.bead.source or row.bead.target)]
    alignment = aligner(source, target, accepted, _forbidden(rows, source, target))
    return Realigned(old, alignment, tuple(rows_of(alignment)))


def _numbered(rows: Sequence[RowRecord]) -> tuple[tuple[OldRow, ...], Text, Text]:
    """Number the sentences of both sides in the order of the rows."""
    sentences: tuple[list[str], list[str]] = [], []
    paragraphs: tuple[list[int], list[int]] = [], []
    old = []
    for row in rows:
        spans = []
        for side, parts in enumerate((row.source, row.target)):
            start = len(sentences[side])
            sentences[side].extend(parts)
            paragraphs[side].extend([row.paragraph if side == 0 else 0] * len(parts))
            spans.append(tuple(range(start, len(sentences[side]))))
        bead = Bead(spans[0], spans[1], row.score or 0.0)
        old.append(OldRow(row.id, row.version, is_settled(row), row.paragraph, bead))
    source, target = (
        Text(tuple(sentences[side]), tuple(paragraphs[side]), name)
        for side, name in enumerate(("Russian", "English"))
    )
    return tuple(old), source, target


def _forbidden(rows: Sequence[RowRecord], source: Text, target: Text) -> set[tuple[int, int]]:
    """The pairs of sentences, by number, that a person has taken apart."""
    apart = {(one, other) for row in rows for one, other in row.must_not_pair}
    places: dict[str, list[int]] = {}
    for number, sentence in enumerate(target.sentences):
        places.setdefault(sentence, []).append(number)
    return {
        (number, place)
        for one, other in apart
        for number, sentence in enumerate(source.sentences)
        if sentence == one
        for place in places.get(other, ())
    }
