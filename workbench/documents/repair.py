"""Text extracted from pages becomes paragraphs again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbench.documents.boundaries import SIGNED, boundaries
from workbench.documents.furniture import without_furniture
from workbench.documents.hyphens import HyphenJoiner
from workbench.documents.kinds import kind_of, list_level
from workbench.documents.lines import SOFT_HYPHEN, Line, clean, without_doubling
from workbench.documents.model import Paragraph, ParagraphKind
from workbench.documents.wrapping import ends_in_hyphen, is_wrapped, page_width, surely_joined

_SIGNATURE_LINES = 6
_NONE = Line("")
# What may follow a signature directly, with or without a number.
_NEXT_PART = re.compile(r"(?:Приложени[ея]|ПРИЛОЖЕНИЕ|Добавление|Annex|ANNEX|Enclosure|Appendix)\b")
_RANGE = re.compile(r"\d[–—]$")
_STROKE = re.compile(r"\S[/_@]$")


@dataclass(frozen=True, slots=True)
class Repaired:
    """The paragraphs of a text, and the page furniture that was left out of them."""

    paragraphs: tuple[Paragraph, ...]
    furniture: tuple[str, ...] = ()
    wrapped: bool = False


def repair(
    lines: Sequence[Line], language: str, *, wrapped: bool | None = None, paged: bool = False
) -> Repaired:
    """Make paragraphs of the lines of a text.

    ``wrapped`` says whether lines are parts of paragraphs; None finds out. Lines of a
    text that is not wrapped are its paragraphs. ``paged`` adds the page to each
    paragraph's place instead of the line.
    """
    undoubled = without_doubling(lines, surely_joined(lines))
    body, furniture = without_furniture(undoubled)
    if wrapped is None:
        wrapped = is_wrapped(body)
    if not wrapped:
        body, furniture = (list(lines), []) if not paged else (body, furniture)
        groups = [[line] for line in body]
    else:
        groups = _grouped(body)
    joiner = HyphenJoiner((line.text for line in body), language)
    paragraphs = [_paragraph(group, joiner, paged=paged) for group in groups]
    return Repaired(_with_signatures(paragraphs, groups), tuple(furniture), wrapped)


def _grouped(lines: Sequence[Line]) -> list[list[Line]]:
    """Part the lines into paragraphs; the lines of a signature stay one by one."""
    groups: list[list[Line]] = []
    signing = _SignatureBlock(page_width(lines) if lines else 0.0)
    for line, ends in zip(lines, [True, *boundaries(lines)], strict=True):
        # Lines in the block, and the one that ends it, start anew unless they go on.
        before = signing.active
        if signing.takes(line) or before:
            ends = not line.text[0].islower()
        if not groups or ends:
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


class _SignatureBlock:
    """Follows "(Подпись) Name" and the few short lines of office under it."""

    def __init__(self, width: float) -> None:
        self._width = width
        self._left = 0

    def takes(self, line: Line) -> bool:
        """Whether the line, seen in order after the others, belongs to a signature."""
        if SIGNED.match(line.text):
            self._left = _SIGNATURE_LINES
        elif self._left:
            ended = (
                line.top
                or line.gap > 1
                or line.right > 0.8 * self._width
                or line.text[-1] in ".;:]"
                or bool(_NEXT_PART.match(line.text))
            )
            self._left = 0 if ended else self._left - 1
        return self.active

    @property
    def active(self) -> bool:
        """Whether the line taken last belongs to a signature."""
        return self._left > 0


def _paragraph(group: Sequence[Line], joiner: HyphenJoiner, *, paged: bool) -> Paragraph:
    text = group[0].text
    for line in group[1:]:
        text = join_lines(text, line.text, joiner)
    text = clean(text)
    first = group[0]
    place = f"page {first.page + 1}" if paged else f"line {first.number}"
    kind = kind_of(text)
    level = (
        list_level(text) if kind is ParagraphKind.LIST_ITEM else int(kind is ParagraphKind.HEADING)
    )
    return Paragraph(text, kind=kind, level=level, place=place)


def join_lines(text: str, following: str, joiner: HyphenJoiner) -> str:
    """Join two parts of a paragraph: with a space, or within a word without one."""
    if text.endswith(SOFT_HYPHEN) or ends_in_hyphen(text):
        return joiner.join(text, following)
    figures = _RANGE.search(text) and following[0].isdigit()
    if figures or (_STROKE.search(text) and not following.startswith(("(", "«"))):
        return text + following
    return f"{text} {following}"


def _with_signatures(
    paragraphs: Sequence[Paragraph], groups: Sequence[Sequence[Line]]
) -> tuple[Paragraph, ...]:
    """Mark the paragraphs that a signature block consists of."""
    signing = _SignatureBlock(page_width([line for group in groups for line in group] or [_NONE]))
    result = []
    for paragraph, group in zip(paragraphs, groups, strict=True):
        taken = [signing.takes(line) for line in group]
        signature = replace(paragraph, kind=ParagraphKind.SIGNATURE, level=0)
        result.append(signature if all(taken) else paragraph)
    return tuple(result)
