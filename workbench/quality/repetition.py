"""The same word twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.quality.model import Finding

NAME = "repetition"

_TWICE = re.compile(r"\b([^\W\d_]+)(?:\s+\1\b)+", re.IGNORECASE)
# English has these: "the agreement that that State signed", "had had".
_GRAMMATICAL = frozenset({"that", "had"})


def check(source: str, target: str) -> Iterator[Finding]:
    """Find repeated words, but not where the source repeats one as well."""
    if _TWICE.search(source):
        return
    for match in _TWICE.finditer(target):
        if match[1].lower() not in _GRAMMATICAL and len(match[1]) > 1:
            message = f"{match[1]!r} is repeated"
            yield Finding(NAME, message, match.start(), match.end(), match[1])
