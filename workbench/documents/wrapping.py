"""Was a text broken into lines by a program, and at which width?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from workbench.documents.lines import SOFT_HYPHEN, Line
from workbench.documents.word_sets import words

_LETTER_HYPHEN = re.compile(r"\w[-\u00ad]$")
# Prepositions, conjunctions, particles and articles: no paragraph ends in one.
_RUSSIAN_OPEN = (
    "а без благодаря в ввиду во вследствие где для до за и из или именно к как ко когда которая "
    "которого которое которой котором которому которую которые который которым которыми которых "
    "лишь либо между на над насчет не ни но о об обо однако около от ото перед по под посредством "
    "при про против ради с сквозь со среди так также то у хотя через что чтобы"
)
_ENGLISH_OPEN = (
    "a although an and as at because between but by for from if in into its nor of on or our over "
    "than that the their these this those through to under upon was were which while with within"
)
_OPEN_WORDS = words(f"{_RUSSIAN_OPEN} {_ENGLISH_OPEN}")
_LAST_WORD = re.compile(r"([^\W\d_]+)$")
# A list item may well end in "; and": that is an end, not an opening.
_LIST_END = re.compile(r"[;,]\s(?:и|или|а также|and|or)$")
_NARROWEST = 30  # columns; narrower "lines" are lists and tables
_TIGHT = 0.9  # of the width: proportional letters make lines of the same width differ


def ends_in_hyphen(text: str) -> bool:
    """Whether the line ends within a word, or at a word's own hyphen."""
    return bool(_LETTER_HYPHEN.search(text))


def ends_open(text: str) -> bool:
    """Whether the line ends in a word that needs another: a preposition, an article."""
    word = _LAST_WORD.search(text)
    return bool(word and word[1].lower() in _OPEN_WORDS and not _LIST_END.search(text))


def surely_joined(lines: Sequence[Line]) -> list[bool]:
    """For each line but the last: does it, by its text alone, go on in the next?"""
    return [goes_on(a.text, b.text) for a, b in pairwise(lines)]


def goes_on(text: str, following: str) -> bool:
    """Whether ``text`` stops without a stop and ``following`` starts with a small letter."""
    start = following.lstrip("«\"“'(")[:1]
    if not start.islower() or _LIST_END.search(text):
        return False
    end = text[-1]
    return end.isalpha() or ends_in_hyphen(text) or end == SOFT_HYPHEN


def page_width(lines: Sequence[Line]) -> float:
    """The column where full lines end: the 95th percentile, as a few lines stick out."""
    return _percentile([line.right for line in lines], 0.95)


def wrapping_width(lines: Sequence[Line]) -> float:
    """The column at which a wrapped text was broken.

    Lines that surely go on in the next show it, even where most lines are headings.
    """
    broken = [lines[i].right for i, sure in enumerate(surely_joined(lines)) if sure]
    return _percentile(broken, 0.8) if broken else page_width(lines)


def _percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def first_word(text: str) -> str:
    """The first word of a line, which a wrapping program would have tried to fit."""
    return text.split(" ", 1)[0]


def is_tight(line: Line, following: Line, width: float) -> bool:
    """Whether the first word of ``following`` would not have fitted on ``line``."""
    return line.right + 1 + len(first_word(following.text)) >= _TIGHT * width


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Tell a text whose lines were broken at a width from one with a paragraph a line.

    In a wrapped text many lines stop in mid-sentence, and nearly all of those stop
    where the next word would not have fitted. A list of terms, one a line, has the
    first mark but not the second; unwrapped clauses ending in "," or ";" have neither.
    """
    if len(lines) < 2:
        return False
    width = page_width(lines)
    joined = surely_joined(lines)
    sure = [i for i, is_sure in enumerate(joined) if is_sure]
    if width < _NARROWEST or len(sure) < max(1, 0.03 * len(joined)):
        return False
    tight = sum(
        is_tight(lines[i], lines[i + 1], width) or ends_in_hyphen(lines[i].text) for i in sure
    )
    return tight >= 0.6 * len(sure)
