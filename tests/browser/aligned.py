"""The shipped pair of files, aligned by the job as the server does it, for the browser."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from workbench.app.sample import PAIR
from workbench.review.aligning import AligningWorker
from workbench.review.jobs import JobState, Progress
from workbench.review.projects import ALIGN, add_document, create_project
from workbench.review.tables import JobRecord
from workbench.review.terms import TermBook
from workbench.review.uploads import Upload
from workbench.review.workspace import Workspace
from workbench.translation.model import Draft


class NoModel:
    """A drafter that leaves the Russian as it is: the aligner has its table and the numbers."""

    signature = "none"

    def draft(self, texts: Sequence[str]) -> list[Draft]:
        """Return each text as its own draft."""
        return [Draft(text, 0.0, 0.0) for text in texts]


def add_pair(workspace: Workspace, folder: Path) -> int:
    """Put the sample pair into the workspace, align it, and return the document's id."""
    russian, english = (Upload(path.name, path.read_bytes()) for path in PAIR)
    project = create_project(workspace, "Pairs", by="tester")
    document = add_document(
        workspace, project, russian, by="tester", english=english, name="Report to align"
    )
    with workspace.writing() as session:
        job = JobRecord(document_id=document, kind=ALIGN, state=JobState.RUNNING)
        session.add(job)
        session.flush()
        identity = job.id
    worker = AligningWorker(NoModel, folder / "drafts.sqlite", TermBook())
    worker(workspace, document, Progress(workspace, identity, threading.Event()))
    with workspace.writing() as session:
        session.get_one(JobRecord, identity).state = JobState.DONE
    return document
