"""How far a row is."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """The states of a row, in the order of the work; rejected ones have a reason."""

    EMPTY = "empty"
    DRAFT = "draft"
    EDITED = "edited"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    REJECTED = "rejected"


SETTLED = frozenset({Status.REVIEWED, Status.APPROVED})
"""A person has said yes: nothing automatic changes such a row."""
