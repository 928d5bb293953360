"""The plans of a batch as dense arrays, and the steps of many hypotheses at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.translation.constraints.automaton import OTHER_EDGE, OTHER_WORD
from workbench.translation.constraints.plan import Plan
from workbench.translation.constraints.vocabulary import Vocabulary, is_boundary

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
FAR = 1 << 20
"""A number of pieces that no output reaches."""


@dataclass(frozen=True, slots=True)
class Move:
    """Where hypotheses come by a piece: all arrays have the shape of the candidates."""

    node: Ints
    mask: Ints
    barred: Bools
    """Whether a forbidden phrase was completed."""
    extra: Ints
    """How many terms were said that no free bit asked for."""


class Tables:
    """The automata of a batch, stacked: node numbers of segment ``i`` begin at ``offset[i]``.

    ``risky`` nodes stand inside a word of a forbidden phrase;
    ``blocked`` nodes must not be followed by a boundary, and from ``dead`` ones there is
    no way on at all. ``reach`` is more than any state of a segment may need.
    """

    def __init__(self, plans: Sequence[Plan], vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.plans = tuple(plans)
        sizes = [plan.automaton.size for plan in plans]
        self.offset = np.cumsum([0, *sizes])[:-1].astype(np.int64)
        self._stack_automata()
        self._stack_needs()
        self.continuations = _pad(c for plan in plans for c in plan.continuations)
        self.completions = _pad(c for plan in plans for c in plan.completions)
        self.progress = np.array([p for plan in plans for p in plan.progress], dtype=np.int64)
        self.openings = _pad(plan.openings for plan in plans)
        self.separator = np.array([plan.separator for plan in plans], dtype=np.int64)
        self.start_piece = _pad([s.piece for s in plan.starts] for plan in plans)
        self.start_bits = _pad(([s.bits for s in plan.starts] for plan in plans), filler=0)
        self.start_context = _pad([s.context for s in plan.starts] for plan in plans)

    def walk(self, node: Ints, mask: Ints, segment: Ints, piece: Ints) -> Move:
        """Read the characters of ``piece`` from ``node``; all arrays have one shape (n,)."""
        node, mask = node.copy(), mask.copy()
        barred = np.zeros(node.shape, dtype=bool)
        extra = np.zeros(node.shape, dtype=np.int64)
        characters = self.vocabulary.characters[piece]
        for column in range(characters.shape[1]):
            live = np.flatnonzero(characters[:, column] >= 0)
            if not live.size:
                break
            cell = node[live] * self._width
            cell += self._classes[segment[live], characters[live, column]]
            commit = self._commit[cell]
            node[live] = self._target[cell]
            if commit.any():
                hit = np.flatnonzero(commit)
                where = live[hit]
                mask[where], more, bad = self.credit(mask[where], commit[hit])
                extra[where] += more
                barred[where] |= bad
        return Move(node, mask, barred, extra)

    def credit(self, mask: Ints, commit: Ints) -> tuple[Ints, Ints, Bools]:
        """Set the lowest free bit of every committed phrase; also count surplus and forbidden."""
        extra = np.zeros(mask.shape, dtype=np.int64)
        for column in range(self._commit_bits.shape[1]):
            bits = self._commit_bits[commit, column]
            free = bits & ~mask
            mask = mask | (free & -free)
            extra += (bits != 0) & (free == 0)
        return mask, extra, self._commit_barred[commit]

    def end(self, node: Ints, mask: Ints) -> tuple[Ints, Bools]:
        """Return the masks if the text ended here, and whether a forbidden phrase would stand."""
        credited, _, barred = self.credit(mask, self._final[node])
        return credited, barred

    def need(self, node: Ints, mask: Ints, segment: Ints) -> Ints:
        """Return pieces that surely suffice to satisfy all hard bits, ``</s>`` apart.

        From every state with need n > 0 some piece leads to a state with need <= n - 1
        and no forbidden phrase: a separator and then the cheapest missing phrase, the rest
        of a phrase begun, or a way out of a word that would end a forbidden one.
        """
        ended, barred = self.end(node, mask)
        need = np.where(barred, FAR, self._fresh(ended, segment))
        # After a boundary with nothing begun no separator is needed before the next term.
        at_edge = node == self.offset[segment] + 1
        need -= at_edge & (need > 0) & ~barred
        for column in range(self._entry_left.shape[1]):
            bits = self._entry_bits[node, column]
            free = bits & ~mask
            rest = self._fresh(mask | (free & -free), segment)
            need = np.minimum(need, self._entry_left[node, column] + rest)
        return need

    def is_complete(self, mask: Ints, segment: Ints) -> Bools:
        """Whether every hard bit is set."""
        hard = self.hard[segment]
        complete: Bools = (mask & hard) == hard
        return complete

    def _fresh(self, mask: Ints, segment: Ints) -> Ints:
        missing = self.hard[segment] & ~mask
        total = np.zeros(mask.shape, dtype=np.int64)
        for bit in range(self.cost.shape[1]):
            total += (missing >> bit & 1) * self.cost[segment, bit]
        return total

    def _stack_automata(self) -> None:
        alphabet = self.vocabulary.alphabet
        other = np.array([OTHER_EDGE if is_boundary(char) else OTHER_WORD for char in alphabet])
        self._classes = np.tile(other.astype(np.int64), (len(self.plans), 1))
        self._width = max(plan.automaton.target.shape[1] for plan in self.plans)
        nodes = sum(plan.automaton.size for plan in self.plans)
        target = np.zeros((nodes, self._width), dtype=np.int64)
        commit = np.zeros((nodes, self._width), dtype=np.int64)
        final = np.zeros(nodes, dtype=np.int64)
        bits: list[list[int]] = [[]]
        barred = [False]
        codes = {char: code for code, char in enumerate(alphabet)}
        for row, (plan, offset) in enumerate(zip(self.plans, self.offset, strict=True)):
            machine = plan.automaton
            for char, code in machine.classes.items():
                if char in codes:
                    self._classes[row, codes[char]] = code
            rows = slice(offset, offset + machine.size)
            width = machine.target.shape[1]
            target[rows, :width] = machine.target + offset
            shift = len(bits) - 1
            commit[rows, :width] = np.where(machine.commit > 0, machine.commit + shift, 0)
            final[rows] = np.where(machine.final > 0, machine.final + shift, 0)
            for phrases in machine.commits[1:]:
                bits.append([plan.bits[phrase] for phrase in phrases])
                barred.append(any(plan.bits[phrase] == 0 for phrase in phrases))
        self._target, self._commit, self._final = target.ravel(), commit.ravel(), final
        self._commit_bits = _pad(bits, filler=0)
        self._commit_barred = np.array(barred)

    def _stack_needs(self) -> None:
        self.hard = np.array([plan.hard for plan in self.plans], dtype=np.int64)
        self.cost = _pad((plan.cost for plan in self.plans), filler=0)
        self._entry_left = _pad(
            ([left for left, _ in node] for plan in self.plans for node in plan.entries),
            filler=FAR,
        )
        self._entry_bits = _pad(
            ([bits for _, bits in node] for plan in self.plans for node in plan.entries),
            filler=0,
        )
        self.blocked = np.array([b for plan in self.plans for b in plan.blocked], dtype=bool)
        self.risky = np.array([r for plan in self.plans for r in _risky(plan)], dtype=bool)
        ways = self._entry_left.min(axis=1)
        self.dead = self.blocked & (ways >= FAR)
        waits = np.where(self.blocked & ~self.dead, ways, 0)
        longest = np.maximum.reduceat(waits, self.offset)
        self.reach = np.array([plan.full for plan in self.plans]) + longest + 3


def _pad(rows: object, *, filler: int = -1) -> Ints:
    """Return ragged rows as one array (rows, longest), filled up with ``filler``."""
    kept = [list(row) for row in rows]  # type: ignore[attr-defined]
    width = max((len(row) for row in kept), default=0)
    table = np.full((len(kept), max(width, 1)), filler, dtype=np.int64)
    for index, row in enumerate(kept):
        table[index, : len(row)] = row
    return table


def _risky(plan: Plan) -> list[bool]:
    """Tell the nodes inside a word that may become the end of a forbidden phrase."""
    machine = plan.automaton
    return [
        bool(string)
        and not is_boundary(string[-1])
        and any(plan.bits[phrase] == 0 for phrase in phrases)
        for string, phrases in zip(machine.strings, machine.through, strict=True)
    ]
