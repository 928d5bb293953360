"""The free pass: plain beam search with CTranslate2, one segment at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from workbench.translation.ct2_export import load_engine
from workbench.translation.folder import ModelFolder
from workbench.translation.pieces import END


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """The best hypothesis of the beam for one input.

    ``pieces`` are target pieces without ``</s>``; ``token_scores`` their natural-log
    probabilities and that of ``</s>`` (length T + 1, empty where they were not asked
    for); ``attention`` holds, for each target piece, the weights on the source pieces
    and their ``</s>`` (T rows of S + 1), from the guided head of the last decoder
    layer. ``finished`` is False where the length limit cut it.
    """

    pieces: tuple[str, ...]
    score: float
    token_scores: tuple[float, ...]
    attention: tuple[tuple[float, ...], ...]
    finished: bool


@dataclass(frozen=True, slots=True)
class BeamSettings:
    """What the free pass does; part of a draft's signature.

    ``batch_tokens`` above 1 decodes segments of one length together, up to so many source
    tokens: a little faster, but float32 sums then depend in their last bits on how many
    segments share a batch.
    """

    beam: int = 4
    length_penalty: float = 1.0
    max_length_factor: float = 2.0
    batch_tokens: int = 1
    threads: int = 2

    def max_length(self, source_length: int, positions: int) -> int:
        """Return the longest target for a source of ``source_length`` pieces."""
        return min(int(self.max_length_factor * source_length) + 20, positions - 1)


class FreePass:
    """Decodes source pieces with plain beam search.

    Each segment is decoded by itself, ``threads`` of them at a time: every float operation
    then has the same shape whatever the segment's company, and its draft is the same to
    the bit (measured in benchmarks/translation). The shallow decoder gains little from
    larger batches on a CPU.
    """

    def __init__(self, folder: ModelFolder, settings: BeamSettings) -> None:
        self._folder = folder
        self._settings = settings

    @cached_property
    def _engine(self) -> Any:
        return load_engine(
            self._folder,
            device="cpu",
            # int8 loses 0.7 chrF on processors without VNNI (its sums saturate there) and is
            # no faster on them: benchmarks/translation.
            compute_type="float32",
            inter_threads=self._settings.threads,
            intra_threads=1,
        )

    def decode(
        self,
        sources: Sequence[Sequence[str]],
        *,
        progress: Callable[[Sequence[int]], None] | None = None,
    ) -> list[Hypothesis]:
        """Return a hypothesis for each list of source pieces (without ``</s>``, none empty).

        ``progress`` is called with the indices of the inputs just finished.
        """
        inputs = [[*source, END] for source in sources]
        found = self._search(inputs, progress)
        targets = [list(result.hypotheses[0]) for result in found]
        scores = self._score(inputs, targets)
        return [
            self._hypothesis(len(source), result, token_scores)
            for source, result, token_scores in zip(sources, found, scores, strict=True)
        ]

    def _search(
        self, inputs: Sequence[list[str]], progress: Callable[[Sequence[int]], None] | None
    ) -> list[Any]:
        jobs: list[Any] = [None] * len(inputs)
        batches = list(self._batches([len(item) for item in inputs]))
        for batch in batches:
            length = len(inputs[batch[0]]) - 1
            answers = self._engine.translate_batch(
                [inputs[index] for index in batch],
                beam_size=self._settings.beam,
                length_penalty=self._settings.length_penalty,
                max_input_length=0,
                max_decoding_length=self._settings.max_length(length, self._folder.max_positions),
                return_attention=True,
                asynchronous=True,
            )
            for index, answer in zip(batch, answers, strict=True):
                jobs[index] = answer
        for batch in batches:
            for index in batch:
                jobs[index] = jobs[index].result()
            if progress:
                progress(batch)
        return jobs

    def _score(
        self, inputs: Sequence[list[str]], targets: Sequence[list[str]]
    ) -> list[tuple[float, ...]]:
        """Force-decode ``targets``; batches share both lengths, for the same reason."""
        jobs: list[Any] = [None] * len(inputs)
        sizes = [(len(s), len(t)) for s, t in zip(inputs, targets, strict=True)]
        for batch in self._batches(sizes):
            answers = self._engine.score_batch(
                [inputs[index] for index in batch],
                [targets[index] for index in batch],
                max_input_length=0,
                asynchronous=True,
            )
            for index, answer in zip(batch, answers, strict=True):
                jobs[index] = answer
        return [tuple(job.result().log_probs) for job in jobs]

    def _batches(self, sizes: Sequence[Any]) -> Iterator[list[int]]:
        """Yield indices of inputs of one size, longest first, up to the token budget."""
        groups: dict[Any, list[int]] = defaultdict(list)
        for index, size in enumerate(sizes):
            groups[size].append(index)
        for size in sorted(groups, reverse=True):
            longest = max(size) if isinstance(size, tuple) else size
            step = max(1, self._settings.batch_tokens // longest)
            for start in range(0, len(groups[size]), step):
                yield groups[size][start : start + step]

    def _hypothesis(
        self, source_length: int, result: Any, token_scores: tuple[float, ...]
    ) -> Hypothesis:
        pieces = tuple(result.hypotheses[0])
        limit = self._settings.max_length(source_length, self._folder.max_positions)
        return Hypothesis(
            pieces=pieces,
            score=sum(token_scores) / max(1, len(token_scores)),
            token_scores=token_scores,
            attention=tuple(tuple(row) for row in result.attention[0][: len(pieces)]),
            finished=len(pieces) < limit,
        )
