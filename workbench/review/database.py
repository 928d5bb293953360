"""Opening the project database: SQLite by default, PostgreSQL by URL, always at its newest form."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.orm import Session

from workbench.errors import InputError

MIGRATIONS = Path(__file__).parent / "migrations"
_BUSY_MS = 10_000
_MIGRATION_LOCK = 0x776F726B
"""Any number that no other program on the same PostgreSQL uses for an advisory lock."""
_WRITES = {"workbench_writes": True}


def default_folder() -> Path:
    """The user's data folder of this product (not made yet)."""
    from platformdirs import user_data_path

    return user_data_path("workbench", appauthor=False)


def default_url(folder: Path | None = None) -> str:
    """The URL of the SQLite file in ``folder``, by default the user's data folder."""
    return f"sqlite:///{(folder or default_folder()) / 'workbench.sqlite3'}"


def open_engine(url: str) -> Engine:
    """Open the database at ``url``: ``sqlite:///path`` or ``postgresql://user@host/name``.

    Raises InputError where the URL is of another kind or the driver is not installed. No
    connection is made yet.
    """
    try:
        parsed = make_url(url)
        if parsed.drivername in {"postgresql", "postgres"}:
            parsed = parsed.set(drivername="postgresql+pg8000")
        family = parsed.get_backend_name()
        if family not in {"sqlite", "postgresql"}:
            raise _unusable(f"databases of the kind {family!r} are not supported")
        if family == "sqlite" and parsed.database in {None, "", ":memory:"}:
            raise _unusable("a database in memory would be lost")
        if family == "sqlite":
            Path(str(parsed.database)).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(
            parsed, json_serializer=_json, pool_pre_ping=family == "postgresql", pool_size=10
        )
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise _unusable(str(error).splitlines()[0]) from error
    except OSError as error:
        raise InputError(
            f"the folder cannot be made ({error.strerror or error})",
            file=parsed.database,
            remedy="Choose another place in the setting review.database.",
        ) from error
    if family == "sqlite":
        _tune_sqlite(engine)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that sees one state of the database and writes nothing."""
    with Session(engine) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session in one transaction: committed at the end, rolled back on any exception.

    On SQLite it takes the write lock at its beginning, so that what it reads is still so
    when it writes.
    """
    options = engine.execution_options(**_WRITES)
    with Session(options, expire_on_commit=False) as session, session.begin():
        yield session


def migrate(engine: Engine) -> None:
    """Bring the database to its newest form; safe when several processes start at once.

    Raises InputError where the database cannot be reached or was written by a newer
    version of the workbench.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    try:
        with engine.execution_options(**_WRITES).begin() as connection:
            if engine.dialect.name == "postgresql":
                lock = text("SELECT pg_advisory_xact_lock(:key)")
                connection.execute(lock, {"key": _MIGRATION_LOCK})
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError as error:
        raise InputError(
            "the project database was written by a newer version of the workbench",
            file=engine.url.render_as_string(hide_password=True),
            remedy="Install that version, or name another database in review.database.",
        ) from error
    except DBAPIError as error:
        raise InputError(
            f"the project database cannot be opened ({_first_line(error)})",
            file=engine.url.render_as_string(hide_password=True),
            remedy="Check that it is there, running and yours to write.",
        ) from error


def _tune_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def connected(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # BEGIN is ours, below.
        for pragma in (
            f"busy_timeout = {_BUSY_MS}",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "cache_size = -32000",
            "mmap_size = 268435456",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get("workbench_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _first_line(error: DBAPIError) -> str:
    return str(error.orig or error).splitlines()[0]


def _unusable(reason: str) -> InputError:
    return InputError(
        reason,
        place="setting review.database",
        remedy="Give sqlite:///path/to/file or postgresql://user:password@host/name.",
    )
