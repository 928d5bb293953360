"""Paragraphs: aligned first, then a hint to where sentences may be cut."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.alignment.band import Anchor
from workbench.alignment.dynamic import BEAD_TYPES, PAIRED_TYPES, Lattice
from workbench.alignment.model import Bead

JOINT = 1.5
"""Nats for a bead that starts where two aligned paragraphs start."""
ACROSS = 1.5
"""Nats taken from a bead for every paragraph that ends inside it."""
TRUSTED = 0.9
"""Score of a paragraph bead whose starts are used."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where paragraphs start, and which starts belong together.

    ``source_starts`` and ``target_starts`` tell for each sentence whether it opens a
    paragraph; ``joints`` are the (source, target) sentences that open aligned paragraphs.
    """

    source_starts: npt.NDArray[np.bool_]
    target_starts: npt.NDArray[np.bool_]
    joints: tuple[Anchor, ...]


def paragraph_starts(paragraphs: tuple[int, ...]) -> npt.NDArray[np.bool_]:
    """Tell for each sentence whether it is the first of its paragraph."""
    starts: npt.NDArray[np.bool_] = np.diff(np.array(paragraphs, dtype=np.int64), prepend=-1) != 0
    return starts


def joined_texts(sentences: tuple[str, ...], starts: npt.NDArray[np.bool_]) -> list[str]:
    """Return the paragraphs as texts."""
    places = np.flatnonzero(starts).tolist()
    return [
        " ".join(sentences[begin:end])
        for begin, end in zip(places, [*places[1:], len(sentences)], strict=True)
    ]


def layout_of(
    source_starts: npt.NDArray[np.bool_],
    target_starts: npt.NDArray[np.bool_],
    paragraph_beads: list[Bead],
) -> Layout:
    """Return the layout that aligned paragraphs give."""
    sources, targets = np.flatnonzero(source_starts), np.flatnonzero(target_starts)
    joints = tuple(
        (int(sources[bead.source[0]]), int(targets[bead.target[0]]))
        for bead in paragraph_beads
        if bead.source and bead.target and bead.score >= TRUSTED
    )
    return Layout(source_starts, target_starts, joints)


def apply_layout(
    scores: npt.NDArray[np.float32], lattice: Lattice, layout: Layout, origin: Anchor
) -> None:
    """Change the scores of beads, in place, for the paragraphs they open and cross."""
    rows, columns, place = lattice.band.nodes()
    rows, columns = rows + origin[0], columns + origin[1]
    inner = [_inner(layout.source_starts), _inner(layout.target_starts)]
    for kind, (a, b) in enumerate(PAIRED_TYPES):
        crossed = inner[0][a - 1][rows] + inner[1][b - 1][columns]
        scores[kind, place] -= ACROSS * crossed
    if not layout.joints:
        return
    width = len(layout.target_starts) + 1
    joints = np.array([i * width + j for i, j in layout.joints])
    opening = np.isin(rows * width + columns, joints)
    scores[: len(BEAD_TYPES) - 2, place[opening]] += JOINT


def _inner(starts: npt.NDArray[np.bool_]) -> npt.NDArray[np.float32]:
    """Paragraphs that start inside one to four sentences from each one on, (4, n + 1)."""
    padded = np.concatenate([starts, np.zeros(5, dtype=bool)]).astype(np.float32)
    count = len(starts) + 1
    sums = [np.zeros(count, dtype=np.float32)]
    for more in range(1, 4):
        sums.append(sums[-1] + padded[more : more + count])
    return np.stack(sums)
