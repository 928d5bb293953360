"""Drafts of the Russian for the similarity, kept so that a text is drafted once."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from workbench.errors import OutputError
from workbench.translation.model import Draft

BATCH = 64
"""Texts drafted between two saves and steps of the bar; what is saved outlives an interruption."""

Progress = Callable[[str, int], AbstractContextManager[Callable[[int], None]]]
"""Given what is done and how many, gives the function that is told of every few done
(:func:`workbench.progress.progress_bar`)."""


class Drafter(Protocol):
    """What is needed of a translator; :class:`workbench.translation.translator.Translator`."""

    @property
    def signature(self) -> str:
        """What made the drafts: model, engine and settings."""
        ...

    def draft(self, texts: Sequence[str]) -> Sequence[Draft]:
        """Return a draft for each text."""
        ...


class DraftCache:
    """Drafts by the signature of their drafter and their source text, in an SQLite file."""

    def __init__(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(path)
            self._database.execute("CREATE TABLE IF NOT EXISTS draft (key BLOB PRIMARY KEY, text)")
        except (OSError, sqlite3.Error) as error:
            raise OutputError(
                f"the cache of drafts cannot be used ({error})",
                file=path,
                remedy="Delete the file, or align with --quick.",
            ) from error

    def get(self, keys: Sequence[bytes]) -> dict[bytes, str]:
        """Return the drafts that are known."""
        found: dict[bytes, str] = {}
        for start in range(0, len(keys), BATCH):
            part = keys[start : start + BATCH]
            marks = ",".join("?" * len(part))
            found.update(
                self._database.execute(f"SELECT key, text FROM draft WHERE key IN ({marks})", part)
            )
        return found

    def put(self, drafts: dict[bytes, str]) -> None:
        """Keep drafts; safe against another process that keeps the same ones."""
        with self._database:
            self._database.executemany(
                "INSERT OR REPLACE INTO draft VALUES (?, ?)", list(drafts.items())
            )

    def close(self) -> None:
        """Close the file."""
        self._database.close()


def draft_texts(
    drafter: Drafter,
    texts: Sequence[str],
    *,
    cache: DraftCache | None = None,
    progress: Progress | None = None,
) -> list[str]:
    """Return a draft for each text; known ones come from the cache, each text is drafted once.

    ``progress`` shows the texts that are not in the cache.
    """
    keys = {text: _key(drafter.signature, text) for text in texts}
    known = cache.get(list(keys.values())) if cache else {}
    missing = [text for text, key in keys.items() if key not in known]
    with (progress or _silent)("Drafting", len(missing)) as advance:
        for start in range(0, len(missing), BATCH):
            part = missing[start : start + BATCH]
            fresh = {
                keys[text]: draft.text
                for text, draft in zip(part, drafter.draft(part), strict=True)
            }
            known.update(fresh)
            if cache:
                cache.put(fresh)
            advance(len(part))
    return [known[keys[text]] for text in texts]


@contextmanager
def _silent(_what: str, _total: int) -> Iterator[Callable[[int], None]]:
    yield lambda count: None


def _key(signature: str, text: str) -> bytes:
    return hashlib.sha256(f"{signature}\0{text}".encode()).digest()[:16]
