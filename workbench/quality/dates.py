"""Dates must be the same days, whatever their form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.quality.model import Finding

NAME = "dates"

_RUSSIAN = (
    "январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр",
    "ноябр", "декабр",
)  # fmt: skip
_ENGLISH = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_SPACE = r"[\s\u00a0]+"
_FORMS = (
    re.compile(
        rf"(?<!\d)(?P<day>\d{{1,2}}){_SPACE}(?P<ru>{'|'.join(_RUSSIAN)})(?:а|я){_SPACE}"
        r"(?P<year>\d{4})(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_SPACE}(?:of{_SPACE})?"
        rf"(?P<en>{'|'.join(_ENGLISH)}),?{_SPACE}(?P<year>\d{{4}})(?!\d)"
    ),
    re.compile(
        rf"(?P<en>{'|'.join(_ENGLISH)}){_SPACE}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?{_SPACE}"
        r"(?P<year>\d{4})(?!\d)"
    ),
    re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})(?!\d)"),
    re.compile(r"(?<![\d/])(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)"),
)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A day (year, month, day) and the span of the text that names it."""

    day: tuple[int, int, int]
    start: int
    end: int


def dates(text: str) -> list[WrittenDate]:
    """The full dates in a text (day, month and year), Russian or English, in order."""
    found = {
        match.start(): WrittenDate(_day(match), match.start(), match.end())
        for form in _FORMS
        for match in form.finditer(text)
        if 1 <= _day(match)[1] <= 12 and 1 <= _day(match)[2] <= 31
    }
    return [found[start] for start in sorted(found)]


def check(source: str, target: str) -> Iterator[Finding]:
    """Find dates of the target that the source has not, and dates that are missing."""
    wanted, found = dates(source), dates(target)
    days = {date.day for date in wanted}
    for date in found:
        if date.day not in days:
            message = f"the date {target[date.start : date.end]} is not in the source"
            yield Finding(NAME, message, date.start, date.end)
    for date in wanted:
        if date.day not in {other.day for other in found}:
            message = f"the date {source[date.start : date.end]} is missing"
            yield Finding(NAME, message, len(target), len(target))


def _day(match: re.Match[str]) -> tuple[int, int, int]:
    parts = match.groupdict()
    if parts.get("ru"):
        month = _RUSSIAN.index(parts["ru"].lower()) + 1
    elif parts.get("en"):
        month = _ENGLISH.index(parts["en"]) + 1
    else:
        month = int(parts["month"])
    return int(parts["year"]), month, int(parts["day"])
