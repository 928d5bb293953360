"""Times of day must be the same: 15 ч. 00 м. is 3 p.m., 10 ч. 15 м. is 10.15 a.m."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.quality.model import Finding

NAME = "times"

_GAP = "[ \u00a0]?"
_FORMS = (
    re.compile(
        rf"(?<![\d:])(?P<hour>\d{{1,2}}){_GAP}ч\.(?:{_GAP}(?P<minute>\d\d){_GAP}м(?:ин)?\.)?"
    ),
    re.compile(
        rf"(?<![\d.:])(?P<hour>\d{{1,2}})(?:[.:](?P<minute>\d\d))?{_GAP}(?P<half>[ap])\.?m\b\.?"
    ),
    re.compile(rf"(?<![\d:])(?P<hour>\d{{1,2}}):(?P<minute>\d\d)(?![\d:]|{_GAP}[ap]\.?m\b)"),
    re.compile(r"\b(?P<noon>noon|midday)\b|\b(?P<midnight>midnight)\b"),
)


@dataclass(frozen=True, slots=True)
class WrittenTime:
    """Minutes after midnight, and the span of the text that names them."""

    minutes: int
    start: int
    end: int


def times(text: str) -> list[WrittenTime]:
    """The times of day in a text, Russian or English, in order."""
    found = [
        WrittenTime(_minutes(match), match.start(), match.end())
        for form in _FORMS
        for match in form.finditer(text)
    ]
    return sorted(found, key=lambda time: time.start)


def check(source: str, target: str) -> Iterator[Finding]:
    """Find times of the target that the source has not, and times that are missing."""
    wanted, found = times(source), times(target)
    for time in found:
        spoken = "m" in target[time.start : time.end] or ":" in target[time.start : time.end]
        if wanted and spoken and time.minutes not in {other.minutes for other in wanted}:
            message = f"the time {target[time.start : time.end]} is not in the source"
            yield Finding(NAME, message, time.start, time.end)
    for time in wanted:
        if time.minutes not in {other.minutes for other in found}:
            message = f"the time {source[time.start : time.end]} is missing"
            yield Finding(NAME, message, len(target), len(target))


def _minutes(match: re.Match[str]) -> int:
    parts = match.groupdict()
    if parts.get("noon"):
        return 12 * 60
    if parts.get("midnight"):
        return 0
    hour = int(parts["hour"])
    if parts.get("half"):  # 12 a.m. is midnight, 12 p.m. is noon
        hour = hour % 12 + (12 if parts["half"] == "p" else 0)
    return hour % 24 * 60 + int(parts.get("minute") or 0)
