from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from workbench.errors import ModelError
from workbench.translation import ModelFolder, Translator, open_model
from workbench.translation import ct2_export as module
from workbench.translation.ct2_export import export, exported
from workbench.translation.pieces import END, Pieces

SENTENCES = """Генеральная Ассамблея приняла резолюцию о международной информационной безопасности.
Государства не должны использовать ИКТ во вред критической инфраструктуре.
Группа правительственных экспертов провела четыре сессии.
Секретарь представил доклад о работе комитета.
Угрозы в сфере использования ИКТ продолжают расти.
Доступ к Интернету остаётся неравным.
Развивающимся странам нужна помощь в наращивании потенциала.
Международное право применимо к поведению государств.
Меры укрепления доверия способствуют предсказуемости.
Документ A/75/123/Add.1 был издан 5 июля 2020 года.
Да.
Председатель поблагодарил участников за содержательную дискуссию.
Защита персональных данных требует согласованных подходов.
Сотрудничество между частным сектором и государствами имеет важное значение.
Вредоносное программное обеспечение распространяется через границы.
Совещание открылось в 10 ч. 00 мин. в Женеве.
Цифровой разрыв сохраняется как между странами, так и внутри стран.
Группа согласилась, что добровольные нормы могут снизить риски для мира.
Стандарты связи пятого поколения разрабатываются совместно.
Рабочая группа открытого состава продолжит работу в 2021–2025 годах.""".splitlines()


def test_the_export_is_that_of_the_engines_own_converter(
    folder: ModelFolder, tmp_path: Path
) -> None:
    import ctranslate2
    from ctranslate2.converters import TransformersConverter

    ours = tmp_path / "ours"
    ours.mkdir()
    export(folder, ours, quantization="float32")
    TransformersConverter(str(folder.path)).convert(str(tmp_path / "theirs"))
    pieces = Pieces(folder)
    sources = [[piece.text for piece in pieces.encode(text)] + [END] for text in SENTENCES]
    found = []
    for path in (ours, tmp_path / "theirs"):
        engine = ctranslate2.Translator(str(path), compute_type="float32", intra_threads=1)
        results = engine.translate_batch(sources, beam_size=4, return_scores=True)
        found.append([(result.hypotheses[0], result.scores[0]) for result in results])
    assert [text for text, _ in found[0]] == [text for text, _ in found[1]]
    for (_, one), (_, other) in zip(*found, strict=True):
        assert one == pytest.approx(other, abs=1e-3)  # nats a token


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "workbench" / "ct2"


def test_the_export_is_made_once(
    folder: ModelFolder, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = exported(folder)
    assert first.parent == cache
    assert [path.name for path in cache.iterdir()] == [first.name]
    made = (first / "model.bin").stat().st_mtime_ns
    assert exported(folder) == first
    assert (first / "model.bin").stat().st_mtime_ns == made


def test_an_export_that_breaks_off_leaves_nothing(
    folder: ModelFolder, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(folder: ModelFolder, output: Path) -> None:
        (output / "model.bin").write_bytes(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "export", broken)
    with pytest.raises(KeyboardInterrupt):
        exported(folder)
    assert list(cache.iterdir()) == []


def test_remains_in_the_cache_are_replaced(folder: ModelFolder, cache: Path) -> None:
    ready = exported(folder)
    (ready / "model.bin").unlink()
    assert exported(folder) == ready
    assert (ready / "model.bin").is_file()
    assert len(list(cache.iterdir())) == 1


def test_a_damaged_export_is_made_anew(folder: ModelFolder, cache: Path) -> None:
    expected = Translator(folder).draft(["Это сеть."])
    weights = exported(folder) / "model.bin"
    size = weights.stat().st_size
    weights.write_bytes(weights.read_bytes()[: size // 2])
    assert Translator(folder).draft(["Это сеть."]) == expected
    assert weights.stat().st_size == size


def test_a_cache_that_cannot_be_written_is_done_without(
    folder: ModelFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (draft,) = Translator(folder).draft(["Это сеть."])
    assert draft.text
    (made,) = tmp_path.glob("workbench-ct2-*")
    module.remove(made)  # as is done at exit
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_full_disk_is_explained(
    folder: ModelFolder, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "export", full)
    with pytest.raises(ModelError, match="No space left on device"):
        exported(folder)
    assert list(cache.iterdir()) == []


def test_models_of_other_files_do_not_share_an_export(
    folder: ModelFolder, cache: Path, tmp_path: Path
) -> None:
    copy = shutil.copytree(folder.path, tmp_path / folder.name)
    (copy / "config.json").write_text((copy / "config.json").read_text() + "\n")
    assert exported(open_model(copy)) != exported(folder)
