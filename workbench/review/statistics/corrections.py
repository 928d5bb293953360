"""What reviewers put in the place of what: the same corrections counted over all rows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from workbench.review.statistics.rows import FigureRow

LONGEST_PHRASE = 6
"""Words; what is longer was written anew, and says nothing about a phrase."""
_WORD = re.compile(r"[^\W_]+(?:[-'’/.][^\W_]+)*|\S")


@dataclass(frozen=True, slots=True)
class Correction:
    """``before`` of a draft became ``after``; ``start``/``end`` are its span in the draft."""

    row: int
    before: str
    after: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction that was made in ``rows``."""

    before: str
    after: str
    rows: tuple[int, ...]


def corrections_of(row: FigureRow) -> Iterator[Correction]:
    """Yield the replaced phrases of a corrected row, as short as word by word allows."""
    old, new = (list(_WORD.finditer(text)) for text in (row.draft, row.target))
    words = [[match.group().casefold() for match in side] for side in (old, new)]
    matcher = SequenceMatcher(None, words[0], words[1], autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "replace" or max(j - i, m - k) > LONGEST_PHRASE:
            continue
        start, end = old[i].start(), old[j - 1].end()
        before, after = row.draft[start:end], row.target[new[k].start() : new[m - 1].end()]
        if any(map(str.isalpha, before)) and any(map(str.isalpha, after)):
            yield Correction(row.id, before, after, start, end)


def most_corrected(rows: Iterable[FigureRow], *, least: int = 2) -> list[Corrected]:
    """Return the corrections made in at least ``least`` rows, the most frequent first."""
    found: defaultdict[tuple[str, str], dict[int, Correction]] = defaultdict(dict)
    for row in rows:
        if row.corrected:
            for correction in corrections_of(row):
                key = correction.before.casefold(), correction.after.casefold()
                found[key].setdefault(row.id, correction)
    often = [group for group in found.values() if len(group) >= least]
    often.sort(key=lambda group: -len(group))
    return [
        Corrected(first.before, first.after, tuple(group))
        for group in often
        for first in [next(iter(group.values()))]
    ]
