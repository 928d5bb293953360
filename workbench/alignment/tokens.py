"""Sentences as bags of comparable tokens: light stems, numbers without separators, marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

_TOKEN = re.compile(
    r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)*"
    r"|[^\W\d_]+(?:['’][^\W\d_]{1,2}\b)?|[?!%$€§]"
)
_NOT_DIGIT = re.compile(r"\D+")
_CYRILLIC = re.compile(r"[а-яёіїєґ]", re.IGNORECASE)

_RU_REFLEXIVE = ("ся", "сь")
_RU_ENDINGS = """
а е и й л о у ы ь ю я ё ал ам ан ат ах ая ев ее ей ел ем ен ет ею ие ии ий ил им ит их ию ия
ла ли ло ов ое ой ом ою ти ть ут ую ый ым ых ье ьи ью ья ют юю ял ям ят ях яя ает ала али ало
ами ана ано аны ать ают его ела ели ело ему ена ено ены ете еть ешь ием ила или ило ими ите
ить ишь иям иях ого ому ует уть уют щая щее щей щие щий щим щих ыми яет яла яли яло ями ять
яют вшая вшее вшей вшие вший вшим вших иями нная нное нной нную нные нный нным нных ости ость
щего щими ющая ющее ющей ющие ющий ющим ющих вшего вшими нного нному нными остей остью остям
остях ующая ующее ующей ующие ующий ующим ующих ющего ющими остями ующего ующими
"""
_EN_ENDINGS = """
ational ations ation ement ments ment ingly edly ities ity ness ings ing ies ied ions ion ers
er ed ally ly es s e y
"""
_RU = frozenset(_RU_ENDINGS.split())
_EN = frozenset(_EN_ENDINGS.split())
_LONGEST_ENDING = max(map(len, _RU | _EN))
_KEEP_RU = 3
_KEEP_EN = 3
LONGEST_STEM = 8


@lru_cache(maxsize=400_000)
def stem(word: str) -> str:
    """Return the lower-cased stem of a word: its inflection cut, at most eight letters.

    Rough on purpose: it must be the same for the forms of one word, fast, and need no
    dictionary. Russian and English endings are cut; other words are only shortened.
    """
    word = word.lower().replace("ё", "е")
    if "'" in word or "’" in word:
        word = re.split("['’]", word)[0]
    if _CYRILLIC.search(word):
        if word.endswith(_RU_REFLEXIVE) and len(word) > _KEEP_RU + 3:
            word = word[:-2]
        word = _cut(word, _RU, _KEEP_RU)
    else:
        word = _cut(word, _EN, _KEEP_EN)
    return word[:LONGEST_STEM]


def _cut(word: str, endings: frozenset[str], keep: int) -> str:
    for length in range(min(_LONGEST_ENDING, len(word) - keep), 0, -1):
        if word[-length:] in endings:
            return word[:-length]
    return word


def tokenize(text: str, normal: Callable[[str], str] = stem) -> list[str]:
    """Return the tokens of ``text``: words through ``normal``, numbers as bare digits, marks.

    "1 000 000", "1,000,000" and "1.000.000" give the same token "1000000".
    """
    return [
        normal(token) if token[0].isalpha() else _NOT_DIGIT.sub("", token) or token
        for token in _TOKEN.findall(text)
    ]


def spans(text: str) -> list[tuple[int, int]]:
    """Return the places of the tokens of ``text``."""
    return [found.span() for found in _TOKEN.finditer(text)]


def is_number(token: str) -> bool:
    """Tell whether a token is a number."""
    return token[0].isdigit()


def is_latin(token: str) -> bool:
    """Tell whether a token is a word in Latin script (in a Russian text: a name or a code)."""
    return token[0].isalpha() and token[0] < "\u0250"


def share_of_cyrillic(texts: Iterable[str]) -> float:
    """Return the share of Cyrillic among the letters of some texts (0 where there are none)."""
    letters = cyrillic = 0
    for text in texts:
        letters += sum(map(str.isalpha, text))
        cyrillic += len(_CYRILLIC.findall(text))
    return cyrillic / letters if letters else 0.0
