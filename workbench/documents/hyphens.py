"""Words broken at a line end: does the hyphen belong to the word, or to the break?

Russian is judged by morphology (pymorphy3's dictionary and its prediction for words
it does not have), other languages by the document's own words and simple rules.
Nothing here is a list of words from any document; the closed classes named below are
the grammar's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from workbench.documents.lines import SOFT_HYPHEN
from workbench.documents.word_sets import words

_LEFT = re.compile(r"([\w'’/-]*?\w)[-\u00ad]$")
_RIGHT = re.compile(r"^([\w'’-]*\w)")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_CYRILLIC = re.compile("[а-яёіїєґў]", re.IGNORECASE)
_VOWEL = re.compile("[аеёиоуыэюяіїєaeiouy]", re.IGNORECASE)
# "теле- и радиовещание": the hyphen stands for the second half, and a space follows.
_SUSPENDING = words("и или либо а and or to")
_PARTICLES = words("то либо нибудь таки ка де с")
# First halves written with a hyphen before any word (Rules of 1956, §§ 79, 83, 84).
_HYPHEN_FIRST = words("кое кой вице экс обер унтер лейб штаб лорд пол веб интернет")
# English words that stand at the end of a compound, not of a broken word.
_ENGLISH_LAST = words(
    "up in out off on of the to by down based related led ended making wide level term like free "
    "long day year old sharing keeping state page line party oriented specific sensitive"
)
# English first parts that UN spelling sets off by a hyphen; tens before a unit.
_ENGLISH_FIRST = words(
    "self non well cross high low long short full half all ex vice so two three four five six "
    "seven eight nine ten ill large small medium fact follow decision policy north south east west "
    "mid twenty thirty forty fifty sixty seventy eighty ninety"
)


class HyphenJoiner:
    """Joins the halves of words of one document.

    ``texts`` are the document's lines: a word that stands unbroken in the document
    decides over any rule.
    """

    def __init__(self, texts: Iterable[str], language: str) -> None:
        self._language = language
        self._words: Counter[str] = Counter()
        self._firsts: Counter[str] = Counter()
        for text in texts:
            self._learn(text)

    def join(self, text: str, following: str) -> str:
        """Return ``text`` + ``following`` where ``text`` ends in a hyphen at a line end."""
        if text.endswith(SOFT_HYPHEN):
            return text.rstrip(SOFT_HYPHEN + "-") + following
        left, right = _LEFT.search(text), _RIGHT.search(following)
        if left is None or right is None:
            return text + following
        if right[1].lower() in _SUSPENDING and following[right.end() :][:1] == " ":
            return f"{text} {following}"
        if self._keeps(left[1], right[1]):
            return text + following
        return text[:-1] + following

    def _learn(self, text: str) -> None:
        """Count the whole words of a line: the last and the first may be halves."""
        words = [match[0].lower() for match in _WORD.finditer(text)]
        if text.endswith(("-", SOFT_HYPHEN)):
            words = words[:-1]
        for word in words[1:]:
            self._words[word] += 1
            if "-" in word:
                self._firsts[word.split("-", 1)[0]] += 1

    def _keeps(self, left: str, right: str) -> bool:
        """Whether the hyphen between the two is the word's own."""
        last, first = left.rsplit("-", 1)[-1], right.split("-", 1)[0]
        certain = _by_signs(last, first)
        if certain is not None:
            return certain
        whole_left, last = left.lower(), last.lower()
        whole_right, first = right.lower(), first.lower()
        hyphenated = self._words[f"{whole_left}-{whole_right}"]
        joined = self._words[whole_left + whole_right]
        if hyphenated != joined:
            return hyphenated > joined
        if _CYRILLIC.search(last + first):
            return self._keeps_russian(last, first)
        return self._keeps_english(last, first)

    def _keeps_russian(self, left: str, right: str) -> bool:
        verdict = _by_morphology(left, right)
        return self._firsts[left] > 0 if verdict is None else verdict

    def _keeps_english(self, left: str, right: str) -> bool:
        if self._words[left + right]:
            return False
        if right in _ENGLISH_LAST or left in _ENGLISH_FIRST or not _VOWEL.search(left):
            return True
        return self._firsts[left] > 0 and self._words[left] > 0 and self._words[right] > 0


def _by_signs(left: str, right: str) -> bool | None:
    """Judge by capitals, figures and scripts; None where they say nothing."""
    if left[-1].isdigit() or right[0].isdigit():
        return True
    if bool(_CYRILLIC.search(left)) != bool(_CYRILLIC.search(right)):
        return True
    if right[0].isupper():
        # A title in capitals may be broken anywhere; otherwise: Санкт-Петербург, ИКТ-Центр.
        return None if left.isupper() and right.isupper() and len(right) > 1 else True
    return True if left.isupper() and len(left) > 1 else None


@lru_cache(maxsize=1)
def _analyzer() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=1)
def _prefixes() -> frozenset[str]:
    """The prefixes that pymorphy3 knows to be written together with any word."""
    from pymorphy3.lang.ru import KNOWN_PREFIXES

    return frozenset(prefix.rstrip("-") for prefix in KNOWN_PREFIXES)


@lru_cache(maxsize=4096)
def _by_morphology(left: str, right: str) -> bool | None:
    """Whether Russian keeps the hyphen in left-right; None where the document must decide."""
    analyzer = _analyzer()
    known = analyzer.word_is_known
    joined, hyphenated = left + right, f"{left}-{right}"
    own = right in _PARTICLES or left in _HYPHEN_FIRST or not _VOWEL.search(left)
    if known(joined) and known(hyphenated):
        # The dictionary has both spellings of a few; a break at a stem's own end is rare.
        return own or (left[-1] in "ое" and _is_coordinate(left))
    if known(joined):
        return False
    if known(hyphenated) or own:
        return True
    if left == "по" and _is_adverb_of_manner(right):
        return True
    if left in _prefixes() or not known(right) or not _VOWEL.search(right):
        return False
    if left[-1] in "ое" and any("ADJF" in p.tag or "ADVB" in p.tag for p in analyzer.parse(right)):
        return _is_coordinate(left)
    return _are_two_nouns(left, right)


def _is_adverb_of_manner(word: str) -> bool:
    """по-прежнему, по-новому, по-русски: what follows "по-" in an adverb."""
    return word.endswith(("ому", "ему", "ски", "цки", "ьи"))


def _is_coordinate(left: str) -> bool:
    """военно-, социально-: the first half is a relational adjective, so the two are equals.

    Adverbs of degree and manner (высоко-, широко-) make one word with what follows.
    Qualitative adjectives are marked Qual in the dictionary; unknown stems are joined.
    """
    analyzer = _analyzer()
    stem = left[:-1]
    for ending in ("ый", "ий", "ой"):
        if analyzer.word_is_known(stem + ending):
            parses = [p for p in analyzer.parse(stem + ending) if "ADJF" in p.tag]
            if parses:
                return not all("Qual" in p.tag for p in parses)
    return False


def _are_two_nouns(left: str, right: str) -> bool:
    """государств-членов, стран-участниц: both known nouns of one case and number."""
    analyzer = _analyzer()
    if len(left) < 3 or len(right) < 3 or not analyzer.word_is_known(left):
        return False
    lefts = [p.tag for p in analyzer.parse(left) if "NOUN" in p.tag]
    rights = [p.tag for p in analyzer.parse(right) if "NOUN" in p.tag]
    agree = any(a.case == b.case and a.number == b.number for a in lefts for b in rights)
    first = any(a.case == "nomn" and a.number == "sing" for a in lefts) and bool(rights)
    return agree or first
