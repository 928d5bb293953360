"""Opening a file: does it exist, may it be read, how large, and of which kind is it?"""

from __future__ import annotations

import re
import zipfile
from enum import StrEnum
from io import BytesIO
from pathlib import Path

from workbench.documents.limits import Limits
from workbench.errors import DocumentError


class FileKind(StrEnum):
    """The kinds of file that are read."""

    TEXT = "text"
    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"


SUFFIXES = {
    ".txt": FileKind.TEXT,
    ".text": FileKind.TEXT,
    ".md": FileKind.TEXT,
    ".docx": FileKind.DOCX,
    ".docm": FileKind.DOCX,
    ".pdf": FileKind.PDF,
    ".html": FileKind.HTML,
    ".htm": FileKind.HTML,
    ".xhtml": FileKind.HTML,
}
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
_COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHER = (
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
)
_PARTS = {
    "xl/": "an Excel workbook",
    "ppt/": "a PowerPoint presentation",
    "content.xml": "an OpenDocument file",
    "mimetype": "an OpenDocument or EPUB file",
}


def read_bytes(path: Path, limits: Limits) -> bytes:
    """Return the file's bytes; raise DocumentError where it cannot or must not be read."""
    try:
        if path.is_dir():
            raise DocumentError(
                "is a folder",
                file=path,
                remedy="Give one file; for a folder use the batch command.",
            )
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise DocumentError(
                f"has {size:,} bytes; the limit is {limits.file_bytes:,}",
                file=path,
                remedy="Split the file, or raise the limit file_bytes.",
            )
        data = path.read_bytes() if path.is_file() else b""
    except FileNotFoundError:
        raise DocumentError(
            "does not exist", file=path, remedy="Check the spelling of the name and the folder."
        ) from None
    except OSError as error:
        raise DocumentError(
            f"cannot be read ({error.strerror or error})",
            file=path,
            remedy="Ask for the right to read it, or copy it to a folder of your own.",
        ) from error
    if not data.strip():
        raise DocumentError("is empty", file=path, remedy="Give a file that has text.")
    return data


def kind_of_file(data: bytes, path: Path) -> FileKind:
    """Tell the kind of file by its content; the name decides only among kinds of text.

    Raises DocumentError, naming the kind, for files of kinds that are not read.
    """
    if b"%PDF-" in data[:1024]:
        return FileKind.PDF
    if data.startswith(b"PK\x03\x04"):
        return _archive_kind(data, path)
    if data.startswith(_COMPOUND_FILE):
        raise _compound_file(data, path)
    for start, name in _OTHER:
        if data.startswith(start):
            raise _other_kind(name, path)
    if _HTML.match(data[:4096].removeprefix(b"\xef\xbb\xbf")):
        return FileKind.HTML
    if SUFFIXES.get(path.suffix.lower()) is FileKind.HTML:
        return FileKind.HTML
    return FileKind.TEXT


def disagreement(path: Path, kind: FileKind) -> str | None:
    """A warning where the name promises another kind than the content has."""
    promised = SUFFIXES.get(path.suffix.lower())
    if promised is None or promised is kind:
        return None
    return f"the name ends in {path.suffix}, but the content is {kind.value}; read as {kind.value}"


def _archive_kind(data: bytes, path: Path) -> FileKind:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile as error:
        raise DocumentError(
            "is damaged: its archive cannot be opened",
            file=path,
            remedy="Open it in a word processor and save it again as .docx.",
        ) from error
    if "[Content_Types].xml" in names and any(name.startswith("word/") for name in names):
        return FileKind.DOCX
    for part, name in _PARTS.items():
        if any(entry.startswith(part) for entry in names):
            raise _other_kind(name, path)
    raise _other_kind("a ZIP archive", path)


def _compound_file(data: bytes, path: Path) -> DocumentError:
    if _ENCRYPTED in data:
        return DocumentError(
            "is protected by a password",
            file=path,
            remedy="Open it in a word processor and save it without the password.",
        )
    return DocumentError(
        "is in the old binary Office format (.doc)",
        file=path,
        remedy="Open it in a word processor and save it as .docx.",
    )


def _other_kind(name: str, path: Path) -> DocumentError:
    return DocumentError(
        f"is {name}, not a document that can be read",
        file=path,
        remedy="Save the text as .docx, .pdf with a text layer, .html or .txt.",
    )
