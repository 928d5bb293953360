"""Our sentence ends as rules that a CAT tool can run: what SRX can say of split_sentences.

A rule holds at a place where ``before`` matches what ends there and ``after`` what
begins there; the first rule that holds decides, and without one there is no break
(SRX 2.0, section 4). The patterns keep to what the regular expressions of ICU, Java and
Python have in common: no ``\\b``, ``\\w`` or ``\\p``, no case flags (Java's know ASCII only),
and white space by name (Java's ``\\s`` has no no-break space).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from workbench.documents import abbreviations as words

_SPACE = r"[\s\u00A0\u202F\u2009]"
_LETTER = "A-Za-zА-Яа-яЁё"
_START = rf"(?<![{_LETTER}])"
_CLOSERS = "\"»”’')\\]"
# What may stand between the space and the first letter of a sentence.
_OPENERS = r"[«\"“„'‘(<\[—–\- \u00A0]*"
_NEXT = _SPACE + "+" + _OPENERS
# Where a sentence may begin, and where it surely does: after no abbreviation, or at ^.
# They look back and take no character, since tools search for the matches of a pattern
# one after another and would miss the second of two that share a character.
_STOP = "[.!?…]"
_FIRST = (
    rf"(?:^|(?<={_STOP}{_SPACE})|(?<={_STOP}[{_CLOSERS}]{_SPACE})"
    rf"|(?<={_STOP}[{_CLOSERS}]{{2}}{_SPACE}))"
)
_SURELY_FIRST = (
    rf"(?:^|(?<=[{_LETTER}]{{5}}\.{_SPACE})|(?<=[0-9{_CLOSERS}]\.{_SPACE})|(?<=[!?…]{_SPACE})"
    rf"|(?<={_STOP}[{_CLOSERS}]{_SPACE})|(?<={_STOP}[{_CLOSERS}]{{2}}{_SPACE}))"
)
_FIGURE = r"[0-9]{1,3}(?:\.[0-9]{1,3})*"
_NUMBER = rf"(?:{_FIGURE}|[IVXLC]{{2,6}}|[ivx]{{2,5}})"
_LIST_MARK = rf"\(?(?:[a-zа-яё]{{1,2}}|[ivx]{{1,4}}|[0-9]{{1,3}})\){_SPACE}"
_INITIAL = rf"{_START}[A-ZА-ЯЁ]\."
_ANY = _SPACE
_DIGIT = _NEXT + "[0-9]"
# "Smith et al. (2010)", "Смит и др. (2010)": a reference goes on with its year.
_BEFORE_YEAR = frozenset({"al", "др"})


@dataclass(frozen=True, slots=True)
class SegmentationRule:
    """Break (or do not) where ``before`` ends and ``after`` begins."""

    breaks: bool
    before: str
    after: str


@cache
def segmentation_rules(language: str) -> tuple[SegmentationRule, ...]:
    """The rules of "ru" or "en", in the order in which they are tried."""
    own = _russian() if language == "ru" else _english()
    before_figure = words.RUSSIAN_BEFORE_FIGURE | words.ENGLISH_BEFORE_FIGURE
    return (
        _yes(_words(before_figure, rf"{_SPACE}*{_FIGURE}\."), _NEXT + "[A-ZА-ЯЁ]"),
        _no(rf"{_FIRST}{_NUMBER}\.", _ANY),
        _no(rf"{_SURELY_FIRST}[{_LETTER}]\.", _ANY),
        _no(_words(before_figure), _SPACE + "+" + _LIST_MARK),
        _yes(rf"[.!?…][{_CLOSERS}]*", _SPACE + "+" + _LIST_MARK),
        _no(rf"[.!?…][{_CLOSERS}]*", _NEXT + "[a-zа-яё]"),
        _yes(rf"(?:[!?…][.!?…]*|\.[.!?…]+)[{_CLOSERS}]*|\.[{_CLOSERS}]+", _ANY),
        *own,
        _yes(r"\.", _ANY),
    )


def _russian() -> Iterable[SegmentationRule]:
    # "5 г.", "10 млн. долл.", "10 тыс. кв. км.": each length has a rule of its own.
    unit = rf"(?:{_alternatives(words.RUSSIAN_UNITS)})"
    counted = [rf"[0-9]{_SPACE}*(?:{unit}\.?{_SPACE}+){{{more}}}{unit}\." for more in range(3)]
    short = rf"{_FIRST}(?:[^\s.!?…]+{_SPACE}){{0,4}}(?:{_alternatives({'г', 'гг', 'в', 'вв'})})\."
    labels = "|".join(_any_case(label) for label in words.RUSSIAN_LABELS)
    return (
        _yes(rf"[0-9]{_SPACE}*[Сс][Мм]\.", _ANY),
        _no(_words(words.RUSSIAN_NEVER), _ANY),
        _no(rf"[0-9]{_SPACE}*(?:{_alternatives(('ч', 'час', 'м', 'мин'))})\.", _DIGIT),
        *(_no(units, _NEXT + "[A-ZА-ЯЁ]{2}") for units in counted),
        _no(short, _ANY),
        *(_yes(units, _ANY) for units in counted),
        _no(_words(words.RUSSIAN_BEFORE_FIGURE | _BEFORE_YEAR), _DIGIT),
        _no(_words({"г"}), _ANY),
        _yes(rf"{_START}(?:{labels})[{_LETTER}]*{_SPACE}[A-ZА-ЯЁ]\.", _ANY),
        _yes(rf"(?:[а-яё]{_SPACE}[IVX]|°{_SPACE}*[A-ZА-ЯЁ])\.", _ANY),
        _no(_INITIAL, _ANY),
    )


def _english() -> Iterable[SegmentationRule]:
    openers = f"(?:{_alternatives(words.ENGLISH_OPENERS)})(?![{_LETTER}])"
    titles = "|".join(_escape(word.capitalize()) for word in sorted(words.ENGLISH_TITLES))
    labels = "|".join(_any_case(label) for label in words.ENGLISH_LABELS)
    capitals = _NEXT + rf"[A-Z]+(?![{_LETTER}])"
    return (
        _yes(rf"[°/][{_LETTER}]{{1,6}}\.", _ANY),
        _no(_words(words.ENGLISH_NEVER), _ANY),
        _no(rf"{_START}(?:{titles})\.", _ANY),
        _no(_words(words.ENGLISH_BEFORE_FIGURE), _DIGIT),
        _no(_words(words.ENGLISH_BEFORE_FIGURE), capitals),
        _yes(_words(words.ENGLISH_AFTER), _NEXT + openers),
        _no(_words(words.ENGLISH_AFTER), _ANY),
        _yes(_INITIAL, _NEXT + openers),
        _yes(rf"{_START}(?:{labels})[{_LETTER}]*{_SPACE}[A-Z]\.", _ANY),
        _no(_INITIAL, _ANY),
    )


def _yes(before: str, after: str) -> SegmentationRule:
    return SegmentationRule(True, before, after)


def _no(before: str, after: str) -> SegmentationRule:
    return SegmentationRule(False, before, after)


def _words(abbreviations: Iterable[str], then: str = "") -> str:
    """A whole word of these, in any case, with its full stop and what comes ``then``."""
    return rf"{_START}(?:{_alternatives(abbreviations)})\.{then}"


def _alternatives(abbreviations: Iterable[str]) -> str:
    ordered = sorted(abbreviations, key=lambda word: (-len(word), word))
    return "|".join(_any_case(word) for word in ordered)


def _any_case(word: str) -> str:
    """A pattern for the word in small and capital letters; "т.е" also with a space."""
    return "".join(
        f"[{sign.upper()}{sign}]" if sign.isalpha() else _escape(sign) for sign in word
    ).replace(r"\.", rf"\.{_SPACE}?")


def _escape(text: str) -> str:
    return text.replace(".", r"\.").replace("-", r"\-")
