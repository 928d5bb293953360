"""Word links from cross-attention: which Russian word an English word comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.translation.model import WordLink
from workbench.translation.pieces import Piece

_WORD = re.compile(r"\w+(?:[-'’./]\w+)*")
THRESHOLD = 0.25


def word_spans(text: str) -> list[tuple[int, int]]:
    """Return the spans of the words of ``text``; hyphens and slashes inside belong to them."""
    return [match.span() for match in _WORD.finditer(text)]


def word_links(
    source_text: str,
    source: Sequence[Piece],
    target_text: str,
    target: Sequence[Piece],
    attention: Sequence[Sequence[float]],
    *,
    threshold: float = THRESHOLD,
) -> tuple[WordLink, ...]:
    """Turn attention between pieces into links between words.

    ``attention`` has a row for each target piece over the source pieces (further
    columns, such as ``</s>``, are ignored). The weight of a word pair is the mean over
    the target word's pieces of the mass on the source word's pieces; a target word
    links to every source word that has at least ``threshold``.
    """
    source_words = word_spans(source_text)
    target_words = word_spans(target_text)
    source_of = _owners(source, source_words)
    target_of = _owners(target, target_words)
    masses: dict[int, list[dict[int, float]]] = {}
    for row, word in zip(attention, target_of, strict=False):
        if word is None:
            continue
        mass: dict[int, float] = {}
        for weight, owner in zip(row, source_of, strict=False):
            if owner is not None:
                mass[owner] = mass.get(owner, 0.0) + weight
        masses.setdefault(word, []).append(mass)
    links = []
    for word, rows in masses.items():
        owners = {owner for row in rows for owner in row}
        weights = {o: sum(row.get(o, 0.0) for row in rows) / len(rows) for o in owners}
        for owner in sorted(o for o, w in weights.items() if w >= threshold):
            links.append(
                WordLink(*source_words[owner], *target_words[word], round(weights[owner], 3))
            )
    return tuple(links)


def _owners(pieces: Sequence[Piece], words: Sequence[tuple[int, int]]) -> list[int | None]:
    """Return for each piece the index of the word it overlaps, or None."""
    owners: list[int | None] = []
    current = 0
    for piece in pieces:
        while current < len(words) and words[current][1] <= piece.start:
            current += 1
        inside = current < len(words) and words[current][0] < piece.end and piece.end > piece.start
        owners.append(current if inside else None)
    return owners
