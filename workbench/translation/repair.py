"""Putting literals right that the model garbled, where the place is certain."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from workbench.translation.literals import (
    Literal,
    LiteralKind,
    english_number,
    find_literals,
    missing_literals,
)
from workbench.translation.model import WordLink

_CLUSTER = re.compile(r"[^\s«»“”\"()\[\],;]+")
# What a literal still looks like when the model has garbled it.
_SHAPE = re.compile(r"[/@\d]|\w\.\w")
_SIMILAR = 50.0
_BONUS = 25.0


@dataclass(frozen=True, slots=True)
class Edit:
    """``text[start:end]`` became ``length`` characters long."""

    start: int
    end: int
    length: int

    def move(self, span: tuple[int, int]) -> tuple[int, int]:
        """Return where a span of the text before the edit stands after it."""
        start, end = span
        change = self.length - (self.end - self.start)
        if start >= self.end:
            return start + change, end + change
        if end > self.start:
            return min(start, self.start), max(end + change, self.start + self.length)
        return span


def repair_literals(
    source: str, target: str, links: Sequence[WordLink]
) -> tuple[str, tuple[Edit, ...], tuple[str, ...]]:
    """Return ``target`` with its literals put right, the edits in order, and warnings.

    A literal of ``source`` that ``target`` lacks replaces what stands in its place: the
    words linked to it, or else the spare literal (or Latin cluster) most like it. What
    cannot be placed is named in a warning; so is a number that only the target has.
    """
    edits: list[Edit] = []
    kept = {item.value for item in find_literals(source, language="ru")}
    tried: set[int] = set()
    while True:
        missing, spare = missing_literals(source, target)
        literal = next((item for item in missing if item.start not in tried), None)
        if literal is None:
            return target, tuple(edits), _warnings(missing, spare)
        tried.add(literal.start)
        place = _place(literal, target, spare, _linked(literal, links, edits), kept)
        if place:
            new = _english(literal)
            target = target[: place[0]] + new + target[place[1] :]
            edits.append(Edit(*place, len(new)))


def _warnings(missing: Sequence[Literal], spare: Sequence[Literal]) -> tuple[str, ...]:
    warnings = [f"{item.kind} {item.surface} is missing from the draft" for item in missing]
    warnings += [
        f"number {item.surface} is not in the source"
        for item in spare
        if item.kind is LiteralKind.NUMBER and len(item.value) > 1
    ]
    return tuple(warnings)


def _linked(
    literal: Literal, links: Sequence[WordLink], edits: Sequence[Edit]
) -> list[tuple[int, int]]:
    """Return the target spans linked to ``literal``, as they stand after ``edits``."""
    spans = []
    for link in links:
        if link.source_start < literal.end and literal.start < link.source_end:
            span = link.target_start, link.target_end
            for edit in edits:
                span = edit.move(span)
            spans.append(span)
    return spans


def _english(literal: Literal) -> str:
    if literal.kind is not LiteralKind.NUMBER:
        return literal.value
    return english_number(literal.value, grouped=not literal.surface.isdigit())


def _place(
    literal: Literal,
    target: str,
    spare: Sequence[Literal],
    linked: Sequence[tuple[int, int]],
    kept: Collection[str],
) -> tuple[int, int] | None:
    from rapidfuzz.fuzz import ratio

    if literal.kind is LiteralKind.NUMBER:
        options = [item for item in spare if item.kind is LiteralKind.NUMBER]
        for item in options:
            if _touches((item.start, item.end), linked):
                return item.start, item.end
        close = [item for item in options if ratio(item.value, literal.value) > _SIMILAR]
        return (close[0].start, close[0].end) if len(close) == 1 else None
    right = [item for item in find_literals(target, language="en") if item.value in kept]
    best, score = None, _SIMILAR
    for match in _CLUSTER.finditer(target):
        text = match.group().rstrip(".:?!*")
        span = match.start(), match.start() + len(text)
        if any(_holds(span, item) for item in right):
            continue
        if not _SHAPE.search(text):
            continue
        likeness = ratio(text, literal.value) + (_BONUS if _touches(span, linked) else 0)
        if likeness > score:
            best, score = span, likeness
    return best


def _holds(span: tuple[int, int], right: Literal) -> bool:
    """Tell whether ``span`` must stay: it has a part of a right literal, or is a right number."""
    if right.kind is LiteralKind.NUMBER:
        return span == (right.start, right.end)
    return _touches(span, [(right.start, right.end)])


def _touches(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)
