"""Dates of exchange files: always with a time zone, or none at all."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache

TMX_FORMAT = "%Y%m%dT%H%M%SZ"
_TMX_DATE = re.compile(r"[0-9]{8}T[0-9]{6}Z")
_TMX_PARTS = ((0, 4), (4, 6), (6, 8), (9, 11), (11, 13), (13, 15))


def tmx_date(moment: datetime) -> str:
    """Return the date as TMX has it, in UTC; ValueError for one without a time zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone")
    return moment.astimezone(UTC).strftime(TMX_FORMAT)


@lru_cache(maxsize=4096)  # many units have one date
def read_tmx_date(text: str) -> datetime | None:
    """The moment that ``YYYYMMDDThhmmssZ`` names, or None for text of another form."""
    if not _TMX_DATE.fullmatch(text):
        return None
    try:
        return datetime(*(int(text[start:end]) for start, end in _TMX_PARTS), tzinfo=UTC)  # type: ignore[misc, arg-type]
    except ValueError:
        return None


def read_iso_date(text: str) -> datetime | None:
    """The moment of an ISO 8601 text with a time zone, or None for any other text."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
