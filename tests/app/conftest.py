"""A site of its own for each test: small term base, jobs that really run."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from workbench.app import state
from workbench.app.opening import open_site
from workbench.app.sample import make_sample
from workbench.app.server import SCRIPT
from workbench.app.state import Site
from workbench.review.jobs import ACTIVE
from workbench.review.projects import list_projects
from workbench.settings import load_settings
from workbench.terminology import TermBase, TermEntry, write_term_base

SECONDS = 120.0
DATABASE = "workbench.sqlite3"
ENTRIES = (
    TermEntry("t1", "государство-член", ("Member State",), forbidden=("member country",)),
    TermEntry("t2", "рабочая группа", ("Working Group",), note="with capitals"),
)


def house(folder: Path) -> Path:
    path = folder / "house.tsv"
    write_term_base(TermBase(ENTRIES), path)
    return path


def opened(folder: Path) -> Site:
    settings = load_settings(
        review={"database": f"sqlite:///{folder / 'data' / DATABASE}"},
        translation={"beam": 1, "threads": 1},
        terms={"glossary": house(folder)},
    )
    site = open_site(settings)
    site.jobs.start()
    return site


def closed(site: Site) -> None:
    site.jobs.stop()
    site.workspace.close()


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    found = opened(tmp_path)
    state.use(found)
    yield found
    state.use(None)
    closed(found)


@pytest.fixture(scope="session")
def drafted_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample project, three segments corrected alike and approved."""
    folder = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        site = opened(folder)
        make_sample(site, by="anna")
        wait_for_jobs(site)
        correct(site)
        closed(site)
    return folder / "data"


def correct(site: Site) -> None:
    document = list_projects(site.workspace)[0].documents[0].id
    rows = site.desk.page(document, user="anna", limit=100)["rows"]
    wanted = [row for row in rows if "meeting" in row["target"]][:3]
    for number, row in enumerate(wanted, 1):
        text = row["target"].replace("meeting", "gathering")
        action = {"number": number, "kind": "status", "row": row["id"], "target": text}
        action |= {"version": row["version"], "status": "approved", "ms": 4_000, "keys": 12}
        reply = site.desk.apply(document, "anna", "client", [action])
        assert reply["outcomes"][0]["result"] == "done"


@pytest.fixture
def sample(site: Site, drafted_sample: Path) -> int:
    """The drafted sample in the site of this test."""
    own = sqlite3.connect(site.workspace.folder / DATABASE)
    with contextlib.closing(sqlite3.connect(drafted_sample / DATABASE)) as drafted:
        drafted.backup(own)
    own.close()
    shutil.copytree(drafted_sample / "uploads", site.workspace.folder / "uploads")
    return list_projects(site.workspace)[0].id


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
