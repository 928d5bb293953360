"""Loading what takes a second before somebody waits for it."""

from __future__ import annotations

import threading
from contextlib import suppress

from workbench.app.state import Site
from workbench.errors import WorkbenchError
from workbench.review.projects import get_project


def warm_terms(site: Site, project: int) -> None:
    """Compile the changed term base of a project in the background."""

    def load() -> None:
        with suppress(WorkbenchError):  # whoever needs it next is told
            site.desk.book.of(dict(get_project(site.workspace, project).settings))

    threading.Thread(target=load, name="warm terms", daemon=True).start()
