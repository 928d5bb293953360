from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest

from tests.review.samples import Client
from workbench.documents import Document, Paragraph, read_document
from workbench.exchange import check_tmx, read_bilingual_docx, read_tmx, read_xliff
from workbench.review.bundles import everything, load, one_file
from workbench.review.english import NOTHING
from workbench.review.exporting import (
    Account,
    ExportDocument,
    ExportRow,
    Kind,
    Languages,
    export,
    safe_name,
)
from workbench.review.projects import list_projects
from workbench.review.status import Status
from workbench.review.workspace import Workspace

CHANGED = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
PARAGRAPHS = ("Первое. Второе.", "Третье.", "Четвертое.")


def row(number: int, paragraph: int, source: str, target: str, status: Status) -> ExportRow:
    return ExportRow(number, paragraph, source, target, status, "anna", CHANGED)


def document(*rows: ExportRow, source: Path | None = None) -> ExportDocument:
    texts = tuple(Paragraph(text) for text in PARAGRAPHS)
    return ExportDocument("Письмо 1", Document(texts, "ru", source), rows)


@pytest.fixture
def mixed() -> ExportDocument:
    return document(
        row(1, 0, "Первое.", "The first.", Status.APPROVED),
        row(2, 0, "Второе.", "The second.", Status.REVIEWED),
        row(3, 1, "Третье.", "The third.", Status.DRAFT),
        row(4, 2, "Четвертое.", "The fourth.", Status.REJECTED),
    )


def exported(
    given: ExportDocument, kind: Kind, folder: Path, *, all_statuses: bool = False
) -> tuple[Account, Path]:
    account = export(given, kind, folder, all_statuses=all_statuses)
    return account, account.files[0]


def test_a_memory_holds_the_approved_only_and_is_right(
    mixed: ExportDocument, tmp_path: Path
) -> None:
    account, path = exported(mixed, Kind.TMX, tmp_path)
    (unit,) = read_tmx(path)
    assert (unit.source, unit.target, unit.creator) == ("Первое.", "The first.", "anna")
    assert unit.created == CHANGED
    assert ("status", "approved") in unit.properties
    assert check_tmx(path) == []
    assert [file.suffix for file in account.files] == [".tmx", ".srx"]
    assert account.sentence() == "1 of 4 segments; left out: 1 draft, 1 reviewed, 1 rejected"


def test_all_statuses_take_drafts_but_nothing_rejected(
    mixed: ExportDocument, tmp_path: Path
) -> None:
    account, path = exported(mixed, Kind.TMX, tmp_path, all_statuses=True)
    assert [unit.target for unit in read_tmx(path)] == ["The first.", "The second.", "The third."]
    assert account.sentence() == "3 of 4 segments; left out: 1 rejected"


def test_xliff_keeps_every_segment_with_its_state(mixed: ExportDocument, tmp_path: Path) -> None:
    account, path = exported(mixed, Kind.XLIFF, tmp_path)
    units = list(read_xliff(path))
    assert [unit.target for unit in units] == ["The first.", "", "", ""]
    assert dict(units[0].properties)["state"] == "final"
    assert "without a translation in it: 1 draft, 1 reviewed, 1 rejected" in account.sentence()
    _, path = exported(mixed, Kind.XLIFF, tmp_path, all_statuses=True)
    states = [dict(unit.properties).get("state") for unit in read_xliff(path)]
    assert states == ["final", "reviewed", None, None]


def test_bilingual_docx_and_table(mixed: ExportDocument, tmp_path: Path) -> None:
    _, path = exported(mixed, Kind.DOCX, tmp_path)
    assert [(unit.source, unit.target) for unit in read_bilingual_docx(path)] == [
        ("Первое.", "The first.")
    ]
    danger = document(row(1, 0, "=1+1", '=HYPERLINK("x")', Status.APPROVED))
    _, path = exported(danger, Kind.CSV, tmp_path)
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    assert [(one["source"], one["target"]) for one in rows] == [("'=1+1", '\'=HYPERLINK("x")')]


def test_the_english_text_keeps_paragraphs_and_leaves_the_rest_in_russian(
    mixed: ExportDocument, tmp_path: Path
) -> None:
    account, path = exported(mixed, Kind.ENGLISH, tmp_path)
    assert path.name == "Письмо 1.en.txt"
    assert path.read_text().split("\n\n") == ["The first. Второе.", "Третье.", "Четвертое.\n"]
    assert "left in Russian: 1 draft, 1 reviewed, 1 rejected" in account.sentence()
    _, path = exported(mixed, Kind.ENGLISH, tmp_path, all_statuses=True)
    assert path.read_text().startswith("The first. The second.\n\nThe third.\n\nЧетвертое.")


