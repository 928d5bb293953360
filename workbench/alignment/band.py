"""The part of the alignment lattice that is searched: a band of nodes around anchors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Anchor = tuple[int, int]

HALF_WIDTH = 8
"""Target sentences searched on either side of the line between two anchors."""
LARGEST_RECTANGLE = 40_000
"""Nodes; a gap between anchors is searched whole up to this size."""
WIDEST = 120
"""Half width in a larger gap."""


@dataclass(frozen=True, slots=True)
class Band:
    """Nodes (i, j) with ``low[i] <= j < high[i]``, stored diagonal by diagonal.

    Node (i, j) lies on the diagonal d = i + j. ``first[d]`` and ``last[d]`` bound its i
    (half open), ``offset[d]`` is the place of i = ``first[d]`` in flat arrays of ``size``
    cells; every diagonal has an unused cell on either side, so that the
    diagonals stay apart; cell 0 is used by no node and stands for all nodes outside.
    """

    low: Ints
    high: Ints
    first: Ints
    last: Ints
    offset: Ints
    size: int

    def positions(self, rows: Ints, columns: Ints) -> tuple[npt.NDArray[np.bool_], Ints]:
        """Return which nodes lie in the band, and the flat places of all of them."""
        diagonal = rows + columns
        inside = (columns >= self.low[rows]) & (columns < self.high[rows])
        return inside, self.offset[diagonal] + rows - self.first[diagonal]

    def nodes(self) -> tuple[Ints, Ints, Ints]:
        """Return i, j and the flat place of every node, diagonal by diagonal."""
        widths = self.last - self.first
        within = np.arange(widths.sum()) - np.repeat(np.cumsum(widths) - widths, widths)
        rows = np.repeat(self.first, widths) + within
        diagonals = np.repeat(np.arange(len(widths)), widths)
        return rows, diagonals - rows, np.repeat(self.offset, widths) + within


def band_around(anchors: Sequence[Anchor], sources: int, targets: int) -> Band:
    """Return the band for documents of ``sources`` × ``targets`` sentences.

    ``anchors`` are sentence pairs, increasing in both; the corners are added. The nodes
    searched are linear in the length: a gap is searched whole only while it is small.
    """
    nodes = [(0, 0), *anchors, (sources, targets)]
    low = np.full(sources + 1, targets, dtype=np.int64)
    high = np.zeros(sources + 1, dtype=np.int64)
    for (i0, j0), (i1, j1) in pairwise(nodes):
        rows = np.arange(i0, i1 + 1)
        if (i1 - i0 + 1) * (j1 - j0 + 1) <= LARGEST_RECTANGLE or i1 == i0:
            lower, upper = np.full(len(rows), j0), np.full(len(rows), j1)
        else:
            line = j0 + (rows - i0) * (j1 - j0) / (i1 - i0)
            reach = max(WIDEST, (j1 - j0) // (i1 - i0) + 1)
            lower = np.maximum(j0, (line - reach).astype(np.int64))
            upper = np.minimum(j1, (line + reach).astype(np.int64))
            lower[0], upper[-1] = j0, j1
        low[rows] = np.minimum(low[rows], lower)
        high[rows] = np.maximum(high[rows], upper + 1)
    return _widened(low, high, targets)


def _widened(low: Ints, high: Ints, targets: int) -> Band:
    """Spread the band by half its width along both axes and lay out its diagonals."""
    count = len(low)
    low = np.minimum.accumulate((low - HALF_WIDTH)[::-1])[::-1]
    high = np.maximum.accumulate(high + HALF_WIDTH)
    shift = np.arange(count)
    low = np.minimum(low, low[np.maximum(shift - HALF_WIDTH, 0)])
    high = np.maximum(high, high[np.minimum(shift + HALF_WIDTH, count - 1)])
    low, high = np.clip(low, 0, targets), np.clip(high, 1, targets + 1)
    rows = np.arange(count)
    diagonals = np.arange(count + targets)
    first = np.searchsorted(rows + high, diagonals, side="right")
    last = np.searchsorted(rows + low, diagonals, side="right")
    widths = last - first + 2
    ends = np.cumsum(widths)
    return Band(low, high, first, last, ends - widths + 1, int(ends[-1]) + 1)
