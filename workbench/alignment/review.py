"""Which beads a person should look at, and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from workbench.alignment.model import Bead
from workbench.alignment.pairing import Alignment
from workbench.alignment.tokens import is_number, tokenize

SURE = 0.97
"""Score from which a bead is never called unsure."""
DOUBTFUL = 0.8
"""Score under which it always is."""
SHARE = 0.11
"""Share of the beads, the lowest scores first, that are called unsure between the two."""
FEW = 5
"""Beads that may be called so in a short text."""


@dataclass(frozen=True, slots=True)
class Row:
    """A bead as a reader sees it; ``reasons`` are empty where nothing asks for a look.

    ``block`` is the length of the run of unpaired sentences of one side that the bead is
    part of, 0 for a pair.
    """

    number: int
    bead: Bead
    source: str
    target: str
    reasons: tuple[str, ...]
    block: int = 0


def rows_of(alignment: Alignment) -> list[Row]:
    """Return the beads as rows, in order, with what asks for a look."""
    blocks = _blocks(alignment.beads)
    limit = _unsure_under([bead.score for bead in alignment.beads])
    rows = []
    for number, (bead, block) in enumerate(zip(alignment.beads, blocks, strict=True), start=1):
        source = " ".join(alignment.source.sentences[i] for i in bead.source)
        target = " ".join(alignment.target.sentences[j] for j in bead.target)
        reasons = _reasons(bead, source, target, limit)
        rows.append(Row(number, bead, source, target, reasons, block))
    return rows


def to_look_at(rows: list[Row]) -> list[Row]:
    """Return the rows with a reason, the least sure first."""
    return sorted((row for row in rows if row.reasons), key=lambda row: row.bead.score)


def _unsure_under(scores: list[float]) -> float:
    """Return the score under which a bead is unsure in this alignment."""
    if not scores:
        return SURE
    place = max(int(SHARE * len(scores)), min(FEW, len(scores) - 1))
    quantile = sorted(scores)[place]
    return max(DOUBTFUL, min(SURE, quantile))


def _reasons(bead: Bead, source: str, target: str, limit: float) -> tuple[str, ...]:
    reasons = []
    if bead.score < limit:
        reasons.append("unsure")
    if not bead.source or not bead.target:
        return tuple(reasons)
    missing = numbers(source) - numbers(target)
    added = numbers(target) - numbers(source)
    if missing and added:
        reasons.append(f"numbers differ: {', '.join(sorted(missing))} / {', '.join(sorted(added))}")
    if len(bead.source) > 2 or len(bead.target) > 2:
        reasons.append(f"{len(bead.source)} to {len(bead.target)} sentences")
    return tuple(reasons)


def numbers(text: str) -> Counter[str]:
    """Return the numbers of a text, without separators, and how often each stands there."""
    return Counter(token for token in tokenize(text) if is_number(token))


def _blocks(beads: tuple[Bead, ...]) -> list[int]:
    """Length of the run of beads unpaired on the same side around each bead."""
    sides = [
        ("pair" if b.source and b.target else "source" if b.source else "target") for b in beads
    ]
    lengths = [0] * len(beads)
    start = 0
    for place in range(1, len(beads) + 1):
        if place == len(beads) or sides[place] != sides[start]:
            if sides[start] != "pair":
                lengths[start:place] = [place - start] * (place - start)
            start = place
    return lengths