def test_rows_that_a_reviewer_split_merged_or_changed(tmp_path: Path) -> None:
    done = Status.APPROVED
    given = document(
        row(1, 0, "Первое.", "One.", done),
        row(2, 0, "Вто", "Tw", done),
        row(3, 0, "рое. Третье. Четвертое.", "o. Three. Four.", done),
    )
    _, path = exported(given, Kind.ENGLISH, tmp_path)
    assert path.read_text() == "One. Tw o. Three. Four.\n"


def word_file(path: Path) -> Path:
    word = docx.Document()
    word.add_heading("Доклад", level=1)
    paragraph = word.add_paragraph()
    paragraph.add_run("Совет принял решение. ")
    paragraph.add_run("Это важно.").bold = True
    word.add_paragraph("Конец.")
    word.save(str(path))
    return path


def test_a_word_document_keeps_its_form(tmp_path: Path) -> None:
    source = word_file(tmp_path / "a.docx")
    original = read_document(source)
    done = Status.APPROVED
    rows = (
        row(1, 0, "Доклад", "Report", done),
        row(2, 1, "Совет принял решение.", "The Council took a decision.", done),
        row(3, 1, "Это важно.", "It is important.", done),
        row(4, 2, "Конец.", "The end.", Status.DRAFT),
    )
    given = ExportDocument("a", original, rows)
    account, path = exported(given, Kind.ENGLISH, tmp_path / "out")
    word = docx.Document(str(path))
    assert path.name == "a.en.docx"
    assert [paragraph.text for paragraph in word.paragraphs] == [
        "Report",
        "The Council took a decision. It is important.",
        "Конец.",
    ]
    assert word.paragraphs[0].style is not None
    assert word.paragraphs[0].style.name == "Heading 1"
    bold = [run.text for run in word.paragraphs[1].runs if run.bold]
    assert bold == ["It is important."]
    assert account.left_out == {Status.DRAFT: 1}


def test_a_word_paragraph_merged_into_another_is_left_empty(tmp_path: Path) -> None:
    source = word_file(tmp_path / "a.docx")
    done = Status.APPROVED
    rows = (
        row(1, 0, "Доклад", "Report", done),
        row(2, 1, "Совет принял решение. Это важно. Конец.", "Done. The end.", done),
    )
    given = ExportDocument("a", read_document(source), rows)
    _, path = exported(given, Kind.ENGLISH, tmp_path / "out")
    texts = [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
    assert texts == ["Report", "Done. The end.", NOTHING]


def test_the_language_codes_and_the_author_are_those_asked_for(
    mixed: ExportDocument, tmp_path: Path
) -> None:
    languages = Languages("ru-RU", "en-US", "Test & Co")
    account = export(mixed, Kind.TMX, tmp_path, languages=languages)
    text = account.files[0].read_text()
    assert 'xml:lang="en-US"' in text
    assert 'creationid="Test &amp; Co"' in text


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Письмо 1", "Письмо 1"),
        ("../../etc/passwd", "etc_passwd"),
        ("C:\\x\\report", "C_x_report"),
        ("A/RES/75/1*?\x00", "A_RES_75_1"),
        ("...", "document"),
        ("", "document"),
        ("x" * 300, "x" * 100),
    ],
)
def test_names_never_become_paths(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_reviewed_document_goes_out_of_the_database(workspace: Workspace, client: Client) -> None:
    first, second = client.rows()[:2]
    client.on(first, "status", status="approved")
    client.on(second, "edit", target="The growth of communications matters.")
    loaded = load(workspace, client.document)
    assert [one.status for one in loaded.rows[:3]] == ["approved", "edited", "draft"]
    bundle = one_file(workspace, client.document, Kind.ENGLISH)
    assert bundle.name == "letter.en.txt"
    assert bundle.data.decode().startswith("States note the progress. Развитие связи важно.")


def test_everything_of_a_project_in_one_archive(workspace: Workspace, client: Client) -> None:
    client.on(client.rows()[0], "status", status="approved")
    (project,) = list_projects(workspace)
    bundle = everything(workspace, project.id)
    with zipfile.ZipFile(io.BytesIO(bundle.data)) as archive:
        names = sorted(archive.namelist())
        said = archive.read("contents.txt").decode()
    ends = (".bilingual.docx", ".csv", ".en.txt", ".srx", ".tmx", ".xlf")
    assert names == ["contents.txt", *(f"letter/letter{end}" for end in ends)]
    assert "letter.tmx: 1 of 6 segments; left out: 5 draft" in said
    assert bundle.name == "project.zip"
