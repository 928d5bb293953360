"""The lexicon of one pair of texts: table entries, words alike, and near spellings."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.alignment.cognates import Alike, alike, identical
from workbench.alignment.evidence import Floats, Ints, Lexicon, Side
from workbench.alignment.lexicon import LexicalTable, nearest

BACKOFF = 0.4
"""What is left of a chance that a near spelling lends to a word the table lacks."""
BACKGROUND_TOKENS = 5000.0
"""Weight of the general word rates against the counts of the text, in tokens."""
RARE_RATE = 1e-5
"""Share of running text of a word that the table does not know."""

Codes = npt.NDArray[np.int32]


def pair_lexicon(source: Side, target: Side, table: LexicalTable | None) -> Lexicon:
    """Return the word pairs that link the vocabularies of two texts.

    Without a table only identical tokens and words that sound alike are linked, which
    needs no dictionary of the two languages.
    """
    same = identical(source.words, target.words)
    linked = {number for number, _, _ in same}
    if table is None:
        wanted = [number for number in range(1, len(source.words)) if number not in linked]
        return _merged([_from_alike(same + alike(source.words, target.words, wanted))])
    left, left_near = _codes(source.words, table.source_words)
    right, right_near = _codes(target.words, table.target_words)
    parts = [_entries(table, left, right)]
    parts.append(_weakened(_entries(table, left_near, right)))
    parts.append(_weakened(_entries(table, left, right_near)))
    done = linked.union(parts[0].source.tolist())
    wanted = [number for number in range(1, len(source.words)) if number not in done]
    parts.append(_from_alike(same + alike(source.words, target.words, wanted)))
    return _merged(parts)


def rates(side: Side, words: list[str] | None, general: Floats | None) -> Floats:
    """Return the share of running text of each word of a side: its own counts, smoothed.

    ``words`` and ``general`` are the vocabulary of a table and its rates, if there is one.
    """
    prior = np.full(len(side.words), RARE_RATE)
    if words is not None and general is not None:
        codes, _ = _codes(side.words, words)
        prior = np.maximum(prior, np.where(codes >= 0, general[codes], 0.0))
    counts = np.bincount(side.ids, minlength=len(side.words))
    smoothed: npt.NDArray[np.float64] = (counts + BACKGROUND_TOKENS * prior) / (
        counts.sum() + BACKGROUND_TOKENS
    )
    return smoothed.astype(np.float32)


def _codes(words: list[str], table_words: list[str]) -> tuple[Codes, Codes]:
    """Return the place of each word in the table, or -1; and of a near spelling, or -1."""
    places = {word: number for number, word in enumerate(table_words)}
    exact = np.full(len(words), -1, dtype=np.int32)
    near = np.full(len(words), -1, dtype=np.int32)
    for number, word in enumerate(words):
        if not word:
            continue
        place = places.get(word, -1)
        exact[number] = place
        if place < 0 and word[0].isalpha():
            found, common = nearest(table_words, word)
            if common >= max(4, len(word) - 2):
                near[number] = found
    return exact, near


def _entries(table: LexicalTable, left: Codes, right: Codes) -> Lexicon:
    """Return the table's entries between two vocabularies, by their codes."""
    lefts, left_of = _grouped(left, len(table.source_words))
    rights, right_of = _grouped(right, len(table.target_words))
    kept = np.flatnonzero((lefts[table.source] > 0) & (rights[table.target] > 0))
    source, target = table.source[kept], table.target[kept]
    repeat = lefts[source] * rights[target]
    rows = np.repeat(np.arange(len(kept)), repeat)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(repeat) - repeat, repeat)
    one, other = np.divmod(within, rights[target][rows])
    return Lexicon(
        source=left_of.take(_first(lefts)[source][rows] + one),
        target=right_of.take(_first(rights)[target][rows] + other),
        forward=table.forward[kept][rows],
        backward=table.backward[kept][rows],
    )


def _grouped(codes: Codes, size: int) -> tuple[Ints, Ints]:
    """Return how many words have each code, and the words in order of their codes."""
    words = np.flatnonzero(codes >= 0)
    order = words[np.argsort(codes[words], kind="stable")]
    return np.bincount(codes[words], minlength=size), order


def _first(counts: Ints) -> Ints:
    first: Ints = np.cumsum(counts) - counts
    return first


def _weakened(lexicon: Lexicon) -> Lexicon:
    return Lexicon(
        lexicon.source, lexicon.target, lexicon.forward * BACKOFF, lexicon.backward * BACKOFF
    )


def _from_alike(pairs: list[Alike]) -> Lexicon:
    chance = np.array([pair[2] for pair in pairs], dtype=np.float32)
    return Lexicon(
        source=np.array([pair[0] for pair in pairs], dtype=np.int64),
        target=np.array([pair[1] for pair in pairs], dtype=np.int64),
        forward=chance,
        backward=chance,
    )


def _merged(parts: list[Lexicon]) -> Lexicon:
    """Join lexicons; a pair that stands in several keeps its best chances."""
    source = np.concatenate([part.source for part in parts]).astype(np.int64)
    target = np.concatenate([part.target for part in parts]).astype(np.int64)
    forward = np.concatenate([part.forward for part in parts])
    backward = np.concatenate([part.backward for part in parts])
    order = np.lexsort((target, source))
    source, target = source[order], target[order]
    fresh = np.flatnonzero(np.diff(source, prepend=-1) | np.diff(target, prepend=-1))
    if not len(fresh):
        return Lexicon(source, target, forward, backward)
    return Lexicon(
        source=source[fresh],
        target=target[fresh],
        forward=np.maximum.reduceat(forward[order], fresh),
        backward=np.maximum.reduceat(backward[order], fresh),
    )
