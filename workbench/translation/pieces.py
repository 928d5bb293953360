"""SentencePiece on both sides of a Marian model: text to pieces, pieces to text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from workbench.errors import ModelError
from workbench.translation.folder import ModelFolder, _read_json

END = "</s>"
UNKNOWN = "<unk>"
PAD = "<pad>"
WORD_START = "\u2581"
UNKNOWN_MARK = "\u2047"
"""What SentencePiece writes for ``<unk>``."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece and the span of the text it stands for (``text[start:end]``).

    A piece that opens a word owns no space: its span begins at the first letter.
    """

    text: str
    start: int
    end: int


class Pieces:
    """The two SentencePiece models of a folder and the Marian vocabulary over them.

    Marian's ids are those of ``vocab.json``, not SentencePiece's own; a piece outside
    that vocabulary is ``<unk>``. Source text goes through ``source.spm``, target text
    (constraints and prefixes included) through ``target.spm``.
    """

    def __init__(self, folder: ModelFolder) -> None:
        self._folder = folder

    @cached_property
    def source_model(self) -> Any:
        """The SentencePiece processor of the Russian side."""
        return self._load("source.spm")

    @cached_property
    def target_model(self) -> Any:
        """The SentencePiece processor of the English side."""
        return self._load("target.spm")

    @cached_property
    def ids(self) -> dict[str, int]:
        """Source piece to Marian id."""
        return {str(k): int(v) for k, v in _read_json(self._folder.path / "vocab.json").items()}

    @cached_property
    def target_ids(self) -> dict[str, int]:
        """Target piece to Marian id (another table only where the vocabularies are apart)."""
        path = self._folder.path / "target_vocab.json"
        if not path.is_file():
            return self.ids
        return {str(k): int(v) for k, v in _read_json(path).items()}

    @cached_property
    def target_pieces(self) -> list[str]:
        """Marian id to target piece."""
        pieces = [UNKNOWN] * (max(self.target_ids.values()) + 1)
        for piece, index in self.target_ids.items():
            pieces[index] = piece
        return pieces

    def encode(self, text: str) -> list[Piece]:
        """Return the source pieces of ``text`` with their spans, without ``</s>``."""
        return _spans(self.source_model.encode(text, return_type="offset_mapping"), text)

    def encode_target(self, text: str) -> list[str]:
        """Return the target pieces of ``text``; a piece the model lacks is ``<unk>``."""
        pieces = self.target_model.encode(text, out_type=str)
        return [piece if piece in self.target_ids else UNKNOWN for piece in pieces]

    def decode(self, pieces: Sequence[str]) -> str:
        """Return the text of target ``pieces``; ``</s>`` and ``<pad>`` are left out."""
        kept = [piece for piece in pieces if piece not in (END, PAD)]
        return str(self.target_model.decode_pieces(kept)).strip()

    def decode_spans(self, pieces: Sequence[str]) -> tuple[str, list[Piece]]:
        """Return the text of target ``pieces``, as ``decode`` does, and each piece's span in it."""
        text = ""
        spans = []
        for piece in pieces:
            if piece in (END, PAD):
                spans.append(Piece(piece, len(text), len(text)))
                continue
            surface = f" {UNKNOWN_MARK} " if piece == UNKNOWN else piece.replace(WORD_START, " ")
            if not text:
                surface = surface.lstrip()
            start = len(text) + (len(surface) - len(surface.lstrip()))
            text += surface
            spans.append(Piece(piece, min(start, len(text)), len(text)))
        return text.rstrip(), spans

    def _load(self, name: str) -> Any:
        import sentencepiece

        path = self._folder.path / name
        try:
            return sentencepiece.SentencePieceProcessor(model_file=str(path))
        except (OSError, RuntimeError) as error:
            raise ModelError(
                "is not a SentencePiece model", file=path, remedy="Copy the model folder again."
            ) from error


def _spans(encoded: Any, text: str) -> list[Piece]:
    pieces = []
    for piece, (start, end) in zip(encoded["pieces"], encoded["offsets"], strict=True):
        while start < end and text[start].isspace():
            start += 1
        pieces.append(Piece(piece, start, end))
    return pieces
