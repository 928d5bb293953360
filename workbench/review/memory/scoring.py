"""How alike two texts are, from 0 to 100, and where they differ.

The score of two texts is::

    50 * S(stems) + 45 * S(words) + 5 * S(exact)

rounded down, where S is 1 less the Levenshtein distance over the length of the longer
list (rapidfuzz's ``Levenshtein.normalized_similarity``); *stems* are words without their
inflection, *words* are whole but without case and accents, *exact* are the words as they
stand with the punctuation marks (counted no higher than *words*). Every run of figures is
one placeholder. So a replaced word costs its share, another inflection half of that, and
case and punctuation a twentieth. 100 is kept for texts that are the same to the letter,
white space aside: other figures alone give 99.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from math import floor

from rapidfuzz.distance import Levenshtein

from workbench.review.memory import words
from workbench.review.memory.pieces import Piece, pieces

_STEMS, _WORDS, _EXACT = 50, 45, 5
_EPSILON = 1e-9
_similarity = Levenshtein.normalized_similarity
BEST = 100


class Change(StrEnum):
    """What was done to the stored source to make the present one."""

    REPLACED = "replaced"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Difference:
    """``then[start:end]`` of the stored source is ``now[now_start:now_end]`` in the present."""

    change: Change
    start: int
    end: int
    now_start: int
    now_end: int


class Scorer:
    """Scores texts against one text."""

    def __init__(self, text: str) -> None:
        self._plain = words.plain(text)
        self._words = words.split(text) or [b""]
        self.codes = words.codes(words.split(text))
        self._exact = words.exact_words(text)

    def score(self, other: str, *, at_least: int = 0) -> int:
        """The score of a text; 0 where it is under ``at_least``."""
        split = words.split(other)
        share = max(at_least / BEST - _EPSILON, 0.0)
        stems = _similarity(self.codes, words.codes(split), score_cutoff=share)
        if stems < share:
            return 0
        whole = _similarity(self._words, split or [b""])
        if _STEMS * stems + (BEST - _STEMS) * whole < at_least - _EPSILON:
            return 0
        if words.plain(other) == self._plain:
            return BEST
        exact = _similarity(self._exact, words.exact_words(other))
        total = _STEMS * stems + _WORDS * whole + _EXACT * min(exact, whole)
        score = min(floor(total + _EPSILON), BEST - 1)
        return score if score >= at_least else 0


def differences(then: str, now: str) -> list[Difference]:
    """Where the present text departs from the stored one, word by word, in order."""
    old, new = pieces(then), pieces(now)
    opcodes = Levenshtein.opcodes([piece.text for piece in old], [piece.text for piece in new])
    found = []
    for same, run in groupby(opcodes, key=lambda code: code.tag == "equal"):
        if not same:
            codes = list(run)
            first, last = codes[0], codes[-1]
            start, end = _span(old, first.src_start, last.src_end, len(then))
            now_start, now_end = _span(new, first.dest_start, last.dest_end, len(now))
            found.append(
                Difference(
                    _change(start < end, now_start < now_end), start, end, now_start, now_end
                )
            )
    return found


def _change(was: bool, is_now: bool) -> Change:
    if was and is_now:
        return Change.REPLACED
    return Change.REMOVED if was else Change.ADDED


def _span(of: Sequence[Piece], first: int, last: int, length: int) -> tuple[int, int]:
    """The span of some pieces; of none, the place before the next one."""
    if first < last:
        return of[first].start, of[last - 1].end
    place = of[first].start if first < len(of) else length
    return place, place
