"""A sentence-transformers folder as evidence: loaded as its files say, or refused."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from workbench.alignment import SentenceEncoder, align, align_texts, lexical_similarity
from workbench.alignment.embedded import FEATURE, with_embeddings
from workbench.alignment.texts import Text
from workbench.errors import ModelError

SIZE = 24
WORDS = "the council report budget considered approved совет доклад бюджет рассмотрел утвердил"
RUSSIAN = [f"Совет рассмотрел доклад {n}." for n in range(100, 140)]
ENGLISH = [f"The Council considered report {n}." for n in range(100, 140)]


@pytest.fixture(scope="module")
def bert(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny BERT with random weights, saved as the library saves it."""
    import torch
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("bert")
    specials = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    pieces = [*specials, *WORDS.split(), *"0123456789.", *(f"##{d}" for d in "0123456789")]
    vocabulary = {piece: number for number, piece in enumerate(pieces)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
    ).save_pretrained(folder)
    torch.manual_seed(5)
    config = BertConfig(
        vocab_size=len(pieces),
        hidden_size=SIZE,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=40,
    )
    BertModel(config).save_pretrained(folder)
    return folder


@pytest.fixture
def folder(bert: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(bert, tmp_path / "model"))


def write(folder: Path, name: str, data: object) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(data), "utf-8")


