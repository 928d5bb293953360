from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import ModelError
from workbench.translation import ModelFolder, open_model
from workbench.translation.pieces import END, PAD, UNKNOWN, Pieces

TEXT = "№ 6 «ИКТ» — кибербезопасность, ½ и A/RES/73/27… 🛰️ Ёлка"


@pytest.fixture(scope="module")
def pieces(folder: ModelFolder) -> Pieces:
    return Pieces(folder)


def test_spans_cover_every_letter_once_and_in_order(pieces: Pieces) -> None:
    found = pieces.encode(TEXT)
    edge = 0
    covered = ""
    for piece in found:
        assert edge <= piece.start <= piece.end <= len(TEXT)
        assert not TEXT[edge : piece.start].strip()
        covered += TEXT[piece.start : piece.end]
        edge = max(edge, piece.end)
    assert covered.replace(" ", "") == TEXT.replace(" ", "")


def test_no_span_begins_with_a_space(pieces: Pieces) -> None:
    spans = [TEXT[piece.start : piece.end] for piece in pieces.encode(TEXT)]
    assert all(span == span.strip() for span in spans)


def test_pieces_are_in_the_vocabulary_or_unknown(pieces: Pieces) -> None:
    kept = pieces.encode_target("The network 🛰️ and States")
    assert UNKNOWN in kept
    assert all(piece in pieces.target_ids for piece in kept)
    assert pieces.target_pieces[pieces.target_ids["▁the"]] == "▁the"


def test_end_and_padding_have_no_text(pieces: Pieces) -> None:
    kept = pieces.encode_target("The States")
    assert pieces.decode([*kept, END, PAD]) == "The States"
    text, spans = pieces.decode_spans([*kept, END])
    assert text == "The States"
    assert spans[-1].start == spans[-1].end == len(text)


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_both_ways_of_decoding_give_the_same_text(pieces: Pieces, data: st.DataObject) -> None:
    vocabulary = sorted(pieces.target_ids)
    chosen = data.draw(st.lists(st.sampled_from([*vocabulary, "▁", UNKNOWN]), max_size=12))
    text, spans = pieces.decode_spans(chosen)
    assert text == pieces.decode(chosen)
    assert len(spans) == len(chosen)
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)
    assert [span.start for span in spans] == sorted(span.start for span in spans)


def test_a_damaged_piece_model_is_explained(folder: ModelFolder, tmp_path: Path) -> None:
    copy = shutil.copytree(folder.path, tmp_path / "model")
    (copy / "source.spm").write_bytes(b"not a model")
    with pytest.raises(ModelError, match=r"source\.spm: is not a SentencePiece model"):
        Pieces(open_model(copy)).encode("да")
