"""Numbers must have the same values: 1,5 млн is 1.5 million, 10 тыс. is 10,000, 5 is five."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from workbench.quality.dates import dates
from workbench.quality.model import Finding
from workbench.quality.symbols import SYMBOL

NAME = "numbers"

_GAP = "[ \u00a0\u202f\u2009]"
_RUSSIAN = re.compile(
    rf"(?<![\d,.])(?P<number>\d{{1,3}}(?:{_GAP}\d{{3}})+(?!\d)(?:,\d+)?|\d+(?:,\d+)?)"
    rf"(?:{_GAP}?(?P<unit>тыс|млн|миллион|млрд|миллиард|трлн|триллион))?"
)
_ENGLISH = re.compile(
    rf"(?<![\d,.])(?P<number>\d{{1,3}}(?:,\d{{3}})+(?!\d)(?:\.\d+)?|"
    rf"\d{{1,3}}(?:[\u00a0\u202f\u2009]\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?:{_GAP}?-?(?P<unit>thousand|million|billion|trillion))?"
)
_POWERS = {
    "тыс": 3, "thousand": 3, "млн": 6, "миллион": 6, "million": 6,
    "млрд": 9, "миллиард": 9, "billion": 9, "трлн": 12, "триллион": 12, "trillion": 12,
}  # fmt: skip
# United Nations style writes numbers below ten, and ordinals, as words.
_WORDS = {
    1: ("one", "first", r"один|одн|перв"),
    2: ("two|twice|both", "second", r"дв[аеу]|втор|об[аеои]"),
    3: ("three", "third", r"тр[иеё]|трет"),
    4: ("four", "fourth", r"четыр|четв[её]р"),
    5: ("five", "fifth", r"пят"),
    6: ("six", "sixth", r"шест"),
    7: ("seven", "seventh", r"сем|седьм"),
    8: ("eight", "eighth", r"вос[еь]м"),
    9: ("nine", "ninth", r"девят"),
    10: ("ten", "tenth", r"десят"),
    11: ("eleven", "eleventh", r"одиннадцат"),
    12: ("twelve|dozen", "twelfth", r"двенадцат"),
}


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A value and the span of the text that writes it in figures."""

    value: Decimal
    start: int
    end: int


def numbers(text: str, *, russian: bool) -> list[WrittenNumber]:
    """The numbers in figures, those of dates and of document symbols left out."""
    spans = [(date.start, date.end) for date in dates(text)]
    spans += [match.span() for match in SYMBOL.finditer(text)]
    pattern, point = (_RUSSIAN, ",") if russian else (_ENGLISH, ".")
    return [
        WrittenNumber(_value(match, point), match.start(), match.end("number"))
        for match in pattern.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in spans)
    ]


def check(source: str, target: str) -> Iterator[Finding]:
    """Find numbers that only one side has, in figures or (to twelve) in words."""
    wanted, found = numbers(source, russian=True), numbers(target, russian=False)
    surplus = Counter(n.value for n in found) - Counter(n.value for n in wanted)
    for number in reversed(found):
        if surplus[number.value] > 0 and not _in_words(number.value, source, russian=True):
            surplus[number.value] -= 1
            message = f"the number {target[number.start : number.end]} is not in the source"
            yield Finding(NAME, message, number.start, number.end)
    missing = Counter(n.value for n in wanted) - Counter(n.value for n in found)
    for number in wanted:
        if missing[number.value] > 0 and not _in_words(number.value, target, russian=False):
            missing[number.value] -= 1
            message = f"the number {source[number.start : number.end]} is missing"
            yield Finding(NAME, message, len(target), len(target))


def _value(match: re.Match[str], point: str) -> Decimal:
    digits = re.sub(r"[\s\u00a0\u202f\u2009]", "", match["number"])
    digits = digits.replace(",", "." if point == "," else "")
    return Decimal(digits).scaleb(_POWERS.get(match["unit"] or "", 0)).normalize()


def _in_words(value: Decimal, text: str, *, russian: bool) -> bool:
    if value not in _WORDS:
        return False
    cardinal, ordinal, stems = _WORDS[int(value)]
    pattern = rf"\b(?:{stems})" if russian else rf"\b(?:{cardinal}|{ordinal})\b"
    return re.search(pattern, text, re.IGNORECASE) is not None
