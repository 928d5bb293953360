"""Scores of all beads of a band: features in tiles, weighted and laid out by diagonals."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np
import numpy.typing as npt

from workbench.alignment.band import Band
from workbench.alignment.dynamic import BEAD_TYPES, IMPOSSIBLE, Lattice
from workbench.alignment.similarity import Similarity

TILE_ROWS = 32
"""Source sentences in a tile; a tile fits the processor's cache."""

Pair = tuple[int, int]


def band_scores(
    similarity: Similarity,
    weights: npt.NDArray[np.float32],
    lattice: Lattice,
    *,
    origin: Pair = (0, 0),
    forbidden: Collection[Pair] = (),
) -> npt.NDArray[np.float32]:
    """Return the score of every bead by its start node, (bead types, band.size).

    ``weights``: one for each feature. ``origin`` is where the band's node (0, 0) lies in
    the texts. Beads that hold a ``forbidden`` sentence pair, or leave the band, get a
    score that no path takes.
    """
    band = lattice.band
    scores = np.full((len(BEAD_TYPES), band.size), IMPOSSIBLE, dtype=np.float32)
    for rows, columns, place, inside in _tiles(band):
        features = similarity.features(
            range(rows.start + origin[0], rows.stop + origin[0]),
            range(columns.start + origin[1], columns.stop + origin[1]),
        )
        tile = np.tensordot(weights, features, axes=1)
        scores[:, place] = tile[:, inside]
    scores[lattice.ends == 0] = IMPOSSIBLE
    _forbid(scores, band, [(i - origin[0], j - origin[1]) for i, j in forbidden])
    return scores


def band_features(similarity: Similarity, band: Band) -> npt.NDArray[np.float32]:
    """Return the features of every bead by its start node, (names, bead types, band.size)."""
    shape = len(similarity.names), len(BEAD_TYPES), band.size
    features = np.zeros(shape, dtype=np.float32)
    for rows, columns, place, inside in _tiles(band):
        features[:, :, place] = similarity.features(rows, columns)[:, :, inside]
    return features


def _tiles(
    band: Band,
) -> Iterator[tuple[range, range, npt.NDArray[np.int64], npt.NDArray[np.bool_]]]:
    """Yield the tiles that cover a band, with the flat places of the nodes inside it."""
    count = len(band.low)
    for start in range(0, count, TILE_ROWS):
        rows = range(start, min(start + TILE_ROWS, count))
        left, right = int(band.low[start]), int(band.high[rows.stop - 1])
        for begin in range(left, right, 512):
            columns = range(begin, min(begin + 512, right))
            grid = np.meshgrid(np.arange(rows.start, rows.stop), np.arange(begin, columns.stop))
            inside, place = band.positions(grid[0].T, grid[1].T)
            if inside.any():
                yield rows, columns, place[inside], inside


def _forbid(scores: npt.NDArray[np.float32], band: Band, pairs: list[Pair]) -> None:
    for i, j in pairs:
        for kind, (a, b) in enumerate(BEAD_TYPES):
            for row in range(max(i - a + 1, 0), i + 1):
                for column in range(max(j - b + 1, 0), j + 1):
                    if row < len(band.low) and band.low[row] <= column < band.high[row]:
                        place = band.offset[row + column] + row - band.first[row + column]
                        scores[kind, place] = IMPOSSIBLE
