"""Align again between the fixed points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import select

from workbench.alignment import Alignment, Row
from workbench.review.actions.model import ConflictError, RefusedError
from workbench.review.content import joined
from workbench.review.detail import Detail
from workbench.review.order import live
from workbench.review.realigning import Aligner, OldRow, Realigned, realign
from workbench.review.status import Status
from workbench.review.tables import RowRecord
from workbench.review.work import ALIGN, Work
from workbench.review.workspace import Workspace

UNSURE = "unsure"
"""The aligner's reason that the score says already."""


@dataclass(frozen=True, slots=True)
class Realign:
    """Put the aligner's rows in the place of all that nobody has settled."""

    kind: ClassVar[str] = "realign"
    label: ClassVar[str] = "aligning again"
    whole: ClassVar[bool] = True

    def prepare(self, workspace: Workspace, document: int, aligner: Aligner) -> Realigned:
        """Align, outside of the transaction."""
        return realign(workspace, document, aligner)

    def run(self, work: Work) -> None:
        """Exchange the open rows, if nobody has changed any row in the meantime."""
        if work.document.kind != ALIGN:
            raise RefusedError("Only a document of two texts can be aligned.")
        plan: Realigned = work.prepared
        if not _unchanged(work, plan.before):
            raise ConflictError("Somebody changed a row while the texts were aligned: try again.")
        stays = staying(plan)
        gone = [old for old in plan.before if old.id not in stays.values() and not old.settled]
        if not gone:
            raise RefusedError("The aligner finds nothing better between the fixed points.")
        _add(work, plan, stays, _remove(work, gone))


def staying(plan: Realigned) -> dict[int, int]:
    """The new rows, by place, that a row before is already, by id.

    Settled rows all are; others where they hold the same and stand in the same order.
    """
    places = {old.id: place for place, old in enumerate(plan.before)}
    same = {(old.bead.source, old.bead.target): old for old in plan.before}
    owners = [{i: o for o in plan.before if o.settled for i in o.bead.source}]
    owners.append({i: o for o in plan.before if o.settled for i in o.bead.target})
    settled: dict[int, OldRow] = {}
    for place, row in enumerate(plan.rows):
        # A settled row of several unpaired sentences comes back as a row for each.
        side, index = (0, row.bead.source[0]) if row.bead.source else (1, row.bead.target[0])
        if index in owners[side]:
            settled[place] = owners[side][index]
    limits = _limits(
        [places[settled[i].id] if i in settled else None for i in range(len(plan.rows))]
    )
    found: dict[int, int] = {}
    highest = -1
    for place, row in enumerate(plan.rows):
        old = settled.get(place) or same.get((row.bead.source, row.bead.target))
        if old is None:
            continue
        if place in settled or highest < places[old.id] < limits[place]:
            found[place] = old.id
            highest = max(highest, places[old.id])
    return found


def _limits(settled: Sequence[int | None]) -> list[float]:
    """For each place the lowest place before of the settled rows that follow."""
    limits = [float("inf")] * len(settled)
    for place in range(len(settled) - 2, -1, -1):
        after = settled[place + 1]
        limits[place] = min(limits[place + 1], float("inf") if after is None else after)
    return limits


def _unchanged(work: Work, before: Sequence[OldRow]) -> bool:
    query = select(RowRecord.id, RowRecord.version).where(live(work.document.id))
    now = dict(work.session.execute(query).all())
    return now == {old.id: old.version for old in before}


def _remove(work: Work, rows: Sequence[OldRow]) -> list[list[str]]:
    """Remove rows; return the pairs of sentences that they keep apart."""
    apart: list[list[str]] = []
    for old in rows:
        row = work.row(old.id)
        apart += row.must_not_pair
        work.remove(row)
    return apart


def _add(work: Work, plan: Realigned, stays: dict[int, int], apart: list[list[str]]) -> None:
    """Add the new rows, each after the rows before it."""
    last: RowRecord | None = None
    paragraphs = {number: old.paragraph for old in plan.before for number in old.bead.source}
    for place, row in enumerate(plan.rows):
        if place in stays:
            kept = work.session.get(RowRecord, stays[place])
            if last is None or (kept is not None and kept.position > last.position):
                last = kept
            continue
        values = _values(plan.alignment, row, apart)
        if row.bead.source:
            values["paragraph"] = paragraphs[row.bead.source[0]]
        if last is not None:
            last = work.add(last, **values)
        else:
            first = work.session.get(RowRecord, plan.before[0].id)
            assert first is not None
            last = work.add(first, "previous", **values)


def _values(alignment: Alignment, row: Row, apart: list[list[str]]) -> dict[str, Any]:
    source = [alignment.source.sentences[index] for index in row.bead.source]
    target = [alignment.target.sentences[index] for index in row.bead.target]
    warnings = [reason for reason in row.reasons if reason != UNSURE]
    detail = Detail(warnings=warnings, score=round(row.bead.score, 4), origin="alignment")
    return {
        "source": source,
        "target": target,
        "status": Status.DRAFT if joined(target) else Status.EMPTY,
        "score": detail.score,
        "detail": detail.as_dict(),
        "doubts": detail.doubts,
        "must_not_pair": [pair for pair in apart if pair[0] in source],
    }
