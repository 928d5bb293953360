"""Synthetic documents with known beads, made from sentence pairs in their order.

Sentences of one side are merged, neighbours swapped and sentences dropped at random, in
the shares of the Text+Berg gold (M. Volk et al., "Challenges in building a multilingual
alpine heritage corpus", LREC 2010), so that an aligner can be fitted and measured where
no hand-made gold exists.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.alignment.scoring import Pairing

SHARES = {
    (1, 1): 0.74,
    (2, 1): 0.09,
    (1, 2): 0.07,
    (0, 1): 0.05,
    (1, 0): 0.012,
    (2, 2): 0.014,
    (3, 1): 0.011,
    (1, 3): 0.009,
}


@dataclass(frozen=True, slots=True)
class SyntheticDocument:
    """Two lists of sentences and the beads that are right."""

    source: list[str]
    target: list[str]
    beads: list[Pairing]


def synthesise(pairs: Sequence[tuple[str, str]], *, seed: int) -> SyntheticDocument:
    """Make a document from pairs in order.

    A 2-1 bead joins the target sentences of two pairs, a 1-2 bead their source sentences,
    a 2-2 bead swaps two target sentences, and 0-1 and 1-0 beads drop one side.
    """
    chance = random.Random(seed)
    kinds, weights = list(SHARES), list(SHARES.values())
    source: list[str] = []
    target: list[str] = []
    beads: list[Pairing] = []
    rest = list(pairs)
    while rest:
        kind = chance.choices(kinds, weights)[0]
        taken = rest[: max(kind)]
        if len(taken) < max(kind):
            kind = (1, 1)
            taken = rest[:1]
        del rest[: len(taken)]
        left = [pair[0] for pair in taken]
        right = [pair[1] for pair in taken]
        new_source, new_target = _shaped(kind, left, right)
        beads.append(
            (
                tuple(range(len(source), len(source) + len(new_source))),
                tuple(range(len(target), len(target) + len(new_target))),
            )
        )
        source += new_source
        target += new_target
    return SyntheticDocument(source, target, beads)


def _shaped(
    kind: tuple[int, int], left: list[str], right: list[str]
) -> tuple[list[str], list[str]]:
    if kind == (2, 2):
        return left, right[::-1]
    if not kind[0]:
        return [], right
    if not kind[1]:
        return left, []
    return (
        left if kind[0] > 1 or kind == (1, 1) else [" ".join(left)],
        right if kind[1] > 1 or kind == (1, 1) else [" ".join(right)],
    )


def without_sections(document: SyntheticDocument, *, seed: int) -> SyntheticDocument:
    """Take a section out of each side, at different places, so that both have a block alone."""
    chance = random.Random(seed)
    cuts = []
    for texts in (document.source, document.target):
        length = min(chance.randint(5, 50), len(texts) // 6)
        start = chance.randrange(len(texts) - length)
        cuts.append(range(start, start + length))
    kept = [
        [index for index in range(len(texts)) if index not in cut]
        for texts, cut in zip((document.source, document.target), cuts, strict=True)
    ]
    places = [{index: place for place, index in enumerate(side)} for side in kept]
    beads: list[Pairing] = []
    for source, target in document.beads:
        left = tuple(places[0][i] for i in source if i in places[0])
        right = tuple(places[1][j] for j in target if j in places[1])
        whole = len(left) == len(source) and len(right) == len(target)
        if whole:
            beads.append((left, right))
        else:
            beads += [((i,), ()) for i in left] + [((), (j,)) for j in right]
    return SyntheticDocument(
        [document.source[i] for i in kept[0]], [document.target[j] for j in kept[1]], beads
    )
