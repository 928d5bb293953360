"""The unit of alignment: a bead."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bead:
    """Source and target sentences that belong together, by index; one side may be empty.

    ``score`` is the calibrated chance (0 to 1) that the bead is right.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]
    score: float
