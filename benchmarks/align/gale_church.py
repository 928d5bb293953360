"""The baseline: W. Gale and K. Church, "A Program for Aligning Sentences in Bilingual
Corpora", Computational Linguistics 19(1), 1993. Own implementation, lengths in characters."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from workbench.alignment.scoring import Pairing

PRIORS = {
    (1, 1): 0.89,
    (1, 0): 0.0099 / 2,
    (0, 1): 0.0099 / 2,
    (2, 1): 0.089 / 2,
    (1, 2): 0.089 / 2,
    (2, 2): 0.011,
}
VARIANCE = 6.8


def gale_church(source: Sequence[str], target: Sequence[str]) -> list[Pairing]:
    """Align by lengths alone, with the paper's priors and variance; quadratic in the length."""
    left = np.array([len(text) for text in source], dtype=float)
    right = np.array([len(text) for text in target], dtype=float)
    ratio = right.sum() / left.sum()
    n, m = len(left), len(right)
    best = np.full((n + 1, m + 1), np.inf)
    choice = np.zeros((n + 1, m + 1), dtype=np.int8)
    kinds = list(PRIORS)
    sums_left = np.concatenate([[0.0], np.cumsum(left)])
    sums_right = np.concatenate([[0.0], np.cumsum(right)])
    best[0, 0] = 0.0
    for d in range(1, n + m + 1):
        rows = np.arange(max(0, d - m), min(n, d) + 1)
        columns = d - rows
        for kind, (a, b) in enumerate(kinds):
            fits = (rows >= a) & (columns >= b)
            i, j = rows[fits], columns[fits]
            one = (sums_left[i] - sums_left[i - a]) * ratio
            other = sums_right[j] - sums_right[j - b]
            delta = np.abs(other - one) / np.sqrt(np.maximum((one + other) / 2, 1) * VARIANCE)
            tail = np.maximum(_tail(delta), 1e-300)
            cost = best[i - a, j - b] - math.log(PRIORS[a, b]) - np.log(tail)
            better = cost < best[i, j]
            best[i[better], j[better]] = cost[better]
            choice[i[better], j[better]] = kind
    beads: list[Pairing] = []
    i, j = n, m
    while i or j:
        a, b = kinds[choice[i, j]]
        beads.append((tuple(range(i - a, i)), tuple(range(j - b, j))))
        i, j = i - a, j - b
    return beads[::-1]


def _tail(delta: np.ndarray) -> np.ndarray:
    """Two-sided tail of the normal distribution (Abramowitz and Stegun 26.2.17)."""
    t = 1 / (1 + 0.2316419 * delta)
    series = t * (
        0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429)))
    )
    return 2 * np.exp(-(delta**2) / 2) / math.sqrt(2 * math.pi) * series
