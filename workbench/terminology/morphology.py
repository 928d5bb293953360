"""What pymorphy3 knows about a Russian word form, reduced to what matching needs.

An analysis is a list of (key, mask). The key names a lexeme with its class: ``N:`` noun,
``A:`` adjective, ``P+:`` and ``P-:`` active and passive participle, ``V:`` verb, ``F:``
finite verb, ``G:`` gerund. The mask has one bit for each case (the accusative of animate
and of inanimate nouns apart) and each of masculine,
feminine, neuter and plural, so that agreement of words is the bitwise *and* of their masks.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer
    from pymorphy3.tagset import OpencorporaTag

_CASES = {"nomn": (0,), "gent": (1,), "datv": (2,), "ablt": (4,), "loct": (5,), "voct": (0,)}
_CASES |= {"gen1": (1,), "gen2": (1,), "loc1": (5,), "loc2": (5,)}
# Adjectives agree in animacy too, in the accusative: «новых членов» but «новые сети».
_ACCUSATIVES = {"inan": (3,), "anim": (6,), None: (3, 6)}
_GENDERS = {"masc": 1, "femn": 2, "neut": 4}
_SINGULAR, _PLURAL = 0b0111, 0b1000

CASE_COUNT = 7
CASE_BITS = 4
ANY = (1 << (CASE_COUNT * CASE_BITS)) - 1
SHORT = 1 << (CASE_COUNT * CASE_BITS)
NOMINATIVE = 0b1111
PLURAL = sum(_PLURAL << (CASE_BITS * case) for case in range(CASE_COUNT))
GENITIVE = 0b1111 << CASE_BITS
GENITIVE_SINGULAR = _SINGULAR << CASE_BITS
NOMINATIVE_PLURAL = _PLURAL
GENITIVE_PLURAL = _PLURAL << CASE_BITS

_RUSSIAN = re.compile(r"[а-я]+(?:[-'][а-я]+)*")

Analysis = tuple[tuple[str, int], ...]


@lru_cache(maxsize=400_000)
def analyse(form: str) -> Analysis:
    """All readings of a lower-case, folded word form as (key, mask), the likeliest first.

    Words with other than Russian letters have none.
    """
    if not _RUSSIAN.fullmatch(form):
        return ()
    readings: dict[str, int] = {}
    for parse in analyser().parse(form):
        lemma = parse.normal_form.replace("ё", "е")
        for prefix, mask in _classes(parse.tag):
            key = prefix + lemma
            readings[key] = readings.get(key, 0) | mask
    return tuple(readings.items())


@lru_cache(maxsize=1)
def analyser() -> MorphAnalyzer:
    """The one pymorphy3 analyser of this process (0.3 s to open)."""
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")


def cases(mask: int) -> int:
    """The cases of a mask, one bit for each of the six, whatever number, gender, animacy."""
    folded = 0
    for case in range(CASE_COUNT):
        if mask >> (CASE_BITS * case) & 0b1111:
            folded |= 1 << (3 if case == 6 else case)
    return folded


def number(mask: int) -> bool | None:
    """True where all readings of a mask are plural, False where none is, else None."""
    plural = mask & PLURAL
    if not plural:
        return False
    return True if plural == mask else None


def _classes(tag: OpencorporaTag) -> list[tuple[str, int]]:
    part = tag.POS
    if part == "NOUN":
        return [("N:", _mask(tag))]
    if part in ("ADJF", "ADJS"):
        return [("A:", _mask(tag) if part == "ADJF" else SHORT)]
    if part in ("PRTF", "PRTS"):
        prefix = "P+:" if tag.voice == "actv" else "P-:"
        return [(prefix, _mask(tag) if part == "PRTF" else SHORT)]
    if part == "VERB":
        return [("V:", ANY), ("F:", ANY)]
    if part == "INFN":
        return [("V:", ANY)]
    if part == "GRND":
        return [("V:", ANY), ("G:", ANY)]
    return []


def _mask(tag: OpencorporaTag) -> int:
    accusative = tag.case in ("accs", "acc2")
    numbers = _ACCUSATIVES[tag.animacy] if accusative else _CASES.get(tag.case)
    if numbers is None:
        return ANY
    bits = _PLURAL if tag.number == "plur" else _GENDERS.get(tag.gender, _SINGULAR)
    mask = 0
    for case in numbers:
        mask |= bits << (CASE_BITS * case)
    return mask
