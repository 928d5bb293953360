"""Sets paragraphs the way text comes out of a PDF, so that the repair can be measured.

Every document draws its own layout: width, hyphenation, indents, empty lines, pages
with furniture, and the dirt of extraction (stray indents, no-break spaces, soft
hyphens, doubled lines). The same seed gives the same document.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

VOWELS = frozenset("аеёиоуыэюяaeiouy")
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Layout:
    """How one document is set; drawn by :func:`draw_layout`."""

    width: int
    hyphenate: bool
    hyphen: str
    indent: int
    blank: bool
    doubled: bool
    margin: int
    page_length: int
    page_mark: str
    furniture: str
    stray: float
    no_break: float
    justified: bool
    trailing: bool
    hanging: bool


def draw_layout(random_: random.Random) -> Layout:
    """Draw a layout; first lines are indented or paragraphs parted by an empty line."""
    signal = random_.choice(("indent", "indent", "blank", "both"))
    doubled = random_.random() < 0.35
    return Layout(
        width=random_.randint(40, 100),
        hyphenate=random_.random() < 0.75,
        hyphen="\u00ad" if random_.random() < 0.1 else "-",
        indent=random_.choice((1, 2, 4, 6, 8)) if signal != "blank" else 0,
        blank=signal != "indent",
        doubled=doubled,
        margin=random_.choice((0, 0, 0, 5, 10)),
        page_length=random_.randint(22, 55),
        page_mark=random_.choice(("\f", "\f", "", "lost" if doubled else "\f")),
        furniture=random_.choice(("none", "symbol", "title", "number", "all")),
        stray=random_.choice((0.0, 0.0, 0.01, 0.03)),
        no_break=random_.choice((0.0, 0.05)),
        justified=random_.random() < 0.15,
        trailing=random_.random() < 0.5,
        hanging=random_.random() < 0.2,
    )


def typeset(paragraphs: Sequence[str], layout: Layout, random_: random.Random) -> str:
    """Set the paragraphs as pages of lines."""
    lines: list[str] = []
    for paragraph in paragraphs:
        if layout.blank and lines:
            lines.append("")
        lines += _paragraph(paragraph, layout, random_)
    return _dirty(_pages(lines, layout, random_), layout, random_)


def _paragraph(text: str, layout: Layout, random_: random.Random) -> Iterator[str]:
    is_item = layout.hanging and re.match(r"(?:\d+\.|[a-zа-я]\))\s", text)
    first, rest = (0, 4) if is_item else (layout.indent, 0)
    words = text.split(" ")
    line = " " * first + words[0]
    for word in words[1:]:
        if len(line) + 1 + len(word) <= layout.width:
            line += " " + word
            continue
        head, tail = _broken(word, layout.width - len(line) - 1, layout)
        if head:
            line += " " + head
        yield _justify(line, layout, random_) if layout.justified else line
        line = " " * rest + tail
        while len(line) > layout.width:
            head, tail = _broken(line, layout.width, layout)
            if not head:
                break
            yield head
            line = " " * rest + tail
    yield line


def _broken(word: str, room: int, layout: Layout) -> tuple[str, str]:
    """The longest head of the word that fits with its hyphen, and the tail."""
    for place in range(min(room, len(word) - 1), 1, -1):
        if word[place - 1] == "-" and place > 2 and word[place - 2].isalnum():
            return word[:place], word[place:]
        if layout.hyphenate and place < room and may_break(word, place):
            return word[:place] + layout.hyphen, word[place:]
    return "", word


def may_break(word: str, place: int) -> bool:
    """Whether Russian syllable rules let a typesetter break ``word`` before ``place``.

    Two letters and a vowel on either side; no consonant is parted from the vowel after
    it, no ь, ъ, й, ы begins a line; abbreviations in capitals stay whole.
    """
    for match in _LETTERS.finditer(word):
        if match.start() < place < match.end():
            part, at = match[0].lower(), place - match.start()
            left, right = part[:at], part[at:]
            if match[0].isupper() and len(part) < 7:
                return False
            least = 3 if part.isascii() else 2
            if len(left) < 2 or len(right) < least or right[0] in "ьъйы":
                return False
            if not VOWELS & set(left) or not VOWELS & set(right):
                return False
            return left[-1] in VOWELS or left[-1] in "ьъй" or right[0] not in VOWELS
    return False


def _justify(line: str, layout: Layout, random_: random.Random) -> str:
    body = line.lstrip()
    gaps = body.count(" ")
    missing = layout.width - len(line)
    if not gaps or missing > 12:
        return line
    wide = set(random_.sample(range(gaps), min(gaps, missing)))
    out = [body.split(" ")[0]]
    for index, word in enumerate(body.split(" ")[1:]):
        out.append(("  " if index in wide else " ") + word)
    return line[: len(line) - len(body)] + "".join(out)


def _pages(lines: Sequence[str], layout: Layout, random_: random.Random) -> list[list[str]]:
    symbol = f"A/{random_.randint(60, 80)}/{random_.randint(10, 999)}"
    job = f"{random_.randint(10, 24)}-{random_.randint(10000, 99999)}"
    title = random_.choice(("Доклад Генерального секретаря", "Шестой комитет", "Global report"))
    pages = []
    for number, start in enumerate(range(0, len(lines), layout.page_length), 1):
        body = list(lines[start : start + layout.page_length])
        head, foot = [], []
        if layout.furniture in ("symbol", "all"):
            head.append(symbol if number % 2 else " " * (layout.width - 10) + symbol)
        if layout.furniture == "title":
            head.append(f"{title}")
        if layout.furniture == "number":
            foot.append(random_.choice(("", " ")) * (layout.width // 2) + f"- {number} -")
        if layout.furniture == "all":
            foot.append(f"{number}/{len(lines) // layout.page_length + 1}      {job}")
        pages.append([*head, *([""] if head else []), *body, *([""] if foot else []), *foot])
    return pages


def _dirty(pages: Sequence[Sequence[str]], layout: Layout, random_: random.Random) -> str:
    out: list[str] = []
    for index, page in enumerate(pages):
        if index and layout.page_mark == "\f":
            out.append("\f")
        elif index and layout.page_mark == "lost" and out and not out[-1].strip():
            out.pop()
        for line in page:
            if line and random_.random() < layout.stray:
                line = " " * random_.randint(1, 6) + line
            if line:
                line = " " * layout.margin + line
            if layout.no_break:
                line = "".join(
                    "\u00a0" if c == " " and random_.random() < layout.no_break else c for c in line
                )
            out.append(line + " " * (layout.trailing and bool(line)) + "\n")
            if layout.doubled:
                out.append("\n")
    return "".join(out)
