"""Strict and lax precision, recall and F1, as the Vecalign paper counts them.

B. Thompson and P. Koehn, "Vecalign: Improved Sentence Alignment in Linear Time and Space",
EMNLP 2019: micro-averaged; a lax hit shares a sentence pair with a gold bead on both
sides; beads with an empty side are left out of precision and of recall.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Pairing = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Precision and recall, and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def strict_and_lax(found: Iterable[Pairing], gold: Iterable[Pairing]) -> tuple[Accuracy, Accuracy]:
    """Return the strict and the lax accuracy of beads against gold beads."""
    found_paired = [(tuple(source), tuple(target)) for source, target in found if source and target]
    gold_paired = [(tuple(source), tuple(target)) for source, target in gold if source and target]
    exact = len(set(found_paired) & set(gold_paired))
    strict = Accuracy(exact / max(len(found_paired), 1), exact / max(len(gold_paired), 1))
    lax = Accuracy(_touching(found_paired, gold_paired), _touching(gold_paired, found_paired))
    return strict, lax


def _touching(beads: Sequence[Pairing], others: Sequence[Pairing]) -> float:
    links = {(i, j) for source, target in others for i in source for j in target}
    hits = sum(any((i, j) in links for i in source for j in target) for source, target in beads)
    return hits / max(len(beads), 1)


def read_beads(text: str) -> list[Pairing]:
    """Read beads written one a line as ``[0, 1]:[2]``, zero-based (Vecalign, Bertalign)."""
    beads = []
    for line in text.splitlines():
        if line.strip():
            source, target = line.split(":")[:2]
            beads.append((_indices(source), _indices(target)))
    return beads


def _indices(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.strip(" []\n").split(",") if part.strip())


def alignment_error_rate(
    found: set[tuple[int, int]], sure: set[tuple[int, int]], possible: set[tuple[int, int]]
) -> tuple[int, int]:
    """Return numerator and denominator of 1 - AER, to be summed over sentences.

    F. Och and H. Ney, "A systematic comparison of various statistical alignment models",
    Computational Linguistics 29(1), 2003. ``possible`` need not hold ``sure``.
    """
    hits = len(found & sure) + len(found & (sure | possible))
    return hits, len(found) + len(sure)
