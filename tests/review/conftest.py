"""A workspace on each kind of database: SQLite always, PostgreSQL where it is installed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

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
def postgresql_template(postgresql: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    admin = create_engine(postgresql + "postgres", isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("CREATE DATABASE template_workbench"))
    admin.dispose()
    url = postgresql + "template_workbench"
    Workspace.open(url, folder=tmp_path_factory.mktemp("pg")).close()
    return "template_workbench"


@pytest.fixture(params=["sqlite", "postgresql"])
def workspace(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace, once on each kind of database."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "workbench.sqlite3")
        opened = Workspace.open(folder=tmp_path)
        yield opened
        opened.close()
        return
    server = request.getfixturevalue("postgresql")
    template = request.getfixturevalue("postgresql_template")
    name = f"test_{os.urandom(6).hex()}"
    admin = create_engine(server + "postgres", isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    opened = Workspace.open(server + name, folder=tmp_path)
    yield opened
    opened.close()
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()
