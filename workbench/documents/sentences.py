"""Text becomes sentences: one pass over the possible ends, each judged by its context.

Russian takes razdel's verdict where the rules of UN texts ("п. 5", "10 млн. долл. США",
"в 2015 г.", list numbers) have none of their own; English has rules only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from workbench.documents.abbreviations import (
    ENGLISH_AFTER,
    ENGLISH_BEFORE_FIGURE,
    ENGLISH_LABELS,
    ENGLISH_NEVER,
    ENGLISH_OPENERS,
    ENGLISH_TITLES,
    RUSSIAN_BEFORE_FIGURE,
    RUSSIAN_LABELS,
    RUSSIAN_NEVER,
    RUSSIAN_UNITS,
)

# A stop, what closes after it (quotes, brackets), and the space.
_STOP = re.compile(r"(?P<stop>[.!?…]+)(?P<close>(?:>>|[\"»”’'\)\]])*)(?P<space>\s+)")
_LAST_WORD = re.compile(r"(?<!\w)((?:[^\W\d_]\.\s?)+[^\W\d_]+|[^\W\d_]+(?:-[^\W\d_]+)*|№)$")
_NEXT_WORD = re.compile(r"[^\W_]+")
_OPENERS = "«\"“„'‘(<[—–- "
# What stands before the stop when the "sentence" so far is only a number or letter of a list.
_LIST_NUMBER = re.compile(
    r"[\W_]*(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6}|[A-Za-zА-Яа-яЁё]|[ivx]{1,5})\)?"
)
_LIST_MARK_NEXT = re.compile(r"\(?(?:[a-zа-яё]{1,2}|[ivx]{1,4}|\d{1,3})\)\s")
_NUMBERED = re.compile(r"\d{1,3}\.\s")
_SHORT_START = 5  # words: "В 2015 г. Комитет": the year opens the sentence


@dataclass(frozen=True, slots=True)
class _Place:
    """A possible end: the sentence so far, the stop, the last word, what follows."""

    before: str
    stop: str
    closed: str
    after: str

    @property
    def last(self) -> str:
        word = _LAST_WORD.search(self.before)
        return word[1].replace(" ", "") if word else ""

    @property
    def next_word(self) -> str:
        word = _NEXT_WORD.search(self.after[:60])
        return word[0] if word else ""

    @property
    def next_sign(self) -> str:
        return self.after.lstrip(_OPENERS)[:1]

    @property
    def label(self) -> str:
        """The word before the last one, to tell "группа А." from initials."""
        words = self.before.rsplit(None, 2)
        return words[-2].lower() if len(words) > 1 else ""


def split_sentences(text: str, language: str) -> list[tuple[int, int]]:
    """Return the sentences of one paragraph as (start, end) offsets without outer space.

    ``language`` "ru" (and other languages in Cyrillic) uses the Russian rules, any
    other code the English ones.
    """
    russian = language in ("ru", "uk", "be", "bg")
    sentences = []
    start = len(text) - len(text.lstrip())
    expected = _razdel_ends(text) if russian else frozenset()
    for stop in _STOP.finditer(text):
        if stop.end() == len(text):
            break
        # The window keeps the pass linear in a paragraph without ends.
        before = text[max(start, stop.start() - 400) : stop.start()]
        place = _Place(before, stop["stop"], stop["close"], text[stop.end() : stop.end() + 80])
        verdict = _common(place)
        if verdict is None:
            verdict = _russian(place) if russian else _english(place)
        if verdict is None:
            verdict = stop.start("space") in expected
        if verdict:
            sentences.append((start, stop.start("space")))
            start = stop.end()
    end = len(text.rstrip())
    if start < end:
        sentences.append((start, end))
    return sentences


def _razdel_ends(text: str) -> frozenset[int]:
    from razdel import sentenize

    return frozenset(sentence.stop for sentence in sentenize(text))


def _common(place: _Place) -> bool | None:
    """What both languages agree on; None where they differ."""
    if not place.closed and place.stop == "." and _LIST_NUMBER.fullmatch(place.before):
        return False
    if _LIST_MARK_NEXT.match(place.after):
        return place.last.lower() not in RUSSIAN_BEFORE_FIGURE | ENGLISH_BEFORE_FIGURE
    if place.next_sign.islower() or not place.next_sign:
        return False
    if place.stop != "." or place.closed:
        return True
    return None


def _russian(place: _Place) -> bool | None:
    last = place.last.lower()
    if last in RUSSIAN_NEVER and not (last == "см" and _after_figure(place)):
        return False
    if last in RUSSIAN_UNITS and _after_figure(place):
        if last in ("ч", "час", "м", "мин") and place.after.lstrip("—–- ")[:1].isdigit():
            return False
        if place.next_word.isupper() and len(place.next_word) > 1:
            return False
        return not (last in ("г", "гг", "в", "вв") and len(place.before.split()) <= _SHORT_START)
    if last in RUSSIAN_BEFORE_FIGURE and place.next_sign.isdigit():
        return False
    if last in ("г", "гг"):
        return False
    if _is_initial(place.last):
        return _ends_as_label(place)
    # Shorter words may be abbreviations; after a figure or a stroke there is none.
    whole = len(last.replace("-", "")) >= 3 and last.replace("-", "").isalpha()
    if whole or not last or place.before[: -len(last)].endswith("/"):
        return True
    return True if _NUMBERED.match(place.after) else None


def _ends_as_label(place: _Place) -> bool:
    """A single capital that is no initial: "группа А.", "Список I.", "25 °C."."""
    before = place.before[: -len(place.last)]
    roman = place.last in ("I", "V", "X") and place.label[-1:].islower()
    return roman or before.endswith("°") or place.label.startswith(RUSSIAN_LABELS)


def _after_figure(place: _Place) -> bool:
    """Whether a figure (or another unit, as in "млн. долл.") stands before the last word."""
    words = place.before.replace("\u00a0", " ").split()
    before = words[-2] if len(words) > 1 else ""
    unit = len(before.rstrip(".")) > 1 and before.rstrip(".") in RUSSIAN_UNITS
    return unit or any(c.isdigit() for c in before + words[-1])


def _english(place: _Place) -> bool:
    last = place.last.lower()
    before = place.before[: len(place.before) - len(place.last)]
    if before.endswith(("°", "/")) or (last == "ms" and place.last.islower()):
        return True  # a unit: 25 °C, mg/L, 20 ms
    opens = place.next_word.lower() in ENGLISH_OPENERS
    if _is_initial(place.last):
        return opens or place.label.startswith(ENGLISH_LABELS)
    if last in ENGLISH_NEVER:
        return False
    if last in ENGLISH_TITLES and place.last[0].isupper():
        return False
    if last in ENGLISH_BEFORE_FIGURE and (place.next_sign.isdigit() or place.next_word.isupper()):
        return False
    return opens if last in ENGLISH_AFTER else True


def _is_initial(word: str) -> bool:
    """One capital, or capitals with stops between: A., U.S., А.Б."""
    return bool(re.fullmatch(r"(?:[A-ZА-ЯЁ]\.)*[A-ZА-ЯЁ]", word))
