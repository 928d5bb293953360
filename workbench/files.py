"""Writing files so that a reader never meets a half-written one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from workbench.errors import OutputError


@contextmanager
def replacing(path: Path, *, binary: bool = False) -> Iterator[IO[Any]]:
    """Open a temporary file beside ``path`` and rename it to ``path`` on success.

    On any exception (Ctrl+C included) the temporary file goes and ``path`` keeps
    what it had. Raises OutputError where the folder cannot be written.
    """
    path = Path(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Part of the name only: a name may be as long as the file system allows.
        handle, name = tempfile.mkstemp(
            prefix=f".{path.name[:24]}.", suffix=".part", dir=path.parent
        )
    except OSError as error:
        raise unwritable(path, error) from error
    temporary = Path(name)
    try:
        mode = {"mode": "wb"} if binary else {"mode": "w", "encoding": "utf-8", "newline": "\n"}
        with os.fdopen(handle, **mode) as stream:  # type: ignore[call-overload]
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write ``text`` as UTF-8 to ``path`` in one step (see :func:`replacing`)."""
    with replacing(path) as stream:
        stream.write(text)


def user_cache(name: str) -> Path:
    """Return the folder ``name`` in the user's cache of this product (not made yet)."""
    from platformdirs import user_cache_path

    return user_cache_path("workbench", appauthor=False) / name


def unwritable(path: Path, error: OSError) -> OutputError:
    """The error for a result that the system does not let us write."""
    return OutputError(
        f"cannot be written ({error.strerror or error})",
        file=path,
        remedy="Choose another output folder with -o, or free space and rights there.",
    )


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
