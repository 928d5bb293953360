"""Fetching a Marian model from the Hugging Face hub, where there is a network."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.errors import ModelError
from workbench.translation.folder import WEIGHTS, ModelFolder, open_model, user_models_folder

_FILES = (
    "config.json",
    "generation_config.json",
    WEIGHTS,
    "source.spm",
    "target.spm",
    "vocab.json",
    "target_vocab.json",
    "tokenizer_config.json",
    "confidence.json",
    "README.md",
)
_NEEDED = ("config.json", WEIGHTS, "source.spm", "target.spm", "vocab.json")


@dataclass(frozen=True, slots=True)
class RemoteModel:
    """A repository of the hub at one commit: what it weighs and its licence.

    ``revision`` is the branch, tag or pull request that the commit was found under.
    """

    name: str
    commit: str
    files: tuple[str, ...]
    megabytes: int
    licence: str
    revision: str = "main"


def describe_remote(name: str, revision: str | None = None, *, api: Any = None) -> RemoteModel:
    """Ask the hub what ``name`` holds; ``api`` replaces ``huggingface_hub.HfApi()``.

    Without ``revision``: the main branch or, where that has no safetensors weights, the
    first pull request that offers them (the Marian models of 2020 have them only there).

    Raises ModelError where the hub is out of reach, or the repository has no
    safetensors weights or is no Marian model.
    """
    from huggingface_hub import HfApi

    hub = api or HfApi()
    try:
        found = _described(hub, name, revision or "main")
        if revision is None and WEIGHTS in _missing(found):
            offered = (_described(hub, name, ref) for ref in _pull_requests(hub, name))
            found = next((other for other in offered if not _missing(other)), found)
    except Exception as error:
        raise ModelError(
            f"cannot be reached on the hub ({type(error).__name__})",
            file=name,
            remedy="Check the name and the network, or copy a model folder by hand.",
        ) from error
    missing = _missing(found)
    if missing:
        raise ModelError(
            f"the repository lacks {', '.join(missing)}",
            file=name,
            remedy="Take a Marian repository with safetensors weights, or another --revision.",
        )
    return found


def _described(hub: Any, name: str, revision: str) -> RemoteModel:
    info = hub.model_info(name, revision=revision, files_metadata=True)
    sizes = {item.rfilename: item.size or 0 for item in info.siblings or ()}
    files = tuple(file for file in _FILES if file in sizes)
    licence = str((info.card_data or {}).get("license") or "")
    megabytes = round(sum(sizes[file] for file in files) / 1e6)
    return RemoteModel(name, str(info.sha), files, megabytes, licence, revision)


def _missing(remote: RemoteModel) -> list[str]:
    return [file for file in _NEEDED if file not in remote.files]


def _pull_requests(hub: Any, name: str) -> list[str]:
    """The pull requests of a repository, the oldest first."""
    found = hub.list_repo_refs(name, include_pull_requests=True).pull_requests or ()
    return sorted((ref.ref for ref in found), key=lambda ref: int(ref.rsplit("/", 1)[-1]))


def fetch_model(remote: RemoteModel, *, download: Any = None) -> ModelFolder:
    """Fetch ``remote`` into the user's models folder and return it once it is checked.

    ``download`` replaces ``huggingface_hub.hf_hub_download``. Nothing is left behind
    where a file fails or the folder turns out to be no Marian model.
    """
    from huggingface_hub import hf_hub_download

    target = user_models_folder() / remote.name.replace("/", "--")
    work = target.with_name(f".{target.name}.part")
    shutil.rmtree(work, ignore_errors=True)
    try:
        for file in remote.files:
            (download or hf_hub_download)(
                remote.name, file, revision=remote.commit, local_dir=str(work)
            )
        open_model(work)
        _check_weights(work / WEIGHTS, remote.name)
        shutil.rmtree(work / ".cache", ignore_errors=True)
        shutil.rmtree(target, ignore_errors=True)
        work.replace(target)
    except ModelError:
        raise
    except Exception as error:
        raise ModelError(
            f"could not be fetched ({error})", file=remote.name, remedy="Try again later."
        ) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return ModelFolder(Path(target))


def _check_weights(path: Path, name: str) -> None:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, "numpy"):
            pass
    except SafetensorError as error:
        raise ModelError(
            f"{WEIGHTS} is damaged or no safetensors file ({error})",
            file=name,
            remedy="Fetch it again, or take another revision.",
        ) from error
