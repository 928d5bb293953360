"""The lines of a text with what their layout says: indents, gaps, pages.

Plain text and PDF pages meet here: both become the same ``Line`` objects, so that
there is one paragraph repair for both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

SOFT_HYPHEN = "\u00ad"
# Hyphens that are only another typesetting of the ordinary one.
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-"})
_SPACES = re.compile("[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_NOTHING = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"
)
_NEW_LINE = re.compile("\r\n|[\n\r\x0b\x1c-\x1e\x85\u2028\u2029]")
_MANY = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that has text.

    ``indent`` and ``width`` (of the text) are in characters; ``gap`` counts the empty
    lines before it beyond the usual spacing; ``page`` counts from 0; ``top`` holds for
    the first line after a page break.
    """

    text: str
    indent: float = 0.0
    width: float = 0.0
    gap: int = 0
    page: int = 0
    top: bool = False
    number: int = 0

    @property
    def right(self) -> float:
        """The column where the line's text ends."""
        return self.indent + self.width


def clean(text: str) -> str:
    """Spaces of all kinds become one plain space; invisible characters go.

    Soft hyphens inside the text go too: they only mark where a word may be broken.
    """
    text = _NOTHING.sub("", _SPACES.sub(" ", text.translate(_HYPHENS)))
    return _MANY.sub(" ", text.replace(SOFT_HYPHEN, "")).strip()


def lines_of(text: str) -> list[Line]:
    """Split plain text into its lines that are not empty; form feeds part the pages."""
    lines: list[Line] = []
    blank, number = 0, 0
    for page, page_text in enumerate(text.split("\f")):
        top = page > 0
        for raw in _NEW_LINE.split(page_text):
            number += 1
            line = _line(raw)
            if line is None:
                blank += 1
                continue
            lines.append(replace(line, gap=blank, page=page, top=top, number=number))
            blank, top = 0, False
        number -= 1
    return lines


def _line(raw: str) -> Line | None:
    """Make a line of ``raw``; a soft hyphen at its end stays, as the mark of a break."""
    raw = _NOTHING.sub("", _SPACES.sub(" ", raw.expandtabs(4).translate(_HYPHENS))).rstrip()
    text = clean(raw)
    if not text:
        return None
    if raw.endswith(SOFT_HYPHEN):
        text += SOFT_HYPHEN
    return Line(text, indent=len(raw) - len(raw.lstrip()), width=len(text))


def without_doubling(lines: Sequence[Line], joined: Sequence[bool]) -> list[Line]:
    """Take the usual spacing out of the gaps, as some extractors put it after every line.

    ``joined[i]`` tells that line i surely goes on in line i + 1; the usual number of
    empty lines is the commonest one there. Where a text has an empty line after every
    line but not here, a page ended.
    """
    gaps = Counter(lines[i + 1].gap for i, sure in enumerate(joined) if sure)
    usual = gaps.most_common(1)[0][0] if gaps else 0
    if usual == 0:
        return list(lines)
    result, page = [], 0
    for index, line in enumerate(lines):
        top = line.top or (index > 0 and line.gap < usual)
        page += top
        result.append(replace(line, gap=max(0, line.gap - usual), top=top, page=page))
    return result
