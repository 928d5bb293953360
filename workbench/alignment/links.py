"""Word links of a given pair of sentences, from the cross-attention of a Marian model.

The target is forced through the decoder and one attention head is read: in the embedded
model head 0 of the last layer was trained to follow word links (guided alignment; Chen et
al., "Guided alignment training for topic-aware neural machine translation", AMTA 2016).
Which head serves best is measured in ``benchmarks/align/word_links.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from workbench.alignment.lexicon import LexicalTable
from workbench.alignment.word_table import Mixture, table_posteriors
from workbench.errors import ModelError
from workbench.translation.folder import ModelFolder
from workbench.translation.links import word_links, word_spans
from workbench.translation.model import WordLink
from workbench.translation.pieces import END, UNKNOWN, Piece, Pieces

Attention = npt.NDArray[np.float32]
Pair = tuple[str, str]

LONGEST = 500
"""Pieces of a side; the model has no positions beyond."""


@dataclass(frozen=True, slots=True)
class Head:
    """A cross-attention head: decoder layer (-1 is the last) and number."""

    layer: int = -1
    number: int = 0


@dataclass(frozen=True, slots=True)
class Forced:
    """Attention of all heads for a given pair: (layers, heads, target pieces, source pieces)."""

    source: list[Piece]
    target: list[Piece]
    attention: Attention


class Linker:
    """Links the words of given sentence pairs with one model.

    With a lexical ``table`` its word chances in both directions are added to the attention,
    which makes the links symmetric and halves the errors; without one a target word is
    linked to each source word that has at least ``threshold`` of its attention.
    """

    def __init__(
        self,
        folder: ModelFolder,
        *,
        table: LexicalTable | None = None,
        mixture: Mixture | None = None,
        head: Head | None = None,
        threshold: float = 0.35,
    ) -> None:
        self._folder = folder
        self._pieces = Pieces(folder)
        self._table = table
        self._mixture = mixture or Mixture()
        self._head = head or Head()
        self._threshold = threshold

    def links(self, source: str, target: str) -> tuple[WordLink, ...]:
        """Return the links between the words of a pair, as character spans.

        Their weights are between 0 and 1. Raises ModelError where the model cannot be
        loaded.
        """
        if not (word_spans(source) and word_spans(target)):
            return ()
        if self._table is None:
            return self._attended(source, target, threshold=self._threshold)
        left, right = word_spans(source), word_spans(target)
        weights = self.word_attention(source, target)
        forward, backward = table_posteriors(
            [source[start:end] for start, end in left],
            [target[start:end] for start, end in right],
            self._table,
        )
        mixture = self._mixture
        weights += mixture.forward * forward + mixture.backward * backward
        most = 1.0 + mixture.forward + mixture.backward
        columns, rows = np.nonzero(np.greater_equal(weights.T, mixture.threshold))
        return tuple(
            WordLink(*left[i], *right[j], round(float(weights[i, j] / most), 3))
            for i, j in zip(rows.tolist(), columns.tolist(), strict=True)
        )

    def word_attention(self, source: str, target: str) -> npt.NDArray[np.float64]:
        """Return the attention of target words to source words, (source, target words)."""
        places = [
            {span: number for number, span in enumerate(word_spans(text))}
            for text in (source, target)
        ]
        weights = np.zeros((len(places[0]), len(places[1])))
        for link in self._attended(source, target, threshold=0.0):
            i = places[0][link.source_start, link.source_end]
            weights[i, places[1][link.target_start, link.target_end]] = link.weight
        return weights

    def _attended(self, source: str, target: str, *, threshold: float) -> tuple[WordLink, ...]:
        forced = self.attention(source, target)
        rows = forced.attention[self._head.layer, self._head.number]
        return word_links(
            source, forced.source, target, forced.target, rows.tolist(), threshold=threshold
        )

    def attention(self, source: str, target: str) -> Forced:
        """Force ``target`` through the decoder and return what every head attends to."""
        import torch

        left = self._pieces.encode(source)[:LONGEST]
        right = _target_spans(self._pieces, target)[:LONGEST]
        ids, english = self._pieces.ids, self._pieces.target_ids
        source_ids = [ids.get(piece.text, ids[UNKNOWN]) for piece in left] + [ids[END]]
        target_ids = [english.get(piece.text, english[UNKNOWN]) for piece in right]
        start = self._model.config.decoder_start_token_id
        with torch.inference_mode():
            result = self._model(
                input_ids=torch.tensor([source_ids]),
                decoder_input_ids=torch.tensor([[start, *target_ids]]),
                output_attentions=True,
            )
        # Row t is the step that predicts target piece t; the last row predicts </s>.
        layers = [layer[0, :, :-1].numpy() for layer in result.cross_attentions]
        return Forced(left, right, np.stack(layers))

    @cached_property
    def _model(self) -> Any:
        from transformers import MarianMTModel

        try:
            model = MarianMTModel.from_pretrained(
                self._folder.path,
                attn_implementation="eager",
                local_files_only=True,
                use_safetensors=True,
            )
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(
                "the model cannot be loaded for word links",
                file=self._folder.path,
                remedy="Check that the folder is a complete Marian model.",
            ) from error
        return model.float().eval()


def _target_spans(pieces: Pieces, text: str) -> list[Piece]:
    """Return the target pieces of a text with their spans in it."""
    encoded = pieces.target_model.encode(text, return_type="offset_mapping")
    found = []
    for piece, (start, end) in zip(encoded["pieces"], encoded["offsets"], strict=True):
        lead = len(text[start:end]) - len(text[start:end].lstrip())
        found.append(Piece(piece, start + lead, end))
    return found
