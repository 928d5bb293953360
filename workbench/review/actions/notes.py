"""Actions beside the text: comments, findings to ignore, time spent. They change no version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import Field
from sqlalchemy import false, func, select

from workbench.review.actions.model import RefusedError
from workbench.review.checks import open_counts
from workbench.review.marks import mark
from workbench.review.tables import CheckRecord, CommentRecord, IgnoredCheckRecord, RowRecord
from workbench.review.work import Work

Note = Annotated[str, Field(max_length=5_000)]


@dataclass(frozen=True, slots=True)
class Comment:
    """Write a comment on a row."""

    kind: ClassVar[str] = "comment"
    label: ClassVar[str] = "comment"
    row: int
    text: Note

    def run(self, work: Work) -> None:
        """Add the comment."""
        text = self.text.strip()
        if not text:
            raise RefusedError("The comment is empty.")
        row = work.row(self.row)
        comment = CommentRecord(row_id=row.id, user=work.user, text=text)
        work.session.add(comment)
        work.session.flush()
        work.note("comments", str(comment.id), {"removed": True}, {"removed": False})
        recount(work, row)


@dataclass(frozen=True, slots=True)
class Resolve:
    """Mark a comment as settled, or as open again."""

    kind: ClassVar[str] = "resolve"
    label: ClassVar[str] = "settling a comment"
    comment: int
    resolved: bool = True

    def run(self, work: Work) -> None:
        """Set the mark."""
        comment = work.session.get(CommentRecord, self.comment)
        row = work.session.get(RowRecord, comment.row_id) if comment else None
        if comment is None or comment.removed or row is None:
            raise RefusedError("This comment is not there any more.")
        if row.document_id != work.document.id:
            raise RefusedError("This comment is not in the document.")
        if comment.resolved == self.resolved:
            return
        work.note(
            "comments", str(comment.id), {"resolved": comment.resolved}, {"resolved": self.resolved}
        )
        comment.resolved = self.resolved
        recount(work, row)


@dataclass(frozen=True, slots=True)
class Ignore:
    """Say that a finding of a row is to be ignored, and why."""

    kind: ClassVar[str] = "ignore"
    label: ClassVar[str] = "ignoring a check"
    row: int
    check_key: Annotated[str, Field(max_length=16)]
    why: Note = ""

    def run(self, work: Work) -> None:
        """Keep the word with the row: it counts again when the same finding comes back."""
        row = work.row(self.row)
        there = select(CheckRecord.id).where(
            CheckRecord.row_id == row.id, CheckRecord.key == self.check_key
        )
        if work.session.scalars(there).first() is None:
            raise RefusedError("This finding is not there any more.")
        key = f"{row.id} {self.check_key}"
        if work.session.get(IgnoredCheckRecord, (row.id, self.check_key)) is None:
            after = {"why": self.why.strip(), "user": work.user}
            work.note("ignored", key, None, after)
            set_ignored(work, key, after)
            recount(work, row)


@dataclass(frozen=True, slots=True)
class Effort:
    """Note time at a row and keys pressed, outside of any other action."""

    kind: ClassVar[str] = "effort"
    label: ClassVar[str] = "effort"
    row: int

    def run(self, work: Work) -> None:
        """The numbers themselves ride on every action and are added where they are read."""
        row = work.session.get(RowRecord, self.row)
        if row is None or row.document_id != work.document.id:
            raise RefusedError("This row is not in the document.")
        work.step = False


def recount(work: Work, row: RowRecord) -> None:
    """Count the open comments and findings of ``row`` anew."""
    work.session.flush()
    comments = select(func.count()).where(
        CommentRecord.row_id == row.id,
        CommentRecord.removed == false(),
        CommentRecord.resolved == false(),
    )
    row.comments = work.session.scalars(comments).one()
    row.open_checks = open_counts(work.session, [row.id])[row.id]
    mark(row, work.document.kind)
    work.shown.add(row.id)


def ignored_now(work: Work, key: str) -> dict[str, str] | None:
    """What is kept about a finding, by the key of :meth:`Work.note`."""
    row, _, check = key.partition(" ")
    found = work.session.get(IgnoredCheckRecord, (int(row), check))
    return None if found is None else {"why": found.why, "user": found.user}


def set_ignored(work: Work, key: str, value: dict[str, str] | None) -> None:
    """Keep ``value`` about a finding, or forget what is kept."""
    row, _, check = key.partition(" ")
    found = work.session.get(IgnoredCheckRecord, (int(row), check))
    if found is not None:
        work.session.delete(found)
        work.session.flush()
    if value is not None:
        work.session.add(IgnoredCheckRecord(row_id=int(row), key=check, **value))
