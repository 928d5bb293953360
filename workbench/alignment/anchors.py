"""Anchors: sentence pairs sure enough to steer the search, found in near linear time."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np
import numpy.typing as npt

from workbench.alignment.band import Anchor
from workbench.alignment.evidence import Evidence, Floats, Ints, Side

COMMONEST = 24
"""Sentences; a word that stands in more is no evidence for an anchor."""
LEAST_WEIGHT = 0.05
CLEARLY = 1.25
"""An anchor's score over the second best of its row and of its column."""
LEAST_SCORE = 0.12
STRAY = 25
"""Sentences by which an anchor may leave the line of its neighbours."""


def find_anchors(evidence: Evidence, target: Side, rates: Floats) -> list[Anchor]:
    """Return sentence pairs, increasing on both sides, that explain each other best.

    Candidates share rare words through an inverted index; a pair must be the clear best of
    both its sentences; the heaviest increasing chain of them is kept.
    """
    rows, columns, scores = _candidates(evidence, target, rates)
    if not len(rows):
        return []
    mutual = _clear_best(rows, scores) & _clear_best(columns, scores) & (scores >= LEAST_SCORE)
    chain = heaviest_chain(rows[mutual], columns[mutual], scores[mutual])
    return _without_strays(chain)


def _candidates(evidence: Evidence, target: Side, rates: Floats) -> tuple[Ints, Ints, Floats]:
    keys = np.unique(target.ids * target.count + target.sentences)
    words, sentences = keys // target.count, keys % target.count
    bounds = np.searchsorted(words, np.arange(len(target.words) + 1))
    frequency = np.diff(bounds)
    rarity = -np.log(np.maximum(rates, 1e-9))
    total = np.add.reduceat(rarity[target.ids], target.starts[:-1])
    source = np.repeat(np.arange(len(evidence.starts) - 1), np.diff(evidence.starts))
    kept = (evidence.weights >= LEAST_WEIGHT) & (frequency[evidence.words] <= COMMONEST)
    word, weight, source = evidence.words[kept], evidence.weights[kept], source[kept]
    repeat = frequency[word]
    place = np.arange(repeat.sum()) - np.repeat(np.cumsum(repeat) - repeat, repeat)
    columns = sentences[np.repeat(bounds[word], repeat) + place]
    gains = np.repeat(np.minimum(weight, 1.0) * rarity[word], repeat)
    pairs = np.repeat(source, repeat) * target.count + columns
    order = np.argsort(pairs, kind="stable")
    pairs = pairs[order]
    fresh = np.flatnonzero(np.diff(pairs, prepend=-1))
    if not len(fresh):
        empty = np.zeros(0, dtype=np.int64)
        return empty, empty, np.zeros(0, dtype=np.float32)
    sums = np.add.reduceat(gains[order], fresh)
    rows, columns = pairs[fresh] // target.count, pairs[fresh] % target.count
    return rows, columns, (sums / np.maximum(total[columns], 8.0)).astype(np.float32)


def _clear_best(groups: Ints, scores: Floats) -> npt.NDArray[np.bool_]:
    """Tell which entries are the best of their group by a clear margin."""
    order = np.lexsort((-scores, groups))
    group, score = groups[order], scores[order]
    leads = np.diff(group, prepend=-1) != 0
    follows = np.append((group[1:] == group[:-1]), False)
    second = np.where(follows, np.append(score[1:], 0.0), 0.0)
    best = np.zeros(len(groups), dtype=bool)
    best[order] = leads & (score >= CLEARLY * second)
    return best


def heaviest_chain(rows: Ints, columns: Ints, scores: Floats) -> list[Anchor]:
    """Return the increasing chain of pairs with the highest sum of scores.

    ``rows`` increase strictly. The states that matter are kept with columns and sums both
    increasing, so that a step is a search by bisection.
    """
    order = np.argsort(rows, kind="stable")
    ends: list[int] = []
    sums: list[float] = []
    heads: list[int] = []
    before = [-1] * len(rows)
    for index in order.tolist():
        column, score = int(columns[index]), float(scores[index])
        place = bisect_left(ends, column)
        total = score + (sums[place - 1] if place else 0.0)
        before[index] = heads[place - 1] if place else -1
        stop = place
        while stop < len(ends) and sums[stop] <= total:
            stop += 1
        if place < len(ends) and ends[place] == column and sums[place] > total:
            continue
        ends[place:stop], sums[place:stop], heads[place:stop] = [column], [total], [index]
    chain = []
    index = heads[-1] if heads else -1
    while index >= 0:
        chain.append((int(rows[index]), int(columns[index])))
        index = before[index]
    return chain[::-1]


def _without_strays(chain: list[Anchor]) -> list[Anchor]:
    """Drop single anchors off the line of the three before and the three after them."""
    offsets = np.array([column - row for row, column in chain])
    kept = []
    for place, anchor in enumerate(chain):
        near = np.concatenate([offsets[max(place - 3, 0) : place], offsets[place + 1 : place + 4]])
        if not len(near) or np.abs(near - offsets[place]).min() <= STRAY:
            kept.append(anchor)
    return kept
