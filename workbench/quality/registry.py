"""All checks of a pair of sentences by name, and running them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from workbench.quality import (
    brackets,
    cyrillic,
    dates,
    length,
    numbers,
    punctuation,
    repetition,
    spacing,
    spelling,
    symbols,
    times,
    untranslated,
)
from workbench.quality.model import Check, Finding

CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        untranslated.NAME: untranslated.check,
        symbols.NAME: symbols.check,
        dates.NAME: dates.check,
        times.NAME: times.check,
        numbers.NAME: numbers.check,
        cyrillic.NAME: cyrillic.check,
        punctuation.NAME: punctuation.check,
        brackets.NAME: brackets.check,
        repetition.NAME: repetition.check,
        spacing.NAME: spacing.check,
        spelling.NAME: spelling.check,
        length.NAME: length.check,
    }
)


def run_checks(source: str, target: str, *, skip: Collection[str] = ()) -> list[Finding]:
    """Return the findings of all checks but those in ``skip``, by their place.

    An untranslated sentence has that one finding: the rest would only repeat it.
    """
    if untranslated.NAME not in skip and (found := list(untranslated.check(source, target))):
        return found
    found = [
        finding
        for name, check in CHECKS.items()
        if name not in skip
        for finding in check(source, target)
    ]
    return sorted(found, key=lambda finding: (finding.start, finding.end, finding.check))
