"""The unit that exchange formats carry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """A source text with its translation, and what is known of the pair.

    ``properties`` are (name, value) pairs without the format's own prefix;
    ``created`` carries a time zone.
    """

    source: str
    target: str
    id: str = ""
    creator: str = ""
    created: datetime | None = None
    note: str = ""
    properties: tuple[tuple[str, str], ...] = ()
