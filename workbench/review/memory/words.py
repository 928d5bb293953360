"""Texts as words: what the index holds, and what a score compares.

A text is folded (case, ё, accents, invisible characters, punctuation) and split; every run
of figures ("1 250,5", "61/295") becomes one placeholder. The folding goes through
Windows-1251, in which one table of 256 bytes does all at once: letters of other scripts
become one letter there, which can only make more texts look alike to the index, and the
exact part of the score looks at the text itself.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from workbench.alignment.tokens import stem

Tokens = npt.NDArray[np.uint32]

ANALYSIS = 1
"""The version of what this module makes of a text: an index of another one is built anew."""

NUMBER = b"0"
_NUMBER_CODE = 1
_NOTHING_CODE = 2
_LOWEST_HASH = 3
_BREAK = b"\x01"
_CACHED = 200_000

_CODEC = "cp1251"
_UNKNOWN = "\u00a4"
_BREVE = "\u0306"
_SOFT_HYPHEN = b"\xad"
_EXACT = re.compile(r"[^\W\d_]+|\d+(?:[\d.,/\s]*\d)?|[^\w\s]|_")


def _fold_unknown(error: UnicodeError) -> tuple[str, int]:
    """What Windows-1251 lacks: accents and invisible characters go, letters become one."""
    assert isinstance(error, UnicodeEncodeError)
    return "".join(map(_fold_one, error.object[error.start : error.end])), error.end


@lru_cache(maxsize=4096)
def _fold_one(character: str) -> str:
    base = unicodedata.normalize("NFKD", character)[0]
    if base != character and base.isascii():
        return base
    if unicodedata.category(character) in ("Mn", "Cf"):
        return ""
    return _UNKNOWN if character.isalnum() else " "


codecs.register_error("workbench.memory", _fold_unknown)


def _table() -> bytes:
    table = bytearray(b" " * 256)
    table[_BREAK[0]] = _BREAK[0]
    for code in range(256):
        character = bytes([code]).decode(_CODEC, "replace")
        if character.isdigit():
            table[code] = NUMBER[0]
        elif character.isalpha() or character == _UNKNOWN:
            folded = character.lower().replace("ё", "е")
            table[code] = folded.encode(_CODEC)[0]
    return bytes(table)


_TABLE = _table()


class _Codes(dict[bytes, int]):
    """The code of a word: a hash of its stem."""

    def __missing__(self, word: bytes) -> int:
        if word == _BREAK:
            code = 0
        elif word.strip(NUMBER):
            code = max(zlib.crc32(stem(word.decode(_CODEC)).encode()), _LOWEST_HASH)
        else:
            code = _NUMBER_CODE
        if len(self) > _CACHED:
            self.clear()
        self[word] = code
        return code


_codes = _Codes()


@dataclass(frozen=True, slots=True)
class Analysed:
    """Texts as codes: ``tokens`` of all texts in a row, ``lengths`` of each (at least 1)."""

    tokens: Tokens
    lengths: npt.NDArray[np.int64]
    words: frozenset[bytes]
    """The different words, folded."""


def split(text: str) -> list[bytes]:
    """The folded words of a text, figures as :data:`NUMBER`; runs of figures are one."""
    found: list[bytes] = []
    for word in _split(text):
        if word.strip(NUMBER):
            found.append(word)
        elif not found or found[-1] is not NUMBER:
            found.append(NUMBER)
    return found


def codes(words: Iterable[bytes]) -> list[int]:
    """The codes of folded words: equal for forms of one word; [2] where there are none."""
    return [_codes[word] for word in words] or [_NOTHING_CODE]


def folded(text: str) -> list[bytes]:
    """The folded words of a text as :func:`split` has them, but for runs of figures."""
    return _split(text)


def is_figures(word: bytes) -> bool:
    """Whether a folded word is nothing but figures."""
    return not word.strip(NUMBER)


def exact_words(text: str) -> list[str]:
    """Words with their case, punctuation marks, and "0" for each number."""
    return ["0" if word[0].isdigit() else word for word in _EXACT.findall(text)]


def plain(text: str) -> str:
    """The text with composed letters and single spaces: what must be equal for 100 %."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def exact_code(text: str) -> int:
    """The code under which the index holds a whole text (of :func:`plain`)."""
    return max(zlib.crc32(b"\x02" + plain(text).encode(errors="replace")), _LOWEST_HASH)


def analyse(texts: Sequence[str]) -> Analysed:
    """Return many texts as codes, quickly (the same as :func:`codes` of :func:`split`)."""
    if not texts:
        return Analysed(np.empty(0, np.uint32), np.empty(0, np.int64), frozenset())
    between = _BREAK.decode()
    joined = f" {between} ".join(texts)
    if joined.count(between) >= len(texts):
        joined = f" {between} ".join(text.replace(between, " ") for text in texts)
    words = _split(joined)
    words.append(_BREAK)
    tokens = np.fromiter(map(_codes.__getitem__, words), np.uint32, len(words))
    number = tokens == _NUMBER_CODE
    number[1:] &= number[:-1].copy()
    number[0] = False
    tokens = tokens[~number]
    ends = np.flatnonzero(tokens == 0)
    lengths = np.diff(ends, prepend=-1) - 1
    # A text without a word is the one word "nothing".
    tokens = np.insert(tokens, ends[lengths == 0], _NOTHING_CODE)
    return Analysed(tokens[tokens != 0], np.maximum(lengths, 1), frozenset(words) - {_BREAK})


def _split(text: str) -> list[bytes]:
    if _BREVE in text:  # й in two characters; other marks only go
        text = text.replace(f"и{_BREVE}", "й").replace(f"И{_BREVE}", "Й")
    return text.encode(_CODEC, "workbench.memory").translate(_TABLE, _SOFT_HYPHEN).split()
