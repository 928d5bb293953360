"""Where does a paragraph end? Wrapped lines are joined or parted by evidence.

Each pair of neighbouring lines is a joint inside a paragraph or a boundary between
two. What the text says (a small letter after a preposition, a full stop before a
capital) has fixed weights. What the layout says differs from document to document:
one indents first lines, another puts empty lines, a third has stray indents that
mean nothing. So the weight of each mark of layout is learned from the document
itself by expectation–maximization (Dempster, Laird, Rubin 1977) with naive Bayes
and a prior for each mark, which decides in short documents.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from workbench.documents.lines import SOFT_HYPHEN, Line
from workbench.documents.wrapping import (
    ends_in_hyphen,
    ends_open,
    first_word,
    is_tight,
    wrapping_width,
)

# The start of a list item or of a numbered paragraph.
LIST_MARK = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,3}){0,3}[.)]|\d{1,2}(?:\.\d{1,3}){1,3}|\(?[a-zа-яё]{1,2}\)|"
    r"\(?(?:[ivx]{1,5}|[IVX]{1,5})\)|[IVX]{1,6}\.|[A-ZА-Я]\.|\(\d{1,3}\)|[•▪●◦■□‣·*]|[–—-])\s",
)
_DASH = re.compile(r"[–—-]\s")
# "Статья 5", "Chapter II": words that open a division when a number follows.
DIVISION = re.compile(
    r"(?:Статья|Глава|Раздел|Часть|Приложение|Добавление|Пункты?|Цель|Принцип|Рекомендация|"
    r"СТАТЬЯ|ГЛАВА|РАЗДЕЛ|ЧАСТЬ|ПРИЛОЖЕНИЕ|Article|Chapter|Section|Part|Annex|Appendix|"
    r"Agenda items?|Items?|ARTICLE|CHAPTER|ANNEX)\s(?:№\s?)?(?:\d|[IVXLC]+\b)"
)
SIGNED = re.compile(r"\((?:Подпись|Подписал[аи]?|Подписано|Signed|Signature)\)", re.IGNORECASE)
_BRACKETED = re.compile(r"\[[^\]]*\]$")
_STOP = re.compile(r"[.!?…][\"»”’')\]>]*\d?$")
_CLAUSE = re.compile(r"(?:[;:][»”\"')\]]*|[;,]\s(?:и|или|а также|and|or))$")

# Log odds of a boundary by how the first line ends and how the second begins.
_TEXT = {
    ("open", "small"): -5.0,
    ("open", "capital"): -1.0,
    ("open", "figure"): -3.0,
    ("open", "mark"): 0.5,
    ("comma", "small"): -1.5,
    ("comma", "capital"): -2.5,
    ("comma", "figure"): -3.0,
    ("comma", "mark"): 1.0,
    ("clause", "small"): 0.0,
    ("clause", "capital"): 0.5,
    ("clause", "figure"): -1.5,
    ("clause", "mark"): 3.0,
    ("stop", "small"): -2.0,
    ("stop", "capital"): 0.3,
    ("stop", "figure"): -0.5,
    ("stop", "mark"): 2.0,
}
_CERTAIN = 12.0
# What is expected of each kind of mark before the document is looked at: the share of
# the value among boundaries and among joints, and the weight of that in pairs. How full
# a line is follows from geometry (a last line ends anywhere), and is hardly learned.
_PRIORS: dict[str, tuple[dict[str, tuple[float, float]], float]] = {
    "gap": ({"none": (0.5, 0.997), "some": (0.5, 0.003)}, 40.0),
    "start": ({"flat": (0.5, 0.85), "indented": (0.5, 0.15)}, 6.0),
    "shape": ({"same": (0.5, 0.6), "other": (0.5, 0.4)}, 12.0),
    "fill": ({"tight": (0.3, 0.93), "narrow": (0.1, 0.05), "loose": (0.6, 0.02)}, 200.0),
    "room": ({"none": (0.7, 0.8), "some": (0.3, 0.2)}, 20.0),
    "page gap": ({"none": (0.4, 0.7), "some": (0.6, 0.3)}, 6.0),
}
# The first line of a page is often shifted by chance: its indent counts for less.
_TOP_INDENT = 0.6
_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class _Mark:
    """One mark of layout: its kind, what the prior calls it, and its value in this document.

    Two indents are "indented" to the prior, but the document may use them differently.
    """

    kind: str
    name: str
    value: str = ""
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class _Pair:
    """One pair of lines: the weight of its text, and its marks of layout."""

    text: float
    layout: tuple[_Mark, ...]


def boundaries(lines: Sequence[Line]) -> list[bool]:
    """For each line but the last, whether its paragraph ends there."""
    if len(lines) < 2:
        return []
    pairs = _pairs(lines)
    odds = _weigh(pairs, [])
    for _ in range(_ROUNDS):
        odds = _weigh(pairs, [1 / (1 + math.exp(-max(-30.0, min(30.0, o)))) for o in odds])
    return [o > 0 for o in odds]


def _weigh(pairs: Sequence[_Pair], chances: Sequence[float]) -> list[float]:
    """One round: count the marks by the present chances, then weigh every pair anew.

    Without chances the prior alone weighs them.
    """
    counts: dict[tuple[str, str, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    totals: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for pair, chance in zip(pairs, chances, strict=False):
        for mark in pair.layout:
            for table in (counts[mark.kind, mark.name, mark.value], totals[mark.kind]):
                table[0] += chance
                table[1] += 1 - chance

    def weight(mark: _Mark) -> float:
        shares, strength = _PRIORS[mark.kind]
        found, total = counts[mark.kind, mark.name, mark.value], totals[mark.kind]
        ends, joints = (
            (found[side] + shares[mark.name][side] * strength) / (total[side] + strength)
            for side in (0, 1)
        )
        return mark.share * math.log(ends / joints)

    return [pair.text + sum(map(weight, pair.layout)) for pair in pairs]


def _pairs(lines: Sequence[Line]) -> list[_Pair]:
    width = wrapping_width(lines)
    blocks = _block_widths(lines)
    indents = _indents(lines)
    usual = {indent for indent, count in Counter(indents).items() if count >= _usual(lines)}
    pairs = []
    for index, (line, following) in enumerate(pairwise(lines)):
        marks = [_Mark("fill", _fill(line, following, width, blocks[index]))]
        if marks[0].name == "tight":
            # In a monospaced text no joint leaves room for the next word; in proportional
            # letters some do: the document tells.
            room = line.right + 1 + len(first_word(following.text)) <= width
            marks.append(_Mark("room", "some" if room else "none"))
        before, after = indents[index], indents[index + 1]
        start = "indented" if after > 0 else "flat"
        level = str(after) if after in usual else "rare"
        gap = "some" if following.gap else "none"
        if following.top:
            marks += [_Mark("start", start, level, _TOP_INDENT), _Mark("page gap", gap)]
        else:
            step = f"{before}>{after}" if before in usual and after in usual else "rare"
            shape = "same" if before == after else "other"
            marks += [_Mark("start", start, level), _Mark("shape", shape, step), _Mark("gap", gap)]
        pairs.append(_Pair(_text_weight(line.text, following.text), tuple(marks)))
    return pairs


def _usual(lines: Sequence[Line]) -> float:
    """How many lines must share an indent for the document to mean something by it."""
    return max(3, 0.02 * len(lines))


def _fill(line: Line, following: Line, width: float, block: float) -> str:
    """Whether the line is full; a narrow block (a title) is full at a width of its own."""
    if is_tight(line, following, width):
        return "tight"
    same_block = not (following.gap or following.top)
    narrow = same_block and block < 0.85 * width and is_tight(line, following, block)
    return "narrow" if narrow else "loose"


def _block_widths(lines: Sequence[Line]) -> list[float]:
    """For each line, the greatest right edge among the lines between two gaps around it."""
    widths = [0.0] * len(lines)
    start = 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or lines[index].gap or lines[index].top:
            widest = max(line.right for line in lines[start:index])
            widths[start:index] = [widest] * (index - start)
            start = index
    return widths


def _indents(lines: Sequence[Line]) -> list[int]:
    """For each line, its indent from the base of its page, as pages may be shifted."""
    pages: dict[int, list[int]] = defaultdict(list)
    for line in lines:
        pages[line.page].append(round(line.indent))
    whole = _base([round(line.indent) for line in lines])
    bases = {p: _base(found) if len(found) >= 12 else whole for p, found in pages.items()}
    return [max(0, round(line.indent) - bases[line.page]) for line in lines]


def _base(indents: Sequence[int]) -> int:
    """The least indent that more than a stray line has."""
    counts = Counter(indents)
    for indent in sorted(counts):
        if counts[indent] >= max(2, 0.05 * len(indents)):
            return indent
    return min(indents)


def _text_weight(text: str, following: str) -> float:
    """Log odds of a boundary by the text of both lines alone."""
    start = _start(following)
    if ends_in_hyphen(text) or text.endswith(SOFT_HYPHEN):
        small = following[0].islower() or following[0].isdigit() or text.isupper()
        return -_CERTAIN if small or text.endswith(SOFT_HYPHEN) else -4.0
    if SIGNED.match(following) or _BRACKETED.fullmatch(following) or _BRACKETED.fullmatch(text):
        return _CERTAIN
    if ends_open(text):
        return -6.0 if start != "mark" else -3.0
    if DIVISION.match(following):
        return 2.5
    return _TEXT[_end(text), start]


def _end(text: str) -> str:
    if _STOP.search(text):
        return "stop"
    if _CLAUSE.search(text):
        return "clause"
    return "comma" if text.endswith(",") else "open"


def _start(text: str) -> str:
    if LIST_MARK.match(text):
        # A dash may also stand in mid-sentence at the start of a line.
        return "small" if _DASH.match(text) and not text[2:3].isupper() else "mark"
    first = text.lstrip("«\"“„'(<[")[:1]
    if first.isupper():
        return "capital"
    return "small" if first.islower() else "figure"
