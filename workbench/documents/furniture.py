"""Page furniture: running heads, page numbers, document symbols and job numbers.

United Nations documents repeat their symbol (A/75/700), a job number (20-17573) and
the page number on every page; extracted text has them in mid-sentence.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from workbench.documents.lines import Line
from workbench.documents.wrapping import goes_on, page_width

# A symbol of an organ (ST/AI/189/Add.25): capitals and figures between strokes.
_SYMBOL = r"[A-Z]{1,6}(?:/[A-Z0-9][A-Za-z0-9.()*-]*){1,6}\*?"
_JOB = r"(?:[A-Z]{2,3}\.)?\d{2}-\d{5}(?:\s?\*)?(?:\s?\([A-ZА-Я]\))?"
_BARCODE = r"\*\d{5,9}\*"
_DATE_CODE = r"\d{6}(?=\s)"
_NUMBER = r"(?:[-–—]\s?)?\d{1,4}(?:\s?[-–—])?"
_OF = r"(?:стр\.?|страница|с\.|page|p\.)?\s?\d{1,4}\s?(?:/|из|of)\s?\d{1,4}"
_PAGE = r"(?:стр\.?|страница|с\.|page|p\.)\s?\d{1,4}"
_CERTAIN = re.compile(
    rf"(?:(?:{_SYMBOL}|{_JOB}|{_BARCODE}|{_DATE_CODE}|{_OF}|{_PAGE}|{_NUMBER})(?:\s+|$))+",
    re.IGNORECASE,
)
_JUST_NUMBER = re.compile(r"\d{1,4}")
_JUST_SYMBOL = re.compile(_SYMBOL)
_EDGE = 3  # lines looked at above and below a page break
_LONGEST = 120


def without_furniture(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """Return the lines without page furniture, and the texts left out.

    A line of nothing but symbols and numbers goes where it stands at the edge of a
    page or repeats; any other line goes where it repeats at the edges of pages. What
    stands on the first page only, once, stays: it may be the masthead.
    """
    if not lines:
        return [], []
    edges = _edges(lines)
    out = _repeated_at_edges(lines, edges) | _certain(lines, edges)
    out |= _repeated_in_sentences(lines, out)
    kept: list[Line] = []
    for index, line in enumerate(lines):
        if index in out:
            continue
        cut = bool(kept) and any(i in out for i in range(_previous(index, out) + 1, index))
        top = bool(kept) and (line.top or cut or line.page > kept[-1].page)
        kept.append(replace(line, top=top))
    return kept, [lines[i].text for i in sorted(out)]


def _previous(index: int, out: set[int]) -> int:
    index -= 1
    while index in out:
        index -= 1
    return index


def _edges(lines: Sequence[Line]) -> set[int]:
    """Positions of the first and last lines of every page."""
    pages: dict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        pages[line.page].append(index)
    return {i for page in pages.values() for i in (*page[:_EDGE], *page[-_EDGE:])}


def _may_be_text(line: Line, width: float) -> bool:
    """A full line, or one with a small letter first, may be part of a repeated sentence."""
    return line.width > 0.75 * width or line.text[0].islower()


def _pattern(text: str) -> str:
    return re.sub(r"\d+", "#", text.lower())


def _repeated_at_edges(lines: Sequence[Line], edges: set[int]) -> set[int]:
    """Lines at page edges whose text, numbers aside, recurs at the edges of other pages."""
    groups: dict[str, list[int]] = defaultdict(list)
    for index in edges:
        groups[_pattern(lines[index].text)].append(index)
    pages = lines[-1].page + 1
    if pages < 2:
        return set()
    width = page_width(lines)
    out: set[int] = set()
    for group in groups.values():
        recurring = len({lines[i].page for i in group})
        needed = 3 if _may_be_text(lines[group[0]], width) else 2
        if len(lines[group[0]].text) <= _LONGEST and recurring >= max(needed, 0.3 * pages):
            out.update(group)
    return out - _numbered_texts(lines, out)


def _numbered_texts(lines: Sequence[Line], found: set[int]) -> set[int]:
    """Spare "Статья 5", "Статья 6" at page edges: they differ in a number, and are no heads.

    Where the numbers run with the pages ("Page 3, A/75/700"), the line is a head.
    """
    wanted = {_pattern(lines[i].text) for i in found}
    texts: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        pattern = _pattern(line.text)
        if "#" in pattern and pattern in wanted:
            texts[pattern].append(index)
    spared: set[int] = set()
    for group in texts.values():
        distinct = len({lines[i].text for i in group}) == len(group)
        inside = any(i not in found for i in group)
        if distinct and inside and not _CERTAIN.fullmatch(lines[group[0]].text):
            spared.update(group)
    return spared


def _certain(lines: Sequence[Line], edges: set[int]) -> set[int]:
    """Lines of nothing but symbols, job and page numbers."""
    found = {i for i, line in enumerate(lines) if _CERTAIN.fullmatch(line.text)}
    symbols = {i for i in found if not _JUST_NUMBER.fullmatch(lines[i].text)}
    counts = Counter(_pattern(lines[i].text) for i in symbols)
    out = {i for i in symbols if i in edges or counts[_pattern(lines[i].text)] > 1}
    out -= {i for i in out if lines[i].page == 0 and _is_masthead(lines, i)}
    numbers = found - symbols
    for index in numbers:
        beside = {index - 1, index + 1}
        paged = index in edges and lines[-1].page > 0
        if paged or beside & out or _cuts_a_sentence(lines, index, found):
            out.add(index)
    return out


def _is_masthead(lines: Sequence[Line], index: int) -> bool:
    """A symbol that stands once among the first lines of a document names the document."""
    return (
        index < _EDGE
        and bool(_JUST_SYMBOL.fullmatch(lines[index].text))
        and sum(line.text == lines[index].text for line in lines) == 1
    )


def _cuts_a_sentence(lines: Sequence[Line], index: int, out: set[int]) -> bool:
    before, after = index - 1, index + 1
    while before in out:
        before -= 1
    while after in out:
        after += 1
    return before >= 0 and after < len(lines) and goes_on(lines[before].text, lines[after].text)


def _repeated_in_sentences(lines: Sequence[Line], out: set[int]) -> set[int]:
    """Running heads of a text that lost its page breaks: they recur and cut sentences."""
    groups: dict[str, list[int]] = defaultdict(list)
    width = page_width(lines)
    for index, line in enumerate(lines):
        if index not in out and not _may_be_text(line, width):
            groups[line.text].append(index)
    found: set[int] = set()
    for group in groups.values():
        if len(group) < 2:
            continue
        cutting = sum(_cuts_a_sentence(lines, i, out | set(group)) for i in group)
        beside = sum(bool({i - 1, i + 1} & out) for i in group)
        if cutting >= 2 or beside >= max(2, 0.6 * len(group)):
            found.update(group)
    return found
