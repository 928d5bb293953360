"""Cutting a text that is too long for the model where it hurts least."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

# Best place first; each is tried before the next within the middle of the text.
_PLACES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<=[.!?…])\s+",
        r"(?<=;)\s+",
        r"(?<=:)\s+",
        r"\s+(?=[—–-]\s)",
        r"(?<=,)\s+(?=(?:и|а|но|или|что|котор\w+|если|когда|где|поскольку|чтобы)\b)",
        r"(?<=,)\s+",
        r"\s+(?=и\s)",
        r"\s+",
    )
)
_MIDDLE = 0.2, 0.8
# "The States" and "States and" lose the capital inside a sentence, "Member States" keeps it.
_OPENER = re.compile(
    r"(?:The|An?|In|Of|And|To|For|With|On|By|Or|As|At|From|That|Which|Its?|Their|This|These)\b"
    r"|[A-Z][a-z]+\b(?!\s+[A-Z])"
)


def split_to_fit(text: str, size: Callable[[str], int], limit: int) -> list[tuple[int, int]]:
    """Return spans of ``text`` whose ``size`` is at most ``limit``, in order.

    The spans leave out the white space between them and nothing else. A cut goes to
    the strongest boundary near the middle: sentence end, semicolon, colon, dash,
    comma before a conjunction, comma, any space; a run of letters without a space is
    cut anywhere rather than left too long.
    """
    spans: list[tuple[int, int]] = []
    stack = [(0, len(text))]
    while stack:
        start, end = stack.pop()
        if size(text[start:end]) <= limit or end - start <= 1:
            spans.append((start, end))
            continue
        left, right = _cut(text, start, end)
        stack += [(right, end), (start, left)]
    return spans


def _cut(text: str, start: int, end: int) -> tuple[int, int]:
    low = start + int((end - start) * _MIDDLE[0])
    high = start + int((end - start) * _MIDDLE[1])
    middle = (start + end) // 2
    for window in ((low, high), (start + 1, end - 1)):
        for pattern in _PLACES:
            cuts = [
                match
                for match in pattern.finditer(text, start, end)
                if window[0] <= match.start() and match.end() <= window[1]
            ]
            if cuts:
                best = min(cuts, key=lambda match: abs(match.start() - middle))
                return best.start(), best.end()
    return middle, middle


def rejoin(sources: Sequence[str], drafts: Sequence[str]) -> tuple[str, list[int]]:
    """Put the drafts of clauses together; return the text and where each draft begins in it.

    A full stop that a clause's draft has and its source has not goes; a capital that
    opens a clause which begins small in the source becomes small, but for a name of
    two capitals ("Member States").
    """
    text = ""
    starts = []
    for index, (source, draft) in enumerate(zip(sources, drafts, strict=True)):
        part = draft
        if index + 1 < len(drafts) and part.endswith(".") and not source.endswith("."):
            part = part[:-1]
        if index and source[:1].islower() and _OPENER.match(part):
            part = part[0].lower() + part[1:]
        if text and part:
            text += " "
        starts.append(len(text))
        text += part
    return text, starts
