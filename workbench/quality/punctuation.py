"""The mark that ends the sentence must be the same on both sides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.quality.model import Finding

NAME = "punctuation"

_MARKS = ".?!:;…"
_CLOSERS = "\"'»”’)]"


def check(source: str, target: str) -> Iterator[Finding]:
    """Find an end mark that differs; closing quotes and brackets do not count."""
    wanted, found = _end_mark(source), _end_mark(target)
    if wanted == found or not target.strip():
        return
    end = len(target.rstrip())
    if found and target[end - 1] in _MARKS:
        start = end - len(found)
        if not wanted:
            yield Finding(NAME, f"ends with {found!r}, the source with none", start, end, "")
        else:
            message = f"ends with {found!r}, the source with {wanted!r}"
            yield Finding(NAME, message, start, end, wanted)
    elif wanted:
        fixed = wanted if not found else None  # inside quotes only a person can place it
        yield Finding(NAME, f"does not end with {wanted!r} as the source does", end, end, fixed)


def _end_mark(text: str) -> str:
    """The last mark, three full stops being an ellipsis; "" where there is none."""
    bare = text.rstrip().rstrip(_CLOSERS).rstrip()
    marks = re.search(rf"[{_MARKS}]*$", bare)
    mark = (marks[0] if marks else "").replace("...", "…")
    if not mark and text.rstrip()[-1:] in _MARKS:
        return text.rstrip()[-1]
    return mark
