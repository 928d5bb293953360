"""What follows a change of a project's terms, in the background."""

from __future__ import annotations

import threading
from contextlib import suppress

from workbench.app.state import Site
from workbench.errors import WorkbenchError
from workbench.review.projects import get_project
from workbench.review.remarking import TERMS


def terms_changed(site: Site, project: int) -> None:
    """Compile the term base before somebody waits for it, and mark the rows by it again."""
    view = get_project(site.workspace, project)
    for document in view.documents:
        site.jobs.enqueue(document.id, TERMS)

    def load() -> None:
        with suppress(WorkbenchError):  # whoever needs it next is told
            site.desk.book.of(dict(view.settings))

    threading.Thread(target=load, name="terms", daemon=True).start()
