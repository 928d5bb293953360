"""One action at work: the rows it may touch, what it changed, and the record of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from workbench.review import content
from workbench.review.actions.model import ConflictError, RefusedError
from workbench.review.columns import now
from workbench.review.marks import Marker
from workbench.review.memory import forget, remember
from workbench.review.order import Direction, neighbour, position_beside
from workbench.review.status import Status
from workbench.review.steps import forget_undone, last_step, next_step
from workbench.review.tables import ActionRecord, DocumentRecord, RevisionRecord, RowRecord

ALIGN = "align"
Snapshots = dict[str, dict[str, Any]]


@dataclass
class Work:
    """The hands of an action inside its transaction.

    ``slack`` tells by row how far the client's predicted versions run ahead of ours, since an
    earlier action of the same request changed nothing; ``prepared`` is what the action
    worked out before the transaction began.
    """

    session: Session
    document: DocumentRecord
    user: str
    client: str
    marker: Marker
    slack: dict[int, int] = field(default_factory=dict)
    prepared: Any = None
    whole: bool = False
    step: bool = True
    ms: int = 0
    keys: int = 0
    words: int = 0
    order: bool = False
    label: str = ""
    record: ActionRecord | None = None
    joins: bool = False
    extra_before: dict[str, Any] = field(default_factory=dict)
    extra_after: dict[str, Any] = field(default_factory=dict)
    changed: dict[int, RowRecord] = field(default_factory=dict)
    shown: set[int] = field(default_factory=set)
    _before: dict[int, tuple[dict[str, Any], dict[str, Any]]] = field(default_factory=dict)
    _rows: dict[int, RowRecord] = field(default_factory=dict)
    _fresh: set[int] = field(default_factory=set)

    @property
    def aligning(self) -> bool:
        """Whether the document pairs two texts, rather than holding drafts."""
        return self.document.kind == ALIGN

    def row(self, identity: int, version: int | None = None) -> RowRecord:
        """The live row, ready to be changed; checked against the version the client saw."""
        row = self.session.get(RowRecord, identity)
        if row is None or row.document_id != self.document.id:
            raise RefusedError("This row is not in the document.")
        if row.removed:
            raise ConflictError(self._where_it_went(row), self._successor(row))
        if version is not None and version - self.slack.get(identity, 0) != row.version:
            raise ConflictError(f"{self.who(row)} changed this row in the meantime.", row.id)
        return self.touch(row)

    def touch(self, row: RowRecord) -> RowRecord:
        """Remember the content of ``row`` before it is changed."""
        if row.id not in self._before:
            if self.whole:
                _ = row.detail  # loads it, so that the snapshot has it
            self._before[row.id] = content.light(row), content.heavy(row)
            self._rows[row.id] = row
        return row

    def beside(self, row: RowRecord, direction: Direction) -> RowRecord:
        """The neighbour of ``row``, ready to be changed."""
        found = neighbour(self.session, row, direction)
        if found is None:
            raise RefusedError(f"There is no {direction} row.")
        return self.touch(found)

    def add(self, beside: RowRecord, direction: Direction = "next", **values: Any) -> RowRecord:
        """A new row directly before or after ``beside``, in the same paragraph."""
        row = RowRecord(
            document_id=self.document.id,
            position=position_beside(self.session, beside, direction),
            **{"paragraph": beside.paragraph, "status": "empty", "detail": {}, **values},
        )
        self.session.add(row)
        self.session.flush()
        self._fresh.add(row.id)
        # To undo an addition is to remove the row, as if it had been removed all along.
        self._before[row.id] = content.light(row) | {"removed": True}, content.heavy(row)
        self._rows[row.id] = row
        self.order = True
        return row

    def remove(self, row: RowRecord) -> None:
        """Take ``row`` out of the document; undo can bring it back."""
        self.touch(row).removed = True
        row.pinned = False
        self.order = True

    def note(self, family: str, key: str, before: Any, after: Any) -> None:
        """Record a change beside the rows ("comments" or "ignored"), so that undo knows it."""
        self.extra_before.setdefault(family, {})[key] = before
        self.extra_after.setdefault(family, {})[key] = after

    def last_step(self) -> ActionRecord | None:
        """The user's last action in this document that undo would take back."""
        return last_step(self.session, self.document.id, self.user)

    def next_step(self) -> ActionRecord | None:
        """The user's action in this document that redo would do again."""
        return next_step(self.session, self.document.id, self.user)

    def join_step(self, kind: str, row: RowRecord, within: timedelta) -> None:
        """Make this change part of the user's last step, where that was ``kind`` on this row
        not longer ago than ``within`` and nobody has changed the row since.
        """
        last = self.last_step()
        if last is None or last.kind != kind or now() - last.at > within:
            return
        before = self._before[row.id][0]
        if list(last.after["rows"]) == [str(row.id)] and before == {
            name: last.after["rows"][str(row.id)][name] for name in content.LIGHT
        }:
            self.record, self.joins = last, True

    def finish(self, kind: str) -> bool:
        """Raise versions, write revisions and the record; False where nothing was changed."""
        before, after = self._differences()
        if not before and not self.extra_after:
            return False
        moment = now()
        forget_undone(self.session, self.document.id, self.user)
        if self.record is None:
            self.record = self._new_record(kind, moment, before, after)
        else:
            self._extend_record(self.record, moment, before, after)
        self._write_revisions(kind, moment, self.record.id)
        self._mark()
        return True

    def restored(self, kind: str, action: ActionRecord) -> None:
        """Raise versions and write revisions after undo or redo of ``action``."""
        self._differences()
        self._write_revisions(kind, now(), action.id)
        self._mark()

    def _mark(self) -> None:
        moved = {
            identity
            for identity, row in self.changed.items()
            if identity in self._fresh or self._before[identity][0]["removed"] != row.removed
        }
        self.order = self.order or bool(moved)
        rows = self.changed.values()
        self.shown |= self.marker.refresh(self.session, self.document, rows, moved=moved)
        for row in rows:
            # What is approved answers from now on; what is no longer so, or gone, does not.
            if row.status == Status.APPROVED and not row.removed:
                remember(self.session, row)
            else:
                forget(self.session, row.id)

    def _differences(self) -> tuple[Snapshots, Snapshots]:
        before: Snapshots = {}
        after: Snapshots = {}
        for identity, (light, heavy) in self._before.items():
            row = self._rows[identity]
            now_light, now_heavy = content.light(row), content.heavy(row)
            moved = {name for name in now_heavy if now_heavy[name] != heavy.get(name, _NOTHING)}
            if identity in self._fresh:
                before[str(identity)] = now_light | {"removed": True}
                after[str(identity)] = now_light
            elif light != now_light or moved:
                before[str(identity)] = light | {name: heavy[name] for name in moved & set(heavy)}
                after[str(identity)] = now_light | {name: now_heavy[name] for name in moved}
            else:
                continue
            self.changed[identity] = row
        return before, after

    def _new_record(
        self, kind: str, moment: Any, before: Snapshots, after: Snapshots
    ) -> ActionRecord:
        record = ActionRecord(
            document_id=self.document.id,
            user=self.user,
            kind=kind,
            at=moment,
            label=self.label,
            step=self.step,
            words=self.words,
            before={"rows": before, **self.extra_before},
            after={"rows": after, **self.extra_after},
            ms=self.ms,
            keys=self.keys,
        )
        self.session.add(record)
        self.session.flush()
        return record

    def _extend_record(
        self, record: ActionRecord, moment: Any, before: Snapshots, after: Snapshots
    ) -> None:
        """Join this change to an earlier step: its ``before`` stays, ``after`` is the new one."""
        missing = {key: value for key, value in before.items() if key not in record.before["rows"]}
        record.before = record.before | {"rows": {**record.before["rows"], **missing}}
        record.after = record.after | {"rows": {**record.after["rows"], **after}}
        record.at = moment
        record.ms += self.ms
        record.keys += self.keys

    def _write_revisions(self, kind: str, moment: Any, action: int) -> None:
        for row in self.changed.values():
            if row.id not in self._fresh:
                if self.joins:
                    self._drop_joined_revision(row, action)
                row.version += 1
            row.updated_at, row.updated_by = moment, self.user
            self.session.add(
                RevisionRecord(
                    row_id=row.id,
                    version=row.version,
                    action_id=action,
                    user=self.user,
                    at=moment,
                    kind=kind,
                    source=row.source,
                    target=row.target,
                    status=row.status,
                )
            )

    def _drop_joined_revision(self, row: RowRecord, action: int) -> None:
        """A step that goes on has one revision: the last."""
        self.session.execute(
            delete(RevisionRecord).where(
                RevisionRecord.row_id == row.id,
                RevisionRecord.version == row.version,
                RevisionRecord.action_id == action,
            )
        )

    def who(self, row: RowRecord) -> str:
        """Who changed the row last, as the user is told."""
        if row.updated_by == self.user:
            return "You, in another window,"
        return row.updated_by or "Somebody"

    def _where_it_went(self, row: RowRecord) -> str:
        return f"{self.who(row)} joined this row with another one or took it away."

    def _successor(self, row: RowRecord) -> int | None:
        """A live row that the action which removed ``row`` has put in its place."""
        query = (
            select(ActionRecord.after)
            .join(RevisionRecord, RevisionRecord.action_id == ActionRecord.id)
            .where(RevisionRecord.row_id == row.id)
            .order_by(RevisionRecord.version.desc())
            .limit(1)
        )
        after = self.session.scalars(query).first()
        candidates: Iterable[int] = map(int, after["rows"]) if after else ()
        for identity in candidates:
            other = self.session.get(RowRecord, identity)
            if other is not None and not other.removed:
                return other.id
        return None


_NOTHING = object()
