"""Which words of one text explain which words of the other, sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

LEAST_CHANCE = 0.005
"""Word pairs less likely than this are left out: many, and no evidence."""


@dataclass(frozen=True, slots=True)
class Side:
    """The sentences of one text as token ids in a vocabulary of that text.

    ``ids`` holds the tokens of all sentences one after the other; sentence s has
    ``ids[starts[s]:starts[s + 1]]``. No sentence is empty: one without tokens holds the
    reserved id 0, which nothing explains. ``characters`` is the length of each sentence.
    """

    words: list[str]
    ids: Ints
    starts: Ints
    characters: Floats

    @property
    def count(self) -> int:
        """The number of sentences."""
        return len(self.starts) - 1

    @property
    def lengths(self) -> Ints:
        """Tokens in each sentence."""
        return np.diff(self.starts)

    @property
    def sentences(self) -> Ints:
        """The sentence of each token."""
        return np.repeat(np.arange(self.count), self.lengths)


def side_of(tokens: Sequence[Sequence[str]], texts: Sequence[str]) -> Side:
    """Number the tokens of the sentences of one text."""
    ids: dict[str, int] = {"": 0}
    flat: list[int] = []
    lengths = []
    for sentence in tokens:
        flat.extend(ids.setdefault(token, len(ids)) for token in sentence or ("",))
        lengths.append(max(len(sentence), 1))
    return Side(
        words=list(ids),
        ids=np.array(flat, dtype=np.int64),
        starts=np.concatenate([[0], np.cumsum(np.array(lengths, dtype=np.int64))]),
        characters=np.array([len(text.strip()) + 1 for text in texts], dtype=np.float32),
    )


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word pairs of two vocabularies: ``source[k]`` explains ``target[k]`` with a chance.

    ``forward`` is the chance of the target word given the source word, ``backward`` the
    other way about; 0 where a direction has no evidence.
    """

    source: Ints
    target: Ints
    forward: Floats
    backward: Floats

    def turned(self) -> Lexicon:
        """Return the same pairs with the two sides exchanged."""
        return Lexicon(self.target, self.source, self.backward, self.forward)


@dataclass(frozen=True, slots=True)
class Evidence:
    """For each explaining sentence the words it explains, and how strongly.

    Sentence s explains ``words[starts[s]:starts[s + 1]]`` with ``weights``: the expected
    number of such words in its translation.
    """

    words: Ints
    weights: Floats
    starts: Ints


def expected_words(side: Side, lexicon: Lexicon, *, size: int) -> Evidence:
    """Sum, sentence by sentence, what its words lead one to expect on the other side.

    ``size`` is the size of the other vocabulary.
    """
    likely = np.flatnonzero(lexicon.forward >= LEAST_CHANCE)
    order = likely[np.argsort(lexicon.source[likely], kind="stable")]
    bounds = np.searchsorted(lexicon.source[order], np.arange(len(side.words) + 1))
    counts = np.diff(bounds)[side.ids]
    place = _ranges(bounds[:-1][side.ids], counts)
    entry = order[place]
    keys = np.repeat(side.sentences, counts) * size + lexicon.target[entry]
    return _summed(keys, lexicon.forward[entry], size=size, count=side.count)


def strongest(first: Evidence, second: Evidence, *, size: int) -> Evidence:
    """Return, for each sentence and word, the stronger of two kinds of evidence."""
    count = len(first.starts) - 1
    keys = np.concatenate(
        [np.repeat(np.arange(count), np.diff(e.starts)) * size + e.words for e in (first, second)]
    )
    weights = np.concatenate([first.weights, second.weights])
    order = np.argsort(keys, kind="stable")
    keys, weights = keys[order], weights[order]
    fresh = np.flatnonzero(np.diff(keys, prepend=-1))
    best = np.maximum.reduceat(weights, fresh) if len(fresh) else weights
    return _evidence(keys[fresh], best, size=size, count=count)


def evidence_from(expected: Sequence[tuple[int, int, float]], *, size: int, count: int) -> Evidence:
    """Gather (explaining sentence, word, weight) of ``count`` sentences, ``size`` words."""
    keys = np.array([sentence * size + word for sentence, word, _ in expected], dtype=np.int64)
    weights = np.array([weight for _, _, weight in expected], dtype=np.float32)
    return _summed(keys, weights, size=size, count=count)


def _summed(keys: Ints, weights: Floats, *, size: int, count: int) -> Evidence:
    order = np.argsort(keys, kind="stable")
    keys, weights = keys[order], weights[order]
    fresh = np.flatnonzero(np.diff(keys, prepend=-1))
    sums = np.add.reduceat(weights, fresh) if len(fresh) else weights
    return _evidence(keys[fresh], sums, size=size, count=count)


def _evidence(keys: Ints, weights: Floats, *, size: int, count: int) -> Evidence:
    return Evidence(
        words=keys % size,
        weights=weights.astype(np.float32),
        starts=np.searchsorted(keys, np.arange(count + 1) * size),
    )


def _ranges(starts: Ints, counts: Ints) -> Ints:
    """Return start, start + 1, … for each of the ranges, one after the other."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    places: Ints = np.arange(total) + np.repeat(starts - (ends - counts), counts)
    return places
