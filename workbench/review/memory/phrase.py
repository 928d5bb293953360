"""A phrase to look for: its words with their forms, and where a text has it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Literal

from workbench.alignment.tokens import stem
from workbench.terminology.morphology import analyser

Spans = tuple[tuple[int, int], ...]

_WORD = re.compile(r"[^\W_]+")
_READINGS = 3


class Place(StrEnum):
    """How a text has a phrase."""

    LITERAL = "literal"
    FORMS = "forms"
    APART = "apart"

    @property
    def rank(self) -> int:
        """0 for the best."""
        return list(Place).index(self)


class Phrase:
    """A phrase in Russian or English; words count without case, ё is е."""

    def __init__(self, text: str, language: Literal["ru", "en"]) -> None:
        self.text = " ".join(text.split())
        self.words = [_folded(word) for word in _WORD.findall(self.text)]
        self._language = language
        self._forms = [self._all_forms(word) for word in self.words]
        pattern = r"\s+".join(re.escape(part) for part in _folded(self.text).split())
        self._literal = re.compile(pattern)

    def forms_of(self, part: bytes) -> frozenset[str]:
        """The forms of the words that begin as the index has it (Windows-1251, folded)."""
        word = part.decode("cp1251")
        return self._all_forms(word)

    def find(self, text: str) -> tuple[Place, Spans] | None:
        """How a text has the phrase and where; None where it has it not at all."""
        folded = _folded(text)
        literal = tuple(match.span() for match in self._literal.finditer(folded))
        if literal:
            return Place.LITERAL, literal
        tokens = list(_WORD.finditer(folded))
        places = [self._places(tokens, at) for at in range(len(self.words))]
        if not places or not all(places):
            return None
        following = _in_a_row(places)
        if following:
            last = len(self.words) - 1
            return Place.FORMS, tuple(
                (tokens[first].start(), tokens[first + last].end()) for first in following
            )
        alone = sorted({token for group in places for token in group})
        return Place.APART, tuple(tokens[at].span() for at in alone)

    def _places(self, tokens: Sequence[re.Match[str]], at: int) -> list[int]:
        forms, word = self._forms[at], self.words[at]
        if forms:
            return [i for i, token in enumerate(tokens) if token.group() in forms]
        wanted = _stem(word)
        return [i for i, token in enumerate(tokens) if _stem(token.group()) == wanted]

    def _all_forms(self, word: str) -> frozenset[str]:
        return _lexemes(word) if self._language == "ru" and not word.isascii() else frozenset()


def _in_a_row(places: Sequence[Sequence[int]]) -> list[int]:
    """The numbers of the tokens where all words of the phrase follow each other."""
    later = [set(group) for group in places[1:]]
    return [
        first
        for first in places[0]
        if all(first + step in group for step, group in enumerate(later, 1))
    ]


@lru_cache(maxsize=2000)
def _lexemes(word: str) -> frozenset[str]:
    """All forms of the words of which ``word`` may be a form."""
    forms = {word}
    for reading in analyser().parse(word)[:_READINGS]:
        forms.update(form.word.replace("ё", "е") for form in reading.lexeme)
    return frozenset(forms)


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    return stem(word)


def _folded(text: str) -> str:
    """The text in lower case with е for ё, letter by letter, so that places stay."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower.replace("ё", "е")
