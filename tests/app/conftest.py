"""A site of its own for each test: small term base, jobs that really run."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from workbench.app import state
from workbench.app.opening import open_site
from workbench.app.server import SCRIPT
from workbench.app.state import Site
from workbench.review.jobs import ACTIVE
from workbench.settings import load_settings
from workbench.terminology import TermBase, TermEntry, write_term_base

SECONDS = 120.0
ENTRIES = (
    TermEntry("t1", "государство-член", ("Member State",), forbidden=("member country",)),
    TermEntry("t2", "рабочая группа", ("Working Group",), note="with capitals"),
)


@pytest.fixture
def glossary(tmp_path: Path) -> Path:
    path = tmp_path / "house.tsv"
    write_term_base(TermBase(ENTRIES), path)
    return path


@pytest.fixture
def site(tmp_path: Path, glossary: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    settings = load_settings(
        review={"database": f"sqlite:///{tmp_path / 'data' / 'workbench.sqlite3'}"},
        translation={"beam": 1, "threads": 1},
        terms={"glossary": glossary},
    )
    opened = open_site(settings)
    opened.jobs.start()
    state.use(opened)
    yield opened
    state.use(None)
    opened.jobs.stop()
    opened.workspace.close()


@pytest.fixture
def page(site: Site) -> Callable[[str], AppTest]:
    """Opens a page by its name."""

    def open_page(name: str = "projects") -> AppTest:
        test = AppTest.from_file(str(SCRIPT), default_timeout=60)
        test.run()
        if name != "projects":
            test.switch_page(f"views/{name}.py").run()
        assert not test.exception
        return test

    return open_page


def wait_for_jobs(site: Site) -> None:
    """Wait until nothing is queued or running."""
    end = time.monotonic() + SECONDS
    while any(job.state in ACTIVE for job in site.jobs.views().values()):
        assert time.monotonic() < end
        time.sleep(0.05)


def said(test: AppTest) -> str:
    """All the text on a page."""
    kinds = (test.title, test.subheader, test.markdown, test.caption, test.error, test.info)
    return "\n".join(str(element.value) for kind in kinds for element in kind)
