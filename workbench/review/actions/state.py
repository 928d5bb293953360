"""Actions on the state of one row: its status, and whether it is a fixed point."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from workbench.review.actions.model import RefusedError, Text, Version
from workbench.review.actions.text import write
from workbench.review.content import clean, joined, settle
from workbench.review.status import SETTLED, Status
from workbench.review.work import Work

_LABELS = {
    Status.REVIEWED: "confirmation",
    Status.APPROVED: "approval",
    Status.REJECTED: "rejection",
}


@dataclass(frozen=True, slots=True)
class SetStatus:
    """Confirm ("reviewed"), approve, reject with a reason, or open again ("edited").

    ``target`` is the text that the decision is about, where it is not stored yet.
    """

    kind: ClassVar[str] = "status"
    row: int
    version: Version
    status: Literal["edited", "reviewed", "approved", "rejected"]
    reason: Annotated[str, Field(max_length=2_000)] = ""
    target: Text | None = None

    @property
    def label(self) -> str:
        """The name of the decision."""
        return _LABELS.get(Status(self.status), "opening again")

    def run(self, work: Work) -> None:
        """Store the text, then the status."""
        row = work.row(self.row, self.version)
        if self.target is not None:
            write(row, self.target)
        status = Status(self.status)
        if status is Status.REJECTED and not self.reason.strip():
            raise RefusedError("A rejection needs a reason.")
        if not joined(row.target) and not (work.aligning and row.source):
            raise RefusedError("There is no text to decide about.")
        was, row.status = row.status, status
        row.reason = clean(self.reason.strip()) if status is Status.REJECTED else ""
        if status in SETTLED and was not in SETTLED:
            work.words = row.words


@dataclass(frozen=True, slots=True)
class Pin:
    """Make the row a fixed point of the aligner, or an open one again.

    In an aligned document the pair is thereby approved: it counts, answers from the memory
    and goes out, and is none of that when it is opened again.
    """

    kind: ClassVar[str] = "pin"
    row: int
    version: Version
    pinned: bool

    @property
    def label(self) -> str:
        """The name of the decision."""
        return "acceptance" if self.pinned else "opening again"

    def run(self, work: Work) -> None:
        """Set the pin and, for a pair of an aligned document, the status that it stands for."""
        row = work.row(self.row, self.version)
        row.pinned = self.pinned
        if not (work.aligning and row.source_text and joined(row.target)):
            return
        if self.pinned and row.status not in SETTLED:
            row.status, row.reason = Status.APPROVED, ""
            work.words = row.words
        elif not self.pinned and row.status == Status.APPROVED:
            row.status = Status.DRAFT
            settle(row)
