"""The tables of the project database: projects, documents, their paragraphs and rows.

What people do with the rows stands in :mod:`.tables_work`; this module has all names.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from workbench.review.base import Base
from workbench.review.columns import now
from workbench.review.tables_work import (
    ActionRecord,
    CheckRecord,
    CommentRecord,
    IgnoredCheckRecord,
    JobRecord,
    PresenceRecord,
    ReceiptRecord,
    RevisionRecord,
    SettingRecord,
    UserRecord,
)

__all__ = [
    "ActionRecord",
    "Base",
    "CheckRecord",
    "CommentRecord",
    "DocumentRecord",
    "IgnoredCheckRecord",
    "JobRecord",
    "ParagraphRecord",
    "PresenceRecord",
    "ProjectRecord",
    "ReceiptRecord",
    "RevisionRecord",
    "RowRecord",
    "SettingRecord",
    "UserRecord",
]


class ProjectRecord(Base):
    """A project; ``settings`` hold the model, the glossary and the like."""

    __tablename__ = "project"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)
    created_by: Mapped[str] = mapped_column(default="")
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)


class DocumentRecord(Base):
    """A document under review: ``kind`` is "draft" or "align".

    ``source_file`` and ``english_file`` are random names in the folder of uploads,
    ``source_name`` and ``english_name`` what the person called them.
    """

    __tablename__ = "document"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(
        ForeignKey("project.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(20), default="new")
    created_at: Mapped[datetime] = mapped_column(default=now)
    created_by: Mapped[str] = mapped_column(default="")
    source_file: Mapped[str] = mapped_column(default="")
    source_name: Mapped[str] = mapped_column(default="")
    english_file: Mapped[str] = mapped_column(default="")
    english_name: Mapped[str] = mapped_column(default="")
    signature: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class ParagraphRecord(Base):
    """A paragraph of the Russian document, as :class:`workbench.documents.Paragraph`."""

    __tablename__ = "paragraph"

    document_id: Mapped[int] = mapped_column(
        ForeignKey("document.id", ondelete="CASCADE"), primary_key=True
    )
    index: Mapped[int] = mapped_column(primary_key=True)
    text_ru: Mapped[str]
    kind: Mapped[str] = mapped_column(String(20))
    level: Mapped[int] = mapped_column(default=0)
    place: Mapped[str] = mapped_column(default="")
    anchor: Mapped[str] = mapped_column(default="")
    bold: Mapped[bool] = mapped_column(default=False)
    italic: Mapped[bool] = mapped_column(default=False)


class RowRecord(Base):
    """A segment or bead under review.

    ``source`` and ``target`` are lists of sentences, ``source_text`` and ``target_text``
    those joined by spaces, ``search`` both in one case. ``look`` (0 to 1) says how much the
    row should be looked at. ``low`` to ``source_key`` and the texts are derived from the rest
    (:mod:`.marks`); ``doubts`` counts what drafting asked a person to look at.
    """

    __tablename__ = "row"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    position: Mapped[float]
    paragraph: Mapped[int] = mapped_column(default=0)
    status: Mapped[str] = mapped_column(String(10))
    version: Mapped[int] = mapped_column(default=1)
    pinned: Mapped[bool] = mapped_column(default=False)
    removed: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(default="")
    confidence: Mapped[float | None] = mapped_column(default=None)
    score: Mapped[float | None] = mapped_column(default=None)
    edit_ms: Mapped[int] = mapped_column(default=0)
    keystrokes: Mapped[int] = mapped_column(default=0)
    updated_at: Mapped[datetime] = mapped_column(default=now)
    updated_by: Mapped[str] = mapped_column(default="")
    low: Mapped[bool] = mapped_column(default=False)
    unpaired: Mapped[bool] = mapped_column(default=False)
    look: Mapped[float] = mapped_column(default=0.0)
    open_checks: Mapped[int] = mapped_column(default=0)
    terms_missing: Mapped[int] = mapped_column(default=0)
    forced_terms: Mapped[int] = mapped_column(default=0)
    doubts: Mapped[int] = mapped_column(default=0)
    comments: Mapped[int] = mapped_column(default=0)
    words: Mapped[int] = mapped_column(default=0)
    source_key: Mapped[str] = mapped_column(String(16), default="")
    source: Mapped[list[str]] = mapped_column(default=list)
    target: Mapped[list[str]] = mapped_column(default=list)
    source_text: Mapped[str] = mapped_column(default="")
    target_text: Mapped[str] = mapped_column(default="")
    draft: Mapped[str] = mapped_column(default="")
    search: Mapped[str] = mapped_column(default="")
    must_not_pair: Mapped[list[Any]] = mapped_column(default=list)
    # Last, so that a list of rows is read without it: it is by far the largest.
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict, deferred=True)

    __table_args__ = (
        Index("ix_row_order", "document_id", "removed", "position"),
        # Holds all that the counts over a document need, so that they read no row.
        Index(
            "ix_row_counts",
            "document_id",
            "removed",
            "status",
            "low",
            "unpaired",
            "look",
            "open_checks",
            "terms_missing",
            "comments",
            "words",
        ),
        Index("ix_row_same_source", "document_id", "source_key"),
        {"sqlite_autoincrement": True},
    )
