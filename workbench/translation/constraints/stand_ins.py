"""Letters that a model cannot write: their plain letter stands in, and is put right after.

A vocabulary may lack ü or ô, so that "Türkiye" has no pieces. The model then writes
"Turkiye", which is one letter for one, and the text gets the real spelling back.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from workbench.terminology.model import TermMatch
from workbench.terminology.variants import english_forms, find_forms

Swap = tuple[int, str]
"""A place in a text and what stands there instead of as many characters."""


def stand_in(form: str) -> str:
    """Return ``form`` with plain letters for those with marks, of the same length."""
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in form)


def with_stand_ins(forms: Sequence[str]) -> tuple[str, ...]:
    """Return ``forms`` and, last, what can stand in for those with marked letters."""
    plain = (stand_in(form) for form in forms)
    return tuple(dict.fromkeys((*forms, *plain)))


def restore(text: str, matches: Sequence[TermMatch]) -> tuple[str, tuple[Swap, ...]]:
    """Return ``text`` with the real letters of the terms in ``matches``, and the changes."""
    swaps: list[Swap] = []
    for match in matches:
        for form in english_forms(match.entry):
            plain = stand_in(form)
            if plain == form:
                continue
            for start, end in find_forms(text, [plain]):
                new = _cased(form, text[start:end])
                if end - start == len(form) and text[start:end] != new:
                    text = text[:start] + new + text[end:]
                    swaps.append((start, new))
    return text, tuple(swaps)


def apply_swaps(text: str, swaps: Sequence[Swap]) -> str:
    """Return ``text`` with ``swaps`` made."""
    for start, new in swaps:
        text = text[:start] + new + text[start + len(new) :]
    return text


def _cased(form: str, found: str) -> str:
    """Return ``form`` with the capitals that its stand-in has in the text."""
    return "".join(
        letter.upper() if seen.isupper() else letter
        for letter, seen in zip(form, found, strict=True)
    )
