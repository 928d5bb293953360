"""Export of a Marian folder to CTranslate2, the engine of the free pass.

The weights go from safetensors to CTranslate2's specification directly. Its own
converter would import torch and transformers first, which costs several seconds of
a cold start; the result is the same (a test compares the two).
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.errors import ModelError
from workbench.files import user_cache
from workbench.translation.folder import WEIGHTS, ModelFolder, _read_json
from workbench.translation.pieces import END, UNKNOWN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Weights = dict[str, NDArray[np.float32]]

FORMAT = 2
_ACTIVATIONS = {"relu": "RELU", "gelu": "GELU", "swish": "SWISH", "silu": "SWISH"}


def load_engine(folder: ModelFolder, **options: Any) -> Any:
    """Return a ``ctranslate2.Translator`` for ``folder``; ``options`` are its own.

    An export in the cache that turns out to be damaged is made anew. Raises ModelError
    where the model cannot be run (see :func:`export`).
    """
    import ctranslate2

    path = exported(folder)
    try:
        return ctranslate2.Translator(str(path), **options)
    except RuntimeError:
        shutil.rmtree(path, ignore_errors=True)
    try:
        return ctranslate2.Translator(str(exported(folder)), **options)
    except RuntimeError as error:
        raise _unfit(folder, error) from error


def exported(folder: ModelFolder) -> Path:
    """Return the CTranslate2 form of ``folder`` (float32) in the user's cache, made on first use.

    Where the cache cannot be written it is made for this process only. Raises ModelError
    where there is no room, or as :func:`export` does.
    """
    cache = user_cache("ct2")
    ready = cache / f"{folder.name}-{folder.revision}-{FORMAT}"
    if (ready / "model.bin").is_file():
        return ready
    try:
        cache.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=".export-", dir=cache))
    except OSError:  # a read-only home
        ready = work = Path(tempfile.mkdtemp(prefix="workbench-ct2-"))
        atexit.register(remove, work)
    try:
        export(folder, work)
        if work != ready:
            _move(work, ready)
    except OSError as error:
        raise ModelError(
            f"the model cannot be prepared ({error.strerror or error})",
            file=ready,
            remedy="Free space and rights there.",
        ) from error
    finally:
        if work != ready:
            remove(work)
    return ready


def remove(path: Path) -> None:
    """Remove the folder ``path`` if it is there."""
    shutil.rmtree(path, ignore_errors=True)


def _move(work: Path, ready: Path) -> None:
    try:
        work.replace(ready)
    except OSError:
        if (ready / "model.bin").is_file():  # another process was first
            return
        remove(ready)  # the remains of an export
        work.replace(ready)


def export(folder: ModelFolder, output: Path, *, quantization: str | None = None) -> None:
    """Write ``folder`` in CTranslate2 form to the existing folder ``output``.

    Raises ModelError where the files are damaged, do not fit together, or are of an
    architecture that CTranslate2 does not run.
    """
    weights = _load_weights(folder)
    try:
        spec = _specification(folder, weights)
        spec.validate()
        spec.optimize(quantization=quantization)
    except KeyError as error:
        raise ModelError(
            f"the configuration or the weights lack {error}",
            file=folder.path,
            remedy="Copy the model folder again.",
        ) from error
    except (ValueError, TypeError, IndexError, AttributeError) as error:
        raise _unfit(folder, error) from error
    spec.save(str(output))


def _unfit(folder: ModelFolder, error: Exception) -> ModelError:
    return ModelError(
        f"the files of this model do not fit together ({error})",
        file=folder.path,
        remedy="Copy the model folder again.",
    )


def _specification(folder: ModelFolder, weights: Weights) -> Any:
    from ctranslate2.specs import common_spec, transformer_spec

    config = folder.config
    activation = _ACTIVATIONS.get(config.get("activation_function", "swish"))
    if activation is None or config.get("normalize_before") or config.get("normalize_embedding"):
        raise ModelError(
            "this Marian architecture is not one that the free pass can run",
            file=folder.path / "config.json",
            remedy="Use a post-norm model with relu, gelu or swish, as the OPUS-MT models are.",
        )
    spec = transformer_spec.TransformerSpec.from_config(
        (config["encoder_layers"], config["decoder_layers"]),
        config["encoder_attention_heads"],
        pre_norm=False,
        activation=common_spec.Activation[activation],
    )
    _fill(spec, config, weights)
    spec.decoder.start_from_zero_embedding = True
    for register, name in (
        (spec.register_source_vocabulary, "vocab.json"),
        (spec.register_target_vocabulary, "target_vocab.json"),
    ):
        register(_vocabulary(folder, name))
    spec.config.eos_token = END
    spec.config.unk_token = UNKNOWN
    spec.config.decoder_start_token = END  # any token: the start embedding is zero
    return spec


def _vocabulary(folder: ModelFolder, name: str) -> list[str]:
    path = folder.path / name
    table = _read_json(path if path.is_file() else folder.path / "vocab.json")
    pieces = sorted(table, key=lambda piece: int(table[piece]))
    return pieces[:-1] if pieces[-1] == "<pad>" else pieces


def _load_weights(folder: ModelFolder) -> Weights:
    from safetensors import SafetensorError, safe_open

    path = folder.path / WEIGHTS
    try:
        with safe_open(path, "numpy") as tensors:
            return {key: tensors.get_tensor(key).astype(np.float32) for key in tensors.keys()}  # noqa: SIM118
    except (OSError, SafetensorError, TypeError) as error:
        raise ModelError(
            f"the weights cannot be read ({error})",
            file=path,
            remedy="Copy the model folder again.",
        ) from error


def _fill(spec: Any, config: dict[str, Any], weights: Weights) -> None:
    scale = float(np.sqrt(config["d_model"])) if config.get("scale_embedding", True) else 1.0
    positions = _positions(int(config["max_position_embeddings"]), int(config["d_model"]))
    rows = int(config["vocab_size"]) - 1  # the last row is <pad>, which is never generated
    shared = weights.get("model.shared.weight")
    for side, part in (("encoder", spec.encoder), ("decoder", spec.decoder)):
        table = weights.get(f"model.{side}.embed_tokens.weight", shared)
        if table is None:
            raise KeyError(f"model.{side}.embed_tokens.weight")
        embeddings = part.embeddings[0] if isinstance(part.embeddings, list) else part.embeddings
        embeddings.weight = table[:rows]
        part.scale_embeddings = scale
        part.position_encodings.encodings = positions
        for index, layer in enumerate(part.layer):
            _fill_layer(layer, weights, f"model.{side}.layers.{index}")
    output = weights.get("lm_head.weight", weights.get("model.decoder.embed_tokens.weight", shared))
    if output is None:
        raise KeyError("lm_head.weight")
    spec.decoder.projection.weight = output[:rows]
    bias = weights.get("final_logits_bias")
    if bias is not None and bias.any():
        spec.decoder.projection.bias = bias.reshape(-1)[:rows]


def _fill_layer(layer: Any, weights: Weights, name: str) -> None:
    _fill_attention(layer.self_attention, weights, f"{name}.self_attn", fused=3)
    if hasattr(layer, "attention"):
        _fill_attention(layer.attention, weights, f"{name}.encoder_attn", fused=2)
    _fill_linear(layer.ffn.linear_0, weights, f"{name}.fc1")
    _fill_linear(layer.ffn.linear_1, weights, f"{name}.fc2")
    _fill_norm(layer.ffn.layer_norm, weights, f"{name}.final_layer_norm")


def _fill_attention(part: Any, weights: Weights, name: str, *, fused: int) -> None:
    """Fill an attention; the last ``fused`` of query, key and value are one matrix."""
    names = ["q_proj", "k_proj", "v_proj"]
    groups = [names] if fused == 3 else [names[:1], names[1:]]
    for linear, group in zip(part.linear, groups, strict=False):
        linear.weight = np.concatenate([weights[f"{name}.{key}.weight"] for key in group])
        linear.bias = np.concatenate([weights[f"{name}.{key}.bias"] for key in group])
    _fill_linear(part.linear[-1], weights, f"{name}.out_proj")
    _fill_norm(part.layer_norm, weights, f"{name}_layer_norm")


def _fill_linear(linear: Any, weights: Weights, name: str) -> None:
    linear.weight = weights[f"{name}.weight"]
    linear.bias = weights[f"{name}.bias"]


def _fill_norm(norm: Any, weights: Weights, name: str) -> None:
    norm.gamma = weights[f"{name}.weight"]
    norm.beta = weights[f"{name}.bias"]


def _positions(length: int, width: int) -> NDArray[np.float32]:
    """Sinusoidal positions as Marian has them: all sines, then all cosines (float32)."""
    column = np.arange(width)
    angle = np.arange(length)[:, None] / np.power(10000, 2 * (column // 2) / width)[None]
    return np.concatenate([np.sin(angle[:, 0::2]), np.cos(angle[:, 1::2])], axis=1).astype(
        "float32"
    )
