"""What must survive translation to the letter: symbols, addresses and numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from workbench.translation import number_forms
from workbench.translation.number_forms import takes_all


class LiteralKind(StrEnum):
    """What a literal is; a number may change its format, nothing else may change."""

    URL = "address"
    EMAIL = "e-mail address"
    SYMBOL = "document symbol"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Literal:
    """A literal of a text: ``text[start:end] == surface``.

    ``value`` is what counts when two are compared: the surface itself (with a Latin A or E
    for a Cyrillic one that opens a symbol of a Russian text), for a number its digits with
    a point for decimals and without separators of thousands.
    """

    kind: LiteralKind
    surface: str
    start: int
    end: int
    value: str


_PATTERN = re.compile(
    r"(?P<URL>(?:https?://|www\.)[^\s<>«»“”\"]*[^\s<>«»“”\".,;:!?)\]])"
    r"|(?P<EMAIL>(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"
    r"|(?P<SYMBOL>(?<![\w/])(?:[A-Z][A-Z0-9]{0,9}(?:\.\d+)?|[АЕ])(?:/[A-Za-z0-9]+(?:[.()-]+[A-Za-z0-9]+)*\)?)+)"
    r"|(?P<NUMBER>(?<![\w])\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*)"
)

# Typists give "A/75/123" and "E/2020/1" a Cyrillic letter, which English must not have.
_LOOK_ALIKE = str.maketrans("АЕ", "AE")


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
        russian_symbol = kind is LiteralKind.SYMBOL and language == "ru"
        value = surface.translate(_LOOK_ALIKE) if russian_symbol else surface
        value = _value(surface, language) if kind is LiteralKind.NUMBER else value
        found.append(Literal(kind, surface, match.start(), match.start() + len(surface), value))
    return found


def missing_literals(source: str, target: str) -> tuple[list[Literal], list[Literal]]:
    """Return the literals of ``source`` that ``target`` lacks, and those it has too many.

    Russian text on the left, English on the right. A number counts as kept in any
    English format: with commas, as an ordinal, in words, written out («25 тыс.» as
    25,000), as a date with the month's name, as a time of day, or «90-х» as 1990s.
    """
    wanted = find_literals(source, language="ru")
    present = find_literals(target, language="en")
    available = Counter(item.value for item in present)
    rest = [item for item in wanted if not takes_all([item.value], available)]
    forms = _Forms(source, target, [item.value for item in wanted])
    missing = [
        item
        for item in rest
        if item.kind is not LiteralKind.NUMBER or not forms.hold(item, available)
    ]
    spare = []
    for item in reversed(present):
        if item.value not in forms.wholes and available[item.value] > 0:
            available[item.value] -= 1
            spare.append(item)
    return missing, spare[::-1]


class _Forms:
    """The other forms of the numbers of one sentence that its English may hold."""

    def __init__(self, source: str, target: str, wanted: Sequence[str]) -> None:
        self._source = source
        self._words = Counter(re.findall(r"[a-z]+", target.lower()))
        self._wanted = set(wanted)
        self._times = number_forms.times(target)
        self.wholes: set[str] = set()

    def hold(self, item: Literal, available: Counter[str]) -> bool:
        """Tell whether another form of ``item`` is there; take it out of ``available``."""
        value = item.value
        written_out = number_forms.scaled(value, self._source[item.end :])
        date = number_forms.date_parts(value, self._words)
        parts = value.split(".")
        return (
            (written_out is not None and takes_all([written_out], available))
            or (date is not None and takes_all(date, available))
            or number_forms.in_words(value, self._words)
            or (len(parts) > 1 and takes_all(parts, available))
            or self._in_a_whole(value, available)
            or (len(value) == 2 and takes_all([f"19{value}"], available))
        )

    def _in_a_whole(self, value: str, available: Counter[str]) -> bool:
        """Find ``value`` in a time of day, or in "15.30" where 15 and 30 are both wanted."""
        if value == "00":  # minutes of a full hour
            return True
        for whole in list(available):
            parts = whole.split(".")
            joined = len(parts) > 1 and value in parts and self._wanted.issuperset(parts)
            if available[whole] > 0 and (joined or value in self._times.get(whole, ())):
                self.wholes.add(whole)
                return True
        return False


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
