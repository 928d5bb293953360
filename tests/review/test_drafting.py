"""The drafting and aligning jobs with the embedded model, on tiny documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from tests.conftest import ROOT
from workbench.errors import InputError, LanguageError
from workbench.review.aligning import AligningWorker
from workbench.review.detail import Detail
from workbench.review.drafting import MEMORY, DraftingWorker, Filling
from workbench.review.intake import language_of
from workbench.review.jobs import InterruptedJobError, Progress
from workbench.review.projects import add_document, create_project, get_document
from workbench.review.status import Status
from workbench.review.tables import ParagraphRecord, RevisionRecord, RowRecord
from workbench.review.terms import TermBook
from workbench.review.uploads import Upload
from workbench.review.workspace import Workspace
from workbench.terminology import TermBase, TermEntry, write_term_base
from workbench.translation import BeamSettings, Translator, open_model

RUSSIAN = """Доклад Рабочей группы

Совет принял резолюцию. Государства-члены приняли участие в заседании.
"""


class Recorded(Progress):
    """Progress without a job: notes what it is told, and can interrupt."""

    def __init__(self, *, most: int = 1_000) -> None:
        self.told: list[tuple[int, int]] = []
        self._most = most
        self._began = None

    def _note(self, **values: object) -> None:
        if "done" in values:
            self.told.append((int(str(values["done"])), int(str(values["total"]))))
        if len(self.told) > self._most:
            raise InterruptedJobError


@pytest.fixture(scope="module")
def glossary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("terms") / "own.tsv"
    entry = TermEntry("t1", "государство-член", ("participating State",))
    write_term_base(TermBase((entry,)), path)
    return path


@pytest.fixture(scope="module")
def translator(glossary: Path) -> Translator:
    terms = TermBook(glossary).of({})
    assert terms is not None
    return Translator(
        open_model(), settings=BeamSettings(beam=1, threads=1), term_base=terms.matcher
    )


@pytest.fixture(scope="module")
def plain() -> Translator:
    return Translator(open_model(), settings=BeamSettings(beam=1, threads=1))


def added(workspace: Workspace, text: str = RUSSIAN, name: str = "a.txt") -> int:
    project = create_project(workspace, "Project", by="anna")
    return add_document(workspace, project, Upload(name, text.encode()), by="anna")


def rows_of(workspace: Workspace, document: int) -> list[RowRecord]:
    query = select(RowRecord).where(RowRecord.document_id == document)
    with workspace.reading() as session:
        return list(session.scalars(query.order_by(RowRecord.position)))


def test_a_document_becomes_drafted_rows(
    workspace: Workspace, translator: Translator, glossary: Path
) -> None:
    document = added(workspace)
    progress = Recorded()
    DraftingWorker(lambda w, d: translator, TermBook(glossary))(workspace, document, progress)
    rows = rows_of(workspace, document)
    assert [row.source for row in rows] == [
        ["Доклад Рабочей группы"],
        ["Совет принял резолюцию."],
        ["Государства-члены приняли участие в заседании."],
    ]
    assert [row.paragraph for row in rows] == [0, 1, 1]
    assert all(row.status == Status.DRAFT and row.version == 2 for row in rows)
    assert all(row.target == [row.draft] and row.target_text == row.draft for row in rows)
    assert "Participating States" in rows[2].draft  # the term base is enforced
    assert (rows[2].terms_missing, rows[2].forced_terms) == (0, 1)
    assert rows[1].search.startswith("совет принял")
    assert all(row.confidence is not None and row.words for row in rows)
    assert progress.told == [(0, 3), (3, 3)]
    with workspace.reading() as session:
        kinds = session.scalars(select(ParagraphRecord.kind).order_by(ParagraphRecord.index))
        assert list(kinds) == ["heading", "body"]
        assert len(session.scalars(select(RevisionRecord)).all()) == 3


def test_an_interrupted_draft_goes_on_and_spares_what_a_person_wrote(
    workspace: Workspace, plain: Translator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.review.drafting.BATCH", 1)
    document = added(workspace)
    worker = DraftingWorker(lambda w, d: plain, TermBook())
    with pytest.raises(InterruptedJobError):
        worker(workspace, document, Recorded(most=1))
    rows = rows_of(workspace, document)
    assert [row.status for row in rows] == [Status.DRAFT, Status.EMPTY, Status.EMPTY]
    with workspace.writing() as session:
        row = session.get_one(RowRecord, rows[1].id)
        row.target, row.status = ["The Council did it."], Status.EDITED
    progress = Recorded()
    worker(workspace, document, progress)
    done = rows_of(workspace, document)
    assert progress.told == [(2, 3), (3, 3)]
    assert [row.target for row in done[:2]] == [rows[0].target, ["The Council did it."]]
    assert done[2].status == Status.DRAFT


def test_the_memory_fills_before_the_model(workspace: Workspace, plain: Translator) -> None:
    def fill(text: str) -> Filling | None:
        known = text == "Совет принял резолюцию."
        return Filling("From the memory.", Detail(origin="memory"), MEMORY) if known else None

    document = added(workspace)
    DraftingWorker(lambda w, d: plain, TermBook(), fill)(workspace, document, Recorded())
    rows = rows_of(workspace, document)
    assert (rows[1].draft, rows[1].updated_by) == ("From the memory.", MEMORY)
    assert rows[2].updated_by != MEMORY


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.txt", b"This is an English letter about the work of the group.", "English"),
        ("a.docx", b"PK\x03\x04 not really a document", "damaged"),
        ("a.pdf", b"%PDF-1.4 broken", r"a\.pdf"),
    ],
)
def test_what_cannot_be_drafted_is_said_with_the_name_of_the_file(
    workspace: Workspace, plain: Translator, name: str, data: bytes, words: str
) -> None:
    project = create_project(workspace, "Project", by="anna")
    document = add_document(workspace, project, Upload(f"C:\\x\\{name}", data), by="anna")
    worker = DraftingWorker(lambda w, d: plain, TermBook())
    with pytest.raises((InputError, LanguageError), match=words) as caught:
        worker(workspace, document, Recorded())
    assert str(caught.value).startswith(name)
    assert str(workspace.folder) not in str(caught.value)
    assert get_document(workspace, document).rows == 0


@pytest.mark.parametrize("swapped", [False, True])
def test_two_files_are_aligned_whatever_their_order(
    workspace: Workspace, plain: Translator, tmp_path: Path, swapped: bool
) -> None:
    paths = [ROOT / "aligned" / f"sample.{language}.txt" for language in ("ru", "en")]
    russian, english = (Upload(path.name, path.read_bytes()) for path in paths)
    first, second = (english, russian) if swapped else (russian, english)
    project = create_project(workspace, "Project", by="anna")
    document = add_document(workspace, project, first, by="anna", english=second)
    progress = Recorded()
    worker = AligningWorker(lambda: plain, tmp_path / "drafts.sqlite", TermBook())
    worker(workspace, document, progress)
    rows = rows_of(workspace, document)
    assert progress.told[-1][0] == progress.told[-1][1]
    assert rows[0].source == ["Доклад Рабочей группы по вопросам цифрового сотрудничества"]
    assert rows[0].target == ["Report of the Working Group on Digital Cooperation"]
    assert all(row.score is not None for row in rows)
    lone = [row for row in rows if row.unpaired]
    assert lone
    assert all(bool(row.source) != bool(row.target) for row in lone)
    assert all(row.target_text for row in rows if row.target)
    worker(workspace, document, Recorded())  # done already: nothing doubles
    assert len(rows_of(workspace, document)) == len(rows)


def test_two_russian_files_are_refused(
    workspace: Workspace, plain: Translator, tmp_path: Path
) -> None:
    project = create_project(workspace, "Project", by="anna")
    one, two = (Upload(f"{name}.txt", (RUSSIAN + name).encode()) for name in ("одно", "два"))
    document = add_document(workspace, project, one, by="anna", english=two)
    worker = AligningWorker(lambda: plain, tmp_path / "drafts.sqlite", TermBook())
    with pytest.raises(LanguageError, match=r"два\.txt: the text is not English"):
        worker(workspace, document, Recorded())


@pytest.mark.parametrize(
    ("data", "language"),
    [(RUSSIAN.encode(), "ru"), (b"The report of the Group to the Council.", "en")],
)
def test_the_language_of_an_upload_is_told(data: bytes, language: str) -> None:
    assert language_of(Upload("a.txt", data)) == language


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b"  \n ", r"empty\.txt: is empty"),
        ("sheet.xlsx", b"x", r"sheet\.xlsx: is of a kind"),
        ("broken.docx", b"PK\x03\x04 no", r"broken\.docx: is damaged"),
    ],
)
def test_an_upload_that_cannot_be_read_is_said(name: str, data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        language_of(Upload(name, data))
