"""The other forms in which English may rightly give a Russian number: words, dates, times."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
).split()
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_TENS = dict(
    zip(
        range(20, 100, 10),
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),
        strict=True,
    )
)
_ROUND = {"100": "hundred", "1000": "thousand", "1000000": "million"}
_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_SCALES = (
    (re.compile(r"\s*тыс", re.I), 1_000),
    (re.compile(r"\s*(?:млн|миллион)", re.I), 1_000_000),
    (re.compile(r"\s*(?:млрд|миллиард)", re.I), 1_000_000_000),
    (re.compile(r"\s*(?:трлн|триллион)", re.I), 1_000_000_000_000),
)
_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_TIME = re.compile(r"\b(\d{1,2})(?:[.:](\d{2}))?\s*([ap])\.?m\b", re.I)


def in_words(value: str, words: Counter[str]) -> bool:
    """Tell whether ``words`` (lower-case, with counts) hold the number as words."""
    if value == "0.5":
        return words["half"] > 0
    if not value.isdigit() or len(value) > 7:
        return False
    number = int(value)
    if number <= 20:
        names = number_names(Decimal(number))
    elif number < 100:
        stem, unit = _TENS[number // 10 * 10], number % 10
        if unit:
            return words[stem] > 0 and words[_UNITS[unit]] + words[_ORDINALS[unit]] > 0
        names = stem, stem[:-1] + "ieth", stem[:-1] + "ies"
    else:
        return words[_ROUND.get(value, "")] > 0
    return any(words[name] > 0 for name in names)


def number_names(value: Decimal) -> tuple[str, ...]:
    """Return cardinal, ordinal and plural ordinal of a whole number to 20, else ()."""
    if value != value.to_integral_value() or not 0 <= value <= 20:
        return ()
    number = int(value)
    return _UNITS[number], _ORDINALS[number], _ORDINALS[number] + "s"


def scaled(value: str, following: str) -> str | None:
    """Return «25» followed by «тыс.» written out (25000); None where no such word follows."""
    for pattern, factor in _SCALES:
        if pattern.match(following) and re.fullmatch(r"\d+(?:\.\d+)?", value):
            product = Decimal(value) * factor
            return f"{product.normalize():f}"
    return None


def date_parts(value: str, words: Counter[str]) -> list[str] | None:
    """Return day and year of «10.11.2020» where ``words`` hold the name of the month."""
    match = _DATE.fullmatch(value)
    if not match or not 1 <= int(match[2]) <= 12 or not words[_MONTHS[int(match[2]) - 1]]:
        return None
    return [str(int(match[1])), match[3]]


def times(target: str) -> dict[str, set[str]]:
    """Map the number of each English time of day to the numbers it has on the 24-hour clock.

    "3.30 p.m." gives ``{"3.30": {"15", "30", "15.30"}}``.
    """
    found = {}
    for match in _TIME.finditer(target):
        minutes = match[2] or "00"
        hour = str(int(match[1]) % 12 + (12 if match[3].lower() == "p" else 0))
        value = match[1] + (f".{match[2]}" if match[2] else "")
        found[value] = {hour, hour.zfill(2), minutes, f"{hour}.{minutes}"}
    return found


def takes_all(values: Iterable[str], available: Counter[str]) -> bool:
    """Take ``values`` out of ``available`` and return True, or leave it where one lacks."""
    wanted = Counter(values)
    if any(available[value] < count for value, count in wanted.items()):
        return False
    available.subtract(wanted)
    return True
