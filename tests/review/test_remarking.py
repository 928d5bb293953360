from __future__ import annotations

from pathlib import Path

from tests.review.samples import Client, make_document
from tests.review.test_drafting import Recorded
from workbench.review.desk import Desk
from workbench.review.project_terms import new_entry, save_entry
from workbench.review.projects import get_document
from workbench.review.remarking import TermsWorker
from workbench.review.workspace import Workspace


def test_a_new_term_marks_the_rows_that_lack_it(workspace: Workspace) -> None:
    document = make_document(workspace)
    desk = Desk(workspace)
    client = Client(desk, document)
    assert client.rows(terms=True) == []
    project = get_document(workspace, document).project
    save_entry(workspace, project, new_entry("доклад", "Bulletin"), None)
    progress = Recorded()
    TermsWorker(desk.book)(workspace, document, progress)
    (row,) = client.rows(terms=True)
    assert row["source"] == "Доклад за 2020 год готов."
    assert row["look"] > 0.5
    assert row["version"] == 1  # nothing that a person writes was changed
    assert progress.told == [(0, 6), (6, 6)]


def test_without_terms_no_row_lacks_one(workspace: Workspace, tmp_path: Path) -> None:
    document = make_document(workspace)
    desk = Desk(workspace)
    TermsWorker(desk.book)(workspace, document, Recorded())
    assert Client(desk, document).rows(terms=True) == []
