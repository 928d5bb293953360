"""The sentences marked by hand, and the count of what the matcher makes of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from workbench.terminology import Matcher

FOLDER = Path(__file__).parent
TERMS = FOLDER / "gold_terms.tsv"
OCCURRENCES = FOLDER / "gold_occurrences.tsv"

Occurrence = tuple[int, int, str]


@dataclass
class Count:
    """True and false hits, and misses, with the places of the wrong ones."""

    hits: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.hits / (self.hits + len(self.missed))

    @property
    def precision(self) -> float:
        return self.hits / (self.hits + len(self.false))


def sentences() -> Iterator[tuple[str, str, set[Occurrence]]]:
    """Half, text and marked occurrences (start, end, Russian entry)."""
    lines = OCCURRENCES.read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if not line.startswith("#")]
    for row in rows[1:]:
        half, text, marks = row.split("\t")
        found = set()
        for mark in marks.split(" | ") if marks else ():
            span, _, source = mark.partition("=")
            start, _, end = span.partition("-")
            found.add((int(start), int(end), source))
        yield half, text, found


def count(matcher: Matcher, half: str | None = None) -> Count:
    """Compare exact spans and entries, over one half or all."""
    sources = {entry.id: entry.source for entry in matcher.term_base.entries}
    result = Count()
    for own_half, text, marked in sentences():
        if half not in (None, own_half):
            continue
        matches = matcher.match(text)
        found = {(match.start, match.end, sources[match.entry.id]) for match in matches}
        result.hits += len(marked & found)
        result.missed += [f"{s} | {text[a:b]} | {text}" for a, b, s in sorted(marked - found)]
        result.false += [f"{s} | {text[a:b]} | {text}" for a, b, s in sorted(found - marked)]
    return result
