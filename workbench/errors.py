"""The errors a user can meet: each says what happened, where, and what to do now."""

from __future__ import annotations

from pathlib import Path


class WorkbenchError(Exception):
    """Base of all expected errors; faces print it without a traceback and exit with 2.

    ``file`` names the input, ``place`` the line, page, cell or setting in it, and
    ``remedy`` the next thing to do, as a whole sentence.
    """

    def __init__(
        self,
        message: str,
        *,
        file: str | Path | None = None,
        place: str | None = None,
        remedy: str | None = None,
    ) -> None:
        self.message = message
        self.file = str(file) if file is not None else None
        self.place = place
        self.remedy = remedy
        super().__init__(str(self))

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.file, self.place) if part)
        text = f"{where}: {self.message}" if where else self.message
        return f"{text.rstrip('.')}. {self.remedy}" if self.remedy else text


class SettingsError(WorkbenchError):
    """A setting has a value that cannot be used."""


class InputError(WorkbenchError):
    """Input that cannot be read or is not what the step needs."""


class DocumentError(InputError):
    """A document that cannot be read: not text, encrypted, damaged, empty, unsafe."""


class LanguageError(InputError):
    """A document that is not in the language the step needs."""


class TermBaseError(InputError):
    """A term base that cannot be read, with line and column where they are known."""


class ExchangeError(InputError):
    """A TMX, XLIFF, TSV or similar file that cannot be read."""


class ModelError(WorkbenchError):
    """A model folder that is missing, incomplete or of another kind."""


class OutputError(WorkbenchError):
    """A result that cannot be written."""
