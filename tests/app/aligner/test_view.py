"""The aligner's page: which document it shows, and what stands there without one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from workbench.app import navigation, state
from workbench.app.opening import open_site
from workbench.review.intake import new_row, store
from workbench.review.projects import ALIGN, DRAFT, add_document, create_project
from workbench.review.tables import DocumentRecord
from workbench.review.uploads import Upload
from workbench.settings import load_settings

RU = Upload("доклад.txt", "Доклад готов.".encode())
EN = Upload("report.txt", b"The report is ready.")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[state.Site]:
    database = f"sqlite:///{tmp_path / 'workbench.sqlite3'}"
    site = open_site(load_settings(review={"database": database}))
    state.use(site)
    yield site
    state.use(None)
    site.workspace.close()


def show(**query: str) -> AppTest:
    app = AppTest.from_file(str(navigation.script("aligner")))
    app.query_params.update(query)
    app.run(timeout=30)
    assert not app.exception
    return app


def texts(app: AppTest) -> str:
    shown = [*app.title, *app.markdown, *app.caption, *app.error]
    return "\n".join(element.value for element in shown)


def fill(site: state.Site, document: int, kind: str = ALIGN) -> None:
    from workbench.documents import Document, Paragraph

    with site.workspace.writing() as session:
        rows = [new_row(document, 0, ["Доклад готов."], ["The report is ready."])]
        store(session, document, Document((Paragraph("Доклад готов."),), "ru"), rows)
        session.get_one(DocumentRecord, document).kind = kind


def test_without_a_document_it_says_where_they_come_from(site: state.Site) -> None:
    app = show()
    assert "Upload the two files in Projects" in texts(app)
    assert [button.label for button in app.button] == ["Projects"]


def test_documents_to_align_are_offered(site: state.Site) -> None:
    project = create_project(site.workspace, "Trial", by="anna")
    add_document(site.workspace, project, RU, by="anna", name="Letter")
    pair = add_document(site.workspace, project, RU, by="anna", english=EN, name="Re*port*")
    fill(site, pair)
    app = show()
    assert "Re\\*port\\*" in texts(app)
    assert "Letter" not in texts(app)
    assert [button.label for button in app.button] == ["Open"]


def test_progress_is_shown_until_the_rows_are_there(site: state.Site) -> None:
    project = create_project(site.workspace, "Trial", by="anna")
    pair = add_document(site.workspace, project, RU, by="anna", english=EN)
    site.jobs.enqueue(pair, ALIGN)  # nobody has started the jobs: it stays queued
    app = show(document=str(pair))
    assert "You may close this page" in texts(app)
    fill(site, pair)
    assert "You may close this page" not in texts(show(document=str(pair)))


def test_a_drafted_document_belongs_to_the_editor(site: state.Site) -> None:
    project = create_project(site.workspace, "Trial", by="anna")
    letter = add_document(site.workspace, project, RU, by="anna", name="Letter")
    fill(site, letter, DRAFT)
    app = show(document=str(letter))
    assert [button.label for button in app.button] == ["Open in the editor"]


@pytest.mark.parametrize("number", ["999", "-1", "x", "²", "9" * 30])
def test_a_document_that_is_not_there_is_no_error(site: state.Site, number: str) -> None:
    assert "Upload the two files" in texts(show(document=number))
