from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.review.samples import Client, make_document
from workbench.exchange import read_tmx
from workbench.review.desk import Desk
from workbench.review.workspace import Workspace


@pytest.fixture
def database(tmp_path: Path) -> str:
    """A project with one document, two of its six segments approved."""
    url = f"sqlite:///{tmp_path / 'w.sqlite3'}"
    workspace = Workspace.open(url)
    document = make_document(workspace, name="Letter 1/2")
    client = Client(Desk(workspace), document)
    for view in client.rows()[:2]:
        client.on(view, "status", status="approved")
    workspace.close()
    return url


def test_projects_and_documents_are_listed(run: Run, database: str) -> None:
    result = run("export", "--database", database)
    assert result.out.splitlines() == ["P1\tproject", "  D1\tLetter 1/2\t2 of 6 approved"]


def test_an_empty_database_says_what_to_do(run: Run, tmp_path: Path) -> None:
    result = run("export", "--database", f"sqlite:///{tmp_path / 'new.sqlite3'}")
    assert (result.code, "workbench serve" in result.out) == (0, True)


def test_one_form_of_one_document(run: Run, database: str, tmp_path: Path) -> None:
    result = run("export", "letter 1/2", "--format", "tmx", "-o", "out", "--database", database)
    assert result.code == 0
    assert "2 of 6 segments; left out: 4 draft" in result.out
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "Letter 1_2.srx",
        "Letter 1_2.tmx",
    ]
    assert len(list(read_tmx(tmp_path / "out" / "Letter 1_2.tmx"))) == 2


def test_all_of_a_project_with_all_statuses(run: Run, database: str, tmp_path: Path) -> None:
    result = run("export", "P1", "--all-statuses", "-o", "out", "--database", database)
    assert result.out.count("6 of 6 segments") == 5
    (folder,) = (tmp_path / "out").iterdir()
    assert len(list(folder.iterdir())) == 6
    assert len(list(read_tmx(folder / "Letter 1_2.tmx"))) == 6


def test_what_is_not_there_is_said(run: Run, database: str) -> None:
    result = run("export", "D99", "--database", database)
    assert (result.code, "no project or document 'D99'" in result.err) == (2, True)
    result = run("export", "D1", "--format", "odt", "--database", database)
    assert result.code == 2
    assert "none of tmx, xliff, docx, csv, english, all" in result.err
