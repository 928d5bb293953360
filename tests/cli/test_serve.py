"""``workbench serve`` and ``workbench users``: who may listen, who may come in, what survives."""

from __future__ import annotations

import http.cookiejar
import io
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.cli.conftest import Run
from workbench.review.jobs import Jobs, JobState, JobView
from workbench.review.projects import add_document, create_project, get_document
from workbench.review.uploads import Upload
from workbench.review.workspace import Workspace

COMMAND = "import sys; from workbench.cli import main; sys.argv[0] = 'workbench'; main()"
PASSWORD = "correct horse battery"
SECONDS = 120.0
Serve = Callable[..., "Server"]


class Server:
    """A real server process."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.log = folder / f"log-{time.monotonic_ns()}"
        self.process = subprocess.Popen(
            [sys.executable, "-c", COMMAND, "serve", "--no-browser", "--port", "0", *arguments],
            cwd=folder,
            env=os.environ
            | {
                "OMP_NUM_THREADS": "1",
                "PYTHONPATH": os.pathsep.join(sys.path),
                "WORKBENCH_TRANSLATION__THREADS": "1",
                "WORKBENCH_TERMS__GLOSSARY": "",
            },
            stdout=self.log.open("w"),
            stderr=subprocess.STDOUT,
        )
        self.url = self._address()

    def _address(self) -> str:
        end = time.monotonic() + SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            for line in self.log.read_text().splitlines():
                if line.startswith("Workbench at "):
                    return line.split()[2]
            time.sleep(0.05)
        raise AssertionError(self.log.read_text())

    def stop(self, number: int = signal.SIGTERM) -> None:
        if self.process.poll() is None:
            self.process.send_signal(number)
        self.process.wait(30)


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'data' / 'w.sqlite3'}"


@pytest.fixture
def serve(tmp_path: Path, database: str) -> Iterator[Serve]:
    servers: list[Server] = []

    def start(*arguments: str) -> Server:
        servers.append(Server(tmp_path, "--database", database, *arguments))
        return servers[-1]

    yield start
    for server in servers:
        server.stop(signal.SIGKILL)


@pytest.fixture
def add_user(run: Run, database: str, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    def add(name: str, password: str = PASSWORD) -> str:
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
        result = run("users", "add", name, "--database", database)
        return result.out + result.err

    return add


def test_an_open_address_is_refused_where_nobody_could_sign_in(run: Run, database: str) -> None:
    for host in ("0.0.0.0", "::"):
        result = run("serve", "--no-browser", "--host", host, "--database", database)
        assert result.code == 2
        assert "users add" in result.err
        assert "Traceback" not in result.err


def test_sign_in_cannot_be_switched_off_for_others(
    run: Run, database: str, add_user: Callable[..., str]
) -> None:
    add_user("anna")
    arguments = ("--no-browser", "--host", "0.0.0.0", "--database", database)
    result = run("serve", *arguments, "--no-users")
    assert result.code == 2
    assert "people must sign in" in result.err


def test_a_taken_port_is_said(run: Run, database: str, serve: Serve) -> None:
    port = serve().url.rsplit(":", 1)[1]
    result = run("serve", "--no-browser", "--port", port, "--database", database)
    assert result.code == 2
    assert f"port {port} is taken" in result.err


def test_a_database_of_another_kind_is_said(run: Run) -> None:
    result = run("serve", "--no-browser", "--database", "mysql://x/y")
    assert result.code == 2
    assert "review.database" in result.err


def test_users_are_added_listed_and_removed(
    run: Run, database: str, add_user: Callable[..., str]
) -> None:
    assert "anna (reviewer) can sign in" in add_user("anna")
    assert "5 characters" in add_user("boris", "short")
    assert run("users", "list", "--database", database).out.startswith("anna\treviewer\t")
    assert run("users", "remove", "anna", "--database", database).code == 0
    result = run("users", "remove", "anna", "--database", database)
    assert (result.code, "no user 'anna'" in result.err) == (2, True)
    stored = (Path(database.removeprefix("sqlite:///"))).read_bytes()
    assert PASSWORD.encode() not in stored


def get(url: str, **headers: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def test_on_loopback_the_pages_are_there_without_sign_in(serve: Serve) -> None:
    url = serve().url
    assert url.startswith("http://127.0.0.1:")
    assert get(f"{url}/_stcore/health")[0] == 200
    assert b"<html" in get(url)[1]
    assert get(url, Host="evil.example")[0] == 421
    assert get(f"{url}/workbench/assets/editor/main.js")[0] == 200
    assert get(f"{url}/workbench/assets/../main.py")[0] in (400, 404)
    assert get(f"{url}/workbench/assets/%2e%2e/main.py")[0] in (400, 404)


def test_with_users_the_pages_open_after_the_sign_in(
    serve: Serve, add_user: Callable[..., str]
) -> None:
    add_user("anna")
    url = serve("--users").url
    assert get(f"{url}/_stcore/host-config")[0] == 401
    browser = urllib.request.build_opener(
        urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    )
    page = browser.open(urllib.request.Request(url, headers={"accept": "text/html"}))
    assert page.url == f"{url}/workbench/sign-in?next=/"
    assert b"Sign in" in page.read()
    form = urlencode({"user": "anna", "password": PASSWORD, "next": "/terms"}).encode()
    signed_in = browser.open(f"{url}/workbench/sign-in", form)
    assert signed_in.url == f"{url}/terms"
    assert browser.open(f"{url}/_stcore/host-config").status == 200


def test_a_job_goes_on_after_the_server_was_killed(serve: Serve, database: str) -> None:
    sentences = [f"Государства рассмотрели вопрос номер {number}." for number in range(60)]
    workspace = Workspace.open(database)
    project = create_project(workspace, "Project", by="anna")
    upload = Upload("long.txt", "\n\n".join(sentences).encode())
    document = add_document(workspace, project, upload, by="anna")
    jobs = Jobs(workspace, {"draft": lambda workspace, document, progress: None})
    jobs.enqueue(document, "draft")

    def until(right: Callable[[JobView], bool]) -> JobView:
        end = time.monotonic() + SECONDS
        while not right(view := jobs.views()[document]):
            assert time.monotonic() < end, view
            time.sleep(0.01)
        return view

    first = serve()
    killed = until(lambda view: 0 < view.done < view.total)
    first.stop(signal.SIGKILL)
    drafted = get_document(workspace, document).counts["draft"]  # type: ignore[index]
    assert drafted >= killed.done
    serve()
    until(lambda view: view.state is JobState.DONE)
    view = get_document(workspace, document)
    assert dict(view.counts) == {"draft": 60}
