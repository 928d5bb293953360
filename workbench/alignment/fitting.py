"""Fit the weights of the features: a semi-Markov conditional random field.

Sarawagi and Cohen, "Semi-Markov conditional random fields for information extraction",
NIPS 2004: the gradient is the features of the right path less their expectation under
the model, which the forward and backward passes give. The objective is concave; Adam
climbs it. Documents are synthetic, made from pairs that the lexical table has not seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.alignment.anchors import find_anchors
from workbench.alignment.band import band_around
from workbench.alignment.dynamic import BEAD_TYPES, IMPOSSIBLE, Lattice, lattice_of, posteriors
from workbench.alignment.lattice import band_features
from workbench.alignment.scoring import Pairing
from workbench.alignment.similarity import Similarity

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A document ready for fitting: its band, features, and the right path's features."""

    lattice: Lattice
    features: npt.NDArray[np.float32]
    right: Floats
    beads: int


def example(similarity: Similarity, beads: Sequence[Pairing]) -> Example | None:
    """Prepare a document; None where the right path leaves the band."""
    band = band_around(
        find_anchors(*similarity.candidates()), similarity.sources, similarity.targets
    )
    features = band_features(similarity, band)
    right = np.zeros(len(features))
    i = j = 0
    for source, target in beads:
        kind = BEAD_TYPES.index((len(source), len(target)))
        if not band.low[i] <= j < band.high[i]:
            return None
        right += features[:, kind, band.offset[i + j] + i - band.first[i + j]]
        i, j = i + len(source), j + len(target)
    return Example(lattice_of(band), features, right, len(beads))


def fit(
    examples: Sequence[Example], start: Floats, *, rounds: int = 60, rate: float = 0.08,
    ridge: float = 1e-3,
) -> tuple[Floats, list[float]]:  # fmt: skip
    """Return the weights that make the right paths likeliest, and the loss of each round.

    The loss is the mean negative log-likelihood of a bead, in nats.
    """
    weights = start.copy()
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    losses = []
    total = sum(item.beads for item in examples)
    for step in range(1, rounds + 1):
        gradient, loss = np.zeros_like(weights), 0.0
        for item in examples:
            expected, log_sum = _expectation(item, weights)
            gradient += item.right - expected
            loss += log_sum - float(item.right @ weights)
        gradient = gradient / total - ridge * weights
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.98 * square + 0.02 * gradient**2
        corrected = mean / (1 - 0.9**step), square / (1 - 0.98**step)
        decay = min(1.0, 2.0 * (1 - step / (rounds + 1)))
        weights += rate * decay * corrected[0] / (np.sqrt(corrected[1]) + 1e-6)
        losses.append(loss / total)
    return weights, losses


def _expectation(item: Example, weights: Floats) -> tuple[Floats, float]:
    """Return the expected features of a path, and the log of the sum over paths."""
    scores = np.tensordot(weights.astype(np.float32), item.features, axes=1)
    scores[item.lattice.ends == 0] = IMPOSSIBLE
    chances, total = posteriors(item.lattice, scores)
    flat = item.features.reshape(len(weights), -1)
    return (flat @ chances.ravel()).astype(np.float64), total


def first_guess(names: Iterable[str]) -> Floats:
    """Return rough weights to start from."""
    rough = {
        "explained target": 0.3,
        "missing target": -0.1,
        "explained source": 0.3,
        "missing source": -0.1,
        "length gap": -0.3,
        "1-1": 2.0,
        "1-0": -4.0,
        "0-1": -4.0,
    }
    return np.array([rough.get(name, -2.0 if "-" in name else 0.0) for name in names])
