"""Is there a translation at all?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.quality.model import Finding

NAME = "untranslated"


def check(source: str, target: str) -> Iterator[Finding]:
    """Find a target that is empty, or the Russian source itself."""
    if not source.strip():
        return
    if not target.strip():
        yield Finding(NAME, "no translation", 0, len(target))
    elif source.split() == target.split() and re.search("[А-Яа-яЁё]", source):
        yield Finding(NAME, "the translation is the source text", 0, len(target))
