"""Which English forms satisfy a term, where they stand, and which are forbidden there.

Counting follows the WMT26 terminology task: on word boundaries, every occurrence in the
Russian needs an English span of its own, and a term inside a longer term is not counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from workbench.terminology.english import has_plural_head, other_number
from workbench.terminology.model import Policy, TermEntry, TermMatch
from workbench.terminology.tokens import fold, is_abbreviation

Span = tuple[int, int]
"""Start and end in the English text, as in ``text[start:end]``."""

_NOUNS = frozenset({"", "noun", "noun phrase", "countable noun"})
_NAMES = frozenset({"proper name", "proper noun", "propernoun", "name"})
_TO_SPACE = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212")
_TO_APOSTROPHE = frozenset("'\u2018\u2019\u02bc\u2032`\u00b4")
_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


def english_forms(entry: TermEntry, *, plural: bool | None = None) -> tuple[str, ...]:
    """All English forms that satisfy ``entry``, the most fitting first.

    The given targets come in their order, then their other number (nouns only, head
    only), then the possessives. Where ``plural`` is known, forms of that number precede
    the others; none is excluded, since number may rightly differ between the languages.
    A number that the entry forbids is not made («general debates»).
    Verbs, adjectives and set phrases have the forms that the entry gives, no others; a
    do-not-translate entry too.
    """
    part = entry.part_of_speech.casefold()
    return _forms(entry.targets, part, entry.policy, plural, entry.forbidden)


def forbidden_forms(entry: TermEntry) -> tuple[str, ...]:
    """The forbidden forms in both numbers, without those that the entry also admits.

    They may differ from admissible ones by a hyphen alone («Secretary General»).
    """
    part = entry.part_of_speech.casefold()
    admitted = {_spelling(form) for form in english_forms(entry)}
    forms = _forms(entry.forbidden, part, entry.policy)
    return tuple(form for form in forms if _spelling(form) not in admitted)


def find_forms(text: str, forms: Iterable[str]) -> list[Span]:
    """Disjoint occurrences of any of ``forms`` in ``text``, the longest taken first.

    On word boundaries; capitals do not count except in abbreviations; hyphens count as
    spaces, and kinds of apostrophes, hyphens and spaces as one. The result is in order.
    """
    taken: list[Span] = []
    for span in sorted(_occurrences(text, forms), key=_longest_first):
        if not any(_overlap(span, other) for other in taken):
            taken.append(span)
    return sorted(taken)


def account(text: str, matches: Sequence[TermMatch]) -> list[tuple[TermMatch, Span | None]]:
    """For each match, in its order, the English span that satisfies it, or None.

    As many matches as possible are satisfied, each by a span of its own, and longer spans
    are given out first: one span never serves two matches, nor do overlapping ones.
    """
    candidates = [sorted(_admissible(text, match.entry), key=_longest_first) for match in matches]
    assigned: dict[int, Span] = {}
    order = sorted(
        ((span, number) for number, spans in enumerate(candidates) for span in spans),
        key=lambda pair: (_longest_first(pair[0]), pair[1]),
    )
    for span, number in order:
        if number not in assigned and not _holders(span, assigned):
            assigned[number] = span
    for number in range(len(matches)):
        if number not in assigned:
            _augment(number, candidates, assigned, set())
    return [(match, assigned.get(number)) for number, match in enumerate(matches)]


def find_forbidden(text: str, matches: Sequence[TermMatch]) -> list[tuple[TermMatch, Span]]:
    """Forbidden forms in ``text``, each with the match that it wrongly stands for.

    A forbidden form counts only where no admissible form is left for the same occurrence,
    not inside a longer admissible form, and not where it rightly stands for another term.
    """
    accounted = account(text, matches)
    if all(span is not None or not match.entry.forbidden for match, span in accounted):
        return []
    allowed = [span for _, span in accounted if span is not None]
    for match in matches:
        allowed.extend(_admissible(text, match.entry))
    found: list[tuple[TermMatch, Span]] = []
    taken: list[Span] = []
    for match, satisfied in accounted:
        if satisfied is not None:
            continue
        for span in sorted(_forbidden(text, match.entry), key=_longest_first):
            inside = any(start <= span[0] and span[1] <= end for start, end in allowed)
            if not inside and not any(_overlap(span, other) for other in taken):
                taken.append(span)
                found.append((match, span))
                break
    return found


@lru_cache(maxsize=65_536)
def _forms(
    given: tuple[str, ...],
    part: str,
    policy: Policy,
    plural: bool | None = None,
    unwanted: tuple[str, ...] = (),
) -> tuple[str, ...]:
    """``given`` with what can be made of it; nothing made is as the ``unwanted`` are spelled."""
    if not given or policy is Policy.DO_NOT_TRANSLATE or part not in _NOUNS | _NAMES:
        return given
    banned = {_spelling(form) for form in unwanted}
    forms = list(given)
    if part in _NOUNS:
        made = (other for form in given for other in other_number(form))
        forms.extend(form for form in made if _spelling(form) not in banned)
        if plural is not None:
            forms.sort(key=lambda form: has_plural_head(form) is not plural)
    forms.extend(f"{form}'" if form.endswith("s") else f"{form}'s" for form in tuple(forms))
    return tuple(dict.fromkeys(forms))


def _admissible(text: str, entry: TermEntry) -> set[Span]:
    """Where an admissible form stands, but not in a spelling that the entry forbids."""
    spans = _occurrences(text, english_forms(entry))
    if not entry.forbidden:
        return spans
    banned = {_spelling(form) for form in forbidden_forms(entry)}
    return {span for span in spans if _spelling(text[slice(*span)]) not in banned}


def _forbidden(text: str, entry: TermEntry) -> set[Span]:
    """Where a forbidden form stands, but not in a spelling that the entry admits."""
    return _occurrences(text, forbidden_forms(entry)) - _admissible(text, entry)


def _augment(
    number: int, candidates: list[list[Span]], assigned: dict[int, Span], visited: set[Span]
) -> bool:
    """Satisfy one more match by moving another to a span of its own (Kuhn's algorithm)."""
    for span in candidates[number]:
        if span in visited:
            continue
        visited.add(span)
        holders = _holders(span, assigned)
        if len(holders) > 1:
            continue
        previous = {holder: assigned.pop(holder) for holder in holders}
        assigned[number] = span
        if all(_augment(holder, candidates, assigned, visited) for holder in holders):
            return True
        del assigned[number]
        assigned.update(previous)
    return False


def _holders(span: Span, assigned: dict[int, Span]) -> list[int]:
    return [number for number, other in assigned.items() if _overlap(span, other)]


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _longest_first(span: Span) -> tuple[int, int]:
    return span[0] - span[1], span[0]


def _occurrences(text: str, forms: Iterable[str]) -> set[Span]:
    """Every span of every form, overlapping ones too."""
    cased, lowered, offsets = _fold_text(text)
    spans: set[Span] = set()
    for form in forms:
        wanted = _fold_form(form)
        at = lowered.find(wanted) if wanted else -1
        while at >= 0:
            end = at + len(wanted)
            if _bounded(lowered, at, end) and _same_case(form, cased[at:end]):
                spans.add((offsets[at], offsets[end - 1] + 1))
            at = lowered.find(wanted, at + 1)
    return spans


def _bounded(text: str, start: int, end: int) -> bool:
    left = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
    right = end == len(text) or not (text[end].isalnum() and text[end - 1].isalnum())
    return left and right


def _same_case(form: str, found: str) -> bool:
    """Whether the abbreviations of a form stand as written, or in capitals altogether."""
    if not is_abbreviation(form):
        return True
    words = zip(_fold_text(form)[0].strip().split(" "), found.split(" "), strict=True)
    return all(word in (own, own.upper()) if is_abbreviation(own) else True for own, word in words)


def _fold_form(form: str) -> str:
    return _fold_text(form)[1].strip()


@lru_cache(maxsize=65_536)
def _spelling(form: str) -> str:
    """A form with its hyphens, without capitals and kinds of apostrophe and space."""
    return fold(form).lower()


@lru_cache(maxsize=8_192)
def _fold_text(text: str) -> tuple[str, str, tuple[int, ...]]:
    """A text with one kind of hyphen, space and apostrophe: as written, in lower case,
    and the place of each character in the original.
    """
    characters: list[str] = []
    offsets: list[int] = []
    for place, character in enumerate(text):
        if character in _DROPPED:
            continue
        folded = character
        if character in _TO_SPACE or character.isspace():
            folded = " "
            if characters and characters[-1] == " ":
                continue
        elif character in _TO_APOSTROPHE:
            folded = "'"
        characters.append(folded)
        offsets.append(place)
    cased = "".join(characters)
    lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in characters)
    return cased, lowered, tuple(offsets)
