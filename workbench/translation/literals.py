"""What must survive translation to the letter: symbols, addresses and numbers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum


class LiteralKind(StrEnum):
    """What a literal is; a number may change its format, nothing else may change."""

    URL = "address"
    EMAIL = "e-mail address"
    SYMBOL = "document symbol"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Literal:
    """A literal of a text: ``text[start:end] == surface``.

    ``value`` is what counts when two are compared: the surface itself, for a number
    its digits with a point for decimals and without separators of thousands.
    """

    kind: LiteralKind
    surface: str
    start: int
    end: int
    value: str


_PATTERN = re.compile(
    r"(?P<URL>(?:https?://|www\.)[^\s<>«»“”\"]*[^\s<>«»“”\".,;:!?)\]])"
    r"|(?P<EMAIL>[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"
    r"|(?P<SYMBOL>(?<![\w/])[A-Z][A-Z0-9]{0,9}(?:\.\d+)?(?:/[A-Za-z0-9]+(?:[.()-]+[A-Za-z0-9]+)*\)?)+)"
    r"|(?P<NUMBER>(?<![\w])\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*)"
)


def find_literals(text: str, *, language: str) -> list[Literal]:
    """Return the literals of ``text`` in order; ``language`` decides what a comma means."""
    found = []
    for match in _PATTERN.finditer(text):
        kind = LiteralKind[match.lastgroup or "NUMBER"]
        surface = match.group()
        if kind is LiteralKind.SYMBOL and not any(c.isdigit() for c in surface):
            continue
        if kind is LiteralKind.SYMBOL and surface.endswith(")") and "(" not in surface:
            surface = surface[:-1]
        value = _value(surface, language) if kind is LiteralKind.NUMBER else surface
        found.append(Literal(kind, surface, match.start(), match.start() + len(surface), value))
    return found


def missing_literals(source: str, target: str) -> tuple[list[Literal], list[Literal]]:
    """Return the literals of ``source`` that ``target`` lacks, and those it has too many.

    Russian text on the left, English on the right. A number counts as kept in any
    English format: with commas, as an ordinal, or in words where a person writes words.
    """
    wanted = find_literals(source, language="ru")
    present = find_literals(target, language="en")
    available = Counter(item.value for item in present)
    words = Counter(re.findall(r"[a-z]+", target.lower()))
    missing = []
    for item in wanted:
        if available[item.value] > 0:
            available[item.value] -= 1
        elif not _in_words(item, words) and not _inside(item, present, available):
            missing.append(item)
    spare = []
    for item in reversed(present):
        if available[item.value] > 0:
            available[item.value] -= 1
            spare.append(item)
    return missing, spare[::-1]


def english_number(value: str, *, grouped: bool) -> str:
    """Return the number ``value`` as English writes it, with commas when ``grouped``."""
    whole, point, fraction = value.partition(".")
    if grouped and whole.isdigit() and len(whole) > 3:
        whole = f"{int(whole):,}"
    return whole + point + fraction


def _value(surface: str, language: str) -> str:
    text = re.sub(r"[\u00a0\u202f ]", "", surface)
    if language == "ru":
        if re.fullmatch(r"\d+,\d+", text):
            return text.replace(",", ".")
        return text
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text):
        return text.replace(",", "")
    return text


_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
).split()
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_TENS = dict(
    zip(range(30, 100, 10), "thirty forty fifty sixty seventy eighty ninety".split(), strict=True)
)
_ROUND = {"100": "hundred", "1000": "thousand", "1000000": "million"}


def _in_words(item: Literal, words: Counter[str]) -> bool:
    if item.kind is not LiteralKind.NUMBER or not item.value.isdigit():
        return item.value == "0.5" and bool(words["half"])
    number = int(item.value)
    names: list[str] = []
    if number <= 20:
        names = [_UNITS[number], _ORDINALS[number]]
    elif number < 100:
        ten, unit = number // 10 * 10, number % 10
        stem = "twenty" if ten == 20 else _TENS[ten]
        if unit == 0:
            names = [stem, stem[:-1] + "ieth", stem[:-1] + "ies"]
        else:
            return bool(words[stem]) and bool(words[_UNITS[unit]] or words[_ORDINALS[unit]])
    elif item.value in _ROUND:
        names = [_ROUND[item.value]]
    return any(words[name] for name in names)


def _inside(item: Literal, present: list[Literal], available: Counter[str]) -> bool:
    """Accept «90-х» as 1990s, and a number that stands inside a kept longer literal."""
    if item.kind is not LiteralKind.NUMBER:
        return False
    parts = item.value.split(".")
    if len(parts) > 1 and all(available[part] > 0 for part in parts):
        for part in parts:
            available[part] -= 1
        return True
    for other in present:
        if available[other.value] > 0 and other.kind is LiteralKind.NUMBER:
            year = (
                len(other.value) == 4 and len(item.value) == 2 and other.value.endswith(item.value)
            )
            split = item.value in other.value.split(".")
            if year or (split and other.value != item.value):
                available[other.value] -= 0 if split else 1
                return True
    return False
