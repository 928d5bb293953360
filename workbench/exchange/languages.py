"""Language codes of exchange files: are they well formed, and do two mean the same language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from workbench.errors import SettingsError

# RFC 5646: a two- or three-letter language, then script, region and variants.
_WELL_FORMED = re.compile(
    r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?(-[A-Za-z0-9]{5,8})*"
)

# ISO 639-2 codes that files use in place of the two-letter code which BCP 47 asks for:
# the official languages of the United Nations and their neighbours.
_TWO_LETTERS = {
    "rus": "ru", "eng": "en", "fra": "fr", "fre": "fr", "spa": "es", "ara": "ar",
    "zho": "zh", "chi": "zh", "deu": "de", "ger": "de", "ukr": "uk", "bel": "be", "por": "pt",
}  # fmt: skip

# Names in place of codes, as some tools and people write them.
_NAMES = {
    "russian": "ru", "english": "en", "french": "fr", "spanish": "es", "arabic": "ar",
    "chinese": "zh", "german": "de", "ukrainian": "uk", "belarusian": "be", "portuguese": "pt",
}  # fmt: skip


def language_problem(code: str) -> str:
    """Say what is wrong with a language code, or return "" where nothing is.

    Tools that compare codes by the letter pass over units whose code is malformed
    (``ru_RU``) or is the three-letter form of a language with two letters (``rus``).
    """
    if not _WELL_FORMED.fullmatch(code):
        return f"language code {code!r} is not of the form of RFC 5646, such as ru-RU"
    short = _TWO_LETTERS.get(code.lower())
    return f"language code {code!r} should be {short!r} (RFC 5646, section 2.2.1)" if short else ""


def require_language(code: str) -> str:
    """Return ``code``; raise SettingsError where it is no good language code."""
    problem = language_problem(code)
    if problem:
        raise SettingsError(problem, remedy="Choose a code such as ru-RU, en-GB or en-US.")
    return code


def pick_language(wanted: str, offered: Iterable[str]) -> str | None:
    """Return the offered code that best means ``wanted``, or None.

    The same code is best (case and ``_`` for ``-`` do not count), then the bare
    language, then another region of it: ``ru`` finds ``ru-RU``, ``en-GB`` finds ``EN-US``.
    English names of languages ("Russian") count as codes.
    """
    return _pick(wanted, tuple(offered))


@lru_cache(maxsize=4096)
def _pick(wanted: str, offered: tuple[str, ...]) -> str | None:
    wanted_parts = _parts(wanted)
    best: tuple[int, str] | None = None
    for code in offered:
        parts = _parts(code)
        if parts[0] != wanted_parts[0]:
            continue
        rank = 0 if parts == wanted_parts else 1 if len(parts) == 1 else 2
        if best is None or rank < best[0]:
            best = (rank, code)
    return best[1] if best else None


def _parts(code: str) -> tuple[str, ...]:
    first, *rest = code.strip().lower().replace("_", "-").split("-")
    name = _NAMES.get(first.partition(" ")[0])  # also "English (United Kingdom)"
    return (name or _TWO_LETTERS.get(first, first), *rest)
