"""The order of the rows of a document: neighbours, room between them, ranks."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true, update
from sqlalchemy.orm import Session, aliased

from workbench.review.tables import RowRecord

Direction = Literal["next", "previous"]
GAP = 1024.0
"""Distance between rows that are stored together."""


def live(document: int) -> ColumnElement[bool]:
    """The rows of a document that were not merged away."""
    return and_(RowRecord.document_id == document, RowRecord.removed == false())


def neighbour(session: Session, row: RowRecord, direction: Direction) -> RowRecord | None:
    """The live row before or after ``row``."""
    return session.scalars(_beside(row, direction, live(row.document_id))).first()


def _beside(row: RowRecord, direction: Direction, scope: ColumnElement[bool]) -> Select[RowRecord]:
    """The row of ``scope`` next to ``row``; the first condition on the position uses the index."""
    position, identity = RowRecord.position, RowRecord.id
    if direction == "next":
        where = and_(position >= row.position, or_(position > row.position, identity > row.id))
        ordering = position.asc(), identity.asc()
    else:
        where = and_(position <= row.position, or_(position < row.position, identity < row.id))
        ordering = position.desc(), identity.desc()
    return select(RowRecord).where(scope, where).order_by(*ordering).limit(1)


def _nearest(session: Session, row: RowRecord, direction: Direction) -> float | None:
    """The position next to ``row`` that is taken, be it by a row that was merged away."""
    scopes = [
        and_(RowRecord.document_id == row.document_id, RowRecord.removed == gone)
        for gone in (false(), true())
    ]
    found = [session.scalars(_beside(row, direction, scope)).first() for scope in scopes]
    positions = [other.position for other in found if other is not None]
    nearest = min if direction == "next" else max
    return nearest(positions, default=None)


def position_beside(session: Session, row: RowRecord, direction: Direction) -> float:
    """A free position directly before or after ``row``; makes room where there is none."""
    for attempt in range(2):
        other = _nearest(session, row, direction)
        if other is None:
            return row.position + (GAP if direction == "next" else -GAP)
        middle = (row.position + other) / 2
        if min(row.position, other) < middle < max(row.position, other):
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
    """The places, from 1, of the given rows among the live rows of the document.

    Counts the rows between each two, so that no row is counted twice.
    """
    if not rows:
        return {}
    order = (RowRecord.position, RowRecord.id)
    before = func.lag(RowRecord.position).over(order_by=order).label("before")
    wanted = select(*order, before).where(RowRecord.id.in_(rows), live(document)).subquery()
    other = aliased(RowRecord)
    between = (
        select(func.count())
        .where(
            other.document_id == document,
            other.removed == false(),
            other.position < wanted.c.position,
            other.position >= func.coalesce(wanted.c.before, float("-1e308")),
        )
        .scalar_subquery()
    )
    query = select(wanted.c.id, between).order_by(wanted.c.position, wanted.c.id)
    place = 1
    ranks = {}
    for row, passed in session.execute(query):
        place += passed
        ranks[row] = place
    return ranks
