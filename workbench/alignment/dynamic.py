"""The dynamic programme over a band: best path, and the chance of every bead.

The nodes of one diagonal do not depend on each other, so each diagonal is one numpy
step. Beads are scored by the node they start at.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.alignment.band import Band

Floats = npt.NDArray[np.float32]

PAIRED_TYPES = (
    (1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2), (1, 4), (4, 1), (2, 3), (3, 2), (2, 4),
    (4, 2), (3, 3),
)  # fmt: skip
SKIP_TYPES = ((1, 0), (0, 1))
BEAD_TYPES = PAIRED_TYPES + SKIP_TYPES
"""(source sentences, target sentences) of a bead: up to four a side and six in sum."""

IMPOSSIBLE = -1e30

Step = tuple[int, int, int]
"""A bead on a path: node (i, j) it starts at, and its number in BEAD_TYPES."""
Values = npt.NDArray[np.float64]
Cells = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Lattice:
    """A band with the links between its cells.

    ``starts`` and ``ends``, both (bead types, band.size): for the cell of a node, the cell
    where the bead that ends (starts) there starts (ends); 0 where that is outside.
    """

    band: Band
    starts: Cells
    ends: Cells


def lattice_of(band: Band) -> Lattice:
    """Link the cells of a band by all bead types."""
    rows, columns, place = band.nodes()
    sources, targets = len(band.low) - 1, len(band.first) - len(band.low)
    starts = np.zeros((len(BEAD_TYPES), band.size), dtype=np.int32)
    ends = np.zeros_like(starts)
    for kind, (a, b) in enumerate(BEAD_TYPES):
        fits = np.flatnonzero((rows + a <= sources) & (columns + b <= targets))
        inside, end = band.positions(rows[fits] + a, columns[fits] + b)
        start, end = place[fits[inside]], end[inside]
        ends[kind, start] = end
        starts[kind, end] = start
    return Lattice(band, starts, ends)


def best_path(lattice: Lattice, scores: Floats) -> list[Step]:
    """Return the beads of the path with the highest sum of scores.

    ``scores``: (bead types, band.size), by start node.
    """
    band = lattice.band
    _, choice = _forward(lattice, scores, best=True)
    i, j = len(band.low) - 1, len(band.first) - len(band.low)
    path = []
    while i or j:
        kind = int(choice[band.offset[i + j] + i - band.first[i + j]])
        a, b = BEAD_TYPES[kind]
        i, j = i - a, j - b
        path.append((i, j, kind))
    return path[::-1]


def posteriors(lattice: Lattice, scores: Floats) -> tuple[Floats, float]:
    """Return the chance of every bead and the log of the sum over all paths.

    The chances, (bead types, band.size) like ``scores``, come from the forward and the
    backward pass of a semi-Markov conditional random field whose potentials are ``scores``.
    """
    alpha, _ = _forward(lattice, scores, best=False)
    beta = _backward(lattice, scores)
    total = float(beta[lattice.band.offset[0]])
    chances = np.empty_like(scores)
    for kind, ends in enumerate(lattice.ends):
        exponent = alpha + scores[kind] + beta[ends] - total
        chances[kind] = np.exp(np.clip(exponent, -100.0, 0.0)) * (ends > 0)
    return chances, total


def _forward(
    lattice: Lattice, scores: Floats, *, best: bool
) -> tuple[Values, npt.NDArray[np.int8]]:
    band = lattice.band
    value = np.full(band.size, IMPOSSIBLE)
    choice = np.zeros(band.size, dtype=np.int8)
    value[band.offset[0]] = 0.0
    kinds = np.arange(len(BEAD_TYPES))[:, None]
    for begin, stop in _diagonals(band)[1:]:
        start = lattice.starts[:, begin:stop]
        candidates: Values = value[start] + scores[kinds, start]
        if best:
            choice[begin:stop] = candidates.argmax(axis=0)
            value[begin:stop] = candidates.max(axis=0)
        else:
            value[begin:stop] = _log_sum(candidates)
    return value, choice


def _backward(lattice: Lattice, scores: Floats) -> Values:
    diagonals = _diagonals(lattice.band)
    value = np.full(lattice.band.size, IMPOSSIBLE)
    value[diagonals[-1][0]] = 0.0
    for begin, stop in diagonals[-2::-1]:
        value[begin:stop] = _log_sum(value[lattice.ends[:, begin:stop]] + scores[:, begin:stop])
    return value


def _diagonals(band: Band) -> list[tuple[int, int]]:
    stops = band.offset + band.last - band.first
    return list(zip(band.offset.tolist(), stops.tolist(), strict=True))


def _log_sum(values: Values) -> Values:
    top = values.max(axis=0)
    result: Values = top + np.log(np.exp(values - top).sum(axis=0))
    return result
