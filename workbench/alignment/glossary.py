"""Glossary hits as evidence: a term makes its English words expected, and the reverse.

A term in a Russian sentence lets one expect the words of its admissible forms, in the
shares in which the English text uses these forms; a form in an English sentence lets one
expect the words of the Russian term. What the term does not explain stays as it was, so
that a glossary can only add to the evidence.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from workbench.alignment.evidence import Evidence, Side, evidence_from
from workbench.alignment.tokens import spans, stem

if TYPE_CHECKING:
    from workbench.terminology import TermBase, TermEntry, TermMatch

_WORD = re.compile(r"[^\W_]+")
_KEPT = 65_536
"""Different pieces of text whose terms are remembered."""
CHANCE = 0.8
"""Chance that a term is translated by one of its admissible forms."""

Words = tuple[str, ...]


class Glossary(Protocol):
    """What is needed of a term matcher; :class:`workbench.terminology.Matcher`."""

    term_base: TermBase

    def match(self, text: str) -> Sequence[TermMatch]:
        """Return the terms of a Russian text, without overlaps."""
        ...


def term_evidence(
    glossary: Glossary, source: Sequence[str], target: Sequence[str], sides: tuple[Side, Side]
) -> tuple[Evidence, Evidence]:
    """Return the target words that source sentences lead one to expect, and the reverse.

    ``sides`` are the two texts as token ids.
    """
    left, right = sides
    finder, forms = _SourceTerms(glossary), _TargetForms()
    terms = [[forms.term(entry) for entry in finder.find(text)] for text in source]
    found = [forms.find(text) for text in target]
    shares = _shares(words for sentence in found for words in sentence)
    ids = {word: number for number, word in enumerate(right.words)}
    forward = [
        (number, ids[word], CHANCE * share)
        for number, sentence in enumerate(terms)
        for term in sentence
        for word, share in shares.get(term, {}).items()
        if word in ids
    ]
    ids = {word: number for number, word in enumerate(left.words)}
    backward = [
        (number, ids[word], CHANCE)
        for number, sentence in enumerate(found)
        for term, _ in sentence
        for word in forms.sources[term]
        if word in ids
    ]
    return (
        evidence_from(forward, size=len(right.words), count=left.count),
        evidence_from(backward, size=len(left.words), count=right.count),
    )


def _shares(found: Iterable[tuple[int, Words]]) -> dict[int, dict[str, float]]:
    """Return for each term the stems of its forms, with the share of the forms used."""
    used = Counter(found)
    totals: Counter[int] = Counter()
    for (term, _), count in used.items():
        totals[term] += count
    shares: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for (term, words), count in used.items():
        for word in {stem(word) for word in words}:
            shares[term][word] += count / totals[term]
    return shares


class _SourceTerms:
    """Terms of Russian sentences, near linear in the length of the text.

    A full match of every word's morphology costs milliseconds a sentence; here stems give
    the places where a term may stand, and the glossary is asked about these pieces alone.
    """

    def __init__(self, glossary: Glossary) -> None:
        self._starts: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        patterns = {
            tuple(stem(text[start:end]) for start, end in spans(text))
            for entry in glossary.term_base.entries
            for text in _names(entry.source)
        }
        for pattern in sorted(patterns, key=len, reverse=True):
            if pattern:
                self._starts[pattern[0]].append(pattern)

        @lru_cache(maxsize=_KEPT)
        def entries(piece: str) -> tuple[TermEntry, ...]:
            return tuple(match.entry for match in glossary.match(piece))

        self._entries = entries

    def find(self, text: str) -> list[TermEntry]:
        """Return the entries that occur in a sentence, the leftmost longest ones."""
        places = spans(text)
        stems = tuple(stem(text[start:end]) for start, end in places)
        found: list[TermEntry] = []
        at = 0
        while at < len(stems):
            at += self._take(text, places, stems, at, found)
        return found

    def _take(
        self,
        text: str,
        places: list[tuple[int, int]],
        stems: tuple[str, ...],
        at: int,
        found: list[TermEntry],
    ) -> int:
        """Add the entries that start at a word; return how many words they take."""
        for pattern in self._starts.get(stems[at], ()):
            size = len(pattern)
            if stems[at : at + size] == pattern:
                entries = self._entries(text[places[at][0] : places[at + size - 1][1]])
                if entries:
                    found.extend(entries)
                    return size
        return 1


def _names(source: str) -> Iterable[str]:
    """Return a term, and where it is «Name (SHORT)» both parts too."""
    name, bracket, short = source.partition("(")
    return (source, name, short.rstrip(" )")) if bracket else (source,)


class _TargetForms:
    """The English forms of the terms met so far, by their first word."""

    def __init__(self) -> None:
        self._terms: dict[tuple[str, ...], int] = {}
        self._by_first: dict[str, dict[Words, int]] = defaultdict(dict)
        self.sources: list[list[str]] = []
        """The stems of the Russian words of each term."""

    def term(self, entry: TermEntry) -> int:
        """Return the number of a term; its forms are looked for from now on."""
        from workbench.terminology.variants import english_forms

        known = self._terms.get(entry.targets)
        if known is not None:
            return known
        number = len(self.sources)
        self._terms[entry.targets] = number
        self.sources.append(list({stem(entry.source[a:b]) for a, b in spans(entry.source)}))
        for form in english_forms(entry):
            words = _words(form)
            if words:
                self._by_first[words[0]].setdefault(words, number)
        return number

    def find(self, text: str) -> list[tuple[int, Words]]:
        """Return the terms and forms in a sentence, the leftmost longest ones."""
        words = _words(text)
        found = []
        at = 0
        while at < len(words):
            known = self._by_first.get(words[at])
            fits = [form for form in known or () if words[at : at + len(form)] == form]
            if known and fits:
                form = max(fits, key=len)
                found.append((known[form], form))
            at += len(form) if fits else 1
        return found


def _words(text: str) -> Words:
    """Return words without capitals; abbreviations keep theirs (IT is not it)."""
    return tuple(word if word.islower() else _level(word) for word in _WORD.findall(text))


@lru_cache(maxsize=_KEPT)
def _level(word: str) -> str:
    return word if sum(map(str.isupper, word)) > 1 else word.lower()
