"""The order of the rows of a document: neighbours, room between them, ranks."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from sqlalchemy import ColumnElement, and_, false, func, or_, select, update
from sqlalchemy.orm import Session

from workbench.review.tables import RowRecord

Direction = Literal["next", "previous"]
GAP = 1024.0
"""Distance between rows that are stored together."""


def live(document: int) -> ColumnElement[bool]:
    """The rows of a document that were not merged away."""
    return and_(RowRecord.document_id == document, RowRecord.removed == false())


def neighbour(
    session: Session, row: RowRecord, direction: Direction, *, removed: bool = False
) -> RowRecord | None:
    """The row before or after ``row``; with ``removed`` those that were merged away count too."""
    here = (RowRecord.position, RowRecord.id)
    place = and_(here[0] == row.position, here[1] > row.id)
    where = or_(here[0] > row.position, place)
    ordering = [column.asc() for column in here]
    if direction == "previous":
        place = and_(here[0] == row.position, here[1] < row.id)
        where = or_(here[0] < row.position, place)
        ordering = [column.desc() for column in here]
    scope = RowRecord.document_id == row.document_id if removed else live(row.document_id)
    return session.scalars(select(RowRecord).where(scope, where).order_by(*ordering)).first()


def position_beside(session: Session, row: RowRecord, direction: Direction) -> float:
    """A free position directly before or after ``row``; makes room where there is none."""
    for attempt in range(2):
        other = neighbour(session, row, direction, removed=True)
        if other is None:
            return row.position + (GAP if direction == "next" else -GAP)
        middle = (row.position + other.position) / 2
        if min(row.position, other.position) < middle < max(row.position, other.position):
            return middle
        if attempt == 0:
            renumber(session, row.document_id)
            session.refresh(row, ["position"])
    raise AssertionError("no room after renumbering")


def renumber(session: Session, document: int) -> None:
    """Space all rows of a document evenly, in their order, those merged away too."""
    session.flush()
    rank = func.row_number().over(order_by=(RowRecord.position, RowRecord.id))
    ranks = (
        select(RowRecord.id, rank.label("rank")).where(RowRecord.document_id == document)
    ).subquery()
    session.execute(
        update(RowRecord)
        .where(RowRecord.id == ranks.c.id)
        .values(position=ranks.c.rank * GAP)
        .execution_options(synchronize_session=False)
    )
    for row in session.identity_map.values():
        if isinstance(row, RowRecord):
            session.expire(row, ["position"])


def ranks_of(session: Session, document: int, rows: Collection[int]) -> dict[int, int]:
    """The places, from 1, of the given rows among the live rows of the document."""
    if not rows:
        return {}
    rank = func.row_number().over(order_by=(RowRecord.position, RowRecord.id))
    ranks = select(RowRecord.id, rank.label("rank")).where(live(document)).subquery()
    found = session.execute(select(ranks.c.id, ranks.c.rank).where(ranks.c.id.in_(rows)))
    return dict(found.tuples().all())
