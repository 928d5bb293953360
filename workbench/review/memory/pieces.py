"""A text as pieces to compare: figures with their values, words, punctuation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from workbench.quality.dates import dates
from workbench.quality.numbers import numbers
from workbench.quality.symbols import SYMBOL, symbols
from workbench.quality.times import times

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")


class Kind(StrEnum):
    """What figures stand for."""

    SYMBOL = "document symbol"
    DATE = "date"
    TIME = "time"
    NUMBER = "number"


Value = str | Decimal | int | tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures in ``text[start:end]``, with their value: that of a date is (year, month, day),
    of a time the minutes after midnight.

    ``scale`` is what a unit word multiplies a number with (1,000,000 for "million").
    """

    kind: Kind
    value: Value
    start: int
    end: int
    scale: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Piece:
    """``text`` stands from ``start`` to ``end``; ``figures`` says what it is, if figures."""

    text: str
    start: int
    end: int
    figures: Figures | None = None


def figures(text: str, *, russian: bool) -> list[Figures]:
    """Document symbols, dates, times and numbers, in order and without overlap."""
    found: list[Figures] = []
    taken: list[tuple[int, int]] = []
    for item in _all(text, russian):
        if not any(start < item.end and item.start < end for start, end in taken):
            taken.append((item.start, item.end))
            found.append(item)
    return sorted(found, key=lambda item: item.start)


def pieces(text: str, *, russian: bool = True) -> list[Piece]:
    """The pieces of a text, in order."""
    found: list[Piece] = []
    place = 0
    for item in figures(text, russian=russian):
        found.extend(_words(text, place, item.start))
        found.append(Piece(text[item.start : item.end], item.start, item.end, item))
        place = item.end
    return [*found, *_words(text, place, len(text))]


def _all(text: str, russian: bool) -> Iterator[Figures]:
    """Figures of every kind, those first that others may be a part of."""
    if "/" in text:
        for match in SYMBOL.finditer(text):
            for symbol in symbols(match[0]):
                yield Figures(Kind.SYMBOL, symbol, match.start(), match.end())
    for date in dates(text):
        yield Figures(Kind.DATE, date.day, date.start, date.end)
    for time in times(text):
        yield Figures(Kind.TIME, time.minutes, time.start, time.end)
    for number in numbers(text, russian=russian):
        scale = number.value / number.figures if number.figures else Decimal(1)
        yield Figures(Kind.NUMBER, number.value, number.start, number.end, scale)


def _words(text: str, start: int, end: int) -> Iterator[Piece]:
    for match in _WORD.finditer(text, start, end):
        yield Piece(match[0], match.start(), match.end())
