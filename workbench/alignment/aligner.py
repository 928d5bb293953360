"""Align sentences: anchors, a band around them, the best path, and the chance of its beads."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.alignment.anchors import find_anchors
from workbench.alignment.band import Anchor, band_around
from workbench.alignment.constraints import FixedBlock, decisions
from workbench.alignment.dynamic import (
    BEAD_TYPES,
    IMPOSSIBLE,
    PAIRED_TYPES,
    Lattice,
    best_path,
    lattice_of,
    posteriors,
)
from workbench.alignment.lattice import Pair, band_scores
from workbench.alignment.layout import Layout, apply_layout
from workbench.alignment.model import Bead
from workbench.alignment.similarity import Similarity
from workbench.alignment.weights import weights_for
from workbench.errors import InputError

MOST_SENTENCES = 400_000
"""On both sides together; more would need over 4 GiB."""

SECTION = 8_192
"""Sentences on both sides together that are aligned in one piece of a long text."""
MARGIN = 40
"""Source sentences at the end of a piece that are aligned again in the next one."""
SURE = 0.995
"""Score of a bead at which a long text may be cut."""

Weights = npt.NDArray[np.float32]


def align(
    similarity: Similarity,
    *,
    weights: dict[str, float] | None = None,
    accepted: Sequence[Bead] = (),
    forbidden: Collection[Pair] = (),
    layout: Layout | None = None,
) -> list[Bead]:
    """Return beads that cover every sentence of both sides once, in order.

    ``accepted`` beads stay as they are and only what lies between them is aligned (one that
    leaves several sentences unpaired comes back as a bead for each); accepted beads that
    cross the others stay too, and stand where their source sentences do. ``forbidden``
    (source, target) sentence pairs come into no bead. ``layout`` tells where paragraphs
    start. ``weights`` are by feature name; without them the shipped set for the
    similarity's kind is taken. Time and memory are linear in the number of sentences.

    Raises InputError where decisions contradict each other or the texts (see
    :func:`workbench.alignment.constraints.decisions`), or the texts are too long.
    """
    if similarity.sources + similarity.targets > MOST_SENTENCES:
        raise InputError(
            f"{similarity.sources + similarity.targets:,} sentences are too many for one run",
            remedy=f"Split both texts at a chapter and align parts of up to "
            f"{MOST_SENTENCES // 2:,} sentences a side.",
        )
    end = similarity.sources, similarity.targets
    forbidden = frozenset(forbidden)
    made = decisions(accepted, sources=end[0], targets=end[1], forbidden=forbidden)
    apart = made.sentences_out()
    work = _Work(
        similarity=similarity,
        weights=weights_for(similarity.kind, similarity.names, weights),
        anchors=[
            (i, j)
            for i, j in find_anchors(*similarity.candidates())
            if (i, j) not in forbidden and i not in apart[0] and j not in apart[1]
        ],
        apart=apart,
        forbidden=forbidden,
        layout=layout,
    )
    beads: list[Bead] = []
    start = (0, 0)
    for block in (*made.blocks, FixedBlock(end, end, ())):
        if start != block.start:
            beads += _in_sections(work, start, block.start)
        beads += block.beads
        start = block.end
    return made.put_back(beads)


@dataclass(frozen=True, slots=True)
class _Work:
    """What stays the same over the pieces of one alignment."""

    similarity: Similarity
    weights: Weights
    anchors: Sequence[Anchor]
    apart: tuple[frozenset[int], frozenset[int]]
    forbidden: frozenset[Pair]
    layout: Layout | None


def _in_sections(work: _Work, start: Pair, end: Pair) -> list[Bead]:
    """Align a rectangle piece by piece, so that the lattice in memory stays small.

    A piece ends at an anchor; its beads are kept up to a sure 1-1 bead some way before
    that end, and the next piece starts after it.
    """
    beads: list[Bead] = []
    size = SECTION
    while True:
        stop = _stop(work.anchors, sum(start) + size, end)
        found = _between(work, start, stop)
        if stop == end:
            return beads + found
        cut = _sure_cut(found, stop)
        if not cut:
            size *= 2
            continue
        beads += found[:cut]
        start = found[cut - 1].source[-1] + 1, found[cut - 1].target[-1] + 1
        size = SECTION


def _stop(anchors: Sequence[Anchor], least: int, end: Pair) -> Pair:
    """Return the first anchor with a sum of indices from ``least`` on, or ``end``."""
    place = bisect_left(anchors, least, key=sum)
    if place < len(anchors) and all(
        one < other for one, other in zip(anchors[place], end, strict=True)
    ):
        return anchors[place]
    return end


def _sure_cut(beads: Sequence[Bead], stop: Pair) -> int:
    """Return how many beads come up to the last sure 1-1 bead well before ``stop``."""
    for count in range(len(beads), 0, -1):
        bead = beads[count - 1]
        single = len(bead.source) == len(bead.target) == 1
        if single and bead.score > SURE and stop[0] - bead.source[0] > MARGIN:
            return count
    return 0


def _between(work: _Work, start: Pair, end: Pair) -> list[Bead]:
    """Align the rectangle of sentences from ``start`` up to ``end``."""
    inside = [
        (i - start[0], j - start[1])
        for i, j in work.anchors[bisect_left(work.anchors, start) : bisect_left(work.anchors, end)]
        if start[1] <= j < end[1]
    ]
    lattice = lattice_of(band_around(inside, end[0] - start[0], end[1] - start[1]))
    scores = band_scores(
        work.similarity, work.weights, lattice, origin=start, forbidden=work.forbidden
    )
    if work.layout:
        apply_layout(scores, lattice, work.layout, start)
    _keep_apart(scores, lattice, start, work.apart)
    chances, _ = posteriors(lattice, scores)
    path = best_path(lattice, likely(chances))
    band = lattice.band
    beads = []
    for i, j, kind in path:
        a, b = BEAD_TYPES[kind]
        place = band.offset[i + j] + i - band.first[i + j]
        beads.append(
            Bead(
                source=tuple(range(start[0] + i, start[0] + i + a)),
                target=tuple(range(start[1] + j, start[1] + j + b)),
                score=float(chances[kind, place]),
            )
        )
    return beads


def _keep_apart(
    scores: Weights,
    lattice: Lattice,
    origin: Pair,
    apart: tuple[frozenset[int], frozenset[int]],
) -> None:
    """Rule out the beads that pair a sentence taken out of its text."""
    if not any(apart):
        return
    rows, columns, place = lattice.band.nodes()
    sides = [
        (nodes + start, np.array(sorted(out), dtype=np.int64))
        for nodes, start, out in zip((rows, columns), origin, apart, strict=True)
    ]
    for kind, counts in enumerate(PAIRED_TYPES):
        bad = np.zeros(len(rows), dtype=bool)
        for (nodes, out), count in zip(sides, counts, strict=True):
            for step in range(count):
                bad |= np.isin(nodes + step, out)
        scores[kind, place[bad]] = IMPOSSIBLE


def likely(chances: Weights) -> Weights:
    """Score beads so that the best path has the most beads expected to be right.

    A bead of several sentences that hides two uncertain ones loses against them
    (maximum expected accuracy in place of the likeliest path); skips count half, for
    a pair tells more.
    """
    scores = chances.copy()
    scores[-2:] *= 0.5
    return scores
