"""Segments of the index: sorted arrays of (word code, units), cut into pages.

Units of a segment are numbered by their length in words, so that the units whose length
can reach the wanted score are one run of numbers, and the numbers of a word's units that
lie in that run are one slice.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from workbench.review.memory.words import Analysed

Numbers = npt.NDArray[np.uint32]
Ids = npt.NDArray[np.int64]

PAGE_ENTRIES = 1024
LONGEST = 4096
"""Units with more words count as if they had so many (only to choose candidates)."""


@dataclass(frozen=True, slots=True)
class Page:
    """Codes in ascending order; the units of ``codes[i]`` are ``numbers[ends[i-1]:ends[i]]``.

    As bytes: the count of codes, the codes, the ends, the numbers, all uint32.
    """

    codes: Numbers
    ends: Numbers
    numbers: Numbers

    @classmethod
    def parse(cls, data: bytes) -> Page:
        """The page that :meth:`packed` wrote."""
        array = np.frombuffer(data, "<u4")
        count = int(array[0])
        return cls(array[1 : 1 + count], array[1 + count : 1 + 2 * count], array[1 + 2 * count :])

    def packed(self) -> bytes:
        """The page as bytes."""
        count = np.array([len(self.codes)], "<u4")
        return np.concatenate([count, self.codes, self.ends, self.numbers]).astype("<u4").tobytes()

    def units_of(self, code: int) -> Numbers:
        """The numbers of the units that have a word, ascending."""
        at = int(self.codes.searchsorted(np.uint32(code)))
        if at == len(self.codes) or self.codes[at] != code:
            return self.numbers[:0]
        return self.numbers[self.ends[at - 1] if at else 0 : self.ends[at]]


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment in memory, to be written: ``pages`` begin with ``first_codes``."""

    units: Ids
    lengths: Numbers
    pages: list[Page]
    vocabulary: frozenset[bytes]

    def directory(self) -> Numbers:
        """First code and number of entries of each page, as two rows."""
        firsts = [page.codes[0] for page in self.pages]
        return np.array([firsts, [len(page.numbers) for page in self.pages]], "<u4")

    def packed_vocabulary(self) -> bytes:
        """The words in order, deflated."""
        return zlib.compress(b"\n".join(sorted(self.vocabulary)), 1)


def build(ids: Ids, analysed: Analysed, whole: Sequence[int] = ()) -> Segment:
    """Index new units. ``whole`` are codes of whole texts, entered beside their words."""
    order = np.argsort(analysed.lengths, kind="stable")
    number = np.empty(len(ids), np.uint32)
    number[order] = np.arange(len(ids), dtype=np.uint32)
    owners = np.repeat(number, analysed.lengths)
    tokens = analysed.tokens
    if len(whole):
        tokens = np.concatenate([tokens, np.asarray(whole, np.uint32)])
        owners = np.concatenate([owners, number])
    return Segment(
        ids[order],
        _fewer(analysed.lengths),
        _pages(_keys(tokens, owners)),
        analysed.words,
    )


@dataclass(frozen=True, slots=True)
class Stored:
    """A written segment, read back whole to be merged."""

    units: Ids
    lengths: Numbers
    pages: Iterable[Page]
    vocabulary: frozenset[bytes]


def merge(parts: Sequence[Stored], alive: Callable[[Ids], npt.NDArray[np.bool_]]) -> Segment | None:
    """Join segments and leave out units that are no more; None where nothing is left.

    The vocabulary keeps words of units that are gone: it only proposes where to look.
    """
    ids = np.concatenate([part.units for part in parts])
    lengths = np.concatenate([_length_of_each(part) for part in parts])
    kept = alive(ids)
    if not kept.any():
        return None
    order = np.argsort(lengths, kind="stable")
    order = order[kept[order]]
    number = np.zeros(len(ids), np.uint32)
    number[order] = np.arange(len(order), dtype=np.uint32)
    keys = []
    start = 0
    for part in parts:
        mine = number[start : start + len(part.units)]
        alive_here = kept[start : start + len(part.units)]
        for page in part.pages:
            tokens = np.repeat(page.codes, _steps(page.ends))
            stays = alive_here[page.numbers]
            keys.append(_packed_keys(tokens[stays], mine[page.numbers[stays]]))
        start += len(part.units)
    joined = np.concatenate(keys)
    joined.sort()
    return Segment(
        ids[order],
        _fewer(lengths[order]),
        _pages(joined),
        frozenset().union(*(part.vocabulary for part in parts)),
    )


def _packed_keys(tokens: Numbers, owners: Numbers) -> npt.NDArray[np.uint64]:
    return (tokens.astype(np.uint64) << np.uint64(32)) | owners


def _keys(tokens: Numbers, owners: Numbers) -> npt.NDArray[np.uint64]:
    """Sorted (code, number) pairs, each once."""
    keys = _packed_keys(tokens, owners)
    keys.sort()
    fresh = np.ones(len(keys), np.bool_)
    fresh[1:] = keys[1:] != keys[:-1]
    return keys[fresh]


def _fewer(lengths: npt.NDArray[np.integer]) -> Numbers:
    counts = np.bincount(np.minimum(lengths, LONGEST))
    return np.concatenate([[0], np.cumsum(counts)]).astype("<u4")


def _length_of_each(part: Stored) -> npt.NDArray[np.int64]:
    counts = _steps(part.lengths)[1:]
    return np.repeat(np.arange(len(counts)), counts)


def _steps(ends: Numbers) -> npt.NDArray[np.int64]:
    """Each number less the one before it (0 before the first)."""
    steps = ends.astype(np.int64)
    steps[1:] -= ends[:-1]
    return steps


def _pages(keys: npt.NDArray[np.uint64]) -> list[Page]:
    """Cut sorted keys into pages; a word is never cut, and a frequent one has its own."""
    codes = (keys >> np.uint64(32)).astype(np.uint32)
    numbers = keys.astype(np.uint32)
    starts = np.flatnonzero(np.diff(codes, prepend=codes[:1] ^ np.uint32(1)))
    ends = np.append(starts[1:], len(keys))
    own = (ends - starts) > PAGE_ENTRIES
    block = starts // PAGE_ENTRIES
    new = np.ones(len(starts), np.bool_)
    new[1:] = (block[1:] != block[:-1]) | own[1:] | own[:-1]
    bounds = [*np.flatnonzero(new), len(starts)]
    return [
        _page(codes, numbers, starts[first:last], ends[first:last])
        for first, last in pairwise(bounds)
    ]


def _page(codes: Numbers, numbers: Numbers, starts: Ids, ends: Ids) -> Page:
    begin = starts[0]
    return Page(codes[starts], (ends - begin).astype(np.uint32), numbers[begin : ends[-1]])
