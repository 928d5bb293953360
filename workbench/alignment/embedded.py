"""Sentence vectors as evidence beside another similarity, calibrated on the text itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from workbench.alignment.anchors import find_anchors, heaviest_chain
from workbench.alignment.channel import MOST
from workbench.alignment.dynamic import BEAD_TYPES, PAIRED_TYPES
from workbench.alignment.evidence import Evidence, Floats, Side
from workbench.alignment.similarity import Similarity, Tile

FEATURE = "embeddings"
ENOUGH = 20
"""Pairs from which the cosine of pairs is learned."""
SAMPLE = 1_000
"""Random pairs, and sentences whose nearest neighbours are looked for."""
STRONGEST = 8.0
"""Nats; cap on the evidence of one sentence pair."""
IN_ORDER = 0.5
"""Share of nearest neighbours that must stand in order to be taken for pairs."""

Matrix = npt.NDArray[np.float32]


class Encoder(Protocol):
    """Turns sentences into vectors; :class:`workbench.alignment.embeddings.SentenceEncoder`."""

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Return a vector for each text, (texts, dimensions)."""
        ...


@dataclass(frozen=True, slots=True)
class EmbeddedSimilarity:
    """Another similarity with one more feature: what the cosine tells about a bead.

    The vector of several sentences is the mean of theirs, weighted by their lengths. The
    feature is the log ratio of two normal densities of equal variance at the cosine, one
    fitted on pairs and one on chance (linear discriminant analysis), in nats; a model that
    cannot tell the two apart thus adds nothing.
    """

    base: Similarity
    source: Matrix
    target: Matrix
    slope: float
    shift: float

    @property
    def kind(self) -> str:
        """The set of weights of the other similarity."""
        return self.base.kind

    @property
    def names(self) -> tuple[str, ...]:
        """The other features, and this one."""
        return (*self.base.names, FEATURE)

    @property
    def sources(self) -> int:
        """Source sentences."""
        return self.base.sources

    @property
    def targets(self) -> int:
        """Target sentences."""
        return self.base.targets

    def candidates(self) -> tuple[Evidence, Side, Floats]:
        """Return what the other similarity gives."""
        return self.base.candidates()

    def features(self, rows: range, columns: range) -> Tile:
        """Return the features of the beads that start at rows × columns."""
        shape = 1, len(BEAD_TYPES), len(rows), len(columns)
        added = np.zeros(shape, dtype=np.float32)
        left, right = _blocks(self.source, rows), _blocks(self.target, columns)
        for kind, (a, b) in enumerate(PAIRED_TYPES):
            cosine = left[a - 1] @ right[b - 1].T
            ratio = np.clip(self.slope * cosine + self.shift, -STRONGEST, STRONGEST)
            added[0, kind] = ratio * (a + b) / 2
        return np.concatenate([self.base.features(rows, columns), added])


def with_embeddings(
    base: Similarity, source: Sequence[str], target: Sequence[str], encoder: Encoder
) -> EmbeddedSimilarity:
    """Join the vectors of an encoder to a similarity of the same two lists of sentences."""
    left = _weighted(encoder.encode(source), source)
    right = _weighted(encoder.encode(target), target)
    pairs = find_anchors(*base.candidates())
    if len(pairs) < ENOUGH:
        pairs = _neighbours(left, right)
    slope, shift = _discriminant(_unit(left), _unit(right), pairs)
    return EmbeddedSimilarity(base, left, right, slope, shift)


def _weighted(vectors: Matrix, texts: Sequence[str]) -> Matrix:
    lengths = np.array([len(text.strip()) for text in texts], dtype=np.float32)
    weighted: Matrix = _unit(vectors) * lengths[:, None]
    return weighted


def _unit(vectors: Matrix) -> Matrix:
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: Matrix = (vectors / np.maximum(norms, 1e-9)).astype(np.float32)
    return unit


def _blocks(vectors: Matrix, places: range) -> Matrix:
    """Unit vectors of the one to four sentences from each place on, (4, places, dimensions)."""
    part = vectors[places.start : places.stop + MOST - 1]
    short = len(places) + MOST - 1 - len(part)
    part = np.concatenate([part, np.zeros((short, vectors.shape[1]), dtype=np.float32)])
    sums = np.cumsum([part[more : more + len(places)] for more in range(MOST)], axis=0)
    return _unit(sums)


def _discriminant(
    source: Matrix, target: Matrix, pairs: Sequence[tuple[int, int]]
) -> tuple[float, float]:
    """Return slope and shift of the log ratio of pairs to chance; zeros without pairs."""
    if len(pairs) < ENOUGH:
        return 0.0, 0.0
    chance = np.random.default_rng(0)
    rows, columns = np.array(pairs).T
    near = (source[rows] * target[columns]).sum(axis=1)
    random = (
        source[chance.integers(len(source), size=SAMPLE)]
        * target[chance.integers(len(target), size=SAMPLE)]
    ).sum(axis=1)
    spread = float((near.var() + random.var()) / 2) + 1e-4
    high, low = float(near.mean()), float(random.mean())
    if high <= low:
        return 0.0, 0.0
    return (high - low) / spread, (low**2 - high**2) / (2 * spread)


def _neighbours(source: Matrix, target: Matrix) -> list[tuple[int, int]]:
    """Return mutual nearest neighbours that stand in order; none where most do not."""
    source, target = _unit(source), _unit(target)
    rows = np.unique(np.linspace(0, len(source) - 1, SAMPLE).astype(np.int64))
    columns = (source[rows] @ target.T).argmax(axis=1)
    back = (target[columns] @ source.T).argmax(axis=1)
    mutual = back == rows
    rows, columns = rows[mutual], columns[mutual]
    chain = heaviest_chain(rows, columns, (source[rows] * target[columns]).sum(axis=1))
    return chain if len(chain) >= IN_ORDER * len(rows) else []
