"""What a paragraph of plain text is, by its text: heading, list item or body."""

from __future__ import annotations

import re

from workbench.documents.boundaries import DIVISION, LIST_MARK
from workbench.documents.model import ParagraphKind

_LONGEST_HEADING = 220
_DEEPER = re.compile(r"(?:\(?[ivx]{2,5}\)|[•▪●◦■□‣·*–—-]\s)")
_LETTERED = re.compile(r"\(?[a-zа-яё]{1,2}\)")
_NUMBERED_HEADING = re.compile(r"(?:[IVX]{1,6}\.|[A-ZА-Я]\.)\s")


def kind_of(text: str) -> ParagraphKind:
    """Heading: short, without a stop at its end, starting with a capital or a division."""
    if _is_heading(text):
        return ParagraphKind.HEADING
    if LIST_MARK.match(text):
        return ParagraphKind.LIST_ITEM
    return ParagraphKind.BODY


def list_level(text: str) -> int:
    """Depth of a list item by its mark: 1 for "1.", 2 for "a)", 3 for "ii)" and bullets."""
    if _LETTERED.match(text) and not re.match(r"\(?(?:ii|iv|vi|ix|xi)", text):
        return 2
    return 3 if _DEEPER.match(text) else 1


def _is_heading(text: str) -> bool:
    if len(text) > _LONGEST_HEADING or text[-1] in ".;:,!?…" or text[0] in "[(•–—-":
        return False
    if DIVISION.match(text):
        return True
    if LIST_MARK.match(text) and not _NUMBERED_HEADING.match(text):
        return False
    first = next((c for c in text if c.isalpha()), "")
    return first.isupper() and sum(c.isalpha() for c in text) >= 3
