"""The constrained decoder: segments with their constraints in, reports out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from workbench.errors import InputError
from workbench.translation.constraints.beam import Batch
from workbench.translation.constraints.hook import CustomGenerate
from workbench.translation.constraints.model import (
    ConstrainedResult,
    ConstrainedSegment,
    Constraint,
    Outcome,
    SearchSettings,
)
from workbench.translation.constraints.plan import Plan, make_plan
from workbench.translation.constraints.report import make_result
from workbench.translation.constraints.tables import Tables
from workbench.translation.constraints.vocabulary import Vocabulary, has_cyrillic
from workbench.translation.folder import ModelFolder
from workbench.translation.normalise import normalise
from workbench.translation.pieces import END, PAD, UNKNOWN, Pieces

_WIDE = 12
"""Beam of the second rung of the ladder."""


class ConstrainedDecoder:
    """Decodes segments so that every hard constraint that can be written stands in the text.

    ``batch`` segments of like length are decoded together; a segment's result does not
    depend on its company. The model is loaded at the first use, in float32.
    """

    def __init__(
        self,
        folder: ModelFolder,
        *,
        settings: SearchSettings | None = None,
        batch: int = 16,
        threads: int | None = None,
    ) -> None:
        self.folder = folder
        self.settings = settings or SearchSettings()
        self.batch = batch
        self.threads = threads
        self.pieces = Pieces(folder)
        self._vocabularies: dict[bool, Vocabulary] = {}
        self._model: Any = None

    def decode(self, segments: Sequence[ConstrainedSegment]) -> list[ConstrainedResult]:
        """Decode ``segments``; results come in their order, each with a report a constraint."""
        results: list[ConstrainedResult | None] = [None] * len(segments)
        lengths = [len(self.pieces.encode(segment.source)) for segment in segments]
        # Alike in vocabulary, then in what is given, then in length: both save steps.
        groups: dict[bool, list[int]] = {False: [], True: []}
        for index, segment in enumerate(segments):
            groups[_needs_cyrillic(segment)].append(index)
        for cyrillic, group in groups.items():
            group.sort(key=lambda i: (len(segments[i].beginning) // 4, lengths[i], i))
            for start in range(0, len(group), self.batch):
                chosen = group[start : start + self.batch]
                answers = self._decode_batch([segments[i] for i in chosen], cyrillic)
                for index, result in zip(chosen, answers, strict=True):
                    results[index] = result
        return [result for result in results if result is not None]

    def redraft(
        self,
        text: str,
        *,
        keep: Sequence[str] = (),
        avoid: Sequence[str] = (),
        prefix: str = "",
    ) -> ConstrainedResult:
        """Translate ``text`` again with phrases to ``keep`` and to ``avoid`` after ``prefix``.

        The phrases stand as they are written, but for capitals; the prefix to the letter. A
        prefix that ends with a space ends with a whole word. Raises InputError where the
        text is too long for the model or the prefix has signs that the model lacks.
        """
        source = normalise(text).text
        if len(self.pieces.encode(source)) >= self.folder.max_positions:
            raise InputError(
                "the segment is too long to be drafted again at once",
                place=f"segment beginning {source[:40]!r}",
                remedy="Split it into sentences first.",
            )
        segment = ConstrainedSegment(
            source,
            constraints=tuple(Constraint((phrase,)) for phrase in keep),
            forbidden=tuple(avoid),
            prefix=prefix,
        )
        return self.decode([segment])[0]

    def vocabulary(self, *, cyrillic: bool) -> Vocabulary:
        """The target vocabulary as characters, with or without Cyrillic pieces."""
        if cyrillic not in self._vocabularies:
            self._vocabularies[cyrillic] = Vocabulary(self.pieces, cyrillic=cyrillic)
        return self._vocabularies[cyrillic]

    @property
    def model(self) -> Any:
        """The ``MarianMTModel`` in float32, ready for inference."""
        if self._model is None:
            import torch
            from transformers import MarianMTModel
            from transformers.utils import logging

            logging.disable_progress_bar()
            if self.threads is not None:
                torch.set_num_threads(self.threads)
            model = MarianMTModel.from_pretrained(str(self.folder.path), dtype=torch.float32)
            self._model = model.eval()
        return self._model

    # The ladder ---------------------------------------------------------------------

    def _decode_batch(
        self, segments: Sequence[ConstrainedSegment], cyrillic: bool
    ) -> list[ConstrainedResult]:
        """Climb the ladder: the set beam, a wider one, then without what does not fit."""
        vocabulary = self.vocabulary(cyrillic=cyrillic)
        plans = self._plans(segments, vocabulary)
        found = self._hook(segments, plans, vocabulary, self.settings).run(self.model)
        results = [
            make_result(segment, plan, best, vocabulary)
            for segment, plan, best in zip(segments, plans, found, strict=True)
        ]
        for index, result in enumerate(results):
            if found[index] is None or result.broken or _may_widen(segments[index], result):
                results[index] = self._climb(segments[index], plans[index].room, vocabulary, result)
        return results

    def _climb(
        self,
        segment: ConstrainedSegment,
        room: int,
        vocabulary: Vocabulary,
        result: ConstrainedResult,
    ) -> ConstrainedResult:
        """Try a wider beam with all forms, then without the kept beginning, then wishes.

        The search keeps its promises wherever a way leads on, so this is for segments
        where none does, or where the words of one term swallow another.
        """
        settings = replace(self.settings, beam=_WIDE, extra=_WIDE)
        forms = tuple(constraint.widened() for constraint in segment.constraints)
        wishes = tuple(replace(constraint, hard=False) for constraint in forms)
        segment = replace(segment, constraints=forms)
        asked = make_plan(segment, vocabulary, room=room)
        attempts = (
            segment,
            replace(segment, beginning=()),
            replace(segment, beginning=(), constraints=wishes),
            replace(segment, beginning=(), constraints=(), forbidden=()),
        )
        results = [result]
        for rung, attempt in enumerate(attempts, start=1):
            tried = make_plan(attempt, vocabulary, room=room)
            best = self._hook([attempt], [tried], vocabulary, settings).run(self.model)[0]
            if best is not None:
                results.append(make_result(segment, asked, best, vocabulary, rung=rung))
                if not results[-1].broken:
                    break
        return min(results, key=lambda result: result.shortfall)

    def custom_generate(self, segments: Sequence[ConstrainedSegment]) -> CustomGenerate:
        """Return what ``model.generate(**hook.inputs, custom_generate=hook)`` takes.

        One batch, one search: the ladder and the reports are those of :meth:`decode`.
        """
        vocabulary = self.vocabulary(cyrillic=any(map(_needs_cyrillic, segments)))
        return self._hook(segments, self._plans(segments, vocabulary), vocabulary, self.settings)

    def _plans(self, segments: Sequence[ConstrainedSegment], vocabulary: Vocabulary) -> list[Plan]:
        longest = self.folder.max_positions - 2
        return [
            make_plan(segment, vocabulary, room=longest - len(self._given(segment)))
            for segment in segments
        ]

    def _hook(
        self,
        segments: Sequence[ConstrainedSegment],
        plans: Sequence[Plan],
        vocabulary: Vocabulary,
        settings: SearchSettings,
    ) -> CustomGenerate:
        import torch

        rows, mask = self._source_rows(segments)
        batch = self._batch(segments, plans, Tables(plans, vocabulary), mask)
        inputs = {"input_ids": torch.from_numpy(rows), "attention_mask": torch.from_numpy(mask)}
        return CustomGenerate(batch, settings, inputs=inputs)

    def _source_rows(
        self, segments: Sequence[ConstrainedSegment]
    ) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        """Return source ids and their mask, shape (segments, longest), ``</s>`` included."""
        ids, limit = self.pieces.ids, self.folder.max_positions
        unknown = ids[UNKNOWN]
        coded = [
            [ids.get(piece.text, unknown) for piece in self.pieces.encode(segment.source)]
            for segment in segments
        ]
        coded = [[*row[: limit - 1], ids[END]] for row in coded]
        longest = max(len(row) for row in coded)
        rows = np.full((len(coded), longest), ids[PAD], dtype=np.int64)
        mask = np.zeros(rows.shape, dtype=np.int64)
        for index, row in enumerate(coded):
            rows[index, : len(row)] = row
            mask[index, : len(row)] = 1
        return rows, mask

    def _batch(
        self,
        segments: Sequence[ConstrainedSegment],
        plans: Sequence[Plan],
        tables: Tables,
        mask: np.ndarray[Any, Any],
    ) -> Batch:
        settings = self.settings
        vocabulary = tables.vocabulary
        target = vocabulary.index
        prefixes = [[target[piece] for piece in self._given(segment)] for segment in segments]
        prefix = np.full((len(segments), max(map(len, prefixes))), -1, dtype=np.int64)
        limit = np.zeros(len(segments), dtype=np.int64)
        closes = np.full(len(segments), -1, dtype=np.int64)
        source = mask.sum(axis=1)
        for index, row in enumerate(prefixes):
            prefix[index, : len(row)] = row
            if row and segments[index].prefix[-1:].isspace():
                closes[index] = len(row)
            usual = int(settings.source_factor * source[index]) + settings.source_extra
            wanted = max(usual, len(row) + plans[index].full + 4)
            limit[index] = min(wanted, self.folder.max_positions - 1)
        banned = ~vocabulary.usable
        banned[target[END]] = False
        return Batch(
            tables=tables,
            spans=self._spans(segments, plans, mask.shape[1]),
            prefix=prefix,
            limit=limit,
            closes=closes,
            start=target[PAD],
            end=target[END],
            banned=banned,
        )

    def _given(self, segment: ConstrainedSegment) -> Sequence[str]:
        """Return the pieces that the output begins with."""
        if not segment.prefix.strip():
            return segment.beginning
        pieces = self.pieces.encode_target(segment.prefix.strip())
        if UNKNOWN in pieces:
            raise InputError(
                "the model cannot write all signs of the prefix",
                place=f"prefix {segment.prefix!r}",
                remedy="Shorten the prefix to the part before such a sign.",
            )
        return pieces

    def _spans(
        self, segments: Sequence[ConstrainedSegment], plans: Sequence[Plan], width: int
    ) -> np.ndarray[Any, Any]:
        """Return 1 on the source pieces of each bit's family (segments, bits, width)."""
        bits = max(1, *(len(plan.order) for plan in plans))
        spans = np.zeros((len(segments), bits, width), dtype=np.float32)
        for row, (segment, plan) in enumerate(zip(segments, plans, strict=True)):
            pieces = self.pieces.encode(segment.source)[: width - 1]
            for family, span in zip(plan.families, plan.spans, strict=True):
                alike = [bit for bit, other in enumerate(plan.families) if other == family]
                for column, piece in enumerate(pieces):
                    if span is not None and piece.start < span[1] and span[0] < piece.end:
                        spans[row, alike, column] = 1.0
        return spans


def _may_widen(segment: ConstrainedSegment, result: ConstrainedResult) -> bool:
    """Whether a form that was held back could satisfy what is unsatisfied."""
    return any(
        constraint.others and report.outcome is Outcome.UNSATISFIED
        for constraint, report in zip(segment.constraints, result.reports, strict=True)
    )


def _needs_cyrillic(segment: ConstrainedSegment) -> bool:
    """Whether something that is asked for or given is written in Cyrillic."""
    texts = [form for c in segment.constraints for form in (*c.forms, *c.others)]
    return any(has_cyrillic(text) for text in (segment.prefix, *segment.beginning, *texts))
