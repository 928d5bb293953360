"""Which occurrences are due in an English text, and which span there serves which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.terminology.model import TermMatch
from workbench.terminology.variants import Span, account, find_forbidden


def due(text: str, matches: Sequence[TermMatch]) -> list[TermMatch]:
    """Return ``matches`` and, after each, the binding ones inside it that ``text`` owes.

    A term that is only counted covers the binding terms inside it where its own English
    stands («охват цифровыми технологиями», digital inclusion). Where it does not, they are
    due as if the longer term were not known.
    """
    if not any(match.nested for match in matches):
        return list(matches)
    found: list[TermMatch] = []
    for match, span in settle(text, matches):
        found.append(replace(match, nested=()))
        found.extend(match.nested if span is None else ())
    return found


def settle(text: str, matches: Sequence[TermMatch]) -> list[tuple[TermMatch, Span | None]]:
    """Account for ``matches`` in ``text``, binding ones before those that are only counted.

    A soft term that shares its English with a hard one («КНДР» and the full name) must not
    take the only span from it. The order is that of ``matches``.
    """
    hard = [match for match in matches if match.entry.binding]
    held = iter([span for _, span in account(text, hard)])
    first = [next(held) if match.entry.binding else None for match in matches]
    taken = [span for span in first if span is not None]
    order = sorted(range(len(matches)), key=lambda i: (not matches[i].entry.binding, i))
    every = account(text, [matches[index] for index in order])
    for index, (match, span) in zip(order, every, strict=True):
        free = span and not any(_overlap(span, other) for other in taken)
        if span and free and not match.entry.binding:
            first[index] = span
            taken.append(span)
    return list(zip(matches, first, strict=True))


def is_right(text: str, matches: Sequence[TermMatch]) -> bool:
    """Whether ``text`` has every binding term of ``matches`` and no forbidden form for one."""
    held = all(span is not None or not m.entry.binding for m, span in settle(text, matches))
    return held and not find_forbidden(text, matches)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
