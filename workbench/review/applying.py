"""Applying a client's numbered actions: each once, in a transaction of its own."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from workbench.errors import InputError, WorkbenchError
from workbench.review.actions import Action, RefusedError, parse
from workbench.review.actions.model import ConflictError
from workbench.review.marks import Marker
from workbench.review.realigning import Aligner
from workbench.review.steps import drop_step
from workbench.review.tables import ActionRecord, DocumentRecord, ReceiptRecord, RowRecord
from workbench.review.work import Work
from workbench.review.workspace import Workspace

MOST_ACTIONS = 500
MOST_MS = 3_600_000
MOST_KEYS = 100_000
"""Time and keys of one action: more is a clock gone wrong."""
DONE, CONFLICT, REFUSED = "done", "conflict", "refused"
log = logging.getLogger(__name__)


@dataclass
class Batch:
    """The actions of one request at work, and what came of them."""

    workspace: Workspace
    document: int
    user: str
    client: str
    marker: Marker
    aligner: Aligner
    outcomes: list[dict[str, Any]] = field(default_factory=list)
    shown: set[int] = field(default_factory=set)
    order: bool = False
    slack: dict[int, int] = field(default_factory=dict)
    disputed: set[int] = field(default_factory=set)

    def apply(self, fields: Mapping[str, Any]) -> None:
        """Apply one action, or find the receipt that says it was applied."""
        number = fields.get("number")
        if not isinstance(number, int) or isinstance(number, bool) or number < 0:
            raise InputError("an action has no number", place="actions")
        prepared = self._prepare(number, fields)
        with self.workspace.writing() as session:
            document = _locked(session, self.document)
            receipt = _receipt(session, self, number)
            if receipt is None:
                outcome = self._run(session, document, fields, prepared)
                receipt = ReceiptRecord(
                    document_id=self.document, client=self.client, number=number, outcome=outcome
                )
                session.add(receipt)
        self._note(number, receipt.outcome, fields.get("row"))

    def _prepare(self, number: int, fields: Mapping[str, Any]) -> Any:
        """Do what takes long: before the transaction, and only where no receipt is there."""
        try:
            prepare = getattr(parse(fields), "prepare", None)
            if prepare is None:
                return None
            with self.workspace.reading() as session:
                if _receipt(session, self, number) is not None:
                    return None
            return prepare(self.workspace, self.document, self.aligner)
        except RefusedError as error:
            return error
        except WorkbenchError as error:
            return RefusedError(str(error))

    def _run(
        self,
        session: Session,
        document: DocumentRecord,
        fields: Mapping[str, Any],
        prepared: Any,
    ) -> dict[str, Any]:
        """Run the action in a savepoint, so that a refused one leaves nothing behind."""
        try:
            with session.begin_nested():
                if isinstance(prepared, RefusedError):
                    raise prepared
                action = parse(fields)
                return self._done(self._work(session, document, action, fields, prepared), action)
        except RefusedError as error:
            return {"result": REFUSED, "message": str(error)}
        except ConflictError as error:
            if error.stale is not None:
                drop_step(session, error.stale)
            return {"result": CONFLICT, "message": str(error), "row": error.row}
        except (SQLAlchemyError, InputError):
            raise
        except Exception:
            log.exception("an action failed: %s", fields.get("kind"))
            return {"result": REFUSED, "message": "The server met an error that was not expected."}

    def _work(
        self,
        session: Session,
        document: DocumentRecord,
        action: Action,
        fields: Mapping[str, Any],
        prepared: Any,
    ) -> Work:
        named = _rows_named(fields)
        if disputed := named & self.disputed:
            raise ConflictError("An earlier change of this row met a conflict.", min(disputed))
        work = Work(
            session=session,
            document=document,
            user=self.user,
            client=self.client,
            marker=self.marker,
            slack=self.slack,
            prepared=prepared,
            whole=getattr(action, "whole", False),
            label=action.label,
            ms=_measure(fields.get("ms"), MOST_MS),
            keys=_measure(fields.get("keys"), MOST_KEYS),
        )
        action.run(work)
        return work

    def _done(self, work: Work, action: Action) -> dict[str, Any]:
        # Undo and redo have written what they did; all others write it here.
        idle = action.kind not in {"undo", "redo"} and not work.finish(action.kind)
        self._add_effort(work, getattr(action, "row", None))
        outcome: dict[str, Any] = {
            "result": DONE,
            "message": "",
            "changed": sorted(set(work.changed) | work.shown),
        }
        if work.order:
            outcome["order"] = True
        if idle:
            outcome["idle"] = True
        return outcome

    def _add_effort(self, work: Work, row: int | None) -> None:
        """Add time and keys to the row; without a step of its own they get a record too."""
        if row is None or not (work.ms or work.keys):
            return
        work.session.execute(
            update(RowRecord)
            .where(RowRecord.id == row)
            .values(
                edit_ms=RowRecord.edit_ms + work.ms, keystrokes=RowRecord.keystrokes + work.keys
            )
            .execution_options(synchronize_session=False)
        )
        if work.record is None:
            work.session.add(
                ActionRecord(
                    document_id=self.document,
                    user=self.user,
                    kind="effort",
                    label="",
                    step=False,
                    before={},
                    after={"row": row},
                    ms=work.ms,
                    keys=work.keys,
                )
            )

    def _note(self, number: int, outcome: dict[str, Any], row: Any) -> None:
        """Add an outcome, fresh or from its receipt, to the reply."""
        self.outcomes.append(
            {name: value for name, value in outcome.items() if name in ("result", "message", "row")}
            | {"number": number}
        )
        self.shown.update(outcome.get("changed", ()))
        self.order = self.order or bool(outcome.get("order"))
        if not isinstance(row, int):
            return
        if outcome["result"] == CONFLICT:
            self.disputed.add(row)
        elif outcome["result"] == REFUSED or outcome.get("idle"):
            self.slack[row] = self.slack.get(row, 0) + 1
            self.shown.add(row)


def acknowledged(session: Session, document: int, client: str) -> int:
    """The highest number of a client that has a receipt; -1 where none has."""
    query = select(func.max(ReceiptRecord.number)).where(
        ReceiptRecord.document_id == document, ReceiptRecord.client == client
    )
    highest = session.scalars(query).one()
    return -1 if highest is None else highest


def check_request(client: str, actions: Sequence[Mapping[str, Any]]) -> None:
    """Raise InputError for a request that no client of ours sends."""
    if not client or len(client) > 100:
        raise InputError("the name of the client is missing or too long", place="client")
    if len(actions) > MOST_ACTIONS:
        raise InputError(
            f"{len(actions)} actions are too many at once",
            place="actions",
            remedy=f"Send up to {MOST_ACTIONS}.",
        )


def _receipt(session: Session, batch: Batch, number: int) -> ReceiptRecord | None:
    return session.get(ReceiptRecord, (batch.document, batch.client, number))


def _locked(session: Session, document: int) -> DocumentRecord:
    """The document, locked for others that write to it until the transaction ends."""
    query = select(DocumentRecord).where(DocumentRecord.id == document).with_for_update()
    found = session.scalars(query).first()
    if found is None:
        raise missing_document(document)
    return found


def missing_document(document: int) -> InputError:
    """The error for a document that is not there."""
    return InputError(
        "this document is not there any more",
        place=f"document {document}",
        remedy="Go back to the projects; somebody may have deleted it.",
    )


def _rows_named(fields: Mapping[str, Any]) -> set[int]:
    row = fields.get("row")
    return {row} if isinstance(row, int) and "version" in fields else set()


def _measure(value: Any, most: int) -> int:
    number = value if isinstance(value, int | float) and not isinstance(value, bool) else 0
    return int(min(max(number, 0), most))
