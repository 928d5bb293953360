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
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from workbench.translation.constraints.model import SearchSettings
from workbench.translation.constraints.plan import Plan
from workbench.translation.constraints.tables import Bools, Ints, Tables
from workbench.translation.constraints.vocabulary import Context

if TYPE_CHECKING:
    import torch

    from workbench.translation.constraints.stepper import Stepper

Floats = npt.NDArray[np.float64]
NEVER = -1e30
_STARTS = 6
_DONE = math.log(0.5)


@dataclass(frozen=True)
class Found:
    """The best output of one segment: tokens without ``</s>``; arrays follow the tokens.

    ``logs`` are log-probabilities, ``</s>`` last; ``losses`` how much likelier the model's
    own choice was; ``attention`` (tokens + 1, source length). ``None`` as a result means
    that no output within the limit exists.
    """

    tokens: tuple[int, ...]
    logs: Floats
    losses: Floats
    attention: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Ending:
    """An output in the pool: where its last hypothesis stood, and its ``</s>``."""

    final: float
    step: int
    row: int
    beam: int
    log: float
    loss: float
    attention: npt.NDArray[np.float32]


@dataclass
class Batch:
    """What a search is given: arrays over the segments.

    ``span_mass`` (segments, bits, source length) is 1 on the source pieces of each bit's
    family. ``prefix`` (segments, longest prefix) is padded with -1; ``limit`` counts
    tokens, ``</s>`` included.
    """

    tables: Tables
    span_mass: npt.NDArray[np.float32]
    prefix: Ints
    limit: Ints
    start: int
    end: int
    banned: Bools


