"""The peer: one regular expression an entry, tried on every sentence, endings left open.

This is what a glossary plug-in does that has no morphology: the words of the term with
their last two letters free, a term inside a longer match dropped.
"""

from __future__ import annotations

import re

from workbench.terminology import TermBase

Hit = tuple[int, int, str]


class NaiveMatcher:
    """Tries all entries one after the other."""

    def __init__(self, base: TermBase) -> None:
        self.patterns = [(entry.source, _pattern(entry.source)) for entry in base.entries]

    def match(self, text: str) -> set[Hit]:
        """(start, end, Russian entry) of every match that lies in no longer one."""
        hits = [
            (found.start(), found.end(), source)
            for source, pattern in self.patterns
            for found in pattern.finditer(text)
        ]
        hits.sort(key=lambda hit: (hit[0] - hit[1], hit[0]))
        kept: list[Hit] = []
        for hit in hits:
            if not any(hit[0] < end and start < hit[1] for start, end, _ in kept):
                kept.append(hit)
        return set(kept)


def _pattern(source: str) -> re.Pattern[str]:
    words = [_word(word) for word in source.split()]
    return re.compile(r"\b" + r"\s+".join(words) + r"\b", re.IGNORECASE)


def _word(word: str) -> str:
    if word == "#":
        return r"\d+"
    if len(word) < 4 or word.isupper():
        return re.escape(word)
    return re.escape(word[:-2]) + r"\w{0,4}"
