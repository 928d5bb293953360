"""A .docx archive is looked at before any library unpacks it.

Limits on the number of files, the unpacked size and the growth of each keep a "zip
bomb" from filling the memory; a DOCTYPE, which Office never writes, is refused, so
that no entity is ever expanded (Office Open XML, ECMA-376 part 2, forbids it).
"""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from pathlib import Path

from workbench.documents.limits import Limits
from workbench.errors import DocumentError

_RATIO_FROM = 1024 * 1024  # entries smaller than this may grow as they like
_CHUNK = 1024 * 1024
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_ENTITIES = tuple("<!ENTITY".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_ENCRYPTED_FLAG = 0x1


def check_archive(data: bytes, path: Path, limits: Limits) -> None:
    """Raise DocumentError where the archive is damaged, encrypted or beyond the limits."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > limits.entries:
                raise _unsafe(path, f"{len(entries):,} files; the limit is {limits.entries:,}")
            room = limits.expanded_bytes
            for entry in entries:
                if entry.flag_bits & _ENCRYPTED_FLAG:
                    raise DocumentError(
                        "is encrypted", file=path, remedy="Save it without the password."
                    )
                room -= _check_entry(archive, entry, room, path, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise DocumentError(
            f"is damaged: {error}",
            file=path,
            remedy="Open it in a word processor and save it again.",
        ) from error


def _check_entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int, path: Path, limits: Limits
) -> int:
    """Unpack one entry piecewise, as the sizes it declares may lie; return its size."""
    is_xml = entry.filename.lower().endswith((".xml", ".rels"))
    size, tail = 0, b""
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > room:
                raise _unsafe(path, f"more than {limits.expanded_bytes:,} bytes unpacked")
            if size > _RATIO_FROM and size > limits.ratio * max(entry.compress_size, 1):
                raise _unsafe(path, f"{entry.filename}, which grows {limits.ratio:g} times or more")
            if is_xml and any(mark in tail + chunk for mark in (*_DOCTYPES, *_ENTITIES)):
                raise DocumentError(
                    "contains a document type declaration, which a .docx file must not have",
                    file=path,
                    place=entry.filename,
                    remedy="Do not trust the file; have its sender save it again from Word.",
                )
            tail = chunk[-32:]
    return size


def _unsafe(path: Path, what: str) -> DocumentError:
    return DocumentError(
        f"is not safe to open: it contains {what}",
        file=path,
        remedy="Have its sender save it again, or raise the limit if you trust it.",
    )
