"""The number or letter that opens a paragraph: kept as it is, never left to the model."""

from __future__ import annotations

import re

_ENUMERATOR = re.compile(
    r"(?P<number>\d{1,4}(?:\.\d{1,3}){0,4}[.)]|[IVXLC]{1,6}\.|\(\d{1,3}\))\s+"
    r"|(?P<letter>\(?[a-zа-я]\))\s+"
    r"|(?P<roman>\(?(?:i{1,3}|iv|vi{0,3}|ix|xi{0,2})\))\s+"
    r"|(?P<mark>[•●▪–—*-])\s+"
)
# Russian lists count а, б, в, г, д, е, ж, з, и, к …; English ones a, b, c …
_RUSSIAN = "абвгдежзиклмнопрстуфхцч"
_LATIN = "abcdefghijklmnopqrstuvw"


def split_enumerator(text: str) -> tuple[str, int]:
    """Return the English enumerator that opens ``text`` (with its space) and where the rest begins.

    Numbers stay as they are; letters stand in brackets, as UN editorial usage has them
    in English («а)» and «a)» become "(a)"). Without an enumerator: ``("", 0)``.
    """
    match = _ENUMERATOR.match(text)
    if not match or match.end() == len(text):
        return "", 0
    label = match.group().strip()
    if match.lastgroup in ("letter", "roman"):
        bare = label.strip("()")
        if bare in _RUSSIAN:
            bare = _LATIN[_RUSSIAN.index(bare)]
        label = f"({bare})"
    return f"{label} ", match.end()
