"""Fetching a model: the hub is played by a folder on disk, the checks are the real ones."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from workbench.errors import ModelError
from workbench.translation import ModelFolder, list_models, open_model
from workbench.translation.hub import describe_remote, fetch_model

NAME = "some-lab/marian-ru-en"


@dataclass
class Sibling:
    rfilename: str
    size: int | None


@dataclass
class Info:
    siblings: list[Sibling] | None
    sha: str = "0123abcd"
    card_data: Any = None


@dataclass
class Refs:
    pull_requests: tuple[Any, ...] = ()


class Hub:
    """``model_info`` and ``hf_hub_download`` over the files of a local folder."""

    def __init__(self, path: Path, licence: str | None = "apache-2.0") -> None:
        self.path = path
        self.licence = licence
        self.asked: list[tuple[str, str]] = []

    def model_info(self, name: str, *, revision: str, files_metadata: bool) -> Info:
        assert files_metadata
        files = [Sibling(file.name, file.stat().st_size) for file in self.path.iterdir()]
        return Info(files, card_data={"license": self.licence} if self.licence else None)

    def list_repo_refs(self, name: str, *, include_pull_requests: bool) -> Refs:
        assert include_pull_requests
        return Refs()

    def download(self, name: str, file: str, *, revision: str, local_dir: str) -> None:
        self.asked.append((file, revision))
        Path(local_dir).mkdir(parents=True, exist_ok=True)
        shutil.copy(self.path / file, local_dir)


@pytest.fixture
def hub(folder: ModelFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hub:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    path = shutil.copytree(folder.path, tmp_path / "hub")
    (path / "pytorch_model.bin").write_bytes(b"never fetched")
    (path / "rust_model.ot").write_bytes(b"never fetched")
    return Hub(path)


def models(tmp_path: Path) -> Path:
    return tmp_path / "home" / "workbench" / "models"


def test_size_and_licence_are_told_before_anything_is_fetched(hub: Hub) -> None:
    remote = describe_remote(NAME, api=hub)
    assert remote.licence == "apache-2.0"
    assert 15 <= remote.megabytes <= 60
    assert remote.commit == "0123abcd"
    assert "model.safetensors" in remote.files
    assert not any(file.endswith((".bin", ".ot")) for file in remote.files)
    assert hub.asked == []


def test_a_licence_that_is_not_stated_is_empty(hub: Hub) -> None:
    hub.licence = None
    assert describe_remote(NAME, api=hub).licence == ""


def test_a_fetched_model_opens_by_the_name_of_its_repository(
    hub: Hub, tmp_path: Path, folder: ModelFolder
) -> None:
    fetched = fetch_model(describe_remote(NAME, api=hub), download=hub.download)
    assert fetched.path == models(tmp_path) / "some-lab--marian-ru-en"
    assert open_model(NAME).revision == fetched.revision == folder.revision
    assert fetched in list_models()
    assert {revision for _, revision in hub.asked} == {"0123abcd"}
    assert not list(fetched.path.glob("*.bin"))
    again = fetch_model(describe_remote(NAME, api=hub), download=hub.download)
    assert again == fetched
    assert len(list(models(tmp_path).iterdir())) == 1


def test_a_repository_without_safetensors_is_refused(hub: Hub) -> None:
    (hub.path / "model.safetensors").unlink()
    with pytest.raises(ModelError, match=r"lacks model\.safetensors") as caught:
        describe_remote(NAME, api=hub)
    assert "safetensors" in (caught.value.remedy or "")


def test_a_hub_out_of_reach_is_explained() -> None:
    class Offline:
        def model_info(self, *arguments: Any, **options: Any) -> Info:
            raise ConnectionError("no route")

    with pytest.raises(ModelError, match="cannot be reached") as caught:
        describe_remote(NAME, api=Offline())
    assert "network" in (caught.value.remedy or "")


def test_an_empty_repository_is_refused() -> None:
    class Empty:
        def model_info(self, *arguments: Any, **options: Any) -> Info:
            return Info(None)

        def list_repo_refs(self, *arguments: Any, **options: Any) -> Refs:
            return Refs()

    with pytest.raises(ModelError, match="lacks"):
        describe_remote(NAME, api=Empty())


@pytest.mark.parametrize("error", [OSError("connection lost"), KeyboardInterrupt()])
def test_a_fetch_that_breaks_off_leaves_nothing(
    hub: Hub, tmp_path: Path, error: BaseException
) -> None:
    def download(name: str, file: str, **options: Any) -> None:
        if file == "vocab.json":
            raise error
        hub.download(name, file, **options)

    expected = ModelError if isinstance(error, OSError) else KeyboardInterrupt
    with pytest.raises(expected):
        fetch_model(describe_remote(NAME, api=hub), download=download)
    assert list(models(tmp_path).iterdir()) == []


def test_another_kind_of_model_is_not_kept(hub: Hub, tmp_path: Path) -> None:
    (hub.path / "config.json").write_text(json.dumps({"model_type": "bert"}))
    with pytest.raises(ModelError, match="'bert'"):
        fetch_model(describe_remote(NAME, api=hub), download=hub.download)
    assert list(models(tmp_path).iterdir()) == []


def test_an_older_copy_stays_when_the_new_one_fails(hub: Hub, tmp_path: Path) -> None:
    kept = fetch_model(describe_remote(NAME, api=hub), download=hub.download)
    (hub.path / "config.json").write_text(json.dumps({"model_type": "bert"}))
    with pytest.raises(ModelError):
        fetch_model(describe_remote(NAME, api=hub), download=hub.download)
    assert open_model(NAME).path == kept.path


def test_weights_that_are_no_safetensors_are_not_kept(hub: Hub, tmp_path: Path) -> None:
    (hub.path / "model.safetensors").write_bytes(b"<html>Not found</html>")
    with pytest.raises(ModelError, match=r"model\.safetensors"):
        fetch_model(describe_remote(NAME, api=hub), download=hub.download)
    assert list(models(tmp_path).iterdir()) == []
