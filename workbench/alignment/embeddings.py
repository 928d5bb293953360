"""A sentence-embedding model: any folder of the sentence-transformers library.

Read from local files alone, weights as safetensors, no code of the folder is run. Of the
modules that ``modules.json`` lists, Transformer, Pooling, Dense and Normalize are known
(https://www.sbert.net/docs/package_reference/sentence_transformer/models.html).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from workbench.errors import ModelError

if TYPE_CHECKING:
    import torch

    Step = Callable[[torch.Tensor], torch.Tensor]

BATCH = 32
"""Sentences encoded at once."""
LONGEST = 512
"""Tokens of a sentence where the folder names no limit."""

_REMEDY = (
    "Give the folder of a sentence-transformers model: config.json, a tokenizer and "
    "model.safetensors, with modules.json and 1_Pooling/config.json where it has them."
)
_POOLINGS = {
    "pooling_mode_mean_tokens": "mean",
    "pooling_mode_cls_token": "cls",
    "pooling_mode_max_tokens": "max",
}
_ACTIVATIONS = {"tanh": "Tanh", "identity": "Identity", "relu": "ReLU", "gelu": "GELU"}


class SentenceEncoder:
    """Encodes sentences with the model of a folder, loaded when first used.

    Raises ModelError, when it is made, where the folder is not such a model.
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        self._folder = Path(folder)
        self._threads = threads
        if not (self._folder / "config.json").is_file():
            raise ModelError("no embedding model here", file=folder, remedy=_REMEDY)
        modules = self._modules()
        inner = next((path for kind, path in modules if kind == "Transformer"), "")
        self._inner = self._folder / inner
        self._pooling = self._pooling_of(modules)
        self._dense = [path for kind, path in modules if kind == "Dense"]
        self._prompt = self._default_prompt()

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return a vector for each text, (texts, dimensions)."""
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        rows: list[npt.NDArray[np.float32]] = [np.zeros(0, dtype=np.float32)] * len(texts)
        for start in range(0, len(order), BATCH):
            places = order[start : start + BATCH]
            vectors = self._encode_batch([self._prompt + texts[place] for place in places])
            for place, vector in zip(places, vectors, strict=True):
                rows[place] = vector
        return np.stack(rows) if rows else np.zeros((0, 1), dtype=np.float32)

    def _encode_batch(self, texts: list[str]) -> npt.NDArray[np.float32]:
        import torch

        model, tokenizer, steps = self._loaded
        torch.set_num_threads(self._threads)
        coded = tokenizer(
            texts, padding=True, truncation=True, max_length=self._longest, return_tensors="pt"
        )
        with torch.inference_mode():
            states = model(**coded).last_hidden_state
            vectors = _pooled(states, coded["attention_mask"][:, :, None], self._pooling)
            for step in steps:
                vectors = step(vectors)
        result: npt.NDArray[np.float32] = vectors.float().numpy()
        return result

    @cached_property
    def _loaded(self) -> tuple[Any, Any, list[Step]]:
        """The model, the tokenizer and the dense layers after pooling."""
        from transformers import AutoModel, AutoTokenizer

        options = {"local_files_only": True, "trust_remote_code": False}
        try:
            tokenizer = AutoTokenizer.from_pretrained(self._inner, **options)
            model = AutoModel.from_pretrained(self._inner, use_safetensors=True, **options)
            steps = [self._dense_layer(self._folder / path) for path in self._dense]
        except ModelError:
            raise
        except Exception as error:  # The library raises whatever its parsers do.
            raise ModelError(
                f"the embedding model cannot be loaded ({_first_line(error)})",
                file=self._folder,
                remedy=_REMEDY,
            ) from error
        return model.float().eval(), tokenizer, steps

    @cached_property
    def _longest(self) -> int:
        """Tokens of a sentence that the model takes."""
        model, tokenizer, _ = self._loaded
        given = self._json("sentence_bert_config.json").get("max_seq_length")
        limits = (
            given,
            tokenizer.model_max_length,
            getattr(model.config, "max_position_embeddings", None),
            LONGEST,
        )
        return min(int(limit) for limit in limits if limit)

    def _modules(self) -> list[tuple[str, str]]:
        """Return the kinds and folders of the modules, in order."""
        path = self._folder / "modules.json"
        if not path.is_file():
            return []
        try:
            modules = [
                (str(item["type"]).rsplit(".", 1)[-1], str(item["path"]))
                for item in json.loads(path.read_text("utf-8"))
            ]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError("cannot be read", file=path, remedy=_REMEDY) from error
        for kind, _ in modules:
            if kind not in ("Transformer", "Pooling", "Dense", "Normalize"):
                raise ModelError(f"the module {kind} is not known here", file=path, remedy=_REMEDY)
        return modules

    def _pooling_of(self, modules: list[tuple[str, str]]) -> str:
        path = next((path for kind, path in modules if kind == "Pooling"), "1_Pooling")
        config = self._json(f"{path}/config.json")
        named = config.get("pooling_mode")
        wanted = [named] if named else [key for key in config if config[key] is True]
        wanted = [mode for mode in wanted if str(mode).startswith("pooling_mode_") or named]
        if not wanted:
            return "mean"
        pooling = _POOLINGS.get(wanted[0], wanted[0])
        if len(wanted) > 1 or pooling not in _POOLINGS.values():
            raise ModelError(
                f"the pooling {', '.join(map(str, wanted))} is not known here",
                file=self._folder / path / "config.json",
                remedy="Take a model that pools by mean, cls or max.",
            )
        return str(pooling)

    def _default_prompt(self) -> str:
        config = self._json("config_sentence_transformers.json")
        return str((config.get("prompts") or {}).get(config.get("default_prompt_name"), ""))

    def _dense_layer(self, folder: Path) -> Step:
        import torch
        from safetensors.torch import load_file

        config = json.loads((folder / "config.json").read_text("utf-8"))
        weights = load_file(folder / "model.safetensors")
        name = str(config.get("activation_function", "Tanh")).rsplit(".", 1)[-1]
        if name.lower() not in _ACTIVATIONS:
            raise ModelError(f"the activation {name} is not known here", file=folder)
        activation = getattr(torch.nn, _ACTIVATIONS[name.lower()])()
        return lambda vectors: activation(
            torch.nn.functional.linear(
                vectors, weights["linear.weight"], weights.get("linear.bias")
            )
        )

    def _json(self, name: str) -> dict[str, Any]:
        path = self._folder / name
        if not path.is_file():
            return {}
        try:
            data = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise ModelError("cannot be read", file=path, remedy=_REMEDY) from error
        return data if isinstance(data, dict) else {}


def _pooled(states: torch.Tensor, mask: torch.Tensor, pooling: str) -> torch.Tensor:
    """Pool (texts, tokens, dimensions) over the tokens that ``mask`` marks."""
    if pooling == "cls":
        return states[:, 0]
    if pooling == "max":
        return states.masked_fill(mask == 0, float("-inf")).amax(dim=1)
    return (states * mask).sum(dim=1) / mask.sum(dim=1).clamp(min=1)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
