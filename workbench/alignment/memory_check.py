"""Check the pairs of an existing memory: wrong, shifted by one, untranslated, swapped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.alignment.lexicon import LexicalTable
from workbench.alignment.similarity import lexical_similarity
from workbench.alignment.tokens import share_of_cyrillic

Pair = tuple[str, str]

WRONG = -0.15
"""Nats a token under which a pair is taken for no translation."""
RUSSIAN = 0.7
"""Share of Cyrillic letters above which a text is Russian."""
CHUNK = 2_000
"""Pairs that are scored at once."""
ENOUGH = 3
"""Tokens on both sides together under which a pair is too short to judge by its words."""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A pair that should be looked at: its index, what seems wrong, and its fit.

    ``fit`` is the mean log-likelihood ratio of a token against chance, in nats: well above 0
    for a translation.
    """

    index: int
    problem: str
    fit: float


def check_pairs(pairs: Sequence[Pair], table: LexicalTable | None) -> list[Suspicion]:
    """Return the suspicious pairs of a memory in order.

    "swapped languages": the source is English and the target Russian; "untranslated": one
    side is empty, both are the same, or the target is Russian; "shifted by one": the source
    fits the target before or after it far better; "wrong pair": it fits nothing near.
    """
    found: list[Suspicion] = []
    for start in range(0, len(pairs), CHUNK):
        stop = min(start + CHUNK, len(pairs))
        first, last = max(start - 1, 0), min(stop + 1, len(pairs))
        near = _fits(pairs[first:last], table)
        found.extend(
            Suspicion(index, problem, round(float(near[1, index - first]), 3))
            for index in range(start, stop)
            if (problem := _problem(pairs[index], near[:, index - first]))
        )
    return found


def _problem(pair: Pair, near: npt.NDArray[np.float32]) -> str:
    source, target = (side.strip() for side in pair)
    if not source or not target:
        return "untranslated"
    left, right = share_of_cyrillic([source]), share_of_cyrillic([target])
    if left < 0.3 and right > RUSSIAN:
        return "swapped languages"
    if right > RUSSIAN or (source == target and left > 0.3):
        return "untranslated"
    if near[1] >= WRONG:
        return ""
    neighbour = max(near[0], near[2])
    return "shifted by one" if neighbour > 0.3 else "wrong pair"


def _fits(pairs: Sequence[Pair], table: LexicalTable | None) -> npt.NDArray[np.float32]:
    """Return the fit of each source with the target before, beside and after it, (3, pairs)."""
    similarity = lexical_similarity(
        [pair[0] for pair in pairs], [pair[1] for pair in pairs], table=table
    )
    count = len(pairs)
    # A Russian target beside the pair is no translation, however many names they share.
    english = [share_of_cyrillic([target]) <= RUSSIAN for _, target in pairs]
    fits = np.full((3, count), -np.inf, dtype=np.float32)
    lengths = similarity.source.lengths, similarity.target.lengths
    for index in range(0, count, 32):
        rows = range(index, min(index + 32, count))
        columns = range(max(index - 1, 0), min(rows.stop + 1, count))
        tile = similarity.features(rows, columns)[:, 0]
        names = similarity.names
        words = tile[names.index("explained target")] + tile[names.index("explained source")]
        for shift in (-1, 0, 1):
            for row in rows:
                column = row + shift
                if 0 <= column < count and (not shift or english[column]):
                    total = int(lengths[0][row] + lengths[1][column])
                    fit = words[row - rows.start, column - columns.start] / total
                    fits[shift + 1, row] = 0.0 if total <= ENOUGH and not shift else fit
    return fits
