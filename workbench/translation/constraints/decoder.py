"""The constrained decoder: segments with their constraints in, reports out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.errors import InputError
from workbench.translation.constraints.beam import Batch, Found
from workbench.translation.constraints.model import (
    ConstrainedResult,
    ConstrainedSegment,
    Constraint,
    SearchSettings,
)
from workbench.translation.constraints.plan import Plan, make_plan
from workbench.translation.constraints.report import make_result
from workbench.translation.constraints.search import Search, first_rows
from workbench.translation.constraints.stepper import Stepper
from workbench.translation.constraints.tables import Tables
from workbench.translation.constraints.vocabulary import Vocabulary, has_cyrillic
from workbench.translation.folder import ModelFolder
from workbench.translation.normalise import normalise
from workbench.translation.pieces import END, PAD, UNKNOWN, Pieces

if TYPE_CHECKING:
    import torch


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

    def share(self, other: ConstrainedDecoder) -> None:
        """Use the loaded model and vocabularies of ``other``, which has the same folder."""
        self._model, self._vocabularies = other.model, other._vocabularies

    # The ladder ---------------------------------------------------------------------

    def _decode_batch(
        self, segments: Sequence[ConstrainedSegment], cyrillic: bool
    ) -> list[ConstrainedResult]:
        """Climb the ladder: the set beam, a wider one, then without what does not fit."""
        vocabulary = self.vocabulary(cyrillic=cyrillic)
        longest = self.folder.max_positions - 2
        plans = [
            make_plan(segment, vocabulary, room=longest - len(self._given(segment)))
            for segment in segments
        ]
        found = self._search(segments, plans, vocabulary, self.settings)
        results = [
            make_result(segment, plan, best, vocabulary)
            for segment, plan, best in zip(segments, plans, found, strict=True)
        ]
        for index, result in enumerate(results):
            if found[index] is None or result.broken:
                results[index] = self._climb(segments[index], plans[index], vocabulary, result)
        return results

    def _climb(
        self,
        segment: ConstrainedSegment,
        plan: Plan,
        vocabulary: Vocabulary,
        result: ConstrainedResult,
    ) -> ConstrainedResult:
        """Try a wider beam, then without the kept beginning, then terms only as wishes.

        The search keeps its promises wherever a way leads on, so this is for segments
        where none does, or where the words of one term swallow another.
        """
        settings = replace(self.settings, beam=_WIDE, extra=_WIDE)
        wishes = tuple(replace(constraint, hard=False) for constraint in segment.constraints)
        for rung, attempt in enumerate(
            (
                segment,
                replace(segment, beginning=()),
                replace(segment, beginning=(), constraints=wishes),
                replace(segment, beginning=(), constraints=(), forbidden=()),
            ),
            start=1,
        ):
            tried = make_plan(attempt, vocabulary, room=plan.room)
            best = self._search([attempt], [tried], vocabulary, settings)[0]
            if best is not None:
                result = make_result(segment, plan, best, vocabulary, rung=rung)
                if not result.broken:
                    break
        return result

    def _search(
        self,
        segments: Sequence[ConstrainedSegment],
        plans: Sequence[Plan],
        vocabulary: Vocabulary,
        settings: SearchSettings,
    ) -> list[Found | None]:
        import torch

        rows, mask = self._source_rows(segments)
        tables = Tables(plans, vocabulary)
        batch = self._batch(segments, plans, tables, mask)
        found: list[Found | None] = []

        # `generate` takes arguments that this signature names away from the encoder: the
        # mask among them, so that padding would change results. Hence keywords only.
        def constrained(model: Any, input_ids: torch.Tensor, **inputs: Any) -> torch.Tensor:
            stepper = Stepper(
                model,
                inputs["encoder_outputs"].last_hidden_state,
                inputs["attention_mask"],
                rows=first_rows(batch, settings),
                length=int(batch.limit.max()) + 1,
                kept=torch.from_numpy(vocabulary.full_ids),
            )
            found.extend(Search(stepper, batch, settings).run())
            return input_ids

        with torch.inference_mode():
            self.model.generate(
                input_ids=torch.from_numpy(rows),
                attention_mask=torch.from_numpy(mask),
                custom_generate=constrained,
                max_new_tokens=1,
                num_beams=1,
                do_sample=False,
            )
        return found

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
            for bit, family in enumerate(plan.families):
                for other, span in enumerate(plan.spans):
                    if span is None or plan.families[other] != family:
                        continue
                    for column, piece in enumerate(pieces):
                        if piece.start < span[1] and span[0] < piece.end:
                            spans[row, bit, column] = 1.0
        return spans


def _needs_cyrillic(segment: ConstrainedSegment) -> bool:
    """Whether something that is asked for or given is written in Cyrillic."""
    texts = [form for constraint in segment.constraints for form in constraint.forms]
    return any(has_cyrillic(text) for text in (segment.prefix, *segment.beginning, *texts))
