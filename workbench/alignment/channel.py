"""One channel of similarity: how well the words of a bead's one side explain the other's."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.alignment.evidence import Evidence, Floats, Side

NULL_SHARE = 0.3
"""Share of a sentence's words that nothing on the other side explains (λ of Model 1)."""
STRONGEST = 60.0
"""Cap on the likelihood ratio of one word, so that no single word decides."""
UNEXPLAINED = 0.7
"""A word whose likelihood ratio stays under this is counted as unexplained."""
MOST = 4
"""Sentences that a bead may have on a side."""

Tile = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Channel:
    """Explained words of one side, and the evidence that the other side's sentences give.

    ``rates`` are the shares of running text of the explained words, and ``lengths`` the
    tokens of each explaining sentence; ``numeric`` tells which explained words are numbers.
    The log-likelihood ratio of word e given the
    explaining sentences S is log(λ + (1 - λ) Σ t(e | f) / (|S| p(e))) over f in S: IBM
    Model 1 against chance (R. Moore, "Fast and accurate sentence alignment of bilingual
    corpora", AMTA 2002).
    """

    explained: Side
    evidence: Evidence
    lengths: Floats
    rates: Floats
    numeric: npt.NDArray[np.bool_]

    def tile(self, explaining: range, explained: range) -> tuple[Tile, Tile, Tile]:
        """Return the sums of log ratios, and counts of unexplained words and numbers.

        All (4, explaining, explained): entry [a - 1, s, t] is for the words of the one
        sentence ``explained[t]`` given the a sentences from ``explaining[s]`` on; where
        those run over the end of the text the entry has no meaning.
        """
        side = self.explained
        words = side.ids[side.starts[explained.start] : side.starts[explained.stop]]
        starts = side.starts[explained.start : explained.stop] - side.starts[explained.start]
        kinds, inverse = np.unique(words, return_inverse=True)
        expected = self._expected(explaining, kinds)
        ratios = np.empty((MOST, len(explaining), len(explained)), dtype=np.float32)
        missing, numbers = np.empty_like(ratios), np.zeros_like(ratios)
        numeric = np.flatnonzero(self.numeric[words])
        number_starts = np.searchsorted(numeric, starts)
        reach = self._reach(explaining)
        total = np.zeros((len(kinds), len(explaining)), dtype=np.float32)
        for more in range(MOST):
            total += expected[:, more : more + len(explaining)]
            lift = np.minimum(total / reach[more], STRONGEST)
            logs = np.log(NULL_SHARE + (1 - NULL_SHARE) * lift)
            ratios[more] = np.add.reduceat(logs[inverse], starts, axis=0).T
            poor = (lift < UNEXPLAINED).astype(np.float32)
            missing[more] = np.add.reduceat(poor[inverse], starts, axis=0).T
            if len(numeric):
                sums = np.cumsum(poor[inverse[numeric]], axis=0)
                bounds = np.append(number_starts, len(numeric))
                sums = np.concatenate([np.zeros_like(sums[:1]), sums])[bounds]
                numbers[more] = np.diff(sums, axis=0).T
        return ratios, missing, numbers

    def _expected(self, explaining: range, kinds: npt.NDArray[np.int64]) -> Floats:
        """Expected counts over rates, (kinds, explaining + 3), of each sentence alone."""
        last = min(explaining.stop + MOST - 1, len(self.evidence.starts) - 1)
        bounds = self.evidence.starts[explaining.start : last + 1]
        words = self.evidence.words[bounds[0] : bounds[-1]]
        place = np.searchsorted(kinds, words)
        place[place == len(kinds)] = 0
        wanted = kinds[place] == words
        rows = np.repeat(np.arange(last - explaining.start), np.diff(bounds))[wanted]
        dense = np.zeros((len(kinds), len(explaining) + MOST - 1), dtype=np.float32)
        weights = self.evidence.weights[bounds[0] : bounds[-1]][wanted]
        dense[place[wanted], rows] = weights / self.rates[words[wanted]]
        return dense

    def _reach(self, explaining: range) -> Floats:
        """Tokens of the one to four explaining sentences from each one on, (4, explaining)."""
        padded = np.concatenate([self.lengths, np.ones(MOST, dtype=np.float32)])
        sums = [padded[explaining.start : explaining.stop].copy()]
        for more in range(1, MOST):
            sums.append(sums[-1] + padded[explaining.start + more : explaining.stop + more])
        return np.stack(sums)
