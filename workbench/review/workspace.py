"""The workspace: one database with its folder of uploads, and what is done with both."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from sqlalchemy import Engine, make_url
from sqlalchemy.orm import Session

from workbench.review.database import (
    default_folder,
    default_url,
    migrate,
    open_engine,
    reading,
    writing,
)


class Workspace:
    """A project database and its data folder; one instance serves any number of threads."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self.engine = engine
        self.folder = folder

    @classmethod
    def open(cls, url: str | None = None, *, folder: str | Path | None = None) -> Workspace:
        """Open (and make or renew) the database at ``url`` with the data in ``folder``.

        Without a URL it is the SQLite file in ``folder``; without a folder that of the
        SQLite file, or else the user's data folder. Raises InputError where it cannot be
        opened.
        """
        base = Path(folder) if folder is not None else None
        engine = open_engine(url or default_url(base))
        if base is None:
            base = _folder_of(engine) or default_folder()
        base.mkdir(parents=True, exist_ok=True)
        migrate(engine)
        return cls(engine, base)

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    def reading(self) -> AbstractContextManager[Session]:
        """A session to read with (see :func:`.database.reading`)."""
        return reading(self.engine)

    def writing(self) -> AbstractContextManager[Session]:
        """A session in one transaction to write with (see :func:`.database.writing`)."""
        return writing(self.engine)


def _folder_of(engine: Engine) -> Path | None:
    url = make_url(engine.url)
    return Path(str(url.database)).parent if url.get_backend_name() == "sqlite" else None
