"""How fast a reviewer works."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from sqlalchemy import false, select
from sqlalchemy.orm import Session

from workbench.review.columns import now
from workbench.review.tables import ActionRecord

WINDOW = timedelta(hours=1)
PAUSE = timedelta(minutes=5)
"""A longer time without an action is a pause, not work."""
FEWEST_WORDS = 20
"""With fewer words settled a pace means nothing."""


def words_an_hour(session: Session, document: int, user: str) -> int | None:
    """Source words settled an hour of work, over the last hour; None where there are too few."""
    query = (
        select(ActionRecord.at, ActionRecord.words)
        .where(
            ActionRecord.document_id == document,
            ActionRecord.user == user,
            ActionRecord.at > now() - WINDOW,
            ActionRecord.undone == false(),
        )
        .order_by(ActionRecord.at)
    )
    found = session.execute(query).all()
    return pace_of([at for at, _ in found], sum(words for _, words in found))


def pace_of(moments: Sequence[datetime], words: int) -> int | None:
    """Words an hour, given the moments of all actions in order; pauses do not count."""
    seconds = sum(worked_seconds(moments))
    if words < FEWEST_WORDS or seconds < 1:
        return None
    return round(words * 3600 / seconds)


def worked_seconds(moments: Sequence[datetime]) -> list[float]:
    """The seconds between actions that follow each other without a pause."""
    gaps = (b - a for a, b in pairwise(moments))
    return [gap.total_seconds() for gap in gaps if gap <= PAUSE]
