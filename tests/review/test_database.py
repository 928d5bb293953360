from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

import workbench.review.memory.tables  # noqa: F401  all tables, to compare
from workbench.errors import InputError
from workbench.review.database import open_engine, reading, writing
from workbench.review.tables import Base, ProjectRecord
from workbench.review.workspace import Workspace


def test_the_migrations_make_the_tables_that_the_code_names(workspace: Workspace) -> None:
    with workspace.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Base.metadata) == []


def test_opening_again_keeps_what_is_there(workspace: Workspace) -> None:
    with workspace.writing() as session:
        session.add(ProjectRecord(name="Письма"))
    again = Workspace.open(
        workspace.engine.url.render_as_string(hide_password=False), folder=workspace.folder
    )
    with again.reading() as session:
        assert [project.name for project in session.query(ProjectRecord)] == ["Письма"]
    again.close()


def test_an_exception_rolls_everything_back(workspace: Workspace) -> None:
    with pytest.raises(ZeroDivisionError), writing(workspace.engine) as session:
        session.add(ProjectRecord(name="a"))
        session.flush()
        raise ZeroDivisionError
    with reading(workspace.engine) as session:
        assert session.query(ProjectRecord).count() == 0


def test_sqlite_is_set_to_survive(tmp_path: Path) -> None:
    workspace = Workspace.open(folder=tmp_path)
    with workspace.engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 10_000,
    }


@pytest.mark.parametrize(
    "url", ["", "mysql://host/name", "sqlite://", "sqlite:///:memory:", "nonsense"]
)
def test_urls_that_cannot_be_used_are_refused(url: str) -> None:
    with pytest.raises(InputError, match=r"review\.database"):
        open_engine(url)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "workbench.sqlite3").write_text("это не база данных " * 50, encoding="utf-8")
    with pytest.raises(InputError, match="cannot be opened"):
        Workspace.open(folder=tmp_path)


def test_a_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    workspace = Workspace.open(folder=tmp_path)
    with workspace.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999_later'"))
    workspace.close()
    with pytest.raises(InputError, match="newer version"):
        Workspace.open(folder=tmp_path)
