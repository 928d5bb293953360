"""Files that people give us, kept under names of our own."""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from workbench.errors import InputError
from workbench.files import replacing
from workbench.review.workspace import Workspace

FOLDER = "uploads"
SUFFIXES = (".txt", ".docx", ".pdf", ".html", ".htm")
"""The kinds of file that are taken; the content decides in the end (``read_document``)."""
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it comes from a person: its name is only a label, never a path."""

    name: str
    data: bytes

    @property
    def label(self) -> str:
        """The last part of the name without control characters, as it is shown."""
        base = self.name.replace("\\", "/").rsplit("/", 1)[-1]
        return "".join(c for c in base if c.isprintable()).strip()[:_LONGEST_NAME] or "document"

    @property
    def suffix(self) -> str:
        """The suffix in small letters where it is one that is taken, else empty."""
        found = PurePosixPath(self.label).suffix.lower()
        return found if found in SUFFIXES else ""


def store(workspace: Workspace, upload: Upload) -> str:
    """Keep a file and return its name in the folder of uploads (random, with its suffix).

    Raises InputError as :func:`require_usable` does.
    """
    require_usable(upload)
    name = secrets.token_hex(16) + upload.suffix
    with replacing(workspace.folder / FOLDER / name, binary=True) as stream:
        stream.write(upload.data)
    return name


def require_usable(upload: Upload) -> None:
    """Raise InputError for an empty file or one of a kind that is not taken."""
    if not upload.data.strip():
        raise InputError("is empty", file=upload.label, remedy="Choose a file that has text.")
    if not upload.suffix:
        raise InputError(
            "is of a kind that cannot be read",
            file=upload.label,
            remedy=f"Choose one of {', '.join(SUFFIXES)}.",
        )


def path_of(workspace: Workspace, name: str) -> Path:
    """The path of a kept file; ValueError for a name that :func:`store` never gives."""
    stem, _, suffix = name.partition(".")
    if len(stem) != 32 or not set(stem) <= set("0123456789abcdef") or f".{suffix}" not in SUFFIXES:
        raise ValueError(f"not the name of an upload: {name!r}")
    return workspace.folder / FOLDER / name


def remove(workspace: Workspace, *names: str) -> None:
    """Delete kept files; those that are gone already, and empty names, are passed over."""
    for name in filter(None, names):
        with suppress(OSError):
            path_of(workspace, name).unlink(missing_ok=True)
