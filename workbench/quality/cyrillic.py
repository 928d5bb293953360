"""Cyrillic letters left in the English text, among them those that look Latin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.quality.model import Finding

NAME = "cyrillic"

# Letters that a reader cannot tell apart, as in "А/RES/73/27" typed with a Russian А.
LOOK_ALIKES = str.maketrans("АВЕКМНОРСТУХаеорсух", "ABEKMHOPCTYXaeopcyx")
_RUN = re.compile(r"[\w-]*[Ѐ-ӿ][\w-]*(?:\s+[\w-]*[Ѐ-ӿ][\w-]*)*")
_CYRILLIC = re.compile("[Ѐ-ӿ]")


def check(source: str, target: str) -> Iterator[Finding]:
    """Find words with Cyrillic letters; the fix is for words where all look Latin."""
    for match in _RUN.finditer(target):
        latin = match[0].translate(LOOK_ALIKES)
        fixed = None if _CYRILLIC.search(latin) else latin
        message = f"Cyrillic letters in {match[0]!r}"
        yield Finding(NAME, message, match.start(), match.end(), fixed)
