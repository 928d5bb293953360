"""A translation much shorter or longer than its source has lost or found something."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.quality.model import Finding

NAME = "length"

# Shorter sources vary too much: an abbreviation may become five words.
SHORTEST = 30
LOWEST, HIGHEST = 0.4, 2.5


def check(source: str, target: str) -> Iterator[Finding]:
    """Find targets outside LOWEST to HIGHEST times the source's characters."""
    wanted, found = len(source.strip()), len(target.strip())
    if wanted < SHORTEST or LOWEST * wanted <= found <= HIGHEST * wanted:
        return
    message = f"{found} characters for {wanted} in the source"
    yield Finding(NAME, message, 0, len(target))
