"""Imports of translation memories: in threads of the server, so that a closed tab stops none."""

from __future__ import annotations

import logging
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from workbench.errors import WorkbenchError
from workbench.review.memory import Imported, TranslationMemory
from workbench.review.uploads import Upload

SUFFIXES = (".tmx", ".tsv", ".csv")
log = logging.getLogger(__name__)


@dataclass
class Import:
    """One import: how many units were read, and in the end its report or its error."""

    label: str
    began: float = field(default_factory=time.monotonic)
    read: int = 0
    report: Imported | None = None
    error: str = ""

    @property
    def running(self) -> bool:
        """Whether it has not ended yet."""
        return self.report is None and not self.error

    @property
    def pace(self) -> float:
        """Units a second so far."""
        return self.read / max(time.monotonic() - self.began, 1e-3)


@dataclass
class Imports:
    """The imports of a server since its start, the latest last."""

    memory: TranslationMemory
    source_language: str = "ru-RU"
    target_language: str = "en-GB"
    all: list[Import] = field(default_factory=list)

    def start(self, upload: Upload, *, name: str, user: str, replace: bool) -> Import:
        """Begin to import a file under ``name``."""
        running = Import(upload.label)
        self.all.append(running)
        threading.Thread(
            target=self._run, args=(running, upload, name, user, replace), daemon=True
        ).start()
        return running

    def forget_ended(self) -> None:
        """Drop the imports that have ended from the list."""
        self.all[:] = [one for one in self.all if one.running]

    def _run(self, running: Import, upload: Upload, name: str, user: str, replace: bool) -> None:
        def advance(count: int) -> None:
            running.read += count

        suffix = Path(upload.label).suffix.lower()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"memory{suffix if suffix in SUFFIXES else ''}"
            path.write_bytes(upload.data)
            try:
                running.report = self.memory.import_file(
                    path,
                    name=name,
                    user=user,
                    replace=replace,
                    source_language=self.source_language,
                    target_language=self.target_language,
                    advance=advance,
                )
            except WorkbenchError as error:
                if error.file == str(path):
                    error.file = upload.label
                running.error = str(error)
            except Exception:
                log.exception("the import of %r failed", upload.label)
                running.error = "The import met an error that was not expected; see the log."