class Search:
    """One run over a batch."""

    def __init__(self, stepper: Stepper, batch: Batch, settings: SearchSettings) -> None:
        self.stepper = stepper
        self.batch = batch
        self.tables = batch.tables
        self.settings = settings
        count = len(self.tables.plans)
        own = [self.rows_for([plan], settings) for plan in self.tables.plans]
        self.own_rows = np.array(own, dtype=np.int64)
        self.full_rows = self.rows_for(self.tables.plans, settings)
        # While all segments repeat what is given, one hypothesis each is enough.
        self.shared_prefix = int((batch.prefix >= 0).sum(axis=1).min()) if count else 0
        self.rows = 1 if self.shared_prefix else self.full_rows
        self.ids = np.arange(count)
        shape = (count, self.rows)
        self.node = np.repeat(self.tables.offset[:, None] + 1, self.rows, axis=1)
        self.mask = np.zeros(shape, dtype=np.int64)
        self.score = np.full(shape, NEVER)
        self.score[:, 0] = 0.0
        self.guide = np.zeros(shape)
        self.context = np.full(shape, int(Context.START), dtype=np.int64)
        self.live = np.zeros(shape, dtype=bool)
        self.spent = np.zeros((*shape, batch.span_mass.shape[1]))
        self.has_span = batch.span_mass.any(axis=2)
        self.history: list[dict[str, npt.NDArray]] = []
        self.pool: list[list[Ending]] = [[] for _ in range(count)]
        self.step = 0

    @staticmethod
    def rows_for(plans: Sequence[Plan], settings: SearchSettings) -> int:
        """How many hypotheses the most constrained of the segments keeps."""
        bits = max((len(plan.order) for plan in plans), default=0)
        return settings.beam + min(settings.extra, 2 * bits)

    def run(self) -> list[Found | None]:
        """Search until every segment has its output or its limit is reached."""
        import torch

        count = len(self.ids)
        tokens = np.full((count, self.rows), self.batch.start, dtype=np.int64)
        limit = int(self.batch.limit.max(initial=0))
        while len(self.ids) and self.step < limit:
            logs, attention = self.stepper.step(torch.from_numpy(tokens))
            tokens = self._advance(logs, attention.numpy())
            going = self._unfinished()
            if not going.all():
                tokens = self._keep(np.flatnonzero(going), tokens)
        return [self._best(index) for index in range(count)]

    # One step -----------------------------------------------------------------------

    def _advance(self, logs: torch.Tensor, attention: npt.NDArray[np.float32]) -> Ints:
        masses = np.einsum("nrs,nbs->nrb", attention, self.batch.span_mass[self.ids])
        banned = self.batch.banned
        logs[:, :, banned] = NEVER
        best = logs.amax(dim=2).numpy()
        pieces, allowed, opened = self._candidates(logs, masses)
        given = (self._prefix_piece() >= 0)[:, None, None]
        value = np.take_along_axis(logs.numpy(), np.maximum(pieces, 0), axis=2).astype(np.float64)
        loss = best[:, :, None] - value
        allowed &= (self.score[:, :, None] > NEVER / 2) & (value > NEVER / 2)
        moved = self._moves(pieces, allowed)
        is_end = pieces == self.batch.end
        segment = np.broadcast_to(self.ids[:, None, None], pieces.shape)
        left = self.batch.limit[self.ids][:, None, None] - self.step - 1
        # What the caller gave as a beginning stands, forbidden or not.
        allowed &= given | (~moved["barred"] & self._fits(moved, segment, left, is_end))
        moved["guide"] = self._guide(moved, logs, masses, is_end)
        total = np.where(allowed, self.score[:, :, None] + value, NEVER)
        self._collect(is_end & allowed, total, value, loss, moved, attention)
        total[is_end] = NEVER
        moved |= {"pieces": pieces, "opened": opened, "score": total, "value": value, "loss": loss}
        chosen = self._choose(moved)
        return self._take(chosen, moved, attention, masses)

    def _candidates(
        self, logs: torch.Tensor, masses: npt.NDArray[np.float32]
    ) -> tuple[Ints, Bools, Bools]:
        """Return pieces (segments, rows, candidates), whether real, and whether they go on
        with a term that the search placed."""
        import torch

        tables, shape = self.tables, self.node.shape
        wide = 2 * self.settings.beam
        natural = torch.topk(logs, min(wide, logs.shape[2]), dim=2).indices.numpy()
        starts = self._starts(logs, masses)
        onward = tables.continuations[self.node]
        # Of a piece that stands twice the first copy counts: those placed come first.
        parts = [starts, onward, natural]
        placed = [
            starts >= 0,
            self.live[:, :, None] & (onward >= 0),
            np.zeros(natural.shape, dtype=bool),
        ]
        end = np.full((*shape, 1), self.batch.end)
        parts.append(end)
        placed.append(np.zeros(end.shape, dtype=bool))
        left = self.batch.limit[self.ids] - self.step - 1
        near = left <= 2 * self.tables.full[self.ids] + 3
        if near.any():
            # Only for those near: a segment must not notice its company.
            parts.append(np.where(near[:, None, None], self._rescue(), -1))
            placed.append(np.zeros(parts[-1].shape, dtype=bool))
        pieces = np.concatenate(parts, axis=2)
        opened = np.concatenate(placed, axis=2)
        forced = self._prefix_piece()
        if (forced >= 0).any():
            inside = np.broadcast_to((forced >= 0)[:, None], shape)
            pieces[inside] = -1
            pieces[:, :, 0] = np.where(inside, forced[:, None], pieces[:, :, 0])
            opened[inside] = False
        return pieces, (pieces >= 0) & ~_repeated(pieces), opened

    def _starts(self, logs: torch.Tensor, masses: npt.NDArray[np.float32]) -> Ints:
        """Return first pieces of missing terms that fit the context and the attention."""
        tables = self.tables
        piece = tables.start_piece[self.ids]
        bits = tables.start_bits[self.ids]
        context = tables.start_context[self.ids]
        fits = (piece >= 0)[:, None, :] & (context[:, None, :] == self.context[:, :, None])
        plain = (self.context == Context.START)[:, :, None] & (
            context[:, None, :] == Context.INSIDE
        )
        fits |= plain & (piece >= 0)[:, None, :] & (self.step > 0)
        ended, _ = tables.end(self.node, self.mask)
        free = bits[:, None, :] & ~ended[:, :, None]
        fits &= free != 0
        gate = self._gate(logs, masses)
        opened = np.zeros(fits.shape, dtype=bool)
        for bit in range(gate.shape[2]):
            opened |= gate[:, :, bit, None] & ((free >> bit & 1) == 1)
        fits &= opened
        value = np.take_along_axis(logs.numpy(), np.maximum(piece, 0)[:, None, :], axis=2)
        value = np.where(fits, value, NEVER)
        order = np.argsort(-value, axis=2, kind="stable")[:, :, :_STARTS]
        picked = np.broadcast_to(piece[:, None, :], fits.shape)
        chosen = np.take_along_axis(picked, order, axis=2)
        return np.where(np.take_along_axis(fits, order, axis=2), chosen, -1)

    def _gate(self, logs: torch.Tensor, masses: npt.NDArray[np.float32]) -> Bools:
        """Whether each bit may start here, shape (segments, rows, bits)."""
        if not self.settings.guided:
            return np.ones(masses.shape, dtype=bool)
        ends = (logs.argmax(dim=2).numpy() == self.batch.end)[:, :, None]
        gate: Bools = (
            (masses >= self.settings.gate)
            | (self.spent >= 0.5)
            | ~self.has_span[self.ids][:, None, :]
            | ends
        )
        return gate

    def _rescue(self) -> Ints:
        """Return the pieces of the way that :meth:`Tables.need` counts on."""
        tables, shape = self.tables, self.node.shape
        openings = np.broadcast_to(
            tables.openings[self.ids][:, None, :], (*shape, tables.openings.shape[1])
        )
        separator = np.broadcast_to(tables.separator[self.ids][:, None, None], (*shape, 1))
        return np.concatenate([tables.completions[self.node], openings, separator], axis=2)

    def _prefix_piece(self) -> Ints:
        prefix = self.batch.prefix[self.ids]
        if self.step >= prefix.shape[1]:
            return np.full(len(self.ids), -1, dtype=np.int64)
        return prefix[:, self.step]

    def _moves(self, pieces: Ints, allowed: Bools) -> dict[str, npt.NDArray]:
        shape = pieces.shape
        where = np.nonzero(allowed & (pieces != self.batch.end))
        rows = where[:2]
        move = self.tables.walk(self.node[rows], self.mask[rows], self.ids[where[0]], pieces[where])
        result: dict[str, npt.NDArray] = {
            "node": np.broadcast_to(self.node[:, :, None], shape).copy(),
            "mask": np.broadcast_to(self.mask[:, :, None], shape).copy(),
            "extra": np.zeros(shape, dtype=np.int64),
            "barred": np.zeros(shape, dtype=bool),
        }
        for name, values in result.items():
            values[where] = getattr(move, name)
        result["ended"], result["unendable"] = self.tables.end(result["node"], result["mask"])
        return result

    def _fits(
        self, moved: dict[str, npt.NDArray], segment: Ints, left: Ints, is_end: Bools
    ) -> Bools:
        """Whether a candidate can still satisfy everything within its limit."""
        complete = self.tables.is_complete(moved["ended"], segment) & ~moved["unendable"]
        moved["ending"] = complete
        fits: Bools = ~is_end | complete
        # Far from the limit everything fits: a way out of a blocked word is one piece.
        near = np.broadcast_to(left <= self.tables.full[segment] + 3, fits.shape)
        if near.any():
            where = np.nonzero(near & ~is_end)
            need = self.tables.need(moved["node"][where], moved["mask"][where], segment[where])
            room = np.broadcast_to(left, fits.shape)[where]
            fits[where] = need + 1 <= room
        return fits

    # Guidance -----------------------------------------------------------------------

    def _guide(
        self,
        moved: dict[str, npt.NDArray],
        logs: torch.Tensor,
        masses: npt.NDArray[np.float32],
        is_end: Bools,
    ) -> Floats:
        """Return the guidance (nats, at most 0) of every candidate.

        Charged are terms that come where their source span gets little attention, terms
        said too often, and going on where the model is done.
        """
        guide = np.repeat(self.guide[:, :, None], is_end.shape[2], axis=2)
        if self.settings.guided:
            before, _ = self.tables.end(self.node, self.mask)
            new = moved["ended"] & ~before[:, :, None]
            if new.any():
                price = np.log(np.minimum(1.0, (masses + 0.01) / self.settings.gate))
                price = price * self.has_span[self.ids][:, None, :] * self.settings.placement
                for bit in range(masses.shape[2]):
                    guide += (new >> bit & 1) * price[:, :, bit, None]
        if self.settings.protected:
            done = logs[:, :, self.batch.end].numpy() > _DONE
            guide -= self.settings.repeat * moved["extra"]
            guide -= self.settings.late * (done[:, :, None] & ~is_end)
        return guide

    def _charge(self, moved_live: Bools, masses: npt.NDArray[np.float32], parents: Ints) -> None:
        """Book attention on source spans that tokens outside their terms took."""
        spent = np.take_along_axis(self.spent, parents[:, :, None], axis=1)
        mass = np.take_along_axis(masses, parents[:, :, None], axis=1)
        added = np.where(moved_live[:, :, None], 0.0, mass) * self.has_span[self.ids][:, None, :]
        after = spent + added
        self.spent = after
        if self.settings.protected:
            slack = self.settings.slack
            over = np.maximum(after - slack, 0) - np.maximum(spent - slack, 0)
            self.guide -= self.settings.overspend * over.sum(axis=2)

    # Choice -------------------------------------------------------------------------

    def _choose(self, moved: dict[str, npt.NDArray]) -> Ints:
        """Return the flat indices of the next hypotheses, shape (segments, rows)."""
        count = len(self.ids)
        flat = (moved["score"] + moved["guide"]).reshape(count, -1)
        bank = self._bank(moved).reshape(count, -1)
        order = np.argsort(-flat, axis=1, kind="stable")
        value = np.take_along_axis(flat, order, axis=1)
        bank = np.take_along_axis(bank, order, axis=1)
        # A hypothesis that owes more than one with a better score is lost.
        lost = bank < np.maximum.accumulate(bank, axis=1)
        dead = value <= NEVER / 2
        key = (dead.astype(np.int64) << 40) + (lost.astype(np.int64) << 30)
        key += (_rank_within(bank) << 15) + (bank.max(axis=1, keepdims=True) - bank)
        if self.step + 1 >= self.shared_prefix:
            self.rows = self.full_rows
        pick = np.argsort(key, axis=1, kind="stable")[:, : self.rows]
        return np.take_along_axis(order, pick, axis=1)

    def _bank(self, moved: dict[str, npt.NDArray]) -> Ints:
        """Return how many pieces of constraints each candidate holds."""
        ended = moved["ended"]
        segment = np.broadcast_to(self.ids[:, None, None], ended.shape)
        bank = np.where(moved["opened"], self.tables.progress[moved["node"]], 0)
        for bit in range(self.tables.cost.shape[1]):
            bank += (ended >> bit & 1) * self.tables.cost[segment, bit]
        return bank

    def _take(
        self,
        chosen: Ints,
        moved: dict[str, npt.NDArray],
        attention: npt.NDArray[np.float32],
        masses: npt.NDArray[np.float32],
    ) -> Ints:
        """Make the chosen candidates the hypotheses; return their tokens."""
        import torch

        count, width = len(self.ids), moved["pieces"].shape[2]
        new = {
            name: np.take_along_axis(values.reshape(count, -1), chosen, axis=1)
            for name, values in moved.items()
        }
        parents = chosen // width
        tokens = np.where(new["pieces"] < 0, self.batch.end, new["pieces"])
        self.guide, self.node, self.mask = new["guide"], new["node"], new["mask"]
        # A segment keeps as many as it would alone, whatever its company needs.
        surplus = np.arange(chosen.shape[1]) >= self.own_rows[self.ids][:, None]
        self.score = np.where(surplus, NEVER, new["score"])
        self._charge(new["opened"], masses, parents)
        self.live = new["opened"] & (self.tables.progress[self.node] > 0)
        self.context = self.tables.vocabulary.context_after[tokens].astype(np.int64)
        entry = {"ids": self.ids, "parents": parents, "tokens": tokens, "attention": attention}
        self.history.append(entry | {name: new[name] for name in ("value", "loss")})
        self.stepper.reorder(torch.from_numpy(parents))
        self.step += 1
        return tokens

    # The end ------------------------------------------------------------------------

    def _collect(
        self,
        ending: Bools,
        total: Floats,
        value: Floats,
        loss: Floats,
        moved: dict[str, npt.NDArray],
        attention: npt.NDArray[np.float32],
    ) -> None:
        """Put the outputs that end here into the pool of their segments."""
        length = (self.step + 1) ** self.settings.length_penalty
        # Only an end among the best of the candidates that owe nothing, or at the limit.
        rival = np.where(moved["ending"], total + moved["guide"], NEVER)
        rival = np.sort(rival.reshape(len(self.ids), -1), axis=1)[:, -self.settings.beam]
        last = self.batch.limit[self.ids] - self.step <= 1
        good = (total + moved["guide"] >= rival[:, None, None]) | last[:, None, None]
        for place in zip(*np.nonzero(ending & good), strict=True):
            row, beam = int(place[0]), int(place[1])
            segment = int(self.ids[row])
            soft = int(moved["ended"][place]) & ~int(self.tables.hard[segment])
            bonus = self.settings.soft_bonus * soft.bit_count()
            final = (float(total[place] + moved["guide"][place]) + bonus) / length
            self.pool[segment].append(
                Ending(
                    final,
                    self.step,
                    row,
                    beam,
                    float(value[place]),
                    float(loss[place]),
                    attention[row, beam],
                )
            )

    def _unfinished(self) -> Bools:
        """Whether each segment can still better its best output, shape (segments,)."""
        running = (self.score + self.guide).max(axis=1)
        alive = (running > NEVER / 2) & (self.step < self.batch.limit[self.ids])
        hope = running / (self.step + 1) ** self.settings.length_penalty
        best = np.array(
            [max((end.final for end in self.pool[i]), default=-np.inf) for i in self.ids]
        )
        enough = np.array([len(self.pool[i]) >= 2 * self.settings.beam for i in self.ids])
        going: Bools = alive & ~enough & (hope > best)
        return going

    def _keep(self, rows: Ints, tokens: Ints) -> Ints:
        """Drop the segments that are finished."""
        import torch

        self.stepper.keep(torch.from_numpy(rows))
        self.ids = self.ids[rows]
        for name in ("node", "mask", "score", "guide", "context", "live", "spent"):
            setattr(self, name, getattr(self, name)[rows])
        return tokens[rows]

    def _best(self, segment: int) -> Found | None:
        if not self.pool[segment]:
            return None
        ending = max(self.pool[segment], key=lambda end: end.final)
        tokens, logs, losses = [], [ending.log], [ending.loss]
        attention = [ending.attention]
        beam = ending.beam
        for entry in reversed(self.history[: ending.step]):
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


def _repeated(pieces: Ints) -> Bools:
    """Whether a piece stood before in the same row of candidates."""
    order = np.argsort(pieces, axis=2, kind="stable")
    ordered = np.take_along_axis(pieces, order, axis=2)
    again = np.zeros(pieces.shape, dtype=bool)
    again[:, :, 1:] = ordered[:, :, 1:] == ordered[:, :, :-1]
    repeated = np.empty_like(again)
    np.put_along_axis(repeated, order, again, axis=2)
    return repeated


def _rank_within(bank: Ints) -> Ints:
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
