"""Numbers must have the same values: 1,5 млн is 1.5 million, 10 тыс. is 10,000, 5 is five."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from workbench.quality.dates import dates
from workbench.quality.model import Finding
from workbench.quality.number_words import in_words
from workbench.quality.symbols import SYMBOL
from workbench.quality.times import times

NAME = "numbers"

_GAP = "[ \u00a0\u202f\u2009]"
_THIN = "[\u00a0\u202f\u2009]"
_RUSSIAN = re.compile(
    rf"(?<![\d,.])(?P<number>\d{{1,3}}(?:{_GAP}\d{{3}})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?)"
    rf"(?:{_GAP}?(?P<unit>тыс|млн|миллион|млрд|миллиард|трлн|триллион))?"
)
_ENGLISH = re.compile(
    r"(?<![\d,.])(?P<number>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|"
    rf"\d{{1,3}}(?:{_THIN}\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?:{_GAP}?-?(?P<unit>thousand|million|billion|trillion))?"
)
_POWERS = {
    "тыс": 3, "thousand": 3, "млн": 6, "миллион": 6, "million": 6,
    "млрд": 9, "миллиард": 9, "billion": 9, "трлн": 12, "триллион": 12, "trillion": 12,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number in figures: its value, the figures alone (340 of "340 million"), its span."""

    value: Decimal
    figures: Decimal
    start: int
    end: int


def numbers(text: str, *, russian: bool) -> list[WrittenNumber]:
    """The numbers in figures; those of dates, times and document symbols are left out."""
    spans = [(date.start, date.end) for date in dates(text)]
    spans += [(time.start, time.end) for time in times(text)]
    spans += [match.span() for match in SYMBOL.finditer(text)]
    return [
        _number(match, russian)
        for match in (_RUSSIAN if russian else _ENGLISH).finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in spans)
    ]


def check(source: str, target: str) -> Iterator[Finding]:
    """Find numbers that one side has and the other has not, in figures or in words.

    How often a number stands in a sentence is not compared: languages repeat and omit
    ("from 3 to 5 February" for "с 3 февраля по 5 февраля").
    """
    wanted, found = numbers(source, russian=True), numbers(target, russian=False)
    allowed, present = _counterparts(source, wanted), _counterparts(target, found)
    for number in found:
        if not _is_in(number, allowed) and not in_words(number.value, source, russian=True):
            message = f"the number {target[number.start : number.end]} is not in the source"
            yield Finding(NAME, message, number.start, number.end)
    for number in wanted:
        if not _is_in(number, present) and not in_words(number.value, target, russian=False):
            message = f"the number {source[number.start : number.end]} is missing"
            yield Finding(NAME, message, len(target), len(target))


@dataclass(frozen=True, slots=True)
class _Counterparts:
    """What a side offers: to numbers with a unit word ("million"), and to bare ones."""

    scaled: frozenset[Decimal]
    bare: frozenset[Decimal]


def _counterparts(text: str, written: list[WrittenNumber]) -> _Counterparts:
    """A unit word may serve two numbers ("340 to 500 million"), so that one stands bare.

    The parts of a date may stand alone as well.
    """
    values = {number.value for number in written}
    values |= {Decimal(part) for date in dates(text) for part in date.day}
    bare = {number.figures for number in written if number.figures == number.value}
    figures = {number.figures for number in written}
    return _Counterparts(frozenset(values | bare), frozenset(values | figures))


def _is_in(number: WrittenNumber, other: _Counterparts) -> bool:
    if number.figures == number.value:
        return number.value in other.bare
    return number.value in other.scaled or number.figures in other.scaled


def _number(match: re.Match[str], russian: bool) -> WrittenNumber:
    digits = re.sub(_GAP, "", match["number"])
    digits = digits.replace(",", "." if russian else "")
    figures = Decimal(digits)
    value = figures.scaleb(_POWERS.get(match["unit"] or "", 0))
    return WrittenNumber(value, figures, match.start(), match.end("number"))
