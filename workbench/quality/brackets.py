"""Brackets and quotation marks come in pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.quality.model import Finding

NAME = "brackets"

_PAIRS = {"(": ")", "[": "]", "{": "}", "“": "”", "«": "»"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
# "a)", "12)": the mark of a list item closes nothing.
_LIST_MARK = re.compile(r"(?:^|(?<=[\s;,:]))(?:[a-z]{1,4}|\d{1,3})\)", re.IGNORECASE)


def check(source: str, target: str) -> Iterator[Finding]:
    """Find brackets and typographic quotes without a partner, and an odd straight quote."""
    if source.count("(") != source.count(")") and target.count("(") != target.count(")"):
        return  # a bracket may open in one sentence and close in the next
    marks = {match.end() - 1 for match in _LIST_MARK.finditer(target)}
    opened: list[int] = []
    for at, sign in enumerate(target):
        if sign in _PAIRS:
            opened.append(at)
        elif sign in _CLOSING:
            if opened and target[opened[-1]] == _CLOSING[sign]:
                opened.pop()
            elif at not in marks:
                yield Finding(NAME, f"{sign} closes nothing", at, at + 1)
    for at in opened:
        yield Finding(NAME, f"{target[at]} is not closed", at, at + 1)
    if target.count('"') % 2 and not source.count('"') % 2:
        at = target.rindex('"')
        yield Finding(NAME, 'an odd number of " marks', at, at + 1)
