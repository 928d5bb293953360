"""Progress and pace, terms by their state, checks by their kind."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import false, func, select

from workbench.review.pace import pace_of, worked_seconds
from workbench.review.statistics.rows import FigureRow
from workbench.review.status import Status
from workbench.review.tables import (
    ActionRecord,
    CheckRecord,
    IgnoredCheckRecord,
    RowRecord,
)
from workbench.review.terms import Terms
from workbench.review.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Pace:
    """One person's work: ``words`` settled in ``seconds`` at the editor, pauses not counted."""

    user: str
    actions: int
    words: int
    seconds: float
    words_an_hour: int | None


@dataclass(frozen=True, slots=True)
class CheckCount:
    """Findings of one check: open ones, and those that somebody has ignored."""

    check: str
    open: int
    ignored: int


def status_counts(rows: Iterable[FigureRow]) -> dict[str, Counter[Status]]:
    """Rows by status for each document name."""
    found: defaultdict[str, Counter[Status]] = defaultdict(Counter)
    for row in rows:
        found[row.document_name][row.status] += 1
    return dict(found)


def paces(workspace: Workspace, documents: Collection[int]) -> list[Pace]:
    """Return everybody's pace over these documents, the most words first."""
    query = (
        select(ActionRecord.user, ActionRecord.at, ActionRecord.words)
        .where(ActionRecord.document_id.in_(documents), ActionRecord.undone == false())
        .order_by(ActionRecord.at)
    )
    moments: defaultdict[str, list[datetime]] = defaultdict(list)
    words: Counter[str] = Counter()
    with workspace.reading() as session:
        for user, at, settled in session.execute(query):
            moments[user].append(at)
            words[user] += settled
    found = [
        Pace(user, len(at), words[user], sum(worked_seconds(at)), pace_of(at, words[user]))
        for user, at in moments.items()
    ]
    return sorted(found, key=lambda pace: (-pace.words, pace.user))


def term_counts(rows: Sequence[FigureRow], terms: Terms | None) -> Counter[str]:
    """How many term occurrences are right, missing or forbidden in the texts as they stand."""
    if terms is None:
        return Counter()
    return Counter(
        str(view["status"])
        for row in rows
        if row.target
        for view in terms.views(row.source, row.target)
    )


def check_counts(workspace: Workspace, documents: Collection[int]) -> list[CheckCount]:
    """Return the findings by check, the most open ones first."""
    ignored = (
        select(IgnoredCheckRecord.row_id)
        .where(
            IgnoredCheckRecord.row_id == CheckRecord.row_id,
            IgnoredCheckRecord.key == CheckRecord.key,
        )
        .exists()
    )
    query = (
        select(CheckRecord.check, ignored, func.count())
        .join(RowRecord, RowRecord.id == CheckRecord.row_id)
        .where(RowRecord.document_id.in_(documents), RowRecord.removed == false())
        .group_by(CheckRecord.check, ignored)
    )
    found: defaultdict[str, dict[bool, int]] = defaultdict(dict)
    with workspace.reading() as session:
        for check, is_ignored, number in session.execute(query):
            found[check][bool(is_ignored)] = number
    counts = [_check_count(check, numbers) for check, numbers in found.items()]
    return sorted(counts, key=lambda one: (-one.open, one.check))


def _check_count(check: str, numbers: Mapping[bool, int]) -> CheckCount:
    return CheckCount(check, numbers.get(False, 0), numbers.get(True, 0))
