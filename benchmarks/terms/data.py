"""Sentences with terms of the term base, and sentences with phrases of their references."""

from __future__ import annotations

import lzma
import random
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from workbench.terminology import Matcher, TermMatch, load_term_base
from workbench.terminology.variants import english_forms
from workbench.translation.constraints import Constraint
from workbench.translation.pieces import Pieces
from workbench.translation.units import Unit, make_units

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
CORPUS = SHARED / "corpus"
HELD_OUT = ("un-dev", "ict", "flores-dev", "wmt21", "tico19", "ntrex128")
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
        return any(match.entry.binding for match in self.matches)


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


def known_english() -> frozenset[str]:
    """All English forms of the term base, in small letters."""
    entries = load_term_base(TERM_BASE).entries
    return frozenset(form.lower() for entry in entries for form in english_forms(entry))


def phrases(
    reference: str, count: int, dice: random.Random, known: frozenset[str]
) -> tuple[Constraint, ...]:
    """``count`` phrases of one to three words of the reference that do not overlap.

    None of them is ``known``: the term base has nothing to do with them.
    """
    words = reference.split()
    free = list(range(len(words)))
    chosen = []
    for _ in range(20 * count):
        size = dice.randint(1, 3)
        start = dice.choice(free) if free else 0
        part = words[start : start + size]
        places = list(range(start, start + size))
        text = " ".join(part)
        fits = len(part) == size and all(place in free for place in places)
        if fits and re.fullmatch(r"[\w' -]+", text) and text.lower() not in known:
            chosen.append(text)
            free = [place for place in free if place not in places]
        if len(chosen) == count:
            break
    return tuple(Constraint((text,)) for text in chosen)


def _pairs(name: str) -> list[tuple[str, str]]:
    beads = SHARED / "gold" / f"{name}.gold"
    if beads.is_file():
        return _aligned(beads)
    path = CORPUS / "eval" / f"{name}.tsv"
    if not path.is_file():
        path = CORPUS / f"{name}.tsv.xz"
    if not path.is_file():
        sys.exit(f"needs {path}, which is not part of the repository")
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        rows = [line.rstrip("\n").split("\t") for line in stream]
    return [(row[0], row[1]) for row in rows if len(row) == 2]


def _aligned(beads: Path) -> list[tuple[str, str]]:
    """The pairs of an alignment gold; sentences of one bead are put together."""
    lines = [
        beads.with_suffix(f".{language}.txt").read_text(encoding="utf-8").splitlines()
        for language in ("ru", "en")
    ]
    pairs = []
    for bead in beads.read_text(encoding="utf-8").split("\n"):
        sides = re.fullmatch(r"\[(.+)\]:\[(.+)\]", bead)
        if sides:
            russian, english = (
                " ".join(side[int(number)] for number in numbers.split(","))
                for side, numbers in zip(lines, sides.groups(), strict=True)
            )
            pairs.append((russian, english))
    return pairs
