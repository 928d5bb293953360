"""The banded programme against a plain one that tries every path."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
import pytest

from workbench.alignment.band import band_around
from workbench.alignment.dynamic import (
    BEAD_TYPES,
    IMPOSSIBLE,
    Lattice,
    best_path,
    lattice_of,
    posteriors,
)

Beads = tuple[tuple[int, int, int], ...]


def all_paths(sources: int, targets: int) -> Iterator[Beads]:
    @cache
    def onward(i: int, j: int) -> tuple[Beads, ...]:
        if (i, j) == (sources, targets):
            return ((),)
        return tuple(
            ((i, j, kind), *rest)
            for kind, (a, b) in enumerate(BEAD_TYPES)
            if i + a <= sources and j + b <= targets
            for rest in onward(i + a, j + b)
        )

    yield from onward(0, 0)


def random_scores(lattice: Lattice, seed: int) -> np.ndarray:
    scores = np.random.default_rng(seed).normal(size=lattice.ends.shape).astype(np.float32)
    scores[lattice.ends == 0] = IMPOSSIBLE
    return scores


def cell(lattice: Lattice, i: int, j: int) -> int:
    return int(lattice.band.offset[i + j] + i - lattice.band.first[i + j])


@pytest.mark.parametrize("seed", range(4))
def test_best_path_and_chances_are_those_of_all_paths(seed: int) -> None:
    lattice = lattice_of(band_around([], 4, 3))
    scores = random_scores(lattice, seed)
    paths = list(all_paths(4, 3))
    sums = np.array([sum(scores[k, cell(lattice, i, j)] for i, j, k in path) for path in paths])
    assert tuple(best_path(lattice, scores)) == paths[int(sums.argmax())]
    chances, total = posteriors(lattice, scores)
    assert total == pytest.approx(np.log(np.exp(sums).sum()), abs=1e-4)
    weights = np.exp(sums - total)
    expected = sum(w for w, path in zip(weights, paths, strict=True) if (1, 1, 0) in path)
    assert chances[0, cell(lattice, 1, 1)] == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize(("sources", "targets"), [(0, 0), (0, 5), (5, 0), (1, 300), (300, 1)])
def test_one_sided_texts_have_a_path(sources: int, targets: int) -> None:
    lattice = lattice_of(band_around([], sources, targets))
    path = best_path(lattice, random_scores(lattice, 0))
    assert sum(BEAD_TYPES[kind][0] for _, _, kind in path) == sources
    assert sum(BEAD_TYPES[kind][1] for _, _, kind in path) == targets


def test_band_grows_with_the_length_and_not_with_its_square() -> None:
    def size(count: int) -> int:
        return band_around([(k, k) for k in range(5, count, 10)], count, count).size

    assert size(20_000) < 2.1 * size(10_000)


def test_band_holds_a_long_gap_on_one_side() -> None:
    anchors = [*((k, k) for k in range(50)), *((k, k + 900) for k in range(50, 100))]
    band = band_around(anchors, 100, 1000)
    assert band.low[50] <= 50
    assert band.high[50] > 950
