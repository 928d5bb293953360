"""The tables of the work on rows: actions, revisions, receipts, comments, checks, people."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from workbench.review.base import Base
from workbench.review.columns import now


class ActionRecord(Base):
    """What somebody did, in one step: the changed content before and after.

    ``step`` is False for what cannot be undone, ``dropped`` True for undone steps that a
    later action has made unrepeatable. ``words`` are the source words that the step settled,
    ``ms`` and ``keys`` the time at the row and the keys pressed.
    """

    __tablename__ = "action"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    user: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(default=now)
    label: Mapped[str]
    step: Mapped[bool] = mapped_column(default=True)
    undone: Mapped[bool] = mapped_column(default=False)
    dropped: Mapped[bool] = mapped_column(default=False)
    words: Mapped[int] = mapped_column(default=0)
    ms: Mapped[int] = mapped_column(default=0)
    keys: Mapped[int] = mapped_column(default=0)
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]

    __table_args__ = (
        Index("ix_action_steps", "document_id", "user", "step", "undone", "dropped", "id"),
        Index("ix_action_times", "document_id", "user", "at"),
        {"sqlite_autoincrement": True},
    )


class RevisionRecord(Base):
    """The content of a row at a version."""

    __tablename__ = "revision"

    row_id: Mapped[int] = mapped_column(ForeignKey("row.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int | None] = mapped_column(ForeignKey("action.id", ondelete="CASCADE"))
    user: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(20))
    source: Mapped[list[str]]
    target: Mapped[list[str]]
    status: Mapped[str] = mapped_column(String(10))

    __table_args__ = (Index("ix_revision_action_id", "action_id"),)


class ReceiptRecord(Base):
    """The outcome of a numbered action of a client, so that it is applied once."""

    __tablename__ = "receipt"

    document_id: Mapped[int] = mapped_column(
        ForeignKey("document.id", ondelete="CASCADE"), primary_key=True
    )
    client: Mapped[str] = mapped_column(String(100), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    outcome: Mapped[dict[str, Any]]
    at: Mapped[datetime] = mapped_column(default=now)


class CommentRecord(Base):
    """A comment on a row; a removed one was taken back by its author's undo."""

    __tablename__ = "comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    row_id: Mapped[int] = mapped_column(ForeignKey("row.id", ondelete="CASCADE"), index=True)
    user: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime] = mapped_column(default=now)
    text: Mapped[str]
    resolved: Mapped[bool] = mapped_column(default=False)
    removed: Mapped[bool] = mapped_column(default=False)

    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012


class CheckRecord(Base):
    """A finding about a row as it stands; ``key`` stays the same when only its place moves."""

    __tablename__ = "check_result"

    id: Mapped[int] = mapped_column(primary_key=True)
    row_id: Mapped[int] = mapped_column(ForeignKey("row.id", ondelete="CASCADE"), index=True)
    check: Mapped[str] = mapped_column(String(40))
    message: Mapped[str]
    side: Mapped[str] = mapped_column(String(10), default="target")
    start: Mapped[int]
    end: Mapped[int]
    fix: Mapped[str | None]
    key: Mapped[str] = mapped_column(String(16))


class IgnoredCheckRecord(Base):
    """Somebody's word that a finding of a row is to be ignored, and why."""

    __tablename__ = "ignored_check"

    row_id: Mapped[int] = mapped_column(ForeignKey("row.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(16), primary_key=True)
    why: Mapped[str]
    user: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime] = mapped_column(default=now)


class PresenceRecord(Base):
    """Where a client was last seen in a document."""

    __tablename__ = "presence"

    document_id: Mapped[int] = mapped_column(
        ForeignKey("document.id", ondelete="CASCADE"), primary_key=True
    )
    client: Mapped[str] = mapped_column(String(100), primary_key=True)
    user: Mapped[str] = mapped_column(String(100))
    row_id: Mapped[int | None] = mapped_column(ForeignKey("row.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(default=now)


class JobRecord(Base):
    """Long work on a document: "queued", "running", "paused", "done" or "failed"."""

    __tablename__ = "job"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(
        ForeignKey("document.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(10), default="queued")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    message: Mapped[str] = mapped_column(default="")
    started: Mapped[datetime | None]
    updated: Mapped[datetime] = mapped_column(default=now)


class UserRecord(Base):
    """A person who may sign in; ``password_hash`` as :mod:`.users` writes it, or empty."""

    __tablename__ = "user"

    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    display: Mapped[str] = mapped_column(default="")
    password_hash: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(String(20), default="reviewer")
    created: Mapped[datetime] = mapped_column(default=now)


class SettingRecord(Base):
    """A small value that a person or the whole house keeps (``user`` is empty then)."""

    __tablename__ = "setting"

    user: Mapped[str] = mapped_column(String(100), primary_key=True)
    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    value: Mapped[list[Any]]
