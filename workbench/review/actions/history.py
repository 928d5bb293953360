"""Undo and redo: the user's own last step in the document, taken back or done again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from workbench.review.actions.model import ConflictError, RefusedError
from workbench.review.actions.notes import ignored_now, recount, set_ignored
from workbench.review.content import matches, restore
from workbench.review.tables import ActionRecord, CommentRecord, RowRecord
from workbench.review.work import Work


@dataclass(frozen=True, slots=True)
class Undo:
    """Take the user's last step back, where nobody has changed its rows since."""

    kind: ClassVar[str] = "undo"
    label: ClassVar[str] = "undo"

    def run(self, work: Work) -> None:
        """Put the content before the step in the place of the content after it."""
        action = work.last_step()
        if action is None:
            raise RefusedError("There is nothing to undo.")
        _exchange(work, action, action.after, action.before, "undo")
        action.undone = True


@dataclass(frozen=True, slots=True)
class Redo:
    """Do the step again that was undone last."""

    kind: ClassVar[str] = "redo"
    label: ClassVar[str] = "redo"

    def run(self, work: Work) -> None:
        """Put the content after the step in the place of the content before it."""
        action = work.next_step()
        if action is None:
            raise RefusedError("There is nothing to redo.")
        _exchange(work, action, action.before, action.after, "redo")
        action.undone = False


def _exchange(
    work: Work, action: ActionRecord, old: dict[str, Any], new: dict[str, Any], kind: str
) -> None:
    """Replace content ``old`` by ``new``; ConflictError where it is not as in ``old``."""
    rows = {identity: work.session.get(RowRecord, int(identity)) for identity in old["rows"]}
    for identity, row in rows.items():
        if row is None or not matches(row, old["rows"][identity]):
            who = work.who(row) if row is not None else "Somebody"
            raise ConflictError(
                f"{who} changed a row of this step ({action.label}) since: the step stays "
                f"as it is. {kind.capitalize()} again goes on to the step beside it.",
                row.id if row is not None and not row.removed else None,
                stale=action.id,
            )
    notes = _notes(work, action, old)
    for identity, row in rows.items():
        assert row is not None
        restore(work.touch(row), new["rows"][identity])
    for row in notes:
        work.shown.add(row.id)
    _restore_notes(work, new)
    work.restored(kind, action)
    for row in notes:
        recount(work, row)


def _notes(work: Work, action: ActionRecord, old: dict[str, Any]) -> list[RowRecord]:
    """The rows of the comments and findings of a step; ConflictError where they changed."""
    identities = set()
    for key, values in old.get("comments", {}).items():
        comment = work.session.get(CommentRecord, int(key))
        if comment is None or any(getattr(comment, n) != v for n, v in values.items()):
            raise ConflictError("Somebody has changed this comment since.", stale=action.id)
        identities.add(comment.row_id)
    for key, value in old.get("ignored", {}).items():
        if ignored_now(work, key) != value:
            raise ConflictError("Somebody has decided about this finding.", stale=action.id)
        identities.add(int(key.partition(" ")[0]))
    return [row for i in identities if (row := work.session.get(RowRecord, i)) is not None]


def _restore_notes(work: Work, new: dict[str, Any]) -> None:
    for key, values in new.get("comments", {}).items():
        comment = work.session.get(CommentRecord, int(key))
        assert comment is not None
        for name, value in values.items():
            setattr(comment, name, value)
    for key, value in new.get("ignored", {}).items():
        set_ignored(work, key, value)
