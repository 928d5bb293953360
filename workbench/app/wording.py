"""Small texts of the pages: times, paces, sizes, and names shown as they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

_MARKDOWN = frozenset("\\`*_{}[]()<>#+-.!|~$:^=&")


def plain(text: str) -> str:
    """Return ``text`` on one line such that Streamlit's Markdown shows it as it is."""
    return escaped(" ".join(text.split()))


def escaped(text: str) -> str:
    """Return a part of a line such that Streamlit's Markdown shows it as it is."""
    return "".join(f"\\{c}" if c in _MARKDOWN else " " if c.isspace() else c for c in text)


def lit(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """``text`` as :func:`escaped`, with the character spans lit."""
    parts: list[str] = []
    end = 0
    for start, stop in spans:
        parts += [escaped(text[end:start]), f":yellow-background[{escaped(text[start:stop])}]"]
        end = stop
    return "".join([*parts, escaped(text[end:])])


def ago(moment: datetime, now: datetime | None = None) -> str:
    """How long ago within the last hour, the date before that."""
    seconds = ((now or datetime.now(UTC)) - moment).total_seconds()
    if seconds < 60:
        return "just now"
    if seconds < 3600:
        return f"{int(seconds // 60)} min ago"
    local = moment.astimezone()
    return f"{local.day} {local:%B %Y}"


def duration(seconds: float) -> str:
    """A time to go, as exact as a person needs it."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    if seconds < 5400:
        return f"{round(seconds / 60)} min"
    return f"{seconds / 3600:.1f} h"


def size(data: int) -> str:
    """A file size in MB, with as many digits as say something."""
    megabytes = data / 1_000_000
    return f"{megabytes:.2f} MB" if megabytes < 1 else f"{megabytes:.1f} MB"


def count(number: int, one: str, many: str = "") -> str:
    """``1 segment``, ``1,200 segments``."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
