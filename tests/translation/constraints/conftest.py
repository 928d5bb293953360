"""A small random Marian model, built here: nothing it says makes sense, all of it is legal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workbench.translation.constraints import ConstrainedDecoder
from workbench.translation.folder import ModelFolder, open_model

ENGLISH = """the network carries data between states and networks
networking is not a network and a standard is not two standards
states protect critical infrastructure and information security
information security management helps the security of the state
cyber attacks and computer attacks harm critical infrastructure
The State (network) said: "information" and 'standards' matter.
International Telecommunication Union (ITU) and e-commerce rules, norms; principles.
a b c d e f g h i j k l m n o p q r s t u v w x y z 0 1 2 3 4 5 6 7 8 9
A B C D E F G H I J K L M N O P Q R S T U V W X Y Z ICT ITU"""
RUSSIAN = """сеть передаёт данные между государствами и сетями
безопасность информации и критическая инфраструктура государства
а б в г д е ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я ё"""


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> ModelFolder:
    """A MarianMTModel with random weights over a vocabulary trained on the lines above."""
    import sentencepiece
    import torch
    from transformers import MarianConfig, MarianMTModel

    folder = tmp_path_factory.mktemp("tiny")
    lines = folder / "lines.txt"
    lines.write_text(f"{ENGLISH}\n{RUSSIAN}\n" * 3, encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(lines), model_prefix=str(folder / "source"), vocab_size=320,
        character_coverage=1.0, hard_vocab_limit=False, minloglevel=2,
    )  # fmt: skip
    model_file = folder / "source.model"
    for name in ("source.spm", "target.spm"):
        (folder / name).write_bytes(model_file.read_bytes())
    processor = sentencepiece.SentencePieceProcessor(model_file=str(model_file))
    pieces = ["</s>", "<unk>"]
    pieces += [
        piece
        for piece in (processor.id_to_piece(i) for i in range(processor.get_piece_size()))
        if piece not in ("<unk>", "<s>", "</s>")
    ]
    pieces.append("<pad>")
    ids = {piece: index for index, piece in enumerate(pieces)}
    (folder / "vocab.json").write_text(json.dumps(ids), encoding="utf-8")
    config = MarianConfig(
        vocab_size=len(pieces), decoder_vocab_size=len(pieces), d_model=16, encoder_layers=1,
        decoder_layers=2, encoder_attention_heads=2, decoder_attention_heads=2,
        encoder_ffn_dim=32, decoder_ffn_dim=32, max_position_embeddings=256, eos_token_id=0,
        bos_token_id=0, pad_token_id=len(pieces) - 1, decoder_start_token_id=len(pieces) - 1,
        forced_eos_token_id=0, scale_embedding=True, init_std=0.5,
    )  # fmt: skip
    torch.manual_seed(7)
    MarianMTModel(config).save_pretrained(str(folder))
    return ModelFolder(Path(folder))


@pytest.fixture(scope="session")
def random_decoder(tiny: ModelFolder) -> ConstrainedDecoder:
    """The decoder over the random model."""
    return ConstrainedDecoder(tiny, threads=1)


@pytest.fixture(scope="session")
def decoder() -> ConstrainedDecoder:
    """The decoder over the model that ships."""
    return ConstrainedDecoder(open_model(), threads=1)
