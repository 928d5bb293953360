"""Reads the parallel text that the figures are measured on."""

from __future__ import annotations

import lzma
import sys
from pathlib import Path

SHARED = Path(__file__).resolve().parents[3] / "shared"


def pairs(name: str) -> list[tuple[str, str]]:
    """The (Russian, English) pairs of a file of ../shared/corpus, white space cleaned."""
    path = SHARED / "corpus" / f"{name}.tsv.xz"
    if not path.is_file():
        sys.exit(f"needs {path}, which is not part of the repository")
    found = []
    with lzma.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            # U+2010 and U+2011 are the ordinary hyphen, typeset otherwise.
            line = line.replace("\u2010", "-").replace("\u2011", "-")
            russian, english = line.rstrip("\n").split("\t")[:2]
            found.append((" ".join(russian.split()), " ".join(english.split())))
    return found
