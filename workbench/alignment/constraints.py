"""What a person has already decided: accepted beads and pairs that must not be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.alignment.model import Bead
from workbench.errors import InputError

Node = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FixedBlock:
    """Accepted beads that fill the rectangle of sentences from ``start`` up to ``end``."""

    start: Node
    end: Node
    beads: tuple[Bead, ...]


@dataclass(frozen=True, slots=True)
class Decisions:
    """Accepted beads as fixed points in order, and the sentences accepted as unpaired."""

    blocks: tuple[FixedBlock, ...] = ()
    lone_sources: frozenset[int] = frozenset()
    lone_targets: frozenset[int] = frozenset()


def decisions(accepted: Sequence[Bead], *, sources: int, targets: int) -> Decisions:
    """Check accepted beads against texts of so many sentences and put them in order.

    Beads that cross (a swap) become one fixed block, as long as nothing undecided lies
    among them. Raises InputError for a bead outside the texts, a sentence in two beads, a
    bead with a hole, and beads that cross over undecided sentences.
    """
    for side, count in (("source", sources), ("target", targets)):
        used = [index for bead in accepted for index in getattr(bead, side)]
        if used and not 0 <= min(used) <= max(used) < count:
            raise _refused(f"an accepted bead holds a {side} sentence that is not in the text")
        if len(used) != len(set(used)):
            raise _refused(f"a {side} sentence stands in two accepted beads")
    paired = sorted((bead for bead in accepted if bead.source and bead.target), key=_first)
    for bead in paired:
        if not (_whole(bead.source) and _whole(bead.target)):
            raise _refused(f"the accepted bead {bead.source}:{bead.target} has a hole")
    return Decisions(
        blocks=tuple(_blocks(paired)),
        lone_sources=frozenset(i for bead in accepted if not bead.target for i in bead.source),
        lone_targets=frozenset(j for bead in accepted if not bead.source for j in bead.target),
    )


def _first(bead: Bead) -> int:
    return min(bead.source)


def _whole(indices: tuple[int, ...]) -> bool:
    return max(indices) - min(indices) + 1 == len(indices)


def _blocks(paired: list[Bead]) -> list[FixedBlock]:
    blocks: list[FixedBlock] = []
    for bead in paired:
        block = FixedBlock(
            (min(bead.source), min(bead.target)),
            (max(bead.source) + 1, max(bead.target) + 1),
            (bead,),
        )
        while blocks and block.start[1] < blocks[-1].end[1]:
            block = _joined(blocks.pop(), block)
        blocks.append(block)
    for block in blocks:
        for side in (0, 1):
            held = sum(len((bead.source, bead.target)[side]) for bead in block.beads)
            if held != block.end[side] - block.start[side]:
                raise _refused(
                    f"accepted beads cross around sentence {block.start[0] + 1} of the source"
                )
    return blocks


def _joined(one: FixedBlock, other: FixedBlock) -> FixedBlock:
    return FixedBlock(
        (min(one.start[0], other.start[0]), min(one.start[1], other.start[1])),
        (max(one.end[0], other.end[0]), max(one.end[1], other.end[1])),
        one.beads + other.beads,
    )


def _refused(message: str) -> InputError:
    return InputError(message, remedy="Take back one of these decisions and align again.")
