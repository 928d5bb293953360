"""What the translation memory answers."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from workbench.review.memory.phrase import Place, Spans
from workbench.review.memory.repair import Fix
from workbench.review.memory.scoring import Difference


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a pair comes from: the memory (of a project, or of a file), the document, who, when.

    ``row_id`` is the approved row, None for an imported pair.
    """

    memory: str
    kind: str
    document: str
    creator: str
    created: datetime | None
    row_id: int | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A pair of the memory that answers a text.

    ``score`` is that of :mod:`.scoring`, ``differences`` are between ``source`` and the
    text that was looked for. ``target`` has the numbers of that text: ``fixed`` says which
    were put right, ``unfixed`` which figures of either text found no place and have to be
    looked at. ``stored_target`` is the translation as it was.
    """

    score: int
    source: str
    target: str
    origin: Origin
    differences: tuple[Difference, ...] = ()
    fixed: tuple[Fix, ...] = ()
    unfixed: tuple[str, ...] = ()
    stored_target: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The match as JSON has it; moments in ISO 8601."""
        data = asdict(self)
        created = self.origin.created
        data["origin"]["created"] = created.isoformat() if created else None
        return data


@dataclass(frozen=True, slots=True)
class Concordance:
    """A pair that has a phrase: ``spans`` are its places in the side that was searched."""

    source: str
    target: str
    place: Place
    spans: Spans
    origin: Origin

    def as_dict(self) -> dict[str, Any]:
        """The finding as JSON has it."""
        data = asdict(self)
        created = self.origin.created
        data["origin"]["created"] = created.isoformat() if created else None
        return data
