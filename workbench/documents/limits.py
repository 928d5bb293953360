"""How much of a file the readers accept: the settings that keep a hostile file from harm."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Upper bounds of one document; what is above is refused with a DocumentError.

    ``file_bytes``: size of the file. ``pages``: pages of a PDF. ``entries``: files in
    a .docx archive. ``expanded_bytes``: the archive's size unpacked. ``ratio``: how
    many times one entry may grow (Word's own files stay below about 30; a bomb is
    above 1,000). ``characters``: length of the text read.
    """

    file_bytes: int = 100 * 1024 * 1024
    pages: int = 5_000
    entries: int = 5_000
    expanded_bytes: int = 400 * 1024 * 1024
    ratio: float = 200.0
    characters: int = 20_000_000


DEFAULT_LIMITS = Limits()
