from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from workbench.errors import ModelError
from workbench.translation import ModelFolder, Translator, list_models, open_model


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def copy(folder: ModelFolder, tmp_path: Path) -> Path:
    return shutil.copytree(folder.path, tmp_path / "model")


def refused(path: Path) -> str:
    with pytest.raises(ModelError) as caught:
        open_model(path)
    assert caught.value.remedy
    assert str(path.name) in str(caught.value)
    return str(caught.value)


def test_the_embedded_model_opens_by_name_and_by_path(folder: ModelFolder) -> None:
    assert open_model("ru-en-un-ict") == open_model(folder.path) == folder
    assert folder in list_models()
    assert 0 < folder.max_pieces < folder.max_positions


def test_a_missing_folder_is_explained(tmp_path: Path) -> None:
    assert "no such model folder" in refused(tmp_path / "absent")


@pytest.mark.parametrize("name", ["config.json", "source.spm", "target.spm", "vocab.json"])
def test_a_missing_file_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    assert f"lacks {name}" in refused(copy)
    assert list_models(copy.parent) == []


def test_pickled_weights_are_refused(copy: Path) -> None:
    (copy / "model.safetensors").rename(copy / "pytorch_model.bin")
    assert "can run code" in refused(copy)


def test_another_kind_of_model_is_refused(copy: Path) -> None:
    config = json.loads((copy / "config.json").read_text())
    (copy / "config.json").write_text(json.dumps(config | {"model_type": "t5"}))
    assert "'t5'" in refused(copy)


@pytest.mark.parametrize("content", ["{", "[]", "\udcff"])
def test_a_broken_configuration_is_explained(copy: Path, content: str) -> None:
    (copy / "config.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(ModelError, match=r"config\.json"):
        open_model(copy)
    assert list_models(copy.parent) == []


def test_the_revision_follows_the_files_not_the_place(copy: Path, folder: ModelFolder) -> None:
    assert open_model(copy).revision == folder.revision
    (copy / "README.md").write_text("A word on the model.")
    assert open_model(copy).revision == folder.revision
    vocabulary = json.loads((copy / "vocab.json").read_text())
    (copy / "target_vocab.json").write_text(json.dumps(vocabulary))
    assert open_model(copy).revision != folder.revision


def truncate_weights(copy: Path) -> None:
    weights = copy / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1_000_000])


def drop_a_layer(copy: Path) -> None:
    change(copy, encoder_layers=7)


def break_vocabulary(copy: Path) -> None:
    (copy / "vocab.json").write_text('{"a": "x"}')


def shorten_vocabulary(copy: Path) -> None:
    vocabulary = json.loads((copy / "vocab.json").read_text())
    (copy / "vocab.json").write_text(json.dumps(dict(list(vocabulary.items())[:500])))


def empty_vocabulary(copy: Path) -> None:
    (copy / "vocab.json").write_text("{}")


def forget_a_setting(copy: Path) -> None:
    config = json.loads((copy / "config.json").read_text())
    del config["encoder_attention_heads"]
    (copy / "config.json").write_text(json.dumps(config))


def odd_activation(copy: Path) -> None:
    change(copy, activation_function="tanh")


def wrong_width(copy: Path) -> None:
    change(copy, encoder_attention_heads="four")


def change(copy: Path, **settings: object) -> None:
    config = json.loads((copy / "config.json").read_text())
    (copy / "config.json").write_text(json.dumps(config | settings))


@pytest.mark.parametrize(
    "damage",
    [
        truncate_weights,
        drop_a_layer,
        break_vocabulary,
        shorten_vocabulary,
        empty_vocabulary,
        forget_a_setting,
        odd_activation,
        wrong_width,
    ],
)
def test_damage_inside_the_files_is_explained(copy: Path, damage: object) -> None:
    assert callable(damage)
    damage(copy)
    with pytest.raises(ModelError) as caught:
        Translator(open_model(copy)).draft(["Да, это сеть."])
    assert str(copy) in str(caught.value)
    assert caught.value.remedy
