"""Dates of exchange files: always with a time zone, or none at all."""

from __future__ import annotations

from datetime import UTC, datetime

TMX_FORMAT = "%Y%m%dT%H%M%SZ"


def tmx_date(moment: datetime) -> str:
    """Return the date as TMX has it, in UTC; ValueError for one without a time zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone")
    return moment.astimezone(UTC).strftime(TMX_FORMAT)


def read_tmx_date(text: str) -> datetime | None:
    """The moment that ``YYYYMMDDThhmmssZ`` names, or None for text of another form."""
    try:
        moment = datetime.strptime(text, TMX_FORMAT).replace(tzinfo=UTC)
    except ValueError:
        return None
    return moment if tmx_date(moment) == text else None  # strptime lets digits be left out


def read_iso_date(text: str) -> datetime | None:
    """The moment of an ISO 8601 text with a time zone, or None for any other text."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
