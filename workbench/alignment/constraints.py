"""What a person has already decided: accepted beads and pairs that must not be."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from workbench.alignment.model import Bead
from workbench.errors import InputError

Node = tuple[int, int]

CLOSE = 0.9
"""Beads that cross at least this share of the most crossings are moved together."""


@dataclass(frozen=True, slots=True)
class FixedBlock:
    """Accepted beads that fill the rectangle of sentences from ``start`` up to ``end``."""

    start: Node
    end: Node
    beads: tuple[Bead, ...]


@dataclass(frozen=True, slots=True)
class Decisions:
    """Accepted beads as fixed points in order, and what is taken out of both texts.

    ``moved`` beads cross others over undecided sentences (a footnote, a table at another
    place); their sentences, and those of ``alone`` beads, pair with nothing else.
    """

    blocks: tuple[FixedBlock, ...] = ()
    moved: tuple[Bead, ...] = ()
    alone: tuple[Bead, ...] = ()

    def sentences_out(self) -> tuple[frozenset[int], frozenset[int]]:
        """Return the source and the target sentences that the search may not pair."""
        out = self.moved + self.alone
        return (
            frozenset(i for bead in out for i in bead.source),
            frozenset(j for bead in out for j in bead.target),
        )

    def put_back(self, found: Sequence[Bead]) -> list[Bead]:
        """Return beads with the accepted ones in place of the sentences taken out."""
        if not (self.moved or self.alone):
            return list(found)
        opening = {bead.source[0]: bead for bead in (*self.moved, *self.alone) if bead.source}
        opening_target = {bead.target[0]: bead for bead in self.alone if bead.target}
        sources, targets = self.sentences_out()
        beads = []
        for bead in found:
            if bead.target and not bead.source and bead.target[0] in targets:
                beads += [opening_target[j] for j in bead.target if j in opening_target]
            elif bead.source and not bead.target and bead.source[0] in sources:
                beads += [opening[i] for i in bead.source if i in opening]
            else:
                beads.append(bead)
        return beads


def decisions(
    accepted: Sequence[Bead],
    *,
    sources: int,
    targets: int,
    forbidden: Collection[Node] = (),
) -> Decisions:
    """Check decisions against texts of so many sentences and put them in order.

    Beads that cross and fill a rectangle (a swap) become one fixed block; of others that
    cross, those that cross most are moved, until none does. Raises InputError for a
    sentence that is not in the text, a sentence in two beads, a bead with a hole, and a
    bead that holds a forbidden pair.
    """
    for side, count in (("source", sources), ("target", targets)):
        used = [index for bead in accepted for index in getattr(bead, side)]
        if used and not 0 <= min(used) <= max(used) < count:
            wrong = next(index for index in used if not 0 <= index < count)
            raise _refused(
                f"an accepted bead holds {side} sentence {wrong + 1}; the text has {count}"
            )
        if len(used) != len(set(used)):
            twice = next(index for index in used if used.count(index) > 1)
            raise _refused(f"{side} sentence {twice + 1} stands in two accepted beads")
    for bead in accepted:
        if not (_whole(bead.source) and _whole(bead.target)):
            raise _refused(f"the accepted bead {_shown(bead)} has a hole")
    _check_forbidden(accepted, set(forbidden), sources, targets)
    paired = sorted((bead for bead in accepted if bead.source and bead.target), key=_first)
    blocks, moved = _blocks(paired)
    return Decisions(
        blocks=tuple(blocks),
        moved=tuple(moved),
        alone=tuple(
            single
            for bead in accepted
            if not (bead.source and bead.target)
            for single in _singles(bead)
        ),
    )


def _check_forbidden(
    accepted: Sequence[Bead], forbidden: set[Node], sources: int, targets: int
) -> None:
    for i, j in forbidden:
        if not (0 <= i < sources and 0 <= j < targets):
            raise _refused(f"the pair {i + 1}:{j + 1} that must not be is not in the texts")
    for bead in accepted:
        for i in bead.source:
            for j in bead.target:
                if (i, j) in forbidden:
                    raise _refused(
                        f"the accepted bead {_shown(bead)} holds the pair {i + 1}:{j + 1}, which "
                        "must not be"
                    )


def _first(bead: Bead) -> int:
    return min(bead.source)


def _whole(indices: tuple[int, ...]) -> bool:
    return not indices or indices == tuple(range(indices[0], indices[0] + len(indices)))


def _singles(bead: Bead) -> list[Bead]:
    return [Bead((i,), (), bead.score) for i in bead.source] + [
        Bead((), (j,), bead.score) for j in bead.target
    ]


def _blocks(paired: list[Bead]) -> tuple[list[FixedBlock], list[Bead]]:
    """Return fixed blocks in order, and the beads that had to be moved for it."""
    kept = list(paired)
    moved: list[Bead] = []
    while True:
        blocks = _joined_where_crossing(kept)
        crossing = {bead for block in blocks if not _filled(block) for bead in block.beads}
        if not crossing:
            return blocks, moved
        group = [bead for bead in kept if bead in crossing]
        counts = _crossings(group)
        limit = CLOSE * max(counts)
        out = {bead for bead, count in zip(group, counts, strict=True) if count >= limit}
        moved += [bead for bead in group if bead in out]
        kept = [bead for bead in kept if bead not in out]


def _crossings(beads: list[Bead]) -> list[int]:
    """Return with how many others each bead crosses; ``beads`` are in order of the source."""
    counts = [0] * len(beads)
    before: list[int] = []
    after: list[int] = []
    for place, bead in enumerate(beads):
        counts[place] += len(before) - bisect_left(before, bead.target[0])
        insort(before, bead.target[0])
    for place in range(len(beads) - 1, -1, -1):
        counts[place] += bisect_left(after, beads[place].target[0])
        insort(after, beads[place].target[0])
    return counts


def _joined_where_crossing(paired: list[Bead]) -> list[FixedBlock]:
    blocks: list[FixedBlock] = []
    for bead in paired:
        block = FixedBlock(
            (bead.source[0], bead.target[0]), (bead.source[-1] + 1, bead.target[-1] + 1), (bead,)
        )
        while blocks and block.start[1] < blocks[-1].end[1]:
            block = _joined(blocks.pop(), block)
        blocks.append(block)
    return blocks


def _filled(block: FixedBlock) -> bool:
    return all(
        sum(len((bead.source, bead.target)[side]) for bead in block.beads)
        == block.end[side] - block.start[side]
        for side in (0, 1)
    )


def _joined(one: FixedBlock, other: FixedBlock) -> FixedBlock:
    return FixedBlock(
        (min(one.start[0], other.start[0]), min(one.start[1], other.start[1])),
        (max(one.end[0], other.end[0]), max(one.end[1], other.end[1])),
        one.beads + other.beads,
    )


def _shown(bead: Bead) -> str:
    sides = (" ".join(str(index + 1) for index in side) for side in (bead.source, bead.target))
    return ":".join(sides)


def _refused(message: str) -> InputError:
    return InputError(message, remedy="Take back one of these decisions and align again.")
