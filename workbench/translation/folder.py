"""A Marian model folder in Hugging Face form: found, checked, described."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from workbench.errors import ModelError

EMBEDDED = "ru-en-un-ict"
WEIGHTS = "model.safetensors"
_REQUIRED = ("config.json", WEIGHTS, "source.spm", "target.spm", "vocab.json")
_OPTIONAL = ("target_vocab.json", "confidence.json")


def models_folder() -> Path:
    """Where the models that ship with the product stand (the repository's ``models/``)."""
    return Path(__file__).resolve().parents[2] / "models"


@dataclass(frozen=True)
class ModelFolder:
    """A checked folder that holds a ``MarianMTModel`` and its SentencePiece files."""

    path: Path

    @property
    def name(self) -> str:
        """The folder's name, as signatures show it."""
        return self.path.name

    @cached_property
    def config(self) -> dict[str, Any]:
        """The content of ``config.json``."""
        return _read_json(self.path / "config.json")

    @cached_property
    def revision(self) -> str:
        """Twelve hex digits over all files that decide drafts and their confidence."""
        digest = hashlib.sha256()
        optional = [name for name in _OPTIONAL if (self.path / name).is_file()]
        for name in (*_REQUIRED, *optional):
            with (self.path / name).open("rb") as stream:
                digest.update(hashlib.file_digest(stream, "sha256").digest())
        return digest.hexdigest()[:12]

    @property
    def max_positions(self) -> int:
        """Longest input in tokens, end of sentence included."""
        return int(self.config.get("max_position_embeddings", 512))

    @property
    def max_pieces(self) -> int:
        """Longest input that gives good drafts, in pieces; longer text is cut at clauses.

        ``config.json`` may say it (``workbench_max_pieces``), as it depends on what
        the model saw in training.
        """
        return min(int(self.config.get("workbench_max_pieces", 200)), self.max_positions - 1)


def open_model(name: str | Path = EMBEDDED) -> ModelFolder:
    """Return the model folder ``name``: a path, or the name of a folder under ``models/``.

    Raises ModelError where there is none, or where it lacks a file or is no Marian model.
    """
    path = _locate(name)
    missing = [file for file in _REQUIRED if not (path / file).is_file()]
    if missing == [WEIGHTS] and list(path.glob("*.bin")):
        raise ModelError(
            "the weights are a pickled .bin file, which is not loaded because it can run code",
            file=path,
            remedy=f"Convert them to {WEIGHTS} (transformers: save_pretrained) first.",
        )
    if missing:
        raise ModelError(
            f"the model folder lacks {', '.join(missing)}",
            file=path,
            remedy="Copy the whole folder of a MarianMTModel, or use `workbench models get`.",
        )
    folder = ModelFolder(path)
    kind = folder.config.get("model_type")
    if kind != "marian":
        raise ModelError(
            f"config.json is of a {kind!r} model, not of a Marian one",
            file=path,
            remedy="Use a MarianMTModel such as Helsinki-NLP/opus-mt-ru-en.",
        )
    return folder


def list_models(*roots: Path) -> list[ModelFolder]:
    """Return the models under ``roots`` that open (default: ``models/`` and the user's own)."""
    found = []
    for root in roots or (models_folder(), user_models_folder()):
        for path in sorted(root.iterdir()) if root.is_dir() else ():
            with suppress(ModelError):
                found.append(open_model(path))
    return found


def user_models_folder() -> Path:
    """Where ``workbench models get`` puts what it fetches."""
    from platformdirs import user_data_path

    return user_data_path("workbench", appauthor=False) / "models"


def _locate(name: str | Path) -> Path:
    text = str(name)
    candidates = [Path(text).expanduser()]
    if not Path(text).is_absolute():
        local = text.replace("/", "--")
        candidates += [models_folder() / text, user_models_folder() / local]
    for path in candidates:
        if path.is_dir():
            return path.resolve()
    raise ModelError(
        "there is no such model folder",
        file=text,
        remedy="`workbench models` lists what is there; `workbench models get` fetches more.",
    )


def _read_json(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(
            f"cannot be read ({error})", file=path, remedy="Copy the model folder again."
        ) from error
    if not isinstance(data, dict):
        raise ModelError("is not a JSON object", file=path, remedy="Copy the model folder again.")
    return data
