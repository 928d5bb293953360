from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.conftest import said, wait_for_jobs
from workbench.app.dialogs import Ask
from workbench.app.state import Site
from workbench.review.jobs import JobState
from workbench.review.projects import list_projects

Page = Callable[..., AppTest]
RUSSIAN = "Рабочая группа провела заседание. Государства-члены приняли решение.".encode()
GERMAN = "Dies ist ein Brief über die Arbeit der Gruppe und über alles, was noch fehlt.".encode()
ENGLISH = b"The Working Group held a meeting. The Member States took a decision."


def button(test: AppTest, label: str) -> AppTest:
    (found,) = [one for one in test.button if one.label == label]
    return found.click().run()


def upload(test: AppTest, *files: tuple[str, bytes]) -> AppTest:
    for name, data in files:
        test.file_uploader[0].upload(name, data)
    return test.run()


def test_the_first_start_offers_a_sample_and_the_drop_zone(page: Page) -> None:
    test = page()
    text = said(test)
    assert "Start with your own document" in text
    assert "Or look around first" in text
    assert len(test.file_uploader) == 1


def test_the_sample_is_made_at_once_and_drafted_by_jobs(page: Page, site: Site) -> None:
    test = button(page(), "Try it with the sample")
    assert not test.exception
    (project,) = list_projects(site.workspace)
    assert [document.name for document in project.documents] == [
        "Letter to draft",
        "Report to align",
    ]
    wait_for_jobs(site)
    states = {job.state for job in site.jobs.views().values()}
    assert states == {JobState.DONE}
    test.run()
    assert not test.exception
    bars = [bar.text for bar in test.progress]
    assert bars == ["0 of 30 approved", "0 of 18 approved"]


def test_a_russian_file_becomes_a_draft(page: Page, site: Site) -> None:
    test = upload(page(), ("note.ru.txt", RUSSIAN))
    assert "Russian: note" in said(test)
    test = button(test, "Draft in English")
    wait_for_jobs(site)
    (project,) = list_projects(site.workspace)
    assert project.name == "note"
    assert (project.documents[0].kind, project.documents[0].rows) == ("draft", 2)
    assert project.created_by
    test.run()
    assert [bar.text for bar in test.progress] == ["0 of 2 approved"]


def test_two_files_are_aligned_in_a_project_that_is_there(page: Page, site: Site) -> None:
    button(page(), "Try it with the sample")
    test = upload(page(), ("e.txt", ENGLISH), ("r.txt", RUSSIAN))
    assert "Russian: r" in said(test)
    assert "English: e" in said(test)
    (choice,) = [box for box in test.selectbox if box.label == "Project"]
    choice.set_value(list_projects(site.workspace)[0].id).run()
    button(test, "Align the two")
    wait_for_jobs(site)
    (project,) = list_projects(site.workspace)
    assert project.documents[-1].kind == "align"
    assert project.documents[-1].rows == 2


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([("e.txt", ENGLISH)], "e.txt: is an English document"),
        ([("empty.txt", b" ")], "empty.txt: is empty. Choose a file that has text."),
        ([("b.docx", b"PK\x03\x04 no")], "b.docx: is damaged"),
        ([("a.txt", RUSSIAN), ("b.txt", RUSSIAN + b".")], "both files are Russian"),
        ([("a.txt", RUSSIAN)] * 3, "3 files are too many"),
        ([("g.txt", GERMAN)], "neither Russian"),
    ],
)
def test_what_cannot_be_taken_is_said_in_a_sentence_or_two(
    page: Page, site: Site, files: list[tuple[str, bytes]], words: str
) -> None:
    test = upload(page(), *files)
    assert not test.exception
    (error,) = test.error
    assert words in error.value.replace("\\", "")
    assert error.value.count(". ") <= 2
    assert list_projects(site.workspace) == []


def test_a_failed_job_says_why_and_can_be_tried_again(page: Page, site: Site) -> None:
    upload_ = upload(page(), ("note.txt", RUSSIAN))
    site.jobs.stop()
    button(upload_, "Draft in English")
    for file in (site.workspace.folder / "uploads").iterdir():
        file.write_bytes(ENGLISH)
    site.jobs.start()
    wait_for_jobs(site)
    test = page()
    assert "note.txt: this looks like an English document" in said(test).replace("\\", "")
    assert "Try again" in [one.label for one in test.button]


def test_a_paused_job_shows_so_and_resumes(page: Page, site: Site) -> None:
    site.jobs.stop()
    button(upload(page(), ("note.txt", RUSSIAN)), "Draft in English")
    test = button(page(), "Pause")
    assert not test.exception
    assert [job.state for job in site.jobs.views().values()] == [JobState.PAUSED]
    test = page()
    test = button(test, "Resume")
    site.jobs.start()
    wait_for_jobs(site)
    assert [job.state for job in site.jobs.views().values()] == [JobState.DONE]


def test_names_of_files_and_projects_are_text(page: Page, site: Site) -> None:
    evil = "<b>**x** [a](b) $y$.txt"
    button(upload(page(), (evil, RUSSIAN)), "Draft in English")
    wait_for_jobs(site)
    test = page()
    shown = next(one.value for one in test.subheader)
    assert "\\<b\\>\\*\\*x\\*\\*" in shown


def chosen(page: Page, question: Ask, subject: int) -> AppTest:
    """The page with the dialog that a menu asks for."""
    test = page()
    test.session_state["asked"] = (question, subject)
    test.run()
    assert not test.exception
    return test


@pytest.fixture
def drafted(page: Page, site: Site) -> tuple[int, int]:
    """A project and its drafted document, by their ids."""
    button(upload(page(), ("note.ru.txt", RUSSIAN)), "Draft in English")
    wait_for_jobs(site)
    (project,) = list_projects(site.workspace)
    return project.id, project.documents[0].id


def test_the_download_says_what_goes_out_and_what_does_not(
    page: Page, drafted: tuple[int, int]
) -> None:
    test = chosen(page, Ask.DOWNLOAD_DOCUMENT, drafted[1])
    text = said(test)
    assert "0 of 2 segments are approved" in text
    assert "left in Russian: 2 draft" in text.replace("\\", "")
    assert "Nothing is approved yet" in text


def test_renaming_and_deleting(page: Page, site: Site, drafted: tuple[int, int]) -> None:
    project, document = drafted
    test = chosen(page, Ask.RENAME_PROJECT, project)
    assert [one.value for one in test.text_input if one.label == "Name"] == ["note"]
    test = chosen(page, Ask.DELETE_DOCUMENT, document)
    assert "with 2 segments, 0 of them approved, will be deleted" in said(test)
    assert {one.label for one in test.button} >= {"Keep", "Delete"}
    assert "1 document" in said(chosen(page, Ask.DELETE_PROJECT, project))
    assert list_projects(site.workspace)  # nothing goes without the button
