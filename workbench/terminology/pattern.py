"""How a Russian term is looked for: which of its words inflect, and which stay as they are.

In «специальный комитет экспертов открытого состава» the head «комитет» and its agreeing
adjective inflect, the genitives do not: looking for them by their exact form is both
faster and free of most false hits. Rules, in the order in which they are tried:

1. abbreviations stand as written, capitals included;
2. a phrase that opens with a verb inflects that verb alone: an infinitive in all forms, a
   finite form or a gerund within its kind («приветствуя» is not «приветствовал»);
3. a noun phrase inflects its first nominative noun, the adjectives and participles that
   agree with it, the parts of a hyphenated noun, and nouns joined to it by «и» or «или»;
4. a phrase of adjectives alone inflects them all;
5. anything else («по пункту повестки дня») stands as written.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from workbench.terminology.morphology import (
    ANY,
    GENITIVE,
    NOMINATIVE,
    PLURAL,
    Analysis,
    analyse,
)
from workbench.terminology.tokens import NUMBER_SLOT, SPACE, Token, is_abbreviation, tokenize

FIXED = -1
_CONJUNCTIONS = frozenset({"и", "или"})
_VERB_CLASSES = ("V:", "F:", "G:")
_MAX_READINGS = 3
_MAX_PATTERNS = 12


@dataclass(frozen=True, slots=True)
class Step:
    """One word of a pattern.

    ``key`` is ``=ИКТ`` (as written), ``f:наций`` (this form, any capitals), ``#`` (a
    number) or a lexeme key of :mod:`.morphology`. Words of one ``group`` agree in case,
    number and gender, groups among each other in case; FIXED words agree with nothing.
    """

    joint: str
    key: str
    group: int
    capital: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """A sequence of steps; ``plural_only`` where a lone plural noun stands for the plural."""

    steps: tuple[Step, ...]
    plural_only: bool = False


@dataclass(frozen=True, slots=True)
class _Slot:
    """The choices for one word: (key, group), one or more."""

    choices: tuple[tuple[str, int], ...]


def compile_source(source: str, part_of_speech: str = "") -> list[Pattern]:
    """The patterns of a Russian term; none where it has no word to look for."""
    tokens = tokenize(source)
    if not any(character.isalpha() for token in tokens for character in token.form):
        return []
    slots = _slots(tokens, part_of_speech.casefold())
    capitals = [token.form[0].isupper() for token in tokens]
    plural_only = len(tokens) == 1 and _is_plural_only(tokens[0].form.lower(), slots[0])
    patterns = []
    for choice in list(product(*(slot.choices for slot in slots)))[:_MAX_PATTERNS]:
        steps = tuple(
            Step(token.joint if index else SPACE, key, group, capital)
            for index, (token, (key, group), capital) in enumerate(
                zip(tokens, choice, capitals, strict=True)
            )
        )
        patterns.append(Pattern(steps, plural_only))
    return patterns


def word_keys(form: str) -> Analysis:
    """Everything a word of a text may be looked for by, with its agreement mask."""
    lowered = form.lower()
    keys: list[tuple[str, int]] = [("f:" + lowered, ANY)]
    if form[0].isdigit():
        keys.append((NUMBER_SLOT, ANY))
    if is_abbreviation(form):
        keys.append(("=" + form, ANY))
    keys.extend(analyse(lowered))
    return tuple(keys)


def _slots(tokens: list[Token], hint: str) -> list[_Slot]:
    readings = [() if _is_fixed(token) else analyse(token.form.lower()) for token in tokens]
    slots = [_Slot(((_fixed_key(token), FIXED),)) for token in tokens]
    verb = _verb(readings, hint)
    if verb is not None:
        index, key = verb
        slots[index] = _Slot(((key, 0),))
        return slots
    _NounPhrase(tokens, readings, slots).inflect()
    return slots


def _is_fixed(token: Token) -> bool:
    return token.form == NUMBER_SLOT or token.form[0].isdigit() or is_abbreviation(token.form)


def _fixed_key(token: Token) -> str:
    if token.form == NUMBER_SLOT:
        return NUMBER_SLOT
    return "=" + token.form if is_abbreviation(token.form) else "f:" + token.form.lower()


def _verb(readings: list[Analysis], hint: str) -> tuple[int, str] | None:
    """The verb that opens a phrase, with its key; none where a noun or adjective opens it."""
    for index, reading in enumerate(readings[:2]):
        verbs = [key for key, _ in reading if key.startswith(_VERB_CLASSES)]
        nominal = any(mask & NOMINATIVE for key, mask in reading if key[0] in "NAP")
        if verbs and (hint == "verb" or not nominal):
            narrow = [key for key in verbs if not key.startswith("V:")]
            return index, (narrow or verbs)[0]
        if nominal:
            return None
    return None


def _is_plural_only(form: str, slot: _Slot) -> bool:
    """«средства» means the plural, where the lexeme has a singular «средство» too."""
    key = slot.choices[0][0]
    if not key.startswith("N:") or key == "N:" + form:
        return False
    masks = dict(analyse(form))
    return not masks[key] & NOMINATIVE & ~PLURAL


class _NounPhrase:
    """Finds the head of a noun phrase and what agrees with it, and opens their slots."""

    def __init__(self, tokens: list[Token], readings: list[Analysis], slots: list[_Slot]) -> None:
        self.tokens = tokens
        self.readings = readings
        self.slots = slots
        self.groups = 0

    def inflect(self) -> None:
        head = self._phrase(0, first=True)
        if head is None:
            self._adjectives_alone()
            return
        index = head + 1
        while index < len(self.tokens):
            index = self._after_head(head, index)

    def _phrase(self, begin: int, *, first: bool) -> int | None:
        """Open the slots of [adjectives] noun from ``begin``; returns the noun's index."""
        adjectives: list[int] = []
        for index in range(begin, len(self.tokens)):
            agreeing = self._nominative(index, "AP")
            noun = self._nominative(index, "N")
            if noun and not (agreeing and self._adjective_before_noun(index)):
                self._open_phrase(adjectives, index, noun)
                return index
            if agreeing:
                adjectives.append(index)
            elif not first:
                return None
        return None

    def _open_phrase(self, adjectives: list[int], index: int, noun: int) -> None:
        group, self.groups = self.groups, self.groups + 1
        self._open(index, "N", group, noun, loose=self._opens_compound(index))
        for adjective in adjectives:
            if mask := self._nominative(adjective, "AP") & noun:
                self._open(adjective, "AP", group, mask)

    def _opens_compound(self, index: int) -> bool:
        """Whether a noun is the first part of a hyphenated one: it may stay («веб-сайта»)."""
        following = index + 1
        return (
            following < len(self.tokens)
            and self.tokens[following].joint == "-"
            and self._nominative(following, "N") != 0
        )

    def _adjective_before_noun(self, index: int) -> bool:
        """Whether a word that is noun and adjective («рабочий») has its noun further on."""
        mask = self._nominative(index, "AP")
        for later in range(index + 1, len(self.tokens)):
            if self._nominative(later, "N") & mask:
                return not self._nominative(later, "N") & GENITIVE
            if not self._nominative(later, "AP"):
                return False
        return False

    def _after_head(self, head: int, index: int) -> int:
        """Decide on the word at ``index`` after the head; returns the next to look at."""
        token = self.tokens[index]
        mask = self._nominative(index, "N")
        if token.joint == "-" and mask:
            self._open_loose(index, mask)
        elif self._is_coordinated(index):
            noun = self._phrase(index, first=False)
            return index + 1 if noun is None else noun + 1
        elif mask and not self._has_genitive(index) and token.joint == SPACE:
            self._open_loose(index, mask)
        elif agreeing := self._nominative(index, "AP") & self._nominative(head, "N"):
            self._open(index, "AP", 0, agreeing)
        return index + 1

    def _is_coordinated(self, index: int) -> bool:
        """Whether a nominative phrase that stands beside the head begins at ``index``."""
        if self.tokens[index - 1].form.lower() not in _CONJUNCTIONS:
            return False
        noun = next(
            (i for i in range(index, len(self.tokens)) if not self._nominative(i, "AP")), None
        )
        noun = index if self._nominative(index, "N") else noun
        if noun is None or not self._nominative(noun, "N"):
            return False
        beside_head = index >= 2 and self.slots[index - 2].choices[0][1] != FIXED
        return beside_head or not self._has_genitive(noun)

    def _adjectives_alone(self) -> None:
        for index in range(len(self.tokens)):
            mask = self._nominative(index, "AP")
            if mask:
                self._open(index, "AP", 0, mask)
            elif self.readings[index]:
                return

    def _open(
        self, index: int, classes: str, group: int, mask: int, *, loose: bool = False
    ) -> None:
        """Let a word inflect; a loose one may also stand as written."""
        keys = [
            key
            for key, own in self.readings[index]
            if key[0] in classes and own & NOMINATIVE & mask
        ]
        fixed = self.slots[index].choices if loose else ()
        self.slots[index] = _Slot(tuple((key, group) for key in keys[:_MAX_READINGS]) + fixed)

    def _open_loose(self, index: int, mask: int) -> None:
        """A word in apposition: it follows the case or stays («Республики Корея»)."""
        group, self.groups = self.groups, self.groups + 1
        self._open(index, "N", group, mask, loose=True)

    def _nominative(self, index: int, classes: str) -> int:
        mask = 0
        for key, own in self.readings[index]:
            if key[0] in classes:
                mask |= own & NOMINATIVE
        return mask

    def _has_genitive(self, index: int) -> bool:
        return any(key[0] == "N" and mask & GENITIVE for key, mask in self.readings[index])
