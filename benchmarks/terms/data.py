"""Sentences with terms of the term base, and sentences with phrases of their references."""

from __future__ import annotations

import lzma
import random
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from workbench.terminology import Matcher, TermMatch, load_term_base
from workbench.translation.constraints import Constraint
from workbench.translation.constraints.enforce import is_hard
from workbench.translation.pieces import Pieces
from workbench.translation.units import Unit, make_units

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
HELD_OUT = ("un-dev", "ict", "flores-dev", "wmt21")
SEEN = ("policy", "un")
TERM_BASE = ROOT / "glossary" / "un-ict.tbx"
LONGEST = 160


@dataclass(frozen=True)
class Case:
    """A sentence: its unit, the human English, and the terms found in it."""

    unit: Unit
    reference: str
    matches: tuple[TermMatch, ...]

    @property
    def has_hard(self) -> bool:
        return any(is_hard(match) for match in self.matches)


def cases(names: tuple[str, ...], pieces: Pieces, limit: int | None = None) -> list[Case]:
    """All sentences of these sets that are one unit of the model, in their order."""
    matcher = Matcher(load_term_base(TERM_BASE))
    found = []
    for name in names:
        for russian, english in _pairs(name)[:limit]:
            units = make_units(russian, pieces, LONGEST)
            if len(units) == 1 and units[0].pieces:
                matches = tuple(matcher.match(units[0].source.text))
                found.append(Case(units[0], english, matches))
    return found


def phrases(reference: str, count: int, dice: random.Random) -> tuple[Constraint, ...]:
    """``count`` phrases of one to three words of the reference that do not overlap."""
    words = reference.split()
    free = list(range(len(words)))
    chosen = []
    for _ in range(20 * count):
        size = dice.randint(1, 3)
        start = dice.choice(free) if free else 0
        part = words[start : start + size]
        places = list(range(start, start + size))
        text = " ".join(part)
        if len(part) == size and all(p in free for p in places) and re.fullmatch(r"[\w' -]+", text):
            chosen.append(text)
            free = [place for place in free if place not in places]
        if len(chosen) == count:
            break
    return tuple(Constraint((text,)) for text in chosen)


def _pairs(name: str) -> list[tuple[str, str]]:
    path = CORPUS / "eval" / f"{name}.tsv"
    if not path.is_file():
        path = CORPUS / f"{name}.tsv.xz"
    if not path.is_file():
        sys.exit(f"needs {path}, which is not part of the repository")
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        rows = [line.rstrip("\n").split("\t") for line in stream]
    return [(row[0], row[1]) for row in rows if len(row) == 2]
