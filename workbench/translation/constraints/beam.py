"""The hypotheses of a batch as arrays, and the outputs that they end in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from workbench.translation.constraints.tables import Bools, Ints, Tables
from workbench.translation.constraints.vocabulary import Context

Floats = npt.NDArray[np.float64]
Masses = npt.NDArray[np.float32]
NEVER = -1e30
"""The log-probability of what must not be."""


@dataclass(frozen=True)
class Batch:
    """What a search is given: arrays over the segments.

    ``spans`` (segments, bits, source length) is 1 on the source pieces of each bit's
    family. ``prefix`` (segments, longest prefix) is padded with -1; ``limit`` counts
    tokens, ``</s>`` included. ``closes`` is the step at which a word must not go on, -1
    for none. ``banned`` pieces are never taken.
    """

    tables: Tables
    spans: Masses
    prefix: Ints
    limit: Ints
    closes: Ints
    start: int
    end: int
    banned: Bools

    @property
    def has_span(self) -> Bools:
        """Which bits have a span that guides them, shape (segments, bits)."""
        found: Bools = np.asarray(self.spans.any(axis=2))
        return found

    @property
    def shared_prefix(self) -> int:
        """How many steps all segments repeat what is given."""
        return int((self.prefix >= 0).sum(axis=1).min()) if len(self.prefix) else 0


@dataclass
class Beam:
    """The hypotheses alive: all arrays but ``ids`` begin with (segments, rows).

    ``ids`` are the segments still searched. ``node`` and ``mask`` are the automaton's
    state, ``score`` the log-probability, ``guide`` what guidance takes off it. ``live``
    tells that the search has placed a term that is not complete. ``spent`` (segments,
    rows, bits) sums the attention that tokens outside their terms gave their spans.
    """

    ids: Ints
    node: Ints
    mask: Ints
    score: Floats
    guide: Floats
    context: Ints
    live: Bools
    spent: Floats

    @classmethod
    def first(cls, batch: Batch, rows: int) -> Beam:
        """One empty hypothesis for each segment."""
        count, bits = batch.spans.shape[:2]
        shape = (count, rows)
        score = np.full(shape, NEVER)
        score[:, 0] = 0.0
        return cls(
            ids=np.arange(count),
            node=np.repeat(batch.tables.offset[:, None] + 1, rows, axis=1),
            mask=np.zeros(shape, dtype=np.int64),
            score=score,
            guide=np.zeros(shape),
            context=np.full(shape, int(Context.START), dtype=np.int64),
            live=np.zeros(shape, dtype=bool),
            spent=np.zeros((*shape, bits)),
        )

    @property
    def alive(self) -> Bools:
        """Which rows hold a hypothesis."""
        alive: Bools = self.score > NEVER / 2
        return alive

    def keep(self, rows: Ints) -> Beam:
        """Return the beam of these segments only."""
        return Beam(*(getattr(self, name)[rows] for name in self.__dataclass_fields__))


@dataclass(frozen=True)
class Found:
    """The best output of one segment: tokens without ``</s>``; arrays follow the tokens.

    ``logs`` are log-probabilities, ``</s>`` last; ``losses`` how much likelier the model's
    own choice was; ``attention`` (tokens + 1, source length).
    """

    tokens: tuple[int, ...]
    logs: Floats
    losses: Floats
    attention: Masses


@dataclass(frozen=True, slots=True)
class Ending:
    """An output in the pool: where its last hypothesis stood, and its ``</s>``."""

    final: float
    step: int
    beam: int
    log: float
    loss: float
    attention: Masses


class Trellis:
    """The steps taken, to read outputs off backwards, and the pool of outputs."""

    def __init__(self, count: int) -> None:
        self._steps: list[dict[str, npt.NDArray[Any]]] = []
        self.pool: list[list[Ending]] = [[] for _ in range(count)]

    def record(self, **arrays: npt.NDArray[Any]) -> None:
        """Note a step: ids, parents, tokens, value, loss, attention."""
        self._steps.append(arrays)

    def add(self, segment: int, ending: Ending) -> None:
        """Put an output into the pool of ``segment``."""
        self.pool[segment].append(ending)

    def best_finals(self, segments: Sequence[int] | Ints) -> Floats:
        """Return the best final score of each segment, -inf where there is none."""
        return np.array(
            [max((end.final for end in self.pool[i]), default=-np.inf) for i in segments]
        )

    def first_ends(self, segments: Sequence[int] | Ints) -> Ints:
        """Return the step at which each segment had its first output; far off for none."""
        far = 1 << 20
        return np.array(
            [min((end.step for end in self.pool[i]), default=far) for i in segments],
            dtype=np.int64,
        )

    def best(self, segment: int) -> Found | None:
        """Return the best output of ``segment``; None where there is none."""
        if not self.pool[segment]:
            return None
        ending = max(self.pool[segment], key=lambda end: end.final)
        tokens, logs, losses = [], [ending.log], [ending.loss]
        attention = [ending.attention]
        beam = ending.beam
        for entry in reversed(self._steps[: ending.step]):
            row = int(np.searchsorted(entry["ids"], segment))
            tokens.append(int(entry["tokens"][row, beam]))
            logs.append(float(entry["value"][row, beam]))
            losses.append(float(entry["loss"][row, beam]))
            beam = int(entry["parents"][row, beam])
            attention.append(entry["attention"][row, beam])
        return Found(
            tokens=tuple(reversed(tokens)),
            logs=np.array(logs[::-1]),
            losses=np.array(losses[::-1]),
            attention=np.stack(attention[::-1]),
        )
