"""Align sentences: anchors, a band around them, the best path, and the chance of its beads."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt

from workbench.alignment.anchors import find_anchors
from workbench.alignment.band import Anchor, band_around
from workbench.alignment.constraints import Decisions, decisions
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
    values = weights_for(similarity.kind, similarity.names, weights)
    made = decisions(accepted, sources=similarity.sources, targets=similarity.targets)
    anchors = find_anchors(*similarity.candidates())
    beads: list[Bead] = []
    start = (0, 0)
    for block in (*made.blocks, None):
        end = block.start if block else (similarity.sources, similarity.targets)
        beads += _between(similarity, values, anchors, start, end, forbidden, made)
        if block:
            beads += block.beads
            start = block.end
    return beads


def _between(
    similarity: Similarity,
    weights: Weights,
    anchors: Sequence[Anchor],
    start: Pair,
    end: Pair,
    forbidden: Collection[Pair],
    made: Decisions,
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
    _keep_alone(scores, lattice, start, made)
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


def _keep_alone(scores: Weights, lattice: Lattice, origin: Pair, made: Decisions) -> None:
    """Rule out the beads that pair a sentence accepted as unpaired."""
    if not (made.lone_sources or made.lone_targets):
        return
    rows, columns, place = lattice.band.nodes()
    for kind, (a, b) in enumerate(PAIRED_TYPES):
        bad = np.zeros(len(rows), dtype=bool)
        for step in range(a):
            bad |= np.isin(rows + origin[0] + step, list(made.lone_sources))
        for step in range(b):
            bad |= np.isin(columns + origin[1] + step, list(made.lone_targets))
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
