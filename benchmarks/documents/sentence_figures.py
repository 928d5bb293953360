"""Figures of sentence splitting on pairs of the UN corpus joined into running text.

Gold: a pair's side ends a sentence where it ends in a stop; sides are joined in tens
with a space, and each join must be found. A side may itself hold several sentences:
a boundary inside it counts as right where both languages have the same number inside
their sides of the pair, and every difference counts as an error of both languages
(a false boundary in the one with more, a missed one in the one with fewer), although
translators do split sentences; the differences are printed to be read by hand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from workbench.documents.sentences import split_sentences

PAIRS, JOINED = 1000, 10
_STOP = re.compile(r"[.!?…](?:>>|[\"»”’')\]])*$")


@dataclass
class Count:
    """Boundaries of one language: joins to find, found, and those inside the sides."""

    joins: int = 0
    joins_found: int = 0
    inner: int = 0
    inner_wrong: int = 0
    inner_missed: int = 0
    notes: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        """One line of the table of figures."""
        right = self.joins_found + self.inner - self.inner_wrong
        precision = right / (self.joins_found + self.inner)
        recall = right / (self.joins + self.inner - self.inner_wrong + self.inner_missed)
        return (
            f"{name:<12} joins {self.joins_found}/{self.joins}  inner {self.inner} "
            f"(differ: {self.inner_wrong} more, {self.inner_missed} fewer)  "
            f"precision {100 * precision:.2f} % recall {100 * recall:.2f} %"
        )


def measure(pairs: Sequence[tuple[str, str]]) -> dict[str, Count]:
    """Count the boundaries of both languages over the first 1,000 pairs that end in a stop."""
    chosen = [pair for pair in pairs if all(_STOP.search(side) for side in pair)]
    # A side that begins with a small letter goes on a sentence that another pair began.
    chosen = [pair for pair in chosen if not any(_is_small(side) for side in pair)][:PAIRS]
    counts = {"ru": Count(), "en": Count()}
    for start in range(0, len(chosen), JOINED):
        group = chosen[start : start + JOINED]
        inner = {
            language: _group([pair[side] for pair in group], language, counts[language])
            for side, language in enumerate(("ru", "en"))
        }
        for index, pair in enumerate(group):
            _compare(pair, inner["ru"][index], inner["en"][index], counts)
    return counts


def _is_small(text: str) -> bool:
    return text.lstrip('«"“(<[ ')[:1].islower()


def _group(sides: Sequence[str], language: str, count: Count) -> list[int]:
    """Split one joined paragraph; return the number of boundaries inside each side."""
    text = " ".join(sides)
    ends = {end for _, end in split_sentences(text, language)}
    inner, position = [], 0
    for index, side in enumerate(sides):
        end = position + len(side)
        if index < len(sides) - 1:
            count.joins += 1
            if end in ends:
                count.joins_found += 1
            else:
                count.notes.append(f"join missed: {side[-60:]} || {sides[index + 1][:50]}")
        inner.append(sum(position < place < end for place in ends))
        position = end + 1
    return inner


def _compare(pair: tuple[str, str], russian: int, english: int, counts: dict[str, Count]) -> None:
    for (language, own), other in zip(
        (("ru", russian), ("en", english)), (english, russian), strict=True
    ):
        count = counts[language]
        count.inner += own
        count.inner_wrong += max(0, own - other)
        count.inner_missed += max(0, other - own)
    if russian != english:
        marked = [
            " ‖ ".join(side[a:b] for a, b in split_sentences(side, language))
            for side, language in zip(pair, ("ru", "en"), strict=True)
        ]
        counts["ru"].notes.append(f"{russian} ru, {english} en: {marked[0]}\n      {marked[1]}")
