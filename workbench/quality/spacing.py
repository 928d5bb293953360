"""Spaces: no two in a row, none before a comma, none at the edges, one after a comma."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.quality.model import Finding

NAME = "spacing"

_RULES = (
    (re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)"), "more than one space", " "),
    (re.compile(r"(?<=\w)[ \u00a0]+(?=[,;:.?!](?:\s|$))"), "a space before a mark", ""),
    (re.compile(r"(?<=[A-Za-z][,;])(?=[A-Za-z])"), "no space after a mark", " "),
    (re.compile(r"(?<=\()[ \u00a0]+|(?<=\S)[ \u00a0]+(?=\))"), "a space inside brackets", ""),
    (re.compile(r"^\s+(?=\S)|(?<=\S)\s+$"), "a space at the edge", ""),
)


def check(source: str, target: str) -> Iterator[Finding]:
    """Find superfluous and missing spaces; every finding has its fix."""
    for pattern, message, fix in _RULES:
        for match in pattern.finditer(target):
            yield Finding(NAME, message, match.start(), match.end(), fix)
