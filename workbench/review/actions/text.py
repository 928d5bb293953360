"""Actions on the text of one row: edit, a sentence of a bead, back to the draft, a new draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar, Literal

from workbench.review.actions.model import RefusedError, Text, Version
from workbench.review.content import clean, joined, parts_of, settle
from workbench.review.detail import Detail, sane_detail
from workbench.review.status import Status
from workbench.review.tables import RowRecord
from workbench.review.work import Work

TOGETHER = timedelta(seconds=60)
"""Edits of one row that follow each other this closely are one undo step."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Give the row the text ``target``."""

    kind: ClassVar[str] = "edit"
    label: ClassVar[str] = "edit"
    row: int
    version: Version
    target: Text

    def run(self, work: Work) -> None:
        """Consecutive edits of one row become one step."""
        row = work.row(self.row, self.version)
        before = joined(row.target)
        write(row, self.target)
        if joined(row.target) != before:
            work.join_step(self.kind, row, TOGETHER)


@dataclass(frozen=True, slots=True)
class Part:
    """Give sentence ``index`` of a side another text; an empty one takes it away."""

    kind: ClassVar[str] = "part"
    label: ClassVar[str] = "edit of a sentence"
    row: int
    version: Version
    side: Literal["source", "target"]
    index: Version
    text: Text

    def run(self, work: Work) -> None:
        """Change one sentence; the index after the last one adds a sentence.

        Consecutive changes become one step, as those of ``Edit`` do.
        """
        row = work.row(self.row, self.version)
        parts = list(row.source if self.side == "source" else row.target)
        before = list(parts)
        if self.index > len(parts):
            raise RefusedError("This row has no such sentence any more.")
        parts[self.index : self.index + 1] = parts_of(clean(self.text))
        if self.side == "source":
            row.source = parts
        elif parts != row.target:
            row.target = parts
            settle(row)
        if len(parts) == len(before) and parts != before:
            work.join_step(self.kind, row, TOGETHER)


@dataclass(frozen=True, slots=True)
class Reset:
    """Go back to the draft."""

    kind: ClassVar[str] = "reset"
    label: ClassVar[str] = "back to the draft"
    row: int
    version: Version

    def run(self, work: Work) -> None:
        """Put the draft in the place of the text."""
        row = work.row(self.row, self.version)
        if not row.draft:
            raise RefusedError("This row has no draft.")
        if joined(row.target) != row.draft:
            row.target = [row.draft]
        row.status, row.reason = Status.DRAFT, ""


@dataclass(frozen=True, slots=True)
class TakeDraft:
    """Take a new draft or a memory match as the draft and the text."""

    kind: ClassVar[str] = "take_draft"
    label: ClassVar[str] = "new draft"
    row: int
    version: Version
    text: Text
    detail: dict[str, Any] | None = None

    def run(self, work: Work) -> None:
        """Put the text in; only the known fields of ``detail`` are kept."""
        row = work.row(self.row, self.version)
        text = clean(self.text).strip()
        if not text:
            raise RefusedError("The new draft is empty.")
        detail: Detail = sane_detail(self.detail or {}, row.source_text, text)
        row.target, row.draft, row.detail = [text], text, detail.as_dict()
        row.confidence, row.doubts = detail.confidence, detail.doubts
        row.forced_terms = detail.forced
        row.status, row.reason = Status.DRAFT, ""


def write(row: RowRecord, text: str) -> None:
    """Give ``row`` the text as typed; its sentences stay apart where nothing changed."""
    text = clean(text)
    if text != joined(row.target):
        row.target = parts_of(text)
        settle(row)
