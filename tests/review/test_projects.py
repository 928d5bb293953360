from __future__ import annotations

from pathlib import Path

import pytest

from tests.review.samples import make_document
from workbench.errors import InputError
from workbench.review.projects import (
    add_document,
    create_project,
    delete_document,
    delete_project,
    get_document,
    get_project,
    list_projects,
    rename_project,
    stem,
)
from workbench.review.status import Status
from workbench.review.uploads import FOLDER, Upload, path_of, remove, store
from workbench.review.workspace import Workspace

TEXT = Upload("письмо.ru.txt", "Текст.".encode())


def kept(workspace: Workspace) -> list[Path]:
    folder = workspace.folder / FOLDER
    return sorted(folder.iterdir()) if folder.is_dir() else []


def test_projects_are_listed_newest_first_with_their_documents(workspace: Workspace) -> None:
    first = create_project(workspace, "  First \n project ", by="anna")
    second = create_project(workspace, "Second", by="boris", settings={"model": "m"})
    one = add_document(workspace, first, TEXT, by="anna")
    two = add_document(workspace, first, TEXT, by="anna", english=Upload("e.en.txt", b"Text."))
    newest, oldest = list_projects(workspace)
    assert (newest.id, newest.name, newest.created_by) == (second, "Second", "boris")
    assert newest.settings == {"model": "m"}
    assert oldest.name == "First project"
    assert [document.id for document in oldest.documents] == [one, two]
    assert [document.kind for document in oldest.documents] == ["draft", "align"]
    assert oldest.documents[0].name == "письмо"
    assert get_project(workspace, first) == oldest


def test_a_document_counts_its_rows_by_status(workspace: Workspace) -> None:
    document = make_document(workspace)
    view = get_document(workspace, document)
    assert view.counts == {Status.DRAFT: 6}
    assert (view.rows, view.approved, view.settled) == (6, 0, 0)


def test_files_are_kept_under_names_of_our_own(workspace: Workspace) -> None:
    project = create_project(workspace, "Project", by="anna")
    add_document(workspace, project, Upload("../../etc/passwd.txt", b"text"), by="anna")
    add_document(workspace, project, Upload("a\x00b\n.TXT", b"text"), by="anna")
    files = kept(workspace)
    assert len(files) == 2
    assert all(len(file.stem) == 32 and file.suffix == ".txt" for file in files)
    names = [document.name for document in get_project(workspace, project).documents]
    assert names == ["passwd", "ab"]


@pytest.mark.parametrize("name", ["../x.txt", "a.txt", "", f"{'0' * 32}.exe", f"{'g' * 32}.txt"])
def test_no_other_path_can_be_asked_for(workspace: Workspace, name: str) -> None:
    with pytest.raises(ValueError, match="not the name of an upload"):
        path_of(workspace, name)


def test_what_is_deleted_leaves_no_file(workspace: Workspace) -> None:
    project = create_project(workspace, "Project", by="anna")
    one = add_document(workspace, project, TEXT, by="anna")
    add_document(workspace, project, TEXT, by="anna", english=Upload("e.txt", b"Text."))
    assert len(kept(workspace)) == 3
    delete_document(workspace, one)
    assert len(kept(workspace)) == 2
    delete_document(workspace, one)  # gone already
    delete_project(workspace, project)
    assert kept(workspace) == []
    assert list_projects(workspace) == []


def test_a_document_for_a_project_that_is_gone_leaves_no_file(workspace: Workspace) -> None:
    with pytest.raises(InputError, match="project is not there"):
        add_document(workspace, 99, TEXT, by="anna")
    assert kept(workspace) == []


@pytest.mark.parametrize("name", ["", "   ", "\x00\n"])
def test_a_project_needs_a_name(workspace: Workspace, name: str) -> None:
    project = create_project(workspace, "Project", by="anna")
    with pytest.raises(InputError, match="name is empty"):
        create_project(workspace, name, by="anna")
    with pytest.raises(InputError, match="name is empty"):
        rename_project(workspace, project, name)
    rename_project(workspace, project, "Other")
    assert get_project(workspace, project).name == "Other"


@pytest.mark.parametrize("upload", [Upload("a.txt", b""), Upload("a.txt", b"\n ")])
def test_an_empty_file_is_refused(workspace: Workspace, upload: Upload) -> None:
    with pytest.raises(InputError, match=r"a\.txt: is empty"):
        store(workspace, upload)


def test_a_strange_name_is_not_removed(workspace: Workspace) -> None:
    with pytest.raises(ValueError, match="not the name"):
        remove(workspace, "../workbench.sqlite3")


@pytest.mark.parametrize(
    ("name", "short"),
    [("letter.ru.docx", "letter"), ("a.en.txt", "a"), ("x", "x"), (".ru.txt", ".ru"), ("a.b", "a")],
)
def test_stem(name: str, short: str) -> None:
    assert stem(name) == short
