"""The job that aligns a Russian document with its English translation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from workbench.alignment import Alignment, Row, align_texts, load_table, rows_of, text_of
from workbench.alignment.documents import lexicon_folder
from workbench.alignment.drafting import DraftCache, Drafter, draft_texts
from workbench.alignment.pairing import check_sides
from workbench.documents import Document, read_document
from workbench.review import uploads
from workbench.review.detail import Detail
from workbench.review.intake import (
    has_rows,
    marker_of,
    naming,
    new_row,
    require_document,
    store,
)
from workbench.review.jobs import Progress
from workbench.review.marks import mark
from workbench.review.order import live
from workbench.review.status import Status
from workbench.review.tables import RowRecord
from workbench.review.terms import TermBook
from workbench.review.workspace import Workspace

BATCH = 32
"""Sentences drafted between two looks at whether the job was paused."""
MARKED = 200
"""Rows checked in one transaction."""
UNSURE = "unsure"
"""The aligner's reason that the score says already."""


@dataclass(frozen=True, slots=True)
class Side:
    """A file of the pair: where it is kept, what the person called it, what it says."""

    file: str
    name: str
    content: Document


@dataclass(frozen=True)
class AligningWorker:
    """Aligns a pair of files: a :data:`workbench.review.jobs.Worker`.

    ``drafter`` gives rough translations of the Russian, which the similarity uses; they are
    kept in the file ``cache``, so that an interrupted job goes on.
    """

    drafter: Callable[[], Drafter]
    cache: Path
    terms: TermBook

    def __call__(self, workspace: Workspace, document: int, progress: Progress) -> None:
        """Read both files, set their order right, align, store the rows."""
        with workspace.reading() as session:
            aligned = has_rows(session, document)
        if not aligned:
            self._align(workspace, document, progress)
        self._mark(workspace, document, progress)

    def _align(self, workspace: Workspace, document: int, progress: Progress) -> None:
        russian, english = _sides(workspace, document)
        sentences = text_of(russian.content).sentences
        drafts = self._drafts(sentences, progress)
        alignment = align_texts(
            text_of(russian.content),
            text_of(english.content),
            table=load_table(lexicon_folder()),
            drafts=drafts,
        )
        _store(workspace, document, russian, english, alignment)

    def _drafts(self, sentences: Sequence[str], progress: Progress) -> list[str]:
        drafter = self.drafter()
        cache = DraftCache(self.cache)
        drafts: list[str] = []
        try:
            progress.begin(0, len(sentences), "loading the model")
            for start in range(0, len(sentences), BATCH):
                batch = sentences[start : start + BATCH]
                drafts += draft_texts(drafter, batch, cache=cache)
                progress.report(len(drafts), len(sentences))
        finally:
            cache.close()
        return drafts

    def _mark(self, workspace: Workspace, document: int, progress: Progress) -> None:
        """Check the rows, some in each transaction, so that nobody waits long to write."""
        unmarked = select(RowRecord).where(
            live(document), RowRecord.status == Status.DRAFT, RowRecord.target_text == ""
        )
        while True:
            with workspace.writing() as session:
                record = require_document(session, document)
                rows = session.scalars(unmarked.limit(MARKED)).all()
                marker_of(session, record, self.terms).refresh(session, record, rows)
            if not rows:
                return
            progress.say("checking the pairs")


def _sides(workspace: Workspace, document: int) -> tuple[Side, Side]:
    """The Russian and the English side, whichever way round the files came.

    Raises InputError or LanguageError where they are not a Russian and an English text.
    """
    with workspace.reading() as session:
        record = require_document(session, document)
        given = (
            (record.source_file, record.source_name, "ru"),
            (record.english_file, record.english_name, "en"),
        )
    first, second = (_read(workspace, *one) for one in given)
    texts = [text_of(side.content) for side in (first, second)]
    with naming(Path(first.file), first.name), naming(Path(second.file), second.name):
        left, _ = check_sides(texts[0], texts[1], swap=True)
    if left is texts[0]:
        return first, second
    # The language decides how a reader mends broken words, so that both are read again.
    russian = _read(workspace, second.file, second.name, "ru")
    return russian, _read(workspace, first.file, first.name, "en")


def _read(workspace: Workspace, file: str, name: str, language: str) -> Side:
    path = uploads.path_of(workspace, file)
    with naming(path, name):
        return Side(file, name, read_document(path, language=language))


def _store(
    workspace: Workspace, document: int, russian: Side, english: Side, alignment: Alignment
) -> None:
    rows = _rows(document, alignment)
    with workspace.writing() as session:
        record = require_document(session, document)
        record.source_file, record.source_name = russian.file, russian.name
        record.english_file, record.english_name = english.file, english.name
        record.signature = alignment.method
        store(session, document, russian.content, rows)
        for row in rows:
            mark(row, record.kind)


def _rows(document: int, alignment: Alignment) -> list[RowRecord]:
    """The beads as rows; one without Russian stands in the paragraph of the row before."""
    records = []
    paragraph = 0
    for row in rows_of(alignment):
        if row.bead.source:
            paragraph = alignment.source.paragraphs[row.bead.source[0]]
        records.append(_record(document, paragraph, alignment, row))
    return records


def _record(document: int, paragraph: int, alignment: Alignment, row: Row) -> RowRecord:
    source = [alignment.source.sentences[index] for index in row.bead.source]
    target = [alignment.target.sentences[index] for index in row.bead.target]
    record = new_row(document, paragraph, source, target)
    record.score = round(row.bead.score, 4)
    warnings = [reason for reason in row.reasons if reason != UNSURE]
    detail = Detail(warnings=warnings, score=record.score, origin="alignment")
    record.detail, record.doubts = detail.as_dict(), detail.doubts
    return record
