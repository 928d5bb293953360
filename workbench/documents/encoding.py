"""Bytes become text: byte order marks, UTF-8, UTF-16, and the Cyrillic one-byte encodings.

One-byte encodings share all byte values, so that only the letters tell them apart:
each candidate is decoded and scored by how often Russian text has its letters, and
by whether capitals stand where capitals stand (KOI8-R read as Windows-1251 turns
small letters into capitals).
"""

from __future__ import annotations

import codecs
import math
import re
from pathlib import Path

from workbench.errors import DocumentError

# Per cent of all letters in Russian text (national corpus figures, rounded).
_SHARES = (
    "о 10.97 е 8.45 а 8.01 и 7.35 н 6.70 т 6.26 с 5.47 р 4.73 в 4.54 л 4.40 к 3.49 м 3.21 д 2.98 "
    "п 2.81 у 2.62 я 2.01 ы 1.90 ь 1.74 г 1.70 з 1.65 б 1.59 ч 1.44 й 1.21 х 0.97 ж 0.94 ш 0.73 "
    "ю 0.64 ц 0.48 щ 0.36 э 0.32 ф 0.26 ъ 0.04 ё 0.04"
)
_RUSSIAN = {letter: float(share) for letter, share in re.findall(r"(\w) ([\d.]+)", _SHARES)}
_OTHER_CYRILLIC = dict.fromkeys("іїєґўѓќљњџѕј", 0.02)
_WESTERN = dict.fromkeys("éèêëàâäáíîïóôöúûüçñß", 1.0)
_LOG = {
    letter: math.log(share / 100)
    for letter, share in {**_RUSSIAN, **_OTHER_CYRILLIC, **_WESTERN}.items()
}
_SIGNS = frozenset("«»—–“”„’‘…№§°•\u00a0\u00ad")
_SIGN_SCORE, _STRANGE_SCORE, _CASE_SCORE = math.log(0.01), math.log(0.0001), math.log(0.05)
_ONE_BYTE = ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic", "cp1252")
_ENOUGH = math.log(0.006)  # below this mean no candidate looks like text
_SAMPLE = 200_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode(data: bytes, *, file: Path | None = None) -> tuple[str, str]:
    """Return the text of ``data`` and the name of the encoding it was in.

    Raises DocumentError where the bytes are no text in a known encoding.
    """
    encoding = detect_encoding(data)
    if encoding is None:
        raise _not_text(file)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"is damaged: byte {error.start} does not fit its encoding, {encoding}",
            file=file,
            remedy="Save the file again as UTF-8 text.",
        ) from error
    if len(_CONTROL.findall(text)) > max(2, len(text) // 500):
        raise _not_text(file)
    return text, encoding.removesuffix("-sig")


def detect_encoding(data: bytes) -> str | None:
    """Name the encoding of ``data`` for ``bytes.decode``, or None where it is not text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    wide = _without_mark(data[:_SAMPLE])
    if wide is not None:
        return wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _one_byte(data[:_SAMPLE])
    return "utf-8"


def _without_mark(sample: bytes) -> str | None:
    """Tell UTF-16 without a byte order mark by its high bytes: 0 (Latin) and 4 (Cyrillic)."""
    if len(sample) < 4 or b"\x00" not in sample:
        return None
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if (high.count(0) + high.count(4)) / len(high) > 0.9:
            return encoding
    return None


def _one_byte(sample: bytes) -> str | None:
    scored = []
    for encoding in _ONE_BYTE:
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError:
            text = sample.decode(encoding, errors="replace")
        scored.append((_score(text), encoding))
    best, encoding = max(scored)
    return encoding if best > _ENOUGH else None


def _score(text: str) -> float:
    """Mean log likelihood of the non-ASCII characters of ``text`` as Russian or French letters."""
    total, count, before = 0.0, 0, " "
    for character in text:
        if character > "\x7f":
            count += 1
            total += _character_score(character, before)
        before = character
    return total / count if count else 0.0


def _character_score(character: str, before: str) -> float:
    if character in _SIGNS:
        return _SIGN_SCORE
    if before.isascii() and before.isalpha() and character > "\u0400":
        return _STRANGE_SCORE  # no word mixes Latin and Cyrillic letters
    score = _LOG.get(character.lower(), _STRANGE_SCORE)
    # A capital after a small letter is hardly ever right; elsewhere it is merely rarer.
    if character.isupper() and score != _STRANGE_SCORE:
        score += _CASE_SCORE if before.islower() else _CASE_SCORE / 10
    return score


def _not_text(file: Path | None) -> DocumentError:
    return DocumentError(
        "is not a text file: its bytes are no text in UTF-8, UTF-16, Windows-1251 or KOI8-R",
        file=file,
        remedy="Give a .txt, .docx, .pdf or .html file, or save the text as UTF-8.",
    )
