"""The target vocabulary as characters: what each piece writes, and how text is tiled."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from workbench.translation.pieces import END, PAD, UNKNOWN, WORD_START, Pieces

_OPENING = frozenset("([{<«“‘\"'-–—/")
_ENDING = frozenset(".!?")
_SEPARATORS = (",", ";", ":", ".", "-", "/", "!", "?")


class Context(IntEnum):
    """What stands before the next piece; decides which beginnings of a term fit."""

    INSIDE = 0
    """After a word: the term begins with a space."""
    START = 1
    """At the beginning or after a full stop: a capital is in place."""
    OPEN = 2
    """After an opening bracket, quotation mark, hyphen or bare space: no space."""


def is_boundary(char: str) -> bool:
    """Whether ``char`` ends a word: everything but letters, digits and combining marks."""
    return not char.isalnum()


def has_cyrillic(text: str) -> bool:
    """Whether ``text`` holds a Cyrillic letter."""
    return any("\u0400" <= char <= "\u052f" for char in text)


class Vocabulary:
    """The pieces of the target side, as padded character codes.

    Without ``cyrillic`` the pieces of the Russian side of a joint vocabulary are left out,
    which halves the output layer. ``names`` are the pieces kept and ``full_ids`` their
    Marian ids; every other id in this package counts within them. ``characters`` has shape
    (pieces, longest piece): codes into ``alphabet``, -1 beyond a piece's end. Special
    pieces write nothing and are not ``usable``.
    """

    def __init__(self, pieces: Pieces, *, cyrillic: bool = True) -> None:
        self.pieces = pieces
        every = pieces.target_pieces
        kept = [i for i, piece in enumerate(every) if cyrillic or not has_cyrillic(piece)]
        self.full_ids = np.array(kept, dtype=np.int64)
        self.names = [every[index] for index in kept]
        self.index = {name: index for index, name in enumerate(self.names)}
        self.strings = [name.replace(WORD_START, " ") for name in self.names]
        special = {END, PAD, UNKNOWN, ""}
        self.usable = np.array([name not in special for name in self.names])
        self.ids = {
            string: index for index, string in enumerate(self.strings) if self.usable[index]
        }
        self.alphabet = sorted({char for string in self.ids for char in string})
        codes = {char: code for code, char in enumerate(self.alphabet)}
        self.longest = max((len(string) for string in self.ids), default=1)
        self.characters = np.full((len(self.strings), self.longest), -1, dtype=np.int16)
        for string, index in self.ids.items():
            self.characters[index, : len(string)] = [codes[char] for char in string]

    @cached_property
    def context_after(self) -> npt.NDArray[np.int8]:
        """The :class:`Context` after each piece, shape (pieces,)."""
        contexts = np.zeros(len(self.strings), dtype=np.int8)
        for string, index in self.ids.items():
            last = string[-1]
            if last == " " or last in _OPENING:
                contexts[index] = Context.OPEN
            elif last in _ENDING:
                contexts[index] = Context.START
        return contexts

    @cached_property
    def opens_outside(self) -> npt.NDArray[np.bool_]:
        """Whether each piece ends a word before it, shape (pieces,); ``</s>`` does."""
        return np.array(
            [
                not string[:1].isalnum() or i not in self._written
                for i, string in enumerate(self.strings)
            ]
        )

    @cached_property
    def _written(self) -> frozenset[int]:
        return frozenset(self.ids.values())

    @cached_property
    def word_pieces(self) -> npt.NDArray[np.int64]:
        """Ids of pieces of letters and digits only, which continue a word."""
        return np.array(
            [index for string, index in self.ids.items() if string.isalnum()], dtype=np.int64
        )

    def separator(self, used: set[str]) -> int | None:
        """Return a piece of one punctuation mark that none of the ``used`` characters is."""
        others = [string for string in self.ids if len(string) == 1 and is_boundary(string)]
        for mark in (*_SEPARATORS, *others):
            if mark != " " and mark not in used and mark in self.ids:
                return self.ids[mark]
        return None

    def normalize(self, form: str) -> str:
        """Return ``form`` as the target model writes it, in the Unicode form it was trained on."""
        return " ".join(
            str(self.pieces.target_model.normalize(form)).replace("\u2581", " ").split()
        )

    def tilings(self, text: str) -> npt.NDArray[np.int64]:
        """Return the least number of pieces that write ``text[i:]``, for each i; -1 where none.

        Shape (len(text) + 1,). Any segmentation counts, not only SentencePiece's own.
        """
        return _tile(self, text)[0]

    def next_piece(self, text: str, start: int) -> int:
        """Return the first piece of a shortest tiling of ``text[start:]``; -1 where none is."""
        return int(_tile(self, text)[1][start])

    def opening(self, phrase: str) -> tuple[int, int]:
        """Return (pieces, first piece) of a shortest way to write ``phrase`` after a boundary.

        The first piece holds the space and a letter where such a piece exists, else no
        space: a bare space would leave the automaton where it was. (-1, -1) where none is.
        """
        cost, first = _tile(self, phrase)
        best = (int(cost[0]), int(first[0]))
        for end in range(1, min(len(phrase), self.longest - 1) + 1):
            index = self.ids.get(" " + phrase[:end])
            if index is not None and cost[end] >= 0 and (end == 1 or cost[end] + 1 <= best[0]):
                best = (int(cost[end]) + 1, index)
        return best

    def segmentations(self, text: str, *, before: str = "") -> list[list[int]]:
        """Return the likeliest segmentations of ``text`` where ``before`` stands before it.

        Those of SentencePiece that cut exactly at the border, as ids; best first.
        """
        found = []
        for pieces in _nbest(self.pieces, before + text):
            # SentencePiece puts a space before the first word.
            rest = len(before) + 1 if before else 0
            strings = [piece.replace(WORD_START, " ") for piece in pieces]
            while rest > 0 and strings and len(strings[0]) <= rest:
                rest -= len(strings.pop(0))
            if rest == 0 and strings and all(string in self.ids for string in strings):
                found.append([self.ids[string] for string in strings])
        return found


@lru_cache(maxsize=65536)
def _tile(vocabulary: Vocabulary, text: str) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    size = len(text)
    far = size + 2
    cost = np.full(size + 1, far, dtype=np.int64)
    first = np.full(size + 1, -1, dtype=np.int64)
    cost[size] = 0
    for start in range(size - 1, -1, -1):
        for end in range(min(size, start + vocabulary.longest), start, -1):
            index = vocabulary.ids.get(text[start:end])
            if index is not None and cost[end] + 1 < cost[start]:
                cost[start] = cost[end] + 1
                first[start] = index
    cost[cost >= far] = -1
    return cost, first


@lru_cache(maxsize=65536)
def _nbest(pieces: Pieces, text: str) -> tuple[tuple[str, ...], ...]:
    """Return the best segmentation and, of a unigram model, the next ones close to it."""
    model = pieces.target_model
    best = tuple(model.encode(text, out_type=str))
    try:
        others: Sequence[Sequence[str]] = model.nbest_encode(text, nbest_size=3, out_type=str)
    except (RuntimeError, ValueError):  # not a unigram model
        others = ()
    kept = [tuple(other) for other in others if len(other) <= len(best) + 1]
    return (best, *(other for other in kept if other != best))
