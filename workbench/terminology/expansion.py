"""What one entry stands for besides its own words: its abbreviation, a number inside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from workbench.terminology.model import TermEntry
from workbench.terminology.tokens import NUMBER_SLOT, is_abbreviation

_BRACKETED = re.compile(r"(?P<full>\S.*?)\s*\((?P<short>[^()\s]+)\)")


def with_abbreviation(entry: TermEntry) -> tuple[TermEntry, ...]:
    """The entry itself, or, for «Полное название (АББР)», three of the same id.

    They stand for the full name with its abbreviation in brackets, the full name, and
    the abbreviation alone. English forms written the same way, ``Full Name (ABBR)``, are
    taken apart likewise; a form without brackets serves all three.
    """
    found = _BRACKETED.fullmatch(entry.source.strip())
    if not found or not is_abbreviation(found["short"]):
        return (entry,)
    parts = []
    for part in ("full", "short"):
        targets = _part(entry.targets, part)
        forbidden = tuple(form for form in _part(entry.forbidden, part) if form not in targets)
        parts.append(replace(entry, source=found[part], targets=targets, forbidden=forbidden))
    return (entry, *parts)


def fill_numbers(entry: TermEntry, numbers: Sequence[str]) -> TermEntry:
    """A copy of ``entry`` (same id) with the number slots ``#`` of all its forms filled.

    The numbers go into the slots from left to right; a form with fewer slots takes the
    first ones, and a slot without a number stays as it is.
    """

    def fill(form: str) -> str:
        for number in numbers:
            form = form.replace(NUMBER_SLOT, number, 1)
        return form

    return replace(
        entry,
        source=fill(entry.source),
        targets=tuple(map(fill, entry.targets)),
        forbidden=tuple(map(fill, entry.forbidden)),
    )


def merged(entries: Sequence[TermEntry]) -> TermEntry:
    """One entry for several that stand for the same words: any of their forms will do.

    It is the first of them with the targets of all, in order; a form stays forbidden where
    one of them forbids it and none admits it.
    """
    first = entries[0]
    if len(entries) == 1:
        return first
    targets = tuple(dict.fromkeys(form for entry in entries for form in entry.targets))
    forbidden = dict.fromkeys(form for entry in entries for form in entry.forbidden)
    return replace(
        first,
        targets=targets,
        forbidden=tuple(form for form in forbidden if form not in targets),
    )


def _part(forms: tuple[str, ...], part: str) -> tuple[str, ...]:
    taken = []
    for form in forms:
        found = _BRACKETED.fullmatch(form)
        bracketed = found is not None and is_abbreviation(found["short"])
        taken.append(found[part] if found is not None and bracketed else form)
    return tuple(dict.fromkeys(taken))
