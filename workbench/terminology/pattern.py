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

import re
from dataclasses import dataclass
from itertools import islice, product

from workbench.terminology.morphology import (
    ANY,
    NOMINATIVE,
    PLURAL,
    Analysis,
    analyse,
)
from workbench.terminology.noun_phrase import FIXED, Slot, noun_phrase_slots
from workbench.terminology.tokens import NUMBER_SLOT, SPACE, Token, is_abbreviation, tokenize

_VERB_CLASSES = ("V:", "F:", "G:")
_MAX_PATTERNS = 24
# Abbreviations that are read as words take endings: «СПИДа», «МИДом».
_DECLINED = re.compile(r"([А-Я]+[АЕИОУЭЮЯ][А-Я]*[БВГДЖЗКЛМНПРСТФХЦЧШЩ])(?:а|у|ом|е|ы|ов|ам|ами|ах)")


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


def compile_source(source: str, part_of_speech: str = "") -> list[Pattern]:
    """The patterns of a Russian term; none where it has no word to look for."""
    tokens = tokenize(source)
    if not any(character.isalpha() for token in tokens for character in token.form):
        return []
    capitals = [token.form[0].isupper() for token in tokens]
    analyses = _slots(tokens, part_of_speech.casefold())
    plural_only = len(tokens) == 1 and _is_plural_only(tokens[0].form.lower(), analyses[0][0])
    choices = (choice for slots in analyses for choice in product(*(s.choices for s in slots)))
    patterns = []
    for choice in islice(choices, _MAX_PATTERNS):
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
        if declined := _DECLINED.fullmatch(form):
            keys.append(("=" + declined[1], ANY))
    keys.extend(analyse(lowered))
    return tuple(keys)


def _slots(tokens: list[Token], hint: str) -> list[list[Slot]]:
    """The slots of a term, once for each noun that may be its head."""
    readings = [() if _is_fixed(token) else analyse(token.form.lower()) for token in tokens]
    slots = [Slot(((_fixed_key(token), FIXED),)) for token in tokens]
    verb = _verb(readings, hint)
    if verb is not None:
        index, key = verb
        slots[index] = Slot(((key, 0),))
        return [slots]
    return noun_phrase_slots(tokens, readings, slots)


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


def _is_plural_only(form: str, slot: Slot) -> bool:
    """«средства» means the plural, where the lexeme has a singular «средство» too."""
    key = slot.choices[0][0]
    if not key.startswith("N:") or key == "N:" + form:
        return False
    masks = dict(analyse(form))
    return not masks[key] & NOMINATIVE & ~PLURAL
