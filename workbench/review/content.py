"""The content of a row: its sentences, joined and cut, and snapshots of it for undo."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import inspect

from workbench.review.status import SETTLED, Status
from workbench.review.tables import RowRecord

LIGHT = ("source", "target", "status", "reason", "pinned", "removed", "paragraph")
"""What stands in every snapshot; a row with the same is the same to a person."""
HEAVY = ("draft", "detail", "confidence", "score", "doubts", "forced_terms", "must_not_pair")
"""What stands in a snapshot where the action changed it."""
LONGEST_TEXT = 100_000
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_BREAKS = re.compile("[\t\n\r\v\f\u0085\u2028\u2029]")


def joined(parts: Sequence[str]) -> str:
    """The text of a side: its sentences with a space between them."""
    return " ".join(part for part in parts if part)


def storable(text: str) -> str:
    """``text`` without what no database takes: U+0000 and halves of surrogate pairs."""
    return _UNSTORABLE.sub("", text)


def clean(text: str) -> str:
    """``text`` as a row holds it: on one line."""
    return _BREAKS.sub(" ", storable(text))


def parts_of(text: str) -> list[str]:
    """A text as the one sentence of a side; no sentence where there is no text."""
    return [text] if text else []


def cut(parts: Sequence[str], at: int) -> tuple[list[str], list[str]]:
    """Cut the sentences at offset ``at`` of their joined text; the space at the cut goes."""
    left: list[str] = []
    right: list[str] = []
    start = 0
    for part in filter(None, parts):
        place = min(max(at - start, 0), len(part))
        left.append(part[:place].rstrip() if place < len(part) else part)
        right.append(part[place:].lstrip() if place else part)
        start += len(part) + 1
    return [part for part in left if part], [part for part in right if part]


def source_key(text: str) -> str:
    """The same for sources that differ in white space only; empty for an empty source."""
    words = " ".join(text.split())
    return hashlib.sha256(words.encode()).hexdigest()[:16] if words else ""


def search_text(source: str, target: str) -> str:
    """What a row is found by."""
    return f"{source}\n{target}".casefold()


def changed_status(row: RowRecord) -> Status:
    """The status of a row whose texts a person has just changed."""
    text = joined(row.target)
    if not text:
        return Status.EMPTY
    untouched = row.status in (Status.DRAFT, Status.EMPTY) and text == row.draft
    return Status.DRAFT if untouched else Status.EDITED


def settle(row: RowRecord) -> None:
    """Give ``row`` the status that its changed texts call for."""
    row.status = changed_status(row)
    row.reason = ""


def is_settled(row: RowRecord) -> bool:
    """Whether a person has confirmed the row, or pinned it."""
    return row.pinned or row.status in SETTLED


def light(row: RowRecord) -> dict[str, Any]:
    """The part of a snapshot that every action keeps."""
    return {name: getattr(row, name) for name in LIGHT}


def heavy(row: RowRecord) -> dict[str, Any]:
    """The loaded rest of the content; ``detail`` is left out where nobody has read it."""
    unloaded = inspect(row).unloaded
    return {name: getattr(row, name) for name in HEAVY if name not in unloaded}


def matches(row: RowRecord, snapshot: dict[str, Any]) -> bool:
    """Whether the content of ``row`` is that of the snapshot."""
    return all(getattr(row, name) == value for name, value in snapshot.items())


def restore(row: RowRecord, snapshot: dict[str, Any]) -> None:
    """Give ``row`` the content of the snapshot."""
    for name, value in snapshot.items():
        setattr(row, name, value)
