"""What the lexical table tells of the words of one sentence pair, in both directions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.alignment.evidence import Side, side_of
from workbench.alignment.lexicon import LexicalTable
from workbench.alignment.pair_lexicon import pair_lexicon
from workbench.alignment.tokens import tokenize

Weights = npt.NDArray[np.float64]

NULL_CHANCE = 0.02
"""Chance of a word that comes from nothing on the other side, beside those of the table."""


@dataclass(frozen=True, slots=True)
class Mixture:
    """How links are read from attention and table: weights and the least sum that links.

    Attention counts 1. The values were chosen on one half of the hand-marked pairs
    (``benchmarks/align/word_links.py``).
    """

    forward: float = 0.6
    backward: float = 0.8
    threshold: float = 0.8


def table_posteriors(
    source: Sequence[str], target: Sequence[str], table: LexicalTable, *, null: float = NULL_CHANCE
) -> tuple[Weights, Weights]:
    """Return the chances that word pairs are linked, by IBM Model 1 in either direction.

    Both (source words, target words). The first shares each target word out among the
    source words and nothing; the second shares each source word out among the target words.
    A word of several parts (with a hyphen) takes its best part.
    """
    left = side_of([tokenize(word) for word in source], source)
    right = side_of([tokenize(word) for word in target], target)
    lexicon = pair_lexicon(left, right, table)
    shape = len(left.words), len(right.words)
    forward, backward = np.zeros(shape), np.zeros(shape)
    forward[lexicon.source, lexicon.target] = lexicon.forward
    backward[lexicon.source, lexicon.target] = lexicon.backward
    forward, backward = (_by_word(chances, left, right) for chances in (forward, backward))
    return (
        forward / (forward.sum(axis=0, keepdims=True) + null),
        backward / (backward.sum(axis=1, keepdims=True) + null),
    )


def _by_word(chances: Weights, left: Side, right: Side) -> Weights:
    tokens = chances[left.ids][:, right.ids]
    rows = np.maximum.reduceat(tokens, left.starts[:-1], axis=0)
    best: Weights = np.maximum.reduceat(rows, right.starts[:-1], axis=1)
    return best
