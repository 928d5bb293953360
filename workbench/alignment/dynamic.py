"""The dynamic programme over a band: best path, and the chance of every bead.

The nodes of one diagonal do not depend on each other, so each diagonal is one numpy
step. Beads are scored by the node they start at.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.alignment.band import Band

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

PAIRED_TYPES = (
    (1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2), (1, 4), (4, 1), (2, 3), (3, 2), (2, 4),
    (4, 2), (3, 3),
)  # fmt: skip
SKIP_TYPES = ((1, 0), (0, 1))
BEAD_TYPES = PAIRED_TYPES + SKIP_TYPES
"""(source sentences, target sentences) of a bead: up to four a side and six in sum."""

IMPOSSIBLE = -1e30
_A = np.array([bead[0] for bead in BEAD_TYPES], dtype=np.int64)[:, None]
_STEP = np.array([sum(bead) for bead in BEAD_TYPES], dtype=np.int64)[:, None]

Step = tuple[int, int, int]
"""A bead on a path: node (i, j) it starts at, and its number in BEAD_TYPES."""


def best_path(band: Band, scores: Floats) -> list[Step]:
    """Return the beads of the path with the highest sum of scores.

    ``scores``: (bead types, band.size), by start node.
    """
    value, choice = _forward(band, scores, best=True)
    i, j = len(band.low) - 1, len(band.first) - len(band.low)
    path = []
    while i or j:
        kind = int(choice[band.offset[i + j] + i - band.first[i + j]])
        a, b = BEAD_TYPES[kind]
        i, j = i - a, j - b
        path.append((i, j, kind))
    assert value is not None
    return path[::-1]


def posteriors(band: Band, scores: Floats) -> tuple[Floats, float]:
    """Return the chance of every bead and the log of the sum over all paths.

    The chances, (bead types, band.size) like ``scores``, come from the forward and the
    backward pass of a semi-Markov conditional random field whose potentials are ``scores``.
    """
    alpha, _ = _forward(band, scores, best=False)
    beta = _backward(band, scores)
    total = float(beta[band.offset[0]])
    chances = np.zeros_like(scores)
    for d in range(len(band.first)):
        here, ends = _ends(band, d)
        exponent = alpha[here] + scores[:, here] + beta[ends] - total
        chances[:, here] = np.exp(np.minimum(exponent, 0.0))
    return chances, total


def _forward(band: Band, scores: Floats, *, best: bool) -> tuple[npt.NDArray[np.float64], Ints]:
    value = np.full(band.size, IMPOSSIBLE)
    choice = np.zeros(band.size, dtype=np.int8)
    value[band.offset[0]] = 0.0
    flat = scores.ravel()
    types = np.arange(len(BEAD_TYPES), dtype=np.int64)[:, None] * band.size
    lanes = np.arange(int((band.last - band.first).max()))
    first, last, offset = band.first, band.last, band.offset
    for d in range(1, len(first)):
        before = np.maximum(d - _STEP, 0)
        start = first[before]
        column = lanes[: last[d] - first[d]] + (first[d] - _A - start)
        width = np.where(_STEP <= d, last[before] - start, -1)
        place = offset[before] + np.minimum(np.maximum(column, -1), width)
        candidates = value[place] + flat[types + place]
        here = slice(offset[d], offset[d] + last[d] - first[d])
        if best:
            winner = candidates.argmax(axis=0)
            choice[here] = winner
            value[here] = candidates[winner, lanes[: len(winner)]]
        else:
            value[here] = _log_sum(candidates)
    return value, choice


def _backward(band: Band, scores: Floats) -> npt.NDArray[np.float64]:
    value = np.full(band.size, IMPOSSIBLE)
    final = len(band.first) - 1
    value[band.offset[final]] = 0.0
    for d in range(final - 1, -1, -1):
        here, ends = _ends(band, d)
        value[here] = _log_sum(value[ends] + scores[:, here])
    return value


def _ends(band: Band, d: int) -> tuple[slice, Ints]:
    """Return the cells of a diagonal and the cells where their beads end."""
    final = len(band.first) - 1
    after = np.minimum(d + _STEP, final)
    start = band.first[after]
    count = band.last[d] - band.first[d]
    column = np.arange(count) + (band.first[d] + _A - start)
    width = np.where(d + _STEP <= final, band.last[after] - start, -1)
    ends = band.offset[after] + np.minimum(np.maximum(column, -1), width)
    return slice(band.offset[d], band.offset[d] + count), ends


def _log_sum(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    top = values.max(axis=0)
    result: npt.NDArray[np.float64] = top + np.log(np.exp(values - top).sum(axis=0))
    return result
