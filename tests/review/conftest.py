"""A workspace on each kind of database: SQLite always, PostgreSQL where it is installed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, inspect, text

from tests.review.samples import Client, make_document
from workbench.review.database import open_engine
from workbench.review.desk import Desk
from workbench.review.workspace import Workspace

ACCOUNT = "postgres"


def _programs() -> Path | None:
    """The folder of PostgreSQL's programs, the newest version first."""
    found = shutil.which("initdb")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    candidates = [*([Path(found).parent] if found else []), *folders]
    return next((folder for folder in candidates if (folder / "initdb").exists()), None)


def _as_account(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root: step down where we are root."""
    return ["runuser", "-u", ACCOUNT, "--", *command] if os.geteuid() == 0 else command


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a throw-away cluster without a database name, up to the slash."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    pytest.importorskip("pg8000", reason="the driver pg8000 is not installed")
    with tempfile.TemporaryDirectory(prefix="pg") as name:
        folder = Path(name)
        if os.geteuid() == 0:
            shutil.chown(folder, ACCOUNT)
        port = _free_port()
        data = folder / "data"
        run = [str(programs / "initdb"), "-D", str(data), "-U", "tester", "-A", "trust"]
        run += ["--no-sync", "-E", "UTF8", "--locale=C"]
        subprocess.run(_as_account(run), check=True, capture_output=True)
        control = [str(programs / "pg_ctl"), "-D", str(data), "-w"]
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
        options += " -c fsync=off -c shared_buffers=32MB -c max_connections=60"
        start = [*control, "-l", str(folder / "log"), "-o", options, "start"]
        subprocess.run(_as_account(start), check=True, stdout=subprocess.DEVNULL)
        try:
            yield f"postgresql+pg8000://tester@127.0.0.1:{port}/"
        finally:
            stop = [*control, "-m", "immediate", "stop"]
            subprocess.run(_as_account(stop), check=False, stdout=subprocess.DEVNULL)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with its tables, to copy: quicker than making them for each test."""
    folder = tmp_path_factory.mktemp("template")
    workspace = Workspace.open(folder=folder)
    workspace.close()
    return folder / "workbench.sqlite3"


@pytest.fixture(scope="session")
def postgresql_workspace(
    postgresql: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workspace]:
    opened = Workspace.open(postgresql + "postgres", folder=tmp_path_factory.mktemp("pg"))
    yield opened
    opened.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def workspace(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace, once on each kind of database."""
    if request.param == "sqlite":
        file = tmp_path / "workbench.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        opened = Workspace(open_engine(f"sqlite:///{file}"), tmp_path)
        event.listen(opened.engine, "connect", _hurry)
        yield opened
        opened.close()
        return
    shared: Workspace = request.getfixturevalue("postgresql_workspace")
    # The memory's state is a row that migrations make.
    kept = {"alembic_version", "memory_state"}
    names = [name for name in inspect(shared.engine).get_table_names() if name not in kept]
    with shared.engine.begin() as connection:
        tables = ", ".join(f'"{name}"' for name in names)
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
    # An engine of its own: what a process knows of the memory hangs on the engine.
    opened = Workspace(open_engine(shared.engine.url.render_as_string(False)), tmp_path)
    yield opened
    opened.close()


def _hurry(connection: Any, record: Any) -> None:
    """Tests need not survive a power cut."""
    connection.execute("PRAGMA synchronous = OFF")


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    """A desk without terms, drafter and memory."""
    return Desk(workspace)


@pytest.fixture
def client(workspace: Workspace, desk: Desk) -> Client:
    """Anna's browser on a fresh document of six rows."""
    return Client(desk, make_document(workspace))
