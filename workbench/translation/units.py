"""Units: texts that fit the model, each a segment or a clause of a long one."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.translation.clauses import split_to_fit
from workbench.translation.enumerators import split_enumerator
from workbench.translation.free_pass import Hypothesis
from workbench.translation.model import TermAccount
from workbench.translation.normalise import Normalised, normalise
from workbench.translation.pieces import Piece, Pieces


@dataclass(frozen=True, slots=True)
class Unit:
    """A text that fits the model: normalised, with its source pieces and their spans in it.

    ``lead`` is the English enumerator that stood before it and goes before its draft.
    """

    source: Normalised
    pieces: tuple[Piece, ...]
    lead: str = ""


@dataclass(frozen=True, slots=True)
class UnitDraft:
    """The English of a unit, before literals are put right.

    ``terms`` has source spans in the normalised text and target spans in ``text``.
    ``swaps`` are the letters (place, letters) in which ``text`` differs from the pieces.
    """

    text: str
    hypothesis: Hypothesis
    terms: tuple[TermAccount, ...] = ()
    warnings: tuple[str, ...] = ()
    swaps: tuple[tuple[int, str], ...] = ()


def make_units(text: str, pieces: Pieces, limit: int) -> list[Unit]:
    """Return the unit of ``text``, or its clauses where it has more than ``limit`` pieces."""
    whole = normalise(text)
    lead, start = split_enumerator(whole.text)
    body = Normalised(whole.text[start:], whole.offsets[start:])
    return split_unit(Unit(body, tuple(pieces.encode(body.text)), lead), pieces, limit)


def split_unit(unit: Unit, pieces: Pieces, limit: int) -> list[Unit]:
    """Return ``unit``, or its clauses where it has more than ``limit`` pieces."""
    if len(unit.pieces) <= limit:
        return [unit]
    text = unit.source.text
    units: list[Unit] = []
    for start, end in split_to_fit(text, lambda part: len(pieces.encode(part)), limit):
        part = Normalised(text[start:end], unit.source.offsets[start : end + 1])
        lead = "" if units else unit.lead
        units.append(Unit(part, tuple(pieces.encode(part.text)), lead))
    return units
