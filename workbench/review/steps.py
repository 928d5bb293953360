"""The steps of a user in a document: what undo takes back, what redo does again."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, false, select, true, update
from sqlalchemy.orm import Session

from workbench.review.tables import ActionRecord


def last_step(session: Session, document: int, user: str) -> ActionRecord | None:
    """The last action that is done."""
    query = select(ActionRecord).where(_steps(document, user, undone=False))
    return session.scalars(query.order_by(ActionRecord.id.desc()).limit(1)).first()


def next_step(session: Session, document: int, user: str) -> ActionRecord | None:
    """The action that was undone last: steps are undone from the last one backwards."""
    query = select(ActionRecord).where(_steps(document, user, undone=True))
    return session.scalars(query.order_by(ActionRecord.id).limit(1)).first()


def forget_undone(session: Session, document: int, user: str) -> None:
    """Take away what could be redone, since a new step follows."""
    session.execute(
        update(ActionRecord)
        .where(_steps(document, user, undone=True))
        .values(dropped=True)
        .execution_options(synchronize_session=False)
    )


def drop_step(session: Session, action: int) -> None:
    """Let undo and redo pass over a step whose rows somebody else has changed."""
    session.execute(update(ActionRecord).where(ActionRecord.id == action).values(dropped=True))


def labels(session: Session, document: int, user: str) -> dict[str, Any]:
    """What undo and redo would do, as "undo" and "redo"; None where there is nothing."""
    found = {}
    for name, undone, ordering in (
        ("undo", False, ActionRecord.id.desc()),
        ("redo", True, ActionRecord.id.asc()),
    ):
        query = select(ActionRecord.label).where(_steps(document, user, undone=undone))
        found[name] = session.scalars(query.order_by(ordering).limit(1)).first()
    return found


def _steps(document: int, user: str, *, undone: bool) -> ColumnElement[bool]:
    return and_(
        ActionRecord.document_id == document,
        ActionRecord.user == user,
        ActionRecord.step == true(),
        ActionRecord.undone == (true() if undone else false()),
        ActionRecord.dropped == false(),
    )
