"""A term base of any size, made up of the words of the repository's own term base."""

from __future__ import annotations

import random

from workbench.terminology import TermBase, TermEntry
from workbench.terminology.morphology import analyse
from workbench.terminology.tokens import tokenize


def enlarge(base: TermBase, size: int, *, seed: int = 1) -> TermBase:
    """``base`` with noun phrases of two to four of its words added until ``size`` entries."""
    draw = random.Random(seed)
    nouns, adjectives, genitives = _words(base)
    sources = {entry.source for entry in base.entries}
    entries = list(base.entries)
    while len(entries) < size:
        phrase = [draw.choice(nouns)]
        if draw.random() < 0.6:
            phrase.insert(0, draw.choice(adjectives))
        phrase += draw.choices(genitives, k=draw.choice((1, 1, 2)))
        source = " ".join(phrase)
        if source not in sources:
            sources.add(source)
            number = len(entries)
            entries.append(TermEntry(f"m{number}", source, (f"made-up term {number}",)))
    return TermBase(tuple(entries), name=f"made up, {size}")


def _words(base: TermBase) -> tuple[list[str], list[str], list[str]]:
    """Nominative nouns, masculine adjectives, and genitives among the words of ``base``."""
    words = sorted({t.form.lower() for e in base.entries for t in tokenize(e.source)})
    nouns, adjectives, genitives = [], [], []
    for word in words:
        keys = dict(analyse(word))
        if any(key == f"N:{word}" for key in keys):
            nouns.append(word)
        elif any(key == f"A:{word}" for key in keys):
            adjectives.append(word)
        elif any(key.startswith("N:") for key in keys):
            genitives.append(word)
    return nouns, adjectives, genitives
