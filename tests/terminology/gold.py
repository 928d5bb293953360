"""The sentences marked by hand, and the count of what the matcher makes of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from workbench.terminology import Matcher, load_term_base

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


def count_shared(matcher: Matcher) -> Count:
    """The same for another term base, over the Russian entries that it shares with the marks.

    What lies inside a longer term that only one of the two bases has is left out, since a
    nested term is rightly found by the one and not by the other.
    """
    marked_terms = {entry.source for entry in load_term_base(TERMS).entries}
    shared = marked_terms & {entry.source for entry in matcher.term_base.entries}
    result = Count()
    for _, text, all_marks in sentences():
        matches = matcher.match(text)
        spans = {(match.start, match.end) for match in matches}
        marks = {mark for mark in all_marks if mark[2] in shared and not _inside(mark, spans)}
        marked_spans = {mark[:2] for mark in all_marks}
        hits = {(m.start, m.end, m.entry.source) for m in matches if m.entry.source in shared}
        found = {hit for hit in hits if not _inside(hit, marked_spans)}
        result.hits += len(marks & found)
        result.missed += [f"{s} | {text[a:b]} | {text}" for a, b, s in sorted(marks - found)]
        result.false += [f"{s} | {text[a:b]} | {text}" for a, b, s in sorted(found - marks)]
    return result


def _inside(mark: Occurrence, spans: set[tuple[int, int]]) -> bool:
    return any(a <= mark[0] and mark[1] <= b and b - a > mark[1] - mark[0] for a, b in spans)
