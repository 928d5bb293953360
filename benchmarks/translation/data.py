"""The evaluation sets beside the checkout."""

from __future__ import annotations

import sys
from pathlib import Path

EVAL = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "eval"
SETS = ("un-dev", "ict", "wmt21", "flores-dev")


def pairs(name: str) -> list[tuple[str, str]]:
    path = EVAL / f"{name}.tsv"
    if not path.is_file():
        sys.exit(f"needs {path}, which is not part of the repository")
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return [(row[0], row[1]) for row in rows if len(row) == 2]
