"""Figures of a match: those of the present text take the place of the stored ones.

The figures of the stored source and the present one are paired along their alignment
(Levenshtein over words, each kind of figures as one placeholder). Where a pair differs,
the old value is looked for in the stored translation, and the new one is written in the
form that the translation gave the old: a number with English separators (1 250,5 is
1,250.5), a date and a time in the same style, a small number in words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from workbench.alignment.tokens import stem
from workbench.review.memory.forms import in_form, spelled
from workbench.review.memory.pieces import Figures, Kind, Piece, Value, figures, pieces


@dataclass(frozen=True, slots=True)
class Fix:
    """``target[start:end]`` was ``was`` in the memory, and is now ``now``."""

    start: int
    end: int
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Repaired:
    """A translation with the present figures, what was put right, and what was not.

    ``unfixed`` are figures that are in only one of the sources, or in the stored source
    but not found in its translation.
    """

    target: str
    fixed: tuple[Fix, ...] = ()
    unfixed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Change:
    start: int
    end: int
    text: str


def put_right(then: str, now: str, target: str) -> Repaired:
    """Return ``target``, the translation of ``then``, with the figures of ``now``."""
    if then == now or not (_has_figures(then) or _has_figures(now)):
        return Repaired(target)
    old, new = pieces(then), pieces(now)
    pairs, unfixed = _paired(old, new)
    wanted: dict[tuple[Kind, Value], list[tuple[Figures, Figures]]] = defaultdict(list)
    for before, after in pairs:
        wanted[before.kind, before.value].append((before, after))
    places: dict[tuple[Kind, Value], list[Figures]] = defaultdict(list)
    for item in figures(target, russian=False):
        places[item.kind, item.value].append(item)
    changes: list[_Change] = []
    for key, group in wanted.items():
        if any(before.value != after.value for before, after in group):
            found = _changes(group, places[key], now, target)
            unfixed += [] if found else [then[b.start : b.end] for b, a in group[:1]]
            changes += found
    return _applied(target, changes, unfixed)


def _has_figures(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _paired(
    old: Sequence[Piece], new: Sequence[Piece]
) -> tuple[list[tuple[Figures, Figures]], list[str]]:
    """Figures that stand for each other, and the surfaces of those that stand alone."""
    pairs: list[tuple[Figures, Figures]] = []
    alone: list[str] = []
    for code in Levenshtein.opcodes(_skeleton(old), _skeleton(new)):
        here = [piece for piece in old[code.src_start : code.src_end] if piece.figures]
        there = [piece for piece in new[code.dest_start : code.dest_end] if piece.figures]
        if _kinds(here) == _kinds(there):
            pairs += [
                (a.figures, b.figures)
                for a, b in zip(here, there, strict=True)
                if a.figures and b.figures
            ]
        else:
            alone += [piece.text for piece in (*here, *there)]
    return pairs, alone


def _kinds(of: Sequence[Piece]) -> list[Kind]:
    return [piece.figures.kind for piece in of if piece.figures]


def _skeleton(of: Sequence[Piece]) -> list[str]:
    return [f"\0{p.figures.kind}" if p.figures else stem(p.text) for p in of]


def _changes(
    group: Sequence[tuple[Figures, Figures]], places: Sequence[Figures], now: str, target: str
) -> list[_Change]:
    """What to change in the target for one old value; nothing where it is not certain."""
    afters = [after for _, after in group]
    same = len({after.value for after in afters}) == 1
    if places and (same or len(places) == len(group)):
        chosen = [afters[0]] * len(places) if same else afters
        changes = []
        for place, after in zip(places, chosen, strict=True):
            surface = target[place.start : place.end]
            text = in_form(after, now[after.start : after.end], place, surface)
            if text is None:
                return []
            changes.append(_Change(place.start, place.end, text))
        return changes
    if same and group[0][0].kind is Kind.NUMBER:
        return [_Change(*found) for found in spelled(group[0][0].value, afters[0].value, target)]
    return []


def _applied(target: str, changes: Sequence[_Change], unfixed: Sequence[str]) -> Repaired:
    fixed: list[Fix] = []
    parts: list[str] = []
    place = length = 0
    for change in sorted(changes, key=lambda change: change.start):
        was = target[change.start : change.end]
        if was == change.text:
            continue
        kept = target[place : change.start]
        length += len(kept)
        fixed.append(Fix(length, length + len(change.text), was, change.text))
        parts += [kept, change.text]
        length += len(change.text)
        place = change.end
    return Repaired("".join([*parts, target[place:]]), tuple(fixed), tuple(_once(unfixed)))


def _once(items: Sequence[str]) -> Iterator[str]:
    return iter(dict.fromkeys(items))
