"""Which units may reach a score: counting common words in the postings, rarest first.

The distance of two lists of n and m words is at least max(n, m) less the words they have
in common, so that a similarity of s needs s * max(n, m) common words. A unit that has them
shares a word with any n - s * n + 1 words of the query: the rarest so many name the
candidates (prefix filter: Chaudhuri, Ganti and Kaushik 2006; Bayardo, Ma and Srikant
2007), and each further word rules out those that can no longer reach the count. Nothing
that reaches the score is ever lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np
import numpy.typing as npt
from sqlalchemy.orm import Session

from workbench.review.memory.segments import LONGEST, Ids, Numbers, Page
from workbench.review.memory.views import Store, View, pages, units

_FEW = 24
"""With so few candidates it is quicker to look at them than to count on."""
_SMALL_PAGE = 4096
_EPSILON = 1e-9

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Units and the highest similarity (0 to 1) each can have, the highest first."""

    ids: Ids
    bounds: Floats


@dataclass(slots=True)
class _Search:
    """One view in a search: ``counts`` of common words of units ``low`` to ``high``."""

    view: View
    page_numbers: list[int]
    low: int
    high: int
    numbers: Numbers
    counts: npt.NDArray[np.int64]
    bounds: Numbers

    def page_key(self, word: int) -> tuple[View, int] | None:
        number = self.page_numbers[word]
        return (self.view, number) if number >= 0 else None

    def entries(self, word: int) -> int:
        number = self.page_numbers[word]
        return int(self.view.entries[number]) if number >= 0 else 0


def find(
    session: Session, store: Store, views: Sequence[View], codes: Sequence[int], similarity: float
) -> Candidates:
    """All units that may be similar to a text of these words by ``similarity`` or more."""
    weights = Counter(codes)
    words = list(weights)
    counting = _Counting(session, store, views, words, len(codes), similarity)
    order = sorted(range(len(words)), key=counting.frequency)
    rest = len(codes)
    named = False
    for word in order:
        weight = weights[words[word]]
        rest -= weight
        if not named:
            counting.name(word, weight)
            named = rest < counting.needed(len(codes))
            if named:
                counting.settle(rest)
        else:
            if counting.candidates <= _FEW:
                return counting.result(rest + weight)
            counting.narrow(word, weight, rest)
    return counting.result(0)


class _Counting:
    def __init__(
        self,
        session: Session,
        store: Store,
        views: Sequence[View],
        words: Sequence[int],
        length: int,
        similarity: float,
    ) -> None:
        self._session, self._store = session, store
        self._words, self._length, self._similarity = words, length, similarity
        shortest = min(self.needed(length), LONGEST)
        longest = min(floor(length / similarity + _EPSILON), LONGEST)
        array = np.array(words, np.uint32)
        self._searches = []
        for view in views:
            low, high = view.between(shortest, longest)
            if low < high:
                counts = np.zeros(high - low, np.int64)
                bounds = np.array([low, high], np.uint32)
                search = _Search(view, view.pages_of(array), low, high, _NONE, counts, bounds)
                self._searches.append(search)
        self._pages: dict[tuple[int, int], Page] = {}
        self._load(range(len(words)), _SMALL_PAGE)
        self._slices: dict[tuple[int, int], Numbers] = {}

    @property
    def candidates(self) -> int:
        return sum(len(search.numbers) for search in self._searches)

    def needed(self, longer: int) -> int:
        """The common words that a pair needs whose longer text has so many words."""
        return ceil(self._similarity * longer - _EPSILON)

    def frequency(self, word: int) -> int:
        """How many units of a fitting length have a word; of a long list, all."""
        return sum(
            len(self._units_of(search, word))
            if self._is_loaded(search, word)
            else search.entries(word)
            for search in self._searches
        )

    def name(self, word: int, weight: int) -> None:
        """Count a word everywhere; the units that have it become candidates."""
        self._load([word])
        for search in self._searches:
            search.counts[self._units_of(search, word)] += weight

    def settle(self, rest: int) -> None:
        """Keep as candidates what has enough words, when ``rest`` are not counted yet."""
        for search in self._searches:
            search.numbers = np.flatnonzero(search.counts).astype(np.uint32)
            search.counts = search.counts[search.numbers]
            self._keep(search, rest)

    def narrow(self, word: int, weight: int, rest: int) -> None:
        """Count a word among the candidates only."""
        self._load([word])
        for search in self._searches:
            if not len(search.numbers):
                continue
            having = self._units_of(search, word)
            if len(having):
                at = having.searchsorted(search.numbers)
                at[at == len(having)] = 0
                search.counts += weight * (having[at] == search.numbers)
            self._keep(search, rest)

    def result(self, rest: int) -> Candidates:
        """The candidates, when ``rest`` words have not been counted."""
        ids: list[Ids] = [_NO_IDS]
        bounds: list[Floats] = [np.empty(0)]
        for search in self._searches:
            if len(search.numbers):
                found = units(self._session, self._store, search.view)
                ids.append(found[search.numbers + np.uint32(search.low)])
                common = np.minimum(search.counts + rest, self._length)
                bounds.append(np.minimum(common / self._longer(search), 1.0))
        all_bounds = np.concatenate(bounds)
        order = np.argsort(-all_bounds, kind="stable")
        return Candidates(np.concatenate(ids)[order], all_bounds[order])

    def _keep(self, search: _Search, rest: int) -> None:
        needed = np.ceil(self._similarity * self._longer(search) - _EPSILON)
        kept = search.counts + rest >= needed
        search.numbers, search.counts = search.numbers[kept], search.counts[kept]

    def _longer(self, search: _Search) -> npt.NDArray[np.int64]:
        """The words of the longer of query and candidate."""
        own = search.view.lengths.searchsorted(search.numbers + np.uint32(search.low), "right")
        return np.maximum(own - 1, self._length)

    def _units_of(self, search: _Search, word: int) -> Numbers:
        """The units of fitting length that have a word, counted from ``search.low``."""
        key = search.view.id, word
        found = self._slices.get(key)
        if found is None:
            number = search.page_numbers[word]
            found = _NONE
            if number >= 0:
                having = self._pages[search.view.id, number].units_of(self._words[word])
                low, high = having.searchsorted(search.bounds)
                found = having[low:high] - np.uint32(search.low)
            self._slices[key] = found
        return found

    def _is_loaded(self, search: _Search, word: int) -> bool:
        number = search.page_numbers[word]
        return number < 0 or (search.view.id, number) in self._pages

    def _load(self, words: Sequence[int], largest: int | None = None) -> None:
        wanted = {}
        for search in self._searches:
            for word in words:
                key = search.page_key(word)
                if key is None or (search.view.id, key[1]) in self._pages:
                    continue
                if largest is None or search.entries(word) <= largest:
                    wanted[search.view.id, key[1]] = key
        if wanted:
            self._pages |= pages(self._session, self._store, wanted.values())


_NONE = np.empty(0, np.uint32)
_NO_IDS = np.empty(0, np.int64)
