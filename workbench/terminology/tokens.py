"""Words of a sentence, folded so that spelling habits do not hide a term.

Folded: ё and е, decomposed letters and stress marks, soft hyphens and zero-width
characters, typographic apostrophes, every kind of hyphen, dash, quotation mark and space.
Never folded: capitals (abbreviations and proper names need them).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_APOSTROPHES = "'\u2018\u2019\u02bc\u2032`\u00b4"
_MARKS = "\u0300-\u036f"
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_QUOTES = '"«»„“”‟'

# A number with its separators, or a range of years; a one-letter prefix with its word
# (г-жа, e-mail); a word with marks, soft hyphens and apostrophes inside.
_NUMBER = rf"\d+(?:[.,]\d+)*(?:[{_HYPHENS}]\d+(?:[.,]\d+)*)*(?![^\W_])"
_LETTERS = (
    rf"[^\W_]+(?:(?:[{_MARKS}]+|[{_INVISIBLE}]+(?=[^\W_])|[{_APOSTROPHES}](?=[^\W_]))[^\W_]*)*"
)
_WORD = re.compile(rf"{_NUMBER}|[^\W\d_][{_HYPHENS}]{_LETTERS}|{_LETTERS}|\#")
_NUMERIC = re.compile(r"\d+(?:[.,]\d+)*(?:-\d+(?:[.,]\d+)*)*")

_FOLD: dict[int, str | None] = {ord(c): "-" for c in _HYPHENS}
_FOLD |= {ord(c): "'" for c in _APOSTROPHES}
_FOLD |= {ord("ё"): "е", ord("Ё"): "Е"} | {ord(c): '"' for c in _QUOTES}
_DROPPED = (0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x300, 0x301)
_FOLD |= dict.fromkeys(_DROPPED, None)
_NO_BOUNDARY = frozenset("-.@_:'")

SPACE = " "
NUMBER_SLOT = "#"


@dataclass(frozen=True, slots=True)
class Token:
    """A word: its place in the text, its folded form, and what stands before it.

    ``joint`` is what separates it from the word before: ``" "`` for white space, ``"-"``
    for a hyphen or a dash, else the punctuation. ``glued`` says that no term may begin
    here or end before here, as inside ``интернет-форум`` or ``un.org``.
    """

    start: int
    end: int
    form: str
    joint: str
    glued: bool


def tokenize(text: str) -> list[Token]:
    """Split ``text`` into words; offsets count characters of ``text`` itself."""
    tokens: list[Token] = []
    previous = 0
    for found in _WORD.finditer(text):
        start, end = found.span()
        joint, glued = _joint(text[previous:start]) if tokens else (SPACE, False)
        tokens.append(Token(start, end, _fold_word(found.group()), joint, glued))
        previous = end
    return tokens


def fold(text: str) -> str:
    """``text`` with all foldings applied (its length may change) and single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_FOLD).split())


def is_number(form: str) -> bool:
    """Whether a folded word is a number or a range of numbers (``98``, ``2024-2025``)."""
    return form[0].isdigit() and _NUMERIC.fullmatch(form) is not None


def is_abbreviation(form: str) -> bool:
    """Whether a word is written like an abbreviation: two capitals or more (ИКТ, IoT, DDoS)."""
    return sum(letter.isupper() for letter in form) > 1


@lru_cache(maxsize=200_000)
def _fold_word(word: str) -> str:
    return word.translate(_FOLD) if word.isascii() else fold(word)


@lru_cache(maxsize=4096)
def _joint(between: str) -> tuple[str, bool]:
    core = "".join(unicodedata.normalize("NFC", between).translate(_FOLD).split())
    core = core.replace("<<", '"').replace(">>", '"')
    if between.count("\n") > 1:
        return core + "\n", False
    if not core:
        return SPACE, False
    spaced = any(character.isspace() for character in between)
    if set(core) == {"-"}:
        return "-", not spaced
    return core, not spaced and core in _NO_BOUNDARY
