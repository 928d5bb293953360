"""Align sentences: anchors, a band around them, the best path, and the chance of its beads."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt

from workbench.alignment.anchors import find_anchors
from workbench.alignment.band import Anchor, band_around
from workbench.alignment.dynamic import BEAD_TYPES, best_path, lattice_of, posteriors
from workbench.alignment.lattice import Pair, band_scores
from workbench.alignment.model import Bead
from workbench.alignment.similarity import Similarity
from workbench.alignment.weights import weights_for
from workbench.errors import InputError

MOST_SENTENCES = 400_000
"""On both sides together; more would need over 4 GiB."""

Weights = npt.NDArray[np.float32]


def align(
    similarity: Similarity,
    *,
    weights: dict[str, float] | None = None,
    accepted: Sequence[Bead] = (),
    forbidden: Collection[Pair] = (),
) -> list[Bead]:
    """Return beads that cover every sentence of both sides once, in order.

    ``accepted`` beads stay as they are and only what lies between them is aligned;
    ``forbidden`` (source, target) sentence pairs come into no bead. ``weights`` are by
    feature name; without them the shipped set for the similarity's features is taken.
    Time and memory are linear in the number of sentences.

    Raises InputError where accepted beads cross or the texts are too long.
    """
    if similarity.sources + similarity.targets > MOST_SENTENCES:
        raise InputError(
            f"{similarity.sources + similarity.targets:,} sentences are too many for one run",
            remedy=f"Split both texts at a chapter and align parts of up to "
            f"{MOST_SENTENCES // 2:,} sentences a side.",
        )
    values = weights_for(similarity.names, weights)
    anchors = find_anchors(*similarity.candidates())
    beads: list[Bead] = []
    start = (0, 0)
    for bead in [*_in_order(accepted, similarity), None]:
        end = (
            (bead.source[0], bead.target[0])
            if bead and bead.source and bead.target
            else _end(bead, start, similarity)
        )
        beads += _between(similarity, values, anchors, start, end, forbidden)
        if bead:
            beads.append(bead)
            start = end[0] + len(bead.source), end[1] + len(bead.target)
    return beads


def _end(bead: Bead | None, start: Pair, similarity: Similarity) -> Pair:
    return similarity.sources, similarity.targets


def _in_order(accepted: Sequence[Bead], similarity: Similarity) -> list[Bead]:
    return sorted(accepted, key=lambda bead: (bead.source, bead.target))


def _between(
    similarity: Similarity,
    weights: Weights,
    anchors: Sequence[Anchor],
    start: Pair,
    end: Pair,
    forbidden: Collection[Pair],
) -> list[Bead]:
    """Align the rectangle of sentences from ``start`` up to ``end``."""
    sources, targets = end[0] - start[0], end[1] - start[1]
    inside = [
        (i - start[0], j - start[1])
        for i, j in anchors
        if start[0] <= i < end[0] and start[1] <= j < end[1]
    ]
    band = band_around(inside, sources, targets)
    lattice = lattice_of(band)
    scores = band_scores(similarity, weights, lattice, origin=start, forbidden=forbidden)
    chances, _ = posteriors(lattice, scores)
    path = best_path(lattice, likely(chances))
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


def likely(chances: Weights) -> Weights:
    """Score beads so that the best path has the most beads expected to be right.

    A bead of several sentences that hides two uncertain ones loses against them
    (maximum expected accuracy in place of the likeliest path); skips count half, for
    a pair tells more.
    """
    scores = chances.copy()
    scores[-2:] *= 0.5
    return scores
