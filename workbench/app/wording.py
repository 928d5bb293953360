"""Small texts of the pages: times, paces, sizes, and names shown as they are."""

from __future__ import annotations

from datetime import UTC, datetime

_MARKDOWN = frozenset("\\`*_{}[]()<>#+-.!|~$:^=&")


def plain(text: str) -> str:
    """Return ``text`` such that Streamlit's Markdown shows it as it is."""
    one_line = " ".join(text.split())
    return "".join(f"\\{c}" if c in _MARKDOWN else c for c in one_line)


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
