"""Sentences as bags of comparable tokens: light stems, numbers without separators, marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

_TOKEN = re.compile(
    r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]{1,2}\b)?|[?!%$€§]"
)
_NOT_DIGIT = re.compile(r"\D+")
_CYRILLIC = re.compile(r"[а-яёіїєґ]", re.IGNORECASE)

_RU_REFLEXIVE = ("ся", "сь")
_RU_ENDINGS = tuple(
    sorted(
        """
        а я о е ы и у ю й ь ё ов ев ей ам ям ом ем ами ями ах ях ою ею ия ие ию ии ий ием иям иями
        иях ья ье ью ьи ый ой ая яя ое ее ую юю ого его ому ему ым им ыми ими ых их
        ть ти л ла ло ли ет ит ют ут ят ат ешь ишь ете ите ать ить еть ять уть ал ала ало али
        ил ила ило или ел ела ело ели ял яла яло яли ает яет ают яют ует уют ующий ующая ующее
        ующие ующих ующего ующей ующим ующими ющий ющая ющее ющие ющих ющего ющей ющим ющими
        щий щая щее щие щих щего щей щим щими вший вшая вшее вшие вших вшего вшей вшим вшими
        нный нная нное нные нных нного нной нным нными нному нную
        ен ена ено ены ан ана ано аны
        остью ости ость остей остям остями остях
        """.split(),
        key=len,
        reverse=True,
    )
)
_EN_ENDINGS = (
    ("ational", "ations", "ation", "ement", "ments", "ment", "ingly", "edly")
    + ("ities", "ity", "ness", "ings", "ing", "ies", "ied", "ions", "ion", "ers", "er", "ed")
    + ("ally", "ly", "es", "s", "e", "y")
)
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
        word = _cut(word, _RU_ENDINGS, _KEEP_RU)
    else:
        word = _cut(word, _EN_ENDINGS, _KEEP_EN)
    return word[:LONGEST_STEM]


def _cut(word: str, endings: Iterable[str], keep: int) -> str:
    for ending in endings:
        if len(word) - len(ending) >= keep and word.endswith(ending):
            return word[: -len(ending)]
    return word


def tokenize(text: str, normal: Callable[[str], str] = stem) -> list[str]:
    """Return the tokens of ``text``: words through ``normal``, numbers as bare digits, marks.

    "1 000 000", "1,000,000" and "1.000.000" give the same token "1000000".
    """
    return [
        normal(token) if token[0].isalpha() else _NOT_DIGIT.sub("", token) or token
        for token in _TOKEN.findall(text)
    ]


def is_number(token: str) -> bool:
    """Tell whether a token is a number."""
    return token[0].isdigit()


def is_latin(token: str) -> bool:
    """Tell whether a token is a word in Latin script (in a Russian text: a name or a code)."""
    return token[0].isalpha() and token[0] < "\u0250"
