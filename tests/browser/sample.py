"""A document for the browser: made-up sentences with drafts, as many as are asked for."""

from __future__ import annotations

from itertools import islice, product

from workbench.documents import Document, Paragraph, ParagraphKind
from workbench.review.detail import Detail
from workbench.review.drafting import Filling, fill_rows
from workbench.review.intake import marker_of, new_row, store
from workbench.review.projects import DRAFT, create_project
from workbench.review.tables import DocumentRecord
from workbench.review.terms import TermBook
from workbench.review.workspace import Workspace

WHO = (
    ("Государства-члены", "Member States"),
    ("Участники совещания", "The participants"),
    ("Эксперты", "The experts"),
    ("Докладчики", "The speakers"),
    ("Делегации", "The delegations"),
)
DO = (
    ("обсудили", "discussed"),
    ("рассмотрели", "considered"),
    ("отметили", "noted"),
    ("подчеркнули", "stressed"),
)
WHAT = (
    ("меры укрепления доверия", "confidence-building measures"),
    ("защиту критически важной инфраструктуры", "the protection of critical infrastructure"),
    ("информационно-коммуникационные технологии", "information and communications technologies"),
    ("наращивание потенциала", "capacity-building"),
    ("международное сотрудничество", "international cooperation"),
    ("роль Организации Объединенных Наций", "the role of the United Nations"),
)
BATCH = 500


def sentences(count: int) -> list[tuple[str, str]]:
    """``count`` pairs of a Russian sentence and its draft, each with its number in it."""
    found = []
    number = 0
    while len(found) < count:
        for (who, by), (do, did), (what, thing) in islice(product(WHO, DO, WHAT), 120):
            number += 1
            russian = f"{who} {do} {what} в пункте {number}. Решение было принято."
            english = f"{by} {did} {thing} in paragraph {number}. A decision was taken."
            found.append((russian, english))
    return found[:count]


def add_sample(workspace: Workspace, rows: int, *, terms: TermBook | None = None) -> int:
    """Put a drafted document of ``rows`` rows into the workspace and return its id."""
    project = create_project(workspace, "Trial", by="tester")
    pairs = sentences(rows)
    paragraphs = tuple(Paragraph(russian, ParagraphKind.BODY) for russian, _ in pairs)
    with workspace.writing() as session:
        record = DocumentRecord(project_id=project, name="Trial letter", kind=DRAFT, state="ready")
        session.add(record)
        session.flush()
        identity = record.id
        made = [new_row(identity, index, [russian], []) for index, (russian, _) in enumerate(pairs)]
        store(session, identity, Document(paragraphs, "ru"), made)
        ids = [row.id for row in made]
    for start in range(0, rows, BATCH):
        with workspace.writing() as session:
            record = session.get_one(DocumentRecord, identity)
            found = {
                row: Filling(english, Detail(confidence=0.4 + row % 7 / 12), "machine")
                for row, (_, english) in zip(
                    ids[start : start + BATCH], pairs[start : start + BATCH], strict=True
                )
            }
            fill_rows(session, record, found, marker_of(session, record, terms or TermBook()))
    return identity
