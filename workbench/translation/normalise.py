"""Source text as the model was trained to see it, with the way back to the original."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SPACES = "\u00a0\u2000-\u200a\u202f\u205f\u3000\t\n\r\f\v "
_DROPPED = "\u00ad\u200b-\u200f\u2060\ufeff\u0300\u0301\u0000-\u0008\u000e-\u001f"
_RULES = re.compile(
    "(?P<open><<)|(?P<close>>>)|(?P<hyphen>[\u2010\u2011])"
    f"|(?P<space>[{_SPACES}][{_SPACES}{_DROPPED}]*)"
    f"|(?P<drop>[{_DROPPED}])"
)
_NEW = {"open": "«", "close": "»", "hyphen": "-", "drop": "", "space": " "}


@dataclass(frozen=True, slots=True)
class Normalised:
    """``text`` for the model; ``offsets[i]`` is where character ``i`` stood, plus the end.

    Characters that were dropped count with the character before them.
    """

    text: str
    offsets: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original text that ``text[start:end]`` came from."""
        return self.offsets[start], self.offsets[max(start, end)]


def normalise(text: str) -> Normalised:
    """Unify quotation marks (``<<`` to «), spaces and hyphens; drop invisible characters."""
    out: list[str] = []
    offsets: list[int] = []
    last = end = 0
    for match in _RULES.finditer(text):
        out.append(text[last : match.start()])
        offsets.extend(range(last, match.start()))
        new = _NEW[match.lastgroup or "drop"]
        if new == " " and (not offsets or match.end() == len(text)):
            new = ""  # no space at either end
        out.append(new)
        offsets.extend([match.start()] * len(new))
        last = match.end()
        end = match.start() if match.lastgroup == "space" else last
    out.append(text[last:])
    offsets.extend(range(last, len(text)))
    return Normalised("".join(out), (*offsets, end if last == len(text) else len(text)))


_CYRILLIC = re.compile("[\u0400-\u04ff]")


def passes_through(text: str) -> bool:
    """Tell whether ``text`` has nothing to translate: no Cyrillic letter in it.

    Numbers, Latin text, document symbols and punctuation are the same in English.
    """
    return _CYRILLIC.search(text) is None


_QUOTES = re.compile('["“”„«»]')


def tidy_quotes(text: str) -> str:
    """Return ``text`` with double quotation marks as “ and ”, which the model mixes up.

    Each mark becomes an opening or a closing one by what stands before it, so that the
    length of the text does not change.
    """

    def mark(match: re.Match[str]) -> str:
        before = text[match.start() - 1 : match.start()]
        return "“" if not before or before.isspace() or before in "([—–-/“" else "”"

    return _QUOTES.sub(mark, text)
