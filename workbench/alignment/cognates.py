"""Words that are alike across languages: the same token, or a name in another script."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz.distance import JaroWinkler

from workbench.alignment.tokens import is_latin, is_number

_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i",
    "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "",
    "ы": "i", "ь": "", "э": "e", "ю": "u", "я": "a", "і": "i", "ї": "i", "є": "e", "ґ": "g",
}  # fmt: skip
_TRANSCRIBED = str.maketrans(_LETTERS)
_SPELLINGS = (
    ("tch", "ch"), ("sch", "sh"), ("kh", "h"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("dzh", "j"),
    ("qu", "kv"), ("x", "ks"), ("c", "k"), ("w", "v"), ("y", "i"), ("j", "zh"), ("ts", "z"),
)  # fmt: skip
_VOWELS = str.maketrans("", "", "aeiou")

SHORTEST = 4
"""Letters; shorter words are alike by chance."""
ALIKE = 0.84
"""Jaro–Winkler similarity from which two names are taken for the same."""
SAME_CHANCE = 0.8
"""Chance of an identical token (number, Latin word, mark) in the translation."""

Alike = tuple[int, int, float]


def identical(source: list[str], target: list[str]) -> list[Alike]:
    """Return (source id, target id, chance) of the tokens that stand in both vocabularies."""
    ids = {word: number for number, word in enumerate(target) if word}
    return [
        (number, ids[word], SAME_CHANCE)
        for number, word in enumerate(source)
        if word and word in ids
    ]


def alike(source: list[str], target: list[str], wanted: Iterable[int]) -> list[Alike]:
    """Return the pairs of a ``wanted`` source word and a target word that sound alike.

    Both are brought to one plain Latin spelling; words are compared where their first
    consonants agree, so that the work stays near linear in the vocabulary.
    """
    buckets: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for number, word in enumerate(target):
        if len(word) >= SHORTEST and not is_number(word):
            plain = spelling(word)
            buckets[_skeleton(plain)].append((number, plain))
    found = []
    for number in wanted:
        word = source[number]
        if len(word) < SHORTEST or is_number(word) or is_latin(word):
            continue
        plain = spelling(word)
        for other, candidate in buckets.get(_skeleton(plain), ()):
            likeness = JaroWinkler.similarity(plain, candidate, score_cutoff=ALIKE)
            if likeness:
                found.append((number, other, SAME_CHANCE * (likeness - 0.5) * 2))
    return found


def spelling(word: str) -> str:
    """Return a word in one plain Latin spelling: transcribed, common variants levelled."""
    plain = word.lower().translate(_TRANSCRIBED)
    for variant, level in _SPELLINGS:
        plain = plain.replace(variant, level)
    return plain


def _skeleton(plain: str) -> str:
    return plain[:1] + plain[1:].translate(_VOWELS)[:1]