def states(folder: Path, text: str) -> np.ndarray:
    """Hidden states of one text, from the library itself."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModel.from_pretrained(folder).eval()
    with torch.inference_mode():
        return model(**tokenizer([text], return_tensors="pt")).last_hidden_state[0].numpy()


def test_mean_pooling_and_batches(folder: Path) -> None:
    texts = [*RUSSIAN, "Бюджет.", *ENGLISH]
    vectors = SentenceEncoder(folder).encode(texts)
    assert vectors.shape == (81, SIZE)
    for place in (0, 40, 80):
        assert vectors[place] == pytest.approx(states(folder, texts[place]).mean(axis=0), abs=1e-5)


@pytest.mark.parametrize(
    ("config", "pool"),
    [
        ({"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False}, lambda s: s[0]),
        ({"pooling_mode_max_tokens": True}, lambda s: s.max(axis=0)),
        ({"pooling_mode": "cls"}, lambda s: s[0]),
        ({"word_embedding_dimension": SIZE, "include_prompt": True}, lambda s: s.mean(axis=0)),
    ],
)
def test_pooling_is_what_the_folder_says(folder: Path, config: dict, pool: object) -> None:
    write(folder, "1_Pooling/config.json", config)
    vector = SentenceEncoder(folder).encode(ENGLISH[:2])[0]
    assert vector == pytest.approx(pool(states(folder, ENGLISH[0])), abs=1e-5)  # type: ignore[operator]


def test_dense_layer_and_prompt(folder: Path) -> None:
    import torch
    from safetensors.torch import save_file

    kinds = ("Transformer", ""), ("Pooling", "1_Pooling"), ("Dense", "2_Dense")
    modules = [{"type": f"sentence_transformers.models.{k}", "path": path} for k, path in kinds]
    write(folder, "modules.json", modules)
    write(folder, "2_Dense/config.json", {"activation_function": "torch.nn.modules.Tanh"})
    weights = {"linear.weight": torch.full((3, SIZE), 0.1), "linear.bias": torch.ones(3)}
    save_file(weights, folder / "2_Dense" / "model.safetensors")
    prompts = {"prompts": {"query": "the report "}, "default_prompt_name": "query"}
    write(folder, "config_sentence_transformers.json", prompts)
    vector = SentenceEncoder(folder).encode(["Council"])[0]
    mean = states(folder, "the report Council").mean(axis=0)
    assert vector == pytest.approx(np.tanh(0.1 * mean.sum() + np.ones(3)), abs=1e-5)


def test_long_sentences_are_cut(folder: Path) -> None:
    write(folder, "sentence_bert_config.json", {"max_seq_length": 10})
    vectors = SentenceEncoder(folder).encode(["report " * 8, "report " * 500])
    assert vectors[0] == pytest.approx(vectors[1], abs=1e-5)


def damage_weights(folder: Path) -> None:
    (folder / "model.safetensors").write_bytes(b"not weights")


def only_pickled_weights(folder: Path) -> None:
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")


def remote_code(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_text("utf-8"))
    config |= {"model_type": "mine", "auto_map": {"AutoModel": "mine.Model"}}
    write(folder, "config.json", config)
    (folder / "mine.py").write_text("raise SystemExit('code of the folder was run')", "utf-8")


@pytest.mark.parametrize("damage", [damage_weights, only_pickled_weights, remote_code])
def test_a_folder_that_cannot_be_loaded(folder: Path, damage: object) -> None:
    damage(folder)  # type: ignore[operator]
    with pytest.raises(ModelError, match="cannot be loaded") as refused:
        SentenceEncoder(folder).encode(["text"])
    assert str(folder) in str(refused.value)


def test_a_folder_that_is_no_model(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"no embedding model here.*sentence-transformers"):
        SentenceEncoder(tmp_path / "nowhere")
    write(folder, "1_Pooling/config.json", {"pooling_mode_lasttoken": True})
    with pytest.raises(ModelError, match="pooling_mode_lasttoken is not known"):
        SentenceEncoder(folder)
    write(folder, "modules.json", [{"type": "sentence_transformers.models.CNN", "path": "1_CNN"}])
    with pytest.raises(ModelError, match="module CNN is not known"):
        SentenceEncoder(folder)
    (folder / "modules.json").write_text("[", "utf-8")
    with pytest.raises(ModelError, match=r"modules\.json: cannot be read"):
        SentenceEncoder(folder)


def test_a_model_of_a_folder_changes_the_scores(folder: Path) -> None:
    texts = [Text(tuple(side), (0,) * len(side)) for side in (RUSSIAN, ENGLISH)]
    plain = align_texts(*texts, table=None)
    joined = align_texts(*texts, table=None, encoder=SentenceEncoder(folder))
    assert joined.method == "cognates, embeddings"
    assert [b.source for b in joined.beads] == [b.source for b in plain.beads]
    assert [b.score for b in joined.beads] != [b.score for b in plain.beads]


class Vectors:
    """Given vectors by text, as a model would give them."""

    def __init__(self, known: dict[str, np.ndarray]) -> None:
        self.known = known

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        return np.stack([self.known[text] for text in texts]).astype(np.float32)


def unlike_texts(count: int) -> tuple[list[str], list[str], Vectors, Vectors]:
    """Texts without a common token, each sentence of one length; good and random vectors."""
    chance = np.random.default_rng(3)
    source = [f"жщ{'абвгдежзик'[k % 10]}{'лмнопрстуф'[k // 10]} ъъъъ" for k in range(count)]
    target = [f"qx{'bcdfghjklm'[k % 10]}{'npqrstvwxz'[k // 10]} yyyy" for k in range(count)]
    good, random = {}, {}
    for ru, en in zip(source, target, strict=True):
        good[ru] = chance.normal(size=16)
        good[en] = good[ru] + 0.7 * chance.normal(size=16)
        random[ru], random[en] = chance.normal(size=16), chance.normal(size=16)
    return source, target, Vectors(good), Vectors(random)


def test_good_vectors_pair_what_words_and_lengths_cannot() -> None:
    source, target, good, random = unlike_texts(80)
    del target[40:47]
    right = {(i, i if i < 40 else i - 7) for i in range(80) if not 40 <= i < 47}

    def hits(encoder: Vectors | None) -> int:
        similarity = lexical_similarity(source, target)
        joined = with_embeddings(similarity, source, target, encoder) if encoder else similarity
        beads = align(joined)
        return len(right & {(i, j) for b in beads for i in b.source for j in b.target})

    assert hits(good) >= 0.95 * len(right)
    assert hits(None) < 0.9 * len(right)
    assert hits(random) == hits(None)


def test_vectors_that_tell_nothing_add_nothing() -> None:
    source, target, _, random = unlike_texts(60)
    joined = with_embeddings(lexical_similarity(source, target), source, target, random)
    assert joined.names[-1] == FEATURE
    assert not joined.features(range(30), range(30))[-1].any()
