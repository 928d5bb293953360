"""Which entries of a term base occur in a Russian sentence.

By sets of lemmas (all readings of pymorphy3), agreement of the words that inflect, and the
leftmost longest match, as the WMT26 terminology task counts it: every occurrence once, a
term inside a longer term not at all. Nothing is skipped between the words of a term.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from workbench.terminology.base import TermBase
from workbench.terminology.expansion import fill_numbers, merged, with_abbreviation
from workbench.terminology.index import KEY_BITS, ROOT, TermIndex, joint_key
from workbench.terminology.model import TermEntry, TermMatch
from workbench.terminology.morphology import (
    ANY,
    GENITIVE_PLURAL,
    GENITIVE_SINGULAR,
    NOMINATIVE_PLURAL,
    PLURAL,
    SHORT,
    cases,
    number,
)
from workbench.terminology.noun_phrase import FIXED
from workbench.terminology.pattern import word_keys
from workbench.terminology.tokens import (
    NUMBER_SLOT,
    SPACE,
    Token,
    fold,
    is_abbreviation,
    is_number,
    tokenize,
)

_FORMS_KEPT = 200_000
_EDGES = '"«»„“”()[]'
_PAUCALS = frozenset(
    ("два", "две", "двое", "три", "трое", "четыре", "четверо", "оба", "обе", "полтора", "полторы")
)
_PAUCAL_PLURAL = NOMINATIVE_PLURAL | GENITIVE_PLURAL

_Keys = tuple[tuple[int, int], ...]


class _Found(NamedTuple):
    """An accepted end in the trie, before it becomes a TermMatch.

    ``rank`` decides between entries for the same words: more capitals, then hard ones.
    ``entries`` are (entry number, part) of equal rank.
    """

    end: int
    rank: tuple[int, bool]
    entries: tuple[tuple[int, int], ...]
    plural: bool | None


class Matcher:
    """Finds the occurrences of a term base's entries; one instance serves one thread.

    Building takes about 0.1 ms an entry; :func:`.cache.load_matcher` keeps the result of
    a big term base on disk.
    """

    def __init__(self, term_base: TermBase, *, index: TermIndex | None = None) -> None:
        self.term_base = term_base
        self.index = TermIndex.build(term_base.entries) if index is None else index
        self._forms: dict[str, _Keys] = {}
        self._slot = self.index.keys.get(NUMBER_SLOT)
        self._inner = {edge >> KEY_BITS for edge in self.index.edges}

    @property
    def silent(self) -> tuple[TermEntry, ...]:
        """The entries that can never match, since they hold no letter to look for."""
        return tuple(self.term_base.entries[number] for number in self.index.silent)

    def match(self, text: str) -> list[TermMatch]:
        """All occurrences in ``text``, from left to right, without overlaps.

        An entry whose source has a number slot comes back as a copy of the same id with
        the number of this place filled in (see :func:`.expansion.fill_numbers`). Where
        several entries stand for the same words, the first comes back with the forms of
        all of them admitted (see :func:`.expansion.merged`). A term that is only counted
        does not hide binding ones: it holds those inside it as ``nested``.
        """
        tokens = tokenize(text)
        keys = [self._keys(token.form) for token in tokens]
        matches = []
        for at, found in self._walk(tokens, keys, 0, len(tokens)):
            match = self._term_match(text, tokens, at, found)
            if not match.entry.binding and found.end - at > 1:
                inner = self._walk(tokens, keys, at, found.end, binding=True)
                nested = tuple(self._term_match(text, tokens, *place) for place in inner)
                match = replace(match, nested=nested) if nested else match
            matches.append(match)
        return matches

    def _walk(
        self, tokens: list[Token], keys: list[_Keys], at: int, end: int, *, binding: bool = False
    ) -> Iterator[tuple[int, _Found]]:
        """Yield the leftmost longest finds between two tokens, each with where it begins."""
        while at < end:
            found = self._longest(tokens, keys, at, end, binding=binding) if keys[at] else None
            if found is None:
                at += 1
                continue
            yield at, found
            at = found.end

    def _keys(self, form: str) -> _Keys:
        """The numbered keys of a word form that occur in this term base, kept by form."""
        known = self._forms.get(form)
        if known is None:
            numbers = self.index.keys
            known = tuple((numbers[key], mask) for key, mask in word_keys(form) if key in numbers)
            if len(self._forms) >= _FORMS_KEPT:
                self._forms.clear()
            self._forms[form] = known
        return known

    def _longest(
        self, tokens: list[Token], keys: list[_Keys], at: int, end: int, *, binding: bool
    ) -> _Found | None:
        if tokens[at].glued:
            return None
        edges, ends = self.index.edges, self.index.ends
        best: _Found | None = None
        states: list[tuple[int, int, tuple[int, ...]]] = [(ROOT, at, ())]
        while states:
            node, here, masks = states.pop()
            for key, mask in keys[here]:
                child = edges.get(node << KEY_BITS | key)
                if child is None:
                    continue
                path = (*masks, mask)
                if child in ends and not _cut(tokens, here):
                    best = self._better(best, child, tokens, at, here + 1, path, binding)
                following = self._step(child, tokens, here + 1) if here + 1 < end else None
                if following is not None:
                    states.append((following, here + 1, path))
        return best

    def _step(self, node: int, tokens: list[Token], here: int) -> int | None:
        """The node after the separator before ``here``; None where no entry goes on."""
        if here >= len(tokens) or node not in self._inner:
            return None
        joint = tokens[here].joint
        if joint == SPACE:
            return node
        key = self.index.keys.get(joint_key(joint))
        return None if key is None else self.index.edges.get(node << KEY_BITS | key)

    def _better(
        self,
        best: _Found | None,
        node: int,
        tokens: list[Token],
        at: int,
        end: int,
        masks: tuple[int, ...],
        binding: bool,
    ) -> _Found | None:
        if best is not None and best.end > end:
            return best
        before = tokens[at - 1] if at and _is_paucal(tokens[at - 1]) else None
        for number_, part, shape in self.index.ends[node]:
            steps, plural_only = self.index.shapes[shape]
            agreed = _agree(steps, masks, paucal=before is not None)
            if agreed is None or (plural_only and not agreed & PLURAL):
                continue
            if not _capitals(steps, tokens, at):
                continue
            hard = self.term_base.entries[number_].binding
            if binding and not hard:
                continue
            rank = (sum(capital for _, capital in steps), hard)
            found = _Found(end, rank, ((number_, part),), _plural(agreed, before))
            if best is None or (end, rank) > (best.end, best.rank):
                best = found
            elif (end, rank) == (best.end, best.rank):
                best = best._replace(entries=tuple(sorted({*best.entries, (number_, part)})))
        return best

    def _term_match(self, text: str, tokens: list[Token], at: int, found: _Found) -> TermMatch:
        entries = [
            with_abbreviation(self.term_base.entries[number_])[part]
            if part
            else self.term_base.entries[number_]
            for number_, part in found.entries
        ]
        entry = merged(entries)
        if NUMBER_SLOT in entry.source:
            numbers = [token.form for token in tokens[at : found.end] if is_number(token.form)]
            entry = fill_numbers(entry, numbers)
        start, end = _with_edges(entry.source, text, tokens[at].start, tokens[found.end - 1].end)
        return TermMatch(entry, start, end, text[start:end], found.plural)


def _with_edges(source: str, text: str, start: int, end: int) -> tuple[int, int]:
    """The span of a match with the quotation marks or brackets its term begins or ends with."""
    before = source[: len(source) - len(source.lstrip(_EDGES))]
    after = source[len(source.rstrip(_EDGES)) :]
    if before and fold(text[max(0, start - len(before)) : start]) == fold(before):
        start -= len(before)
    if after and fold(text[end : end + len(after)]) == fold(after):
        end += len(after)
    return start, end


def _cut(tokens: list[Token], here: int) -> bool:
    """Whether the word at ``here`` goes on after a hyphen or the like, so that no term ends.

    An abbreviation may: «ИКТ-инфраструктура» is an occurrence of «ИКТ», but «МСЭ-Т» and
    «ООН-Хабитат», with a capital, are other names.
    """
    if here + 1 >= len(tokens) or not tokens[here + 1].glued:
        return False
    following = tokens[here + 1]
    compound = following.joint == "-" and following.form.islower() and len(following.form) > 2
    return not (compound and is_abbreviation(tokens[here].form))


def _agree(
    steps: tuple[tuple[int, bool], ...], masks: tuple[int, ...], *, paucal: bool
) -> int | None:
    """The mask that all words of the first group share; None where the words disagree."""
    groups: dict[int, int] = {}
    for (group, _), mask in zip(steps, masks, strict=True):
        if group == FIXED:
            continue
        if paucal and mask & GENITIVE_SINGULAR:
            # After 2, 3 and 4: «три новых государства» has a singular noun, plural adjective.
            mask |= _PAUCAL_PLURAL
        groups[group] = groups.get(group, ANY | SHORT) & mask
        if not groups[group]:
            return None
    if len(groups) > 1:
        shared = cases(ANY)
        for mask in groups.values():
            shared &= shared if mask & SHORT else cases(mask)
        if not shared:
            return None
    return next(iter(groups.values()), ANY)


def _capitals(steps: tuple[tuple[int, bool], ...], tokens: list[Token], at: int) -> bool:
    return all(
        not capital or tokens[at + offset].form[0].isupper()
        for offset, (_, capital) in enumerate(steps)
    )


def _plural(mask: int, before: Token | None) -> bool | None:
    """The number of an occurrence, or None: after «2» a genitive may be either."""
    if mask >= ANY:
        return None
    if before is not None and mask & GENITIVE_PLURAL and mask & GENITIVE_SINGULAR:
        return None if is_number(before.form) else True
    return number(mask)


def _is_paucal(token: Token) -> bool:
    """Whether a word is a number that takes a noun in the genitive singular."""
    form = token.form.lower()
    if not is_number(form):
        return form in _PAUCALS
    return form[-1] in "234" and form[-2:-1] != "1"
