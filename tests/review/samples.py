"""Documents to work on in the tests of the review."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workbench.documents import Document, Paragraph
from workbench.review.desk import Desk
from workbench.review.intake import new_row, store
from workbench.review.marks import Marker
from workbench.review.tables import DocumentRecord, ProjectRecord, RowRecord
from workbench.review.workspace import Workspace

SENTENCES = (
    ("Государства отмечают прогресс.", "States note the progress."),
    ("Развитие связи важно.", "The development of communications is important."),
    ("Доклад за 2020 год готов.", "The report for 2020 is ready."),
    ("Совет принял решение.", "The Council took a decision."),
    ("Работа будет продолжена.", "The work will go on."),
    ("Секретариат готовит обзор.", "The Secretariat prepares a review."),
)


def make_document(
    workspace: Workspace,
    pairs: Sequence[tuple[str | list[str], str | list[str]]] = SENTENCES,
    *,
    kind: str = "draft",
    name: str = "letter",
    settings: dict[str, Any] | None = None,
) -> int:
    """A document with a row for each pair, two rows a paragraph; English as its draft."""
    with workspace.writing() as session:
        project = ProjectRecord(name="project", settings={"glossary": "", **(settings or {})})
        session.add(project)
        session.flush()
        document = DocumentRecord(project_id=project.id, name=name, kind=kind)
        session.add(document)
        session.flush()
        rows = [
            _row(document.id, place // 2, source, target)
            for place, (source, target) in enumerate(pairs)
        ]
        paragraphs = [
            Paragraph(" ".join(row.source_text for row in rows[place : place + 2]))
            for place in range(0, len(rows), 2)
        ]
        store(session, document.id, Document(tuple(paragraphs), "ru"), rows)
        Marker().refresh(session, document, rows)
        return document.id


def _row(document: int, paragraph: int, source: str | list[str], target: str | list[str]) -> Any:
    sides = [[side] if isinstance(side, str) else side for side in (source, target)]
    sides = [[part for part in side if part] for side in sides]
    row = new_row(document, paragraph, *sides)
    row.draft = " ".join(sides[1])
    row.detail = {}
    return row


class Client:
    """A browser: numbers its actions and sends them one at a time."""

    def __init__(self, desk: Desk, document: int, user: str = "anna", name: str = "") -> None:
        self.desk, self.document, self.user = desk, document, user
        self.name = name or f"client of {user}"
        self.number = 0
        self.reply: dict[str, Any] = {}

    def send(self, *actions: dict[str, Any]) -> dict[str, Any]:
        """Send actions together; the reply."""
        numbered = []
        for action in actions:
            self.number += 1
            numbered.append({"number": self.number, **action})
        self.reply = self.desk.apply(self.document, self.user, self.name, numbered)
        return self.reply

    def do(self, kind: str, **fields: Any) -> dict[str, Any]:
        """Send one action; its outcome."""
        outcome: dict[str, Any] = self.send({"kind": kind, **fields})["outcomes"][0]
        return outcome

    def done(self, kind: str, **fields: Any) -> dict[str, Any]:
        """Send one action that must be done; the reply."""
        outcome = self.do(kind, **fields)
        assert outcome["result"] == "done", outcome
        return self.reply

    def on(self, row: dict[str, Any], kind: str, **fields: Any) -> dict[str, Any]:
        """Send one action on a row view, with its version; it must be done."""
        return self.done(kind, row=row["id"], version=row["version"], **fields)

    def rows(self, **filter: Any) -> list[dict[str, Any]]:
        """The rows of the first page."""
        page = self.desk.page(self.document, user=self.user, limit=100, filter=filter)
        rows: list[dict[str, Any]] = page["rows"]
        return rows

    def texts(self) -> list[tuple[str, str]]:
        """Source and target of all rows."""
        return [(row["source"], row["target"]) for row in self.rows()]


def stored(workspace: Workspace, document: int) -> list[dict[str, Any]]:
    """The whole content of all rows, those merged away too, to compare."""
    names = ("id", "source", "target", "status", "reason", "pinned", "removed", "paragraph")
    names += ("draft", "detail", "confidence", "score", "must_not_pair", "source_text")
    names += ("target_text", "search", "words", "look", "low", "unpaired", "open_checks")
    with workspace.reading() as session:
        query = session.query(RowRecord).filter_by(document_id=document)
        rows = query.order_by(RowRecord.position, RowRecord.id).all()
        return [{name: getattr(row, name) for name in names} for row in rows]
