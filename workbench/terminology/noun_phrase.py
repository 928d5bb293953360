"""The head of a Russian noun phrase, and which of its words inflect with it."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.terminology.morphology import GENITIVE, NOMINATIVE, Analysis
from workbench.terminology.tokens import SPACE, Token

FIXED = -1
"""The group of a word that stays as written."""

_CONJUNCTIONS = frozenset({"и", "или"})
_PREPOSITIONS = frozenset(
    """
    без в во для до за из к ко между на над о об от перед по под при про против с со среди
    у через
    """.split()
)
_MAX_READINGS = 3


@dataclass(frozen=True, slots=True)
class Slot:
    """The choices for one word of a term: (key, group), one or more."""

    choices: tuple[tuple[str, int], ...]


def noun_phrase_slots(
    tokens: list[Token], readings: list[Analysis], fixed: list[Slot]
) -> list[list[Slot]]:
    """The slots of a noun phrase, once for each noun that may be its head.

    ``fixed`` are the slots of the words as they stand. There are several heads to choose
    from only where a participle has words of its own before the noun («сформулированные в
    Декларации тысячелетия цели»), since their forms do not tell them from the head.
    """
    # pymorphy3 also reads «в» and «к» as abbreviated nouns.
    function_words = _PREPOSITIONS | _CONJUNCTIONS
    readings = [
        () if token.form.lower() in function_words else reading
        for token, reading in zip(tokens, readings, strict=True)
    ]
    analyses = []
    for head in _NounPhrase(tokens, readings, list(fixed)).heads():
        phrase = _NounPhrase(tokens, readings, list(fixed))
        phrase.inflect(head)
        analyses.append(phrase.slots)
    return analyses


class _NounPhrase:
    """Finds the head of a noun phrase and what agrees with it, and opens their slots."""

    def __init__(self, tokens: list[Token], readings: list[Analysis], slots: list[Slot]) -> None:
        self.tokens = tokens
        self.readings = readings
        self.slots = slots
        self.groups = 0

    def heads(self) -> list[int | None]:
        """The nouns that may be the head; [None] where there is none."""
        nouns = [index for index in range(len(self.tokens)) if self._may_be_head(index)]
        if not nouns:
            return [None]
        opening = next(i for i in range(len(self.tokens)) if self._nominative(i, "AP N"))
        between = range(opening, nouns[0])
        if all(self._nominative(index, "AP") for index in between):
            return [nouns[0]]
        mask = self._nominative(opening, "AP")
        return [index for index in nouns if self._nominative(index, "N") & mask] or [nouns[0]]

    def inflect(self, head: int | None) -> None:
        """Open the slots of the head and of all that goes with it."""
        if head is None:
            self._adjectives_alone()
            return
        before = [index for index in range(head) if self._nominative(index, "AP")]
        self._open_phrase(before, head, self._nominative(head, "N"))
        index = head + 1
        while index < len(self.tokens):
            index = self._after_head(head, index)

    def _may_be_head(self, index: int) -> bool:
        """Whether a word can be a nominative noun here; not after a preposition."""
        if not self._nominative(index, "N") or self._adjective_before_noun(index):
            return False
        before = self.tokens[index - 1].form.lower() if index else ""
        return before not in _PREPOSITIONS

    def _second_phrase(self, begin: int) -> int | None:
        """Open the slots of [adjectives] noun beside the head; returns the noun's index."""
        for index in range(begin, len(self.tokens)):
            if self._may_be_head(index):
                self._open_phrase(list(range(begin, index)), index, self._nominative(index, "N"))
                return index
            if not self._nominative(index, "AP"):
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
                return True
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
            noun = self._second_phrase(index)
            return index + 1 if noun is None else noun + 1
        elif mask and not self._has_genitive(index) and token.joint == SPACE:
            self._open_loose(index, mask)
        elif agreeing := self._nominative(index, "AP") & self._nominative(head, "N"):
            self._open(index, "AP", 0, agreeing)
        return index + 1

    def _is_coordinated(self, index: int) -> bool:
        """Whether a nominative phrase that stands beside the head begins at ``index``."""
        conjunction = self.tokens[index - 1].form.lower() in _CONJUNCTIONS
        dash = self.tokens[index].joint == "-"
        # After a comma an adjective belongs to the head: «страны, не имеющие выхода к морю».
        comma = self.tokens[index].joint == "," and not self._nominative(index, "AP")
        if not (conjunction or dash or comma):
            return False
        noun = next(
            (i for i in range(index, len(self.tokens)) if not self._nominative(i, "AP")), None
        )
        noun = index if self._nominative(index, "N") else noun
        if noun is None or not self._nominative(noun, "N"):
            return False
        before = index - (2 if conjunction else 1)
        beside = before >= 0 and self.slots[before].choices[0][1] != FIXED
        return beside or not self._has_genitive(noun)

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
        self.slots[index] = Slot(tuple((key, group) for key in keys[:_MAX_READINGS]) + fixed)

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
