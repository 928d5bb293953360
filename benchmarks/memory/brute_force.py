"""The best score of a text by comparing it with every unit, without the index.

The score is at most 100 times the similarity of the stems, so that all units are compared
by these first (rapidfuzz over all, in C), and those that reach the wanted score by them
are scored in full.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from workbench.review.memory.scoring import Scorer
from workbench.review.memory.words import analyse

_STRANGE = 255


class BruteForce:
    """All units in memory."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        analysed = [analyse(texts[at : at + 20_000]) for at in range(0, len(texts), 20_000)]
        self._tokens = np.concatenate([part.tokens for part in analysed])
        self._lengths = np.concatenate([part.lengths for part in analysed])
        self._ends = np.cumsum(self._lengths)

    def best(self, text: str, at_least: int) -> int:
        """The best score of any unit, 0 where it is under ``at_least``."""
        from rapidfuzz.distance import Levenshtein
        from rapidfuzz.process import cdist

        scorer = Scorer(text)
        codes, inverse = np.unique(np.array(scorer.codes, np.uint32), return_inverse=True)
        if len(codes) >= _STRANGE:
            raise ValueError("too many different words for one byte each")
        at = np.minimum(codes.searchsorted(self._tokens), len(codes) - 1)
        letters = np.where(codes[at] == self._tokens, at, _STRANGE).astype(np.uint8).tobytes()
        query = inverse.astype(np.uint8).tobytes()
        ratio = np.minimum(self._lengths, len(query)) / np.maximum(self._lengths, len(query))
        fitting = np.flatnonzero(ratio >= at_least / 100 - 1e-9)
        spans = zip((self._ends - self._lengths)[fitting], self._ends[fitting], strict=True)
        choices = [letters[start:end] for start, end in spans]
        if not choices:
            return 0
        share = at_least / 100 - 1e-9
        alike = cdist(
            [query], choices, scorer=Levenshtein.normalized_similarity, score_cutoff=share,
            dtype=np.float64,
        )[0]  # fmt: skip
        near = fitting[np.flatnonzero(alike >= share)]
        return max((scorer.score(self._texts[i], at_least=at_least) for i in near), default=0)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that ``share`` of all do not exceed."""
    ordered = sorted(values)
    assert all(a <= b for a, b in pairwise(ordered))
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]
