"""Which pieces each hypothesis may go on with, and where that leads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from workbench.translation.constraints.beam import NEVER, Batch, Beam, Floats, Masses
from workbench.translation.constraints.model import SearchSettings
from workbench.translation.constraints.tables import Bools, Ints
from workbench.translation.constraints.vocabulary import Context

if TYPE_CHECKING:
    import torch

_STARTS = 6
"""First pieces of terms that are tried at most for each hypothesis and step."""


@dataclass
class Candidates:
    """Arrays of shape (segments, rows, candidates).

    ``placed`` pieces begin or continue a term that the search places; ``value`` is the
    log-probability and ``loss`` how much likelier the best piece is. ``node``, ``mask``
    and ``extra`` are the state after the piece, ``ended`` the mask if the text ended
    there; ``complete`` tells that it could. ``score`` is the hypothesis's log-probability,
    NEVER where the candidate is not allowed, ``guide`` its guidance.
    """

    pieces: Ints
    placed: Bools
    value: Floats
    loss: Floats
    node: Ints
    mask: Ints
    extra: Ints
    ended: Ints
    complete: Bools
    score: Floats
    guide: Floats


class Proposer:
    """Makes the candidates of a step."""

    def __init__(self, batch: Batch, settings: SearchSettings) -> None:
        self._batch = batch
        self._tables = batch.tables
        self._settings = settings
        self._has_span = batch.has_span

    def propose(self, beam: Beam, step: int, logs: torch.Tensor, masses: Masses) -> Candidates:
        """Return the candidates of ``beam``, those that break a promise ruled out."""
        batch = self._batch
        given = self._given(beam, step)
        left = batch.limit[beam.ids][:, None, None] - step - 1
        whole = batch.closes[beam.ids] == step
        if whole.any():
            inside_word = ~self._tables.vocabulary.opens_outside
            logs[torch_mask(whole)] = logs[torch_mask(whole)].masked_fill(
                torch_mask(inside_word), NEVER
            )
        pieces, placed = self._pieces(beam, step, logs, masses)
        real = (pieces >= 0) & ~repeated(pieces) & beam.alive[:, :, None]
        values = np.take_along_axis(logs.numpy(), np.maximum(pieces, 0), axis=2)
        value = values.astype(np.float64)
        real &= value > NEVER / 2
        found = self._move(beam, pieces, real)
        found.placed, found.value = placed, value
        found.loss = logs.amax(dim=2).numpy()[:, :, None] - value
        # What the caller gave as a beginning stands, forbidden or not.
        inside = (given >= 0)[:, None, None]
        allowed = real & (inside | self._keeps(beam, found, left))
        found.score = np.where(allowed, beam.score[:, :, None] + value, NEVER)
        return found

    def _pieces(
        self, beam: Beam, step: int, logs: torch.Tensor, masses: Masses
    ) -> tuple[Ints, Bools]:
        """Return pieces, -1 for none, and whether the search places a term with them."""
        tables, shape = self._tables, beam.node.shape
        starts = self._starts(beam, step, logs, masses)
        onward = tables.continuations[beam.node]
        natural = self._natural(beam, logs)
        end = np.full((*shape, 1), self._batch.end)
        # Of a piece that stands twice the first copy counts: those placed come first.
        parts = [starts, onward, natural, end]
        left = self._batch.limit[beam.ids] - step - 1
        near = left <= 2 * tables.reach[beam.ids]
        stuck = tables.blocked[beam.node]
        # Only where needed: a segment must not notice its company.
        wanted = near[:, None] | stuck
        if wanted.any():
            parts.append(np.where(wanted[:, :, None], self._rescue(beam), -1))
        pieces = np.concatenate(parts, axis=2)
        placed = np.zeros(pieces.shape, dtype=bool)
        width = starts.shape[2]
        placed[:, :, :width] = starts >= 0
        placed[:, :, width : width + onward.shape[2]] = beam.live[:, :, None] & (onward >= 0)
        given = self._given(beam, step)
        inside = given >= 0
        if inside.any():
            pieces[inside] = -1
            pieces[inside, :, 0] = given[inside, None]
            placed[inside] = False
        return pieces, placed

    def _natural(self, beam: Beam, logs: torch.Tensor) -> Ints:
        """Return the model's own favourites.

        After a forbidden phrase they are those that go on inside the word: what ends it
        is barred.
        """
        import torch

        stuck = self._tables.blocked[beam.node]
        if stuck.any():
            logs = logs.clone()
            outside = torch_mask(self._tables.vocabulary.opens_outside)
            where = torch_mask(stuck)
            logs[where] = logs[where].masked_fill(outside, NEVER)
        width = min(2 * self._settings.beam, logs.shape[2])
        found: Ints = torch.topk(logs, width, dim=2).indices.numpy()
        return found

    def _starts(self, beam: Beam, step: int, logs: torch.Tensor, masses: Masses) -> Ints:
        """Return first pieces of missing terms that fit the context and the attention."""
        tables = self._tables
        piece = tables.start_piece[beam.ids][:, None, :]
        bits = tables.start_bits[beam.ids][:, None, :]
        context = tables.start_context[beam.ids][:, None, :]
        own = beam.context[:, :, None]
        # After a full stop a small letter may follow all the same («Art. 5»).
        fits = (context == own) | (
            (own == Context.START) & (context == Context.INSIDE) & (step > 0)
        )
        ended, _ = tables.end(beam.node, beam.mask)
        free = bits & ~ended[:, :, None]
        gate = self._gate(beam, logs, masses)
        opened = np.zeros(free.shape, dtype=bool)
        for bit in range(gate.shape[2]):
            opened |= gate[:, :, bit, None] & ((free >> bit & 1) == 1)
        fits = fits & opened & (piece >= 0)
        value = np.take_along_axis(logs.numpy(), np.maximum(piece, 0), axis=2)
        value = np.where(fits, value, NEVER)
        order = np.argsort(-value, axis=2, kind="stable")[:, :, :_STARTS]
        chosen = np.take_along_axis(np.broadcast_to(piece, fits.shape), order, axis=2)
        return np.where(np.take_along_axis(fits, order, axis=2), chosen, -1)

    def _gate(self, beam: Beam, logs: torch.Tensor, masses: Masses) -> Bools:
        """Whether each bit may start here, shape (segments, rows, bits)."""
        if not self._settings.guided:
            return np.ones(masses.shape, dtype=bool)
        ends = np.equal(logs.argmax(dim=2).numpy(), self._batch.end)[:, :, None]
        turned = (masses >= self._settings.gate) | (beam.spent >= 0.5)
        gate: Bools = turned | ~self._has_span[beam.ids][:, None, :] | ends
        return gate

    def _rescue(self, beam: Beam) -> Ints:
        """Return the pieces of the way that :meth:`Tables.need` counts on."""
        tables, shape = self._tables, beam.node.shape
        openings = tables.openings[beam.ids][:, None, :]
        openings = np.broadcast_to(openings, (*shape, openings.shape[2]))
        separator = np.broadcast_to(tables.separator[beam.ids][:, None, None], (*shape, 1))
        return np.concatenate([tables.completions[beam.node], openings, separator], axis=2)

    def _given(self, beam: Beam, step: int) -> Ints:
        """Return the piece that each segment must repeat, -1 where it is free."""
        if step >= self._batch.prefix.shape[1]:
            return np.full(len(beam.ids), -1, dtype=np.int64)
        given: Ints = self._batch.prefix[beam.ids, step]
        return given

    def _move(self, beam: Beam, pieces: Ints, real: Bools) -> Candidates:
        shape = pieces.shape
        where = np.nonzero(real & (pieces != self._batch.end))
        rows = where[:2]
        move = self._tables.walk(
            beam.node[rows], beam.mask[rows], beam.ids[where[0]], pieces[where]
        )
        node = np.broadcast_to(beam.node[:, :, None], shape).copy()
        mask = np.broadcast_to(beam.mask[:, :, None], shape).copy()
        extra = np.zeros(shape, dtype=np.int64)
        barred = np.zeros(shape, dtype=bool)
        node[where], mask[where], extra[where] = move.node, move.mask, move.extra
        barred[where] = move.barred
        ended, unendable = self._tables.end(node, mask)
        segment = np.broadcast_to(beam.ids[:, None, None], shape)
        complete = self._tables.is_complete(ended, segment) & ~unendable
        none = np.full(shape, NEVER)
        # A barred candidate is marked by its node: nothing leads on from there.
        node = np.where(barred, -1, node)
        return Candidates(
            pieces, barred, none, none, node, mask, extra, ended, complete, none, none
        )

    def _keeps(self, beam: Beam, found: Candidates, left: Ints) -> Bools:
        """Whether a candidate breaks no promise and can keep the others within the limit."""
        is_end = found.pieces == self._batch.end
        segment = np.broadcast_to(beam.ids[:, None, None], is_end.shape)
        whole = found.node >= 0
        keeps: Bools = whole & np.where(is_end, found.complete, True)
        keeps &= ~self._tables.dead[np.maximum(found.node, 0)]
        near = np.broadcast_to(left <= self._tables.reach[segment], is_end.shape)
        if near.any():
            where = np.nonzero(near & ~is_end & whole)
            need = self._tables.need(found.node[where], found.mask[where], segment[where])
            keeps[where] &= need + 1 <= np.broadcast_to(left, is_end.shape)[where]
        return keeps


def torch_mask(mask: Bools) -> torch.Tensor:
    """Return ``mask`` as a tensor."""
    import torch

    return torch.from_numpy(mask)


def repeated(pieces: Ints) -> Bools:
    """Whether a piece stood before in the same row of candidates."""
    order = np.argsort(pieces, axis=2, kind="stable")
    ordered = np.take_along_axis(pieces, order, axis=2)
    again = np.zeros(pieces.shape, dtype=bool)
    again[:, :, 1:] = ordered[:, :, 1:] == ordered[:, :, :-1]
    found = np.empty_like(again)
    np.put_along_axis(found, order, again, axis=2)
    return found
