"""A real Chromium before a real server: one server for all tests, a document for each."""

from __future__ import annotations

import getpass
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.browser.sample import add_sample
from tests.browser.serving import Server
from workbench.review.desk import Desk
from workbench.review.workspace import Workspace

ROWS = 24
PATIENCE_MS = 30_000
HERE = Path(__file__).parent

Open = Callable[..., Any]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is a browser test; one process runs them, for they share a server."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser; tests skip where there is none."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("Chromium is not installed (on Debian: apt-get install chromium)")
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    sync_api.expect.set_options(timeout=PATIENCE_MS)
    with sync_api.sync_playwright() as playwright:
        sandbox = [] if os.geteuid() else ["--no-sandbox"]
        browser = playwright.chromium.launch(executable_path=path, args=sandbox)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server on a temporary folder."""
    server = Server(tmp_path_factory.mktemp("data"))
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="session")
def workspace(server: Server) -> Iterator[Workspace]:
    """The server's database, seen from the test."""
    workspace = Workspace.open(server.database, folder=server.folder)
    yield workspace
    workspace.close()


@pytest.fixture
def document(workspace: Workspace) -> int:
    """A fresh document of ROWS drafted rows."""
    return add_sample(workspace, ROWS)


@pytest.fixture
def rows(workspace: Workspace, document: int) -> Callable[[], list[dict[str, Any]]]:
    """The rows of the document as the database has them now."""
    desk = Desk(workspace)
    return lambda: list(desk.page(document, user="test", limit=100)["rows"])


@pytest.fixture
def open_editor(chromium: Any, server: Server, document: int) -> Iterator[Open]:
    """Open the editor in a browser of its own (another storage), or in a given one."""
    contexts = []

    def open_it(context: Any = None, *, tour: bool = False, document: int = document) -> Any:
        if context is None:
            context = chromium.new_context(viewport={"width": 1440, "height": 900})
            context.set_default_timeout(PATIENCE_MS)
            contexts.append(context)
            if not tour:
                key = json.dumps(f"workbench/tour/{quote(getpass.getuser(), safe='')}")
                context.add_init_script(f"localStorage.setItem({key}, 'true')")
        page = context.new_page()
        page.goto(f"{server.url}/editor?document={document}")
        page.locator(".editor textarea.box").wait_for()
        return page

    yield open_it
    for context in contexts:
        context.close()
