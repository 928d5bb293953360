"""Beam search under constraints, vectorised over segments, hypotheses and candidates.

Hypotheses are kept in banks by the number of constraint pieces they hold (dynamic beam
allocation: Post and Vilar 2018; vectorised: Hu et al. 2019), but a bank is cut where a
hypothesis that holds more scores better. Where a term may start is read off the
cross-attention, as in Align-VDBA (Chatterjee et al. 2022), without training. The
guarantee does not rest on any of this: a candidate from which the missing terms no longer
fit into the length that is left is never taken (:meth:`Tables.need`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from workbench.translation.constraints.beam import (
    NEVER,
    Batch,
    Beam,
    Ending,
    Floats,
    Found,
    Masses,
    Trellis,
)
from workbench.translation.constraints.candidates import Candidates, Proposer
from workbench.translation.constraints.model import SearchSettings
from workbench.translation.constraints.plan import Plan
from workbench.translation.constraints.tables import Ints

if TYPE_CHECKING:
    import torch

    from workbench.translation.constraints.stepper import Stepper

_DONE = math.log(0.5)
_UNWANTED = math.log(10)
"""How many nats less likely than the best piece a longer word is no word of the model's."""


class Search:
    """One run over a batch."""

    def __init__(self, stepper: Stepper, batch: Batch, settings: SearchSettings) -> None:
        self._stepper = stepper
        self._batch = batch
        self._tables = batch.tables
        self._settings = settings
        plans = self._tables.plans
        self._own_rows = np.array([rows_for([plan], settings) for plan in plans], dtype=np.int64)
        self._rows = rows_for(plans, settings)
        self._proposer = Proposer(batch, settings)
        self._has_span = batch.has_span
        # While all segments repeat what is given, one hypothesis each is enough.
        self._beam = Beam.first(batch, first_rows(batch, settings))
        self._trellis = Trellis(len(plans))
        self._step = 0

    def run(self) -> list[Found | None]:
        """Search until every segment has its output; None where there is none."""
        import torch

        batch, beam = self._batch, self._beam
        tokens = np.full(beam.node.shape, batch.start, dtype=np.int64)
        limit = int(batch.limit.max(initial=0))
        while len(self._beam.ids) and self._step < limit:
            logs, attention = self._stepper.step(torch.from_numpy(tokens))
            tokens = self._advance(logs, attention.numpy())
            going = self._going()
            if not going.all():
                rows = np.flatnonzero(going)
                self._stepper.keep(torch.from_numpy(rows))
                self._beam, tokens = self._beam.keep(rows), tokens[rows]
        return [self._trellis.best(index) for index in range(len(self._own_rows))]

    def _advance(self, logs: torch.Tensor, attention: Masses) -> Ints:
        """Take one step; return the tokens of the new hypotheses (segments, rows)."""
        beam = self._beam
        masses = np.einsum("nrs,nbs->nrb", attention, self._batch.spans[beam.ids])
        found = self._proposer.propose(beam, self._step, logs, masses)
        found.guide = self._guide(found, logs, masses)
        is_end = found.pieces == self._batch.end
        self._collect(found, attention)
        found.score = np.where(is_end, NEVER, found.score)
        return self._take(found, self._choose(found), attention, masses)

    def _guide(self, found: Candidates, logs: torch.Tensor, masses: Masses) -> Floats:
        """Return the guidance (nats, at most 0) of every candidate.

        Charged are terms that come where their source span gets little attention, terms
        said too often, going on where the model is done, and making another word of a
        forbidden one against the model's wish.
        """
        beam, settings = self._beam, self._settings
        guide = np.repeat(beam.guide[:, :, None], found.pieces.shape[2], axis=2)
        if settings.guided:
            before, _ = self._tables.end(beam.node, beam.mask)
            new = found.ended & ~before[:, :, None]
            price = np.log(np.minimum(1.0, (masses + 0.01) / settings.gate))
            price = price * self._has_span[beam.ids][:, None, :] * settings.placement
            for bit in range(masses.shape[2] if new.any() else 0):
                guide += (new >> bit & 1) * price[:, :, bit, None]
        if settings.protected:
            done = logs[:, :, self._batch.end].numpy()[:, :, None] > _DONE
            guide -= settings.repeat * found.extra
            guide -= settings.late * (done & (found.pieces != self._batch.end))
            inside = ~self._tables.vocabulary.opens_outside[np.maximum(found.pieces, 0)]
            inside &= self._tables.risky[beam.node][:, :, None]
            guide -= settings.dodge * (inside & (found.loss > _UNWANTED))
        return guide

    def _choose(self, found: Candidates) -> Ints:
        """Return the flat indices of the next hypotheses, shape (segments, rows)."""
        count = len(self._beam.ids)
        flat = (found.score + found.guide).reshape(count, -1)
        bank = self._bank(found).reshape(count, -1)
        order = np.argsort(-flat, axis=1, kind="stable")
        value = np.take_along_axis(flat, order, axis=1)
        bank = np.take_along_axis(bank, order, axis=1)
        # A hypothesis that owes more than one with a better score is lost.
        lost = bank < np.maximum.accumulate(bank, axis=1)
        dead = value <= NEVER / 2
        key = (dead.astype(np.int64) << 40) + (lost.astype(np.int64) << 30)
        key += (rank_within(bank) << 15) + (bank.max(axis=1, keepdims=True) - bank)
        rows = 1 if self._step + 1 < self._batch.shared_prefix else self._rows
        pick = np.argsort(key, axis=1, kind="stable")[:, :rows]
        return np.take_along_axis(order, pick, axis=1)

    def _bank(self, found: Candidates) -> Ints:
        """Return how many pieces of constraints each candidate holds."""
        segment = np.broadcast_to(self._beam.ids[:, None, None], found.ended.shape)
        bank = np.where(found.placed, self._tables.progress[found.node], 0)
        for bit in range(self._tables.cost.shape[1]):
            bank += (found.ended >> bit & 1) * self._tables.cost[segment, bit]
        return bank

    def _take(self, found: Candidates, chosen: Ints, attention: Masses, masses: Masses) -> Ints:
        """Make the chosen candidates the hypotheses; return their tokens."""
        import torch

        beam, count = self._beam, len(self._beam.ids)
        parents = chosen // found.pieces.shape[2]

        def pick(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
            return np.take_along_axis(values.reshape(count, -1), chosen, axis=1)

        tokens = pick(found.pieces)
        tokens = np.where(tokens < 0, self._batch.end, tokens)
        placed = pick(found.placed)
        node = np.maximum(pick(found.node), 0)
        # A segment keeps as many as it would alone, whatever its company needs.
        surplus = np.greater_equal(np.arange(chosen.shape[1]), self._own_rows[beam.ids][:, None])
        spent, charge = self._charge(placed, masses, parents)
        self._beam = Beam(
            ids=beam.ids,
            node=node,
            mask=pick(found.mask),
            score=np.where(surplus, NEVER, pick(found.score)),
            guide=pick(found.guide) - charge,
            context=self._tables.vocabulary.context_after[tokens].astype(np.int64),
            live=placed & (self._tables.progress[node] > 0),
            spent=spent,
        )
        self._trellis.record(
            ids=beam.ids,
            parents=parents,
            tokens=tokens,
            attention=attention,
            value=pick(found.value),
            loss=pick(found.loss),
        )
        self._stepper.reorder(torch.from_numpy(parents))
        self._step += 1
        return tokens

    def _charge(self, placed: Any, masses: Masses, parents: Ints) -> tuple[Floats, Floats]:
        """Book attention on source spans that tokens outside their terms took.

        Returns the new ``spent`` and what it costs (segments, rows).
        """
        beam, slack = self._beam, self._settings.slack
        spent = np.take_along_axis(beam.spent, parents[:, :, None], axis=1)
        mass = np.take_along_axis(masses, parents[:, :, None], axis=1)
        added = np.where(placed[:, :, None], 0.0, mass) * self._has_span[beam.ids][:, None, :]
        after = spent + added
        over = np.maximum(after - slack, 0) - np.maximum(spent - slack, 0)
        price = self._settings.overspend if self._settings.protected else 0.0
        return after, price * over.sum(axis=2)

    def _collect(self, found: Candidates, attention: Masses) -> None:
        """Put the outputs that end here into the pool of their segments."""
        beam, settings = self._beam, self._settings
        value = found.score + found.guide
        # Only an end among the best of the candidates that owe nothing, or at the limit.
        rival = np.where(found.complete, value, NEVER).reshape(len(beam.ids), -1)
        rival = np.sort(rival, axis=1)[:, -min(settings.beam, rival.shape[1])]
        last = self._batch.limit[beam.ids] - self._step <= 1
        good = (value >= rival[:, None, None]) | last[:, None, None]
        ending = (found.pieces == self._batch.end) & (found.score > NEVER / 2) & good
        length = (self._step + 1) ** settings.length_penalty
        for place in zip(*np.nonzero(ending), strict=True):
            row, column = int(place[0]), int(place[1])
            segment = int(beam.ids[row])
            soft = int(found.ended[place]) & ~int(self._tables.hard[segment])
            final = (float(value[place]) + settings.soft_bonus * soft.bit_count()) / length
            ended = Ending(
                final=final,
                step=self._step,
                beam=column,
                log=float(found.value[place]),
                loss=float(found.loss[place]),
                attention=attention[row, column],
            )
            self._trellis.add(segment, ended)

    def _going(self) -> npt.NDArray[np.bool_]:
        """Whether each segment can still better its best output, shape (segments,)."""
        beam = self._beam
        value = beam.score + beam.guide
        length = (self._step + 1) ** self._settings.length_penalty
        running = (value > NEVER / 2).any(axis=1) & (self._step < self._batch.limit[beam.ids])
        ended, _ = self._tables.end(beam.node, beam.mask)
        segment = np.broadcast_to(beam.ids[:, None], ended.shape)
        owes = ~self._tables.is_complete(ended, segment)
        # What owes a term has yet to pay for it: it gets a little time, then no hope.
        late = self._step - self._trellis.first_ends(beam.ids) > self._settings.patience
        value = np.where(owes & late[:, None], NEVER, value)
        hopeful = value.max(axis=1) / length > self._trellis.best_finals(beam.ids)
        pool = self._trellis.pool
        enough = np.array([len(pool[i]) >= self._settings.beam for i in beam.ids], dtype=bool)
        going: npt.NDArray[np.bool_] = running & ~enough & hopeful
        return going


def rows_for(plans: Sequence[Plan], settings: SearchSettings) -> int:
    """Return how many hypotheses the most constrained of the segments keeps."""
    bits = max((len(plan.order) for plan in plans), default=0)
    return settings.beam + min(settings.extra, 2 * bits)


def first_rows(batch: Batch, settings: SearchSettings) -> int:
    """Return how many hypotheses each segment begins with."""
    return 1 if batch.shared_prefix else rows_for(batch.tables.plans, settings)


def rank_within(bank: Ints) -> Ints:
    """Return, along axis 1, how many equal values stand before each."""
    order = np.argsort(bank, axis=1, kind="stable")
    ordered = np.take_along_axis(bank, order, axis=1)
    place = np.broadcast_to(np.arange(bank.shape[1]), bank.shape)
    first = np.ones(bank.shape, dtype=bool)
    first[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    begin = np.maximum.accumulate(np.where(first, place, 0), axis=1)
    rank = np.empty_like(bank)
    np.put_along_axis(rank, order, place - begin, axis=1)
    return rank
