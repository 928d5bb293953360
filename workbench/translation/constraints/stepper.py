"""One decoder step of a Marian model for many hypotheses, with its own cache.

Hugging Face's cache reorders the cross-attention keys of every beam although all beams
of a segment share them, and keeps a copy for each. Here they are kept once a segment and
attended in groups; only the self-attention cache follows the beams. The weights are the
model's own modules, so that any ``MarianMTModel`` works; a test compares the numbers
with its forward pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch


class Stepper:
    """Decoder state of ``segments`` x ``rows`` hypotheses.

    ``encoded`` has shape (segments, source length, width), ``source_mask`` (segments,
    source length), 1 where a piece stands. ``kept`` are the ids of the output vocabulary
    that take part; tokens and scores count within them; ``banned`` (kept,) never get a
    chance. All logits are float32.
    """

    def __init__(
        self,
        model: Any,
        encoded: torch.Tensor,
        source_mask: torch.Tensor,
        *,
        rows: int,
        length: int,
        kept: torch.Tensor,
        banned: torch.Tensor,
    ) -> None:
        import torch

        self._decoder = model.model.decoder
        self._layers = list(self._decoder.layers)
        config = model.config
        self._embeddings = self._decoder.embed_tokens.weight[kept]
        self._output = model.lm_head.weight[kept]
        self._output_bias = model.final_logits_bias[0, kept].masked_fill(banned, -1e30)
        self._heads = config.decoder_attention_heads
        self._width = config.d_model
        self._scale = config.d_model**0.5 if config.scale_embedding else 1.0
        self._rows = rows
        self._used = 0
        self._bias = torch.where(source_mask.bool(), 0.0, -1e30)[:, None, None, :]
        self._cross = [self._project_cross(layer, encoded) for layer in self._layers]
        shape = (encoded.shape[0] * rows, self._heads, length, self._width // self._heads)
        self._keys = [encoded.new_zeros(shape) for _ in self._layers]
        self._values = [encoded.new_zeros(shape) for _ in self._layers]

    def step(self, tokens: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Feed one token to every hypothesis, shape (segments, rows).

        Returns the log-probabilities of the next token (segments, rows, vocabulary), and
        the cross-attention of head 0 of the last layer, which guided alignment trains
        (segments, rows, source length).
        """
        import torch
        from torch.nn import functional

        segments, rows = tokens.shape
        hidden = self._embeddings[tokens.reshape(-1)] * self._scale
        position = torch.tensor([self._used], device=tokens.device)
        table = self._decoder.embed_positions.weight
        hidden = hidden + table[position]
        attention = hidden
        for index, layer in enumerate(self._layers):
            own = self._attend_self(index, layer.self_attn, hidden)
            hidden = layer.self_attn_layer_norm(hidden + own)
            crossed, attention = self._attend_source(index, layer.encoder_attn, hidden, segments)
            hidden = layer.encoder_attn_layer_norm(hidden + crossed)
            fed = layer.fc2(layer.activation_fn(layer.fc1(hidden)))
            hidden = layer.final_layer_norm(hidden + fed)
        self._used += 1
        logits = functional.linear(hidden, self._output, self._output_bias)
        scores = functional.log_softmax(logits.float(), dim=-1)
        return scores.view(segments, rows, -1), attention

    def reorder(self, parents: torch.Tensor) -> None:
        """Let row ``j`` of segment ``i`` go on from row ``parents[i, j]``."""
        import torch

        segments, rows = parents.shape
        first = torch.arange(segments, device=parents.device)[:, None] * self._rows
        self._take((parents + first).reshape(-1))
        self._rows = rows

    def keep(self, segments: torch.Tensor) -> None:
        """Go on with these segments only."""
        import torch

        first = segments[:, None] * self._rows
        self._take((first + torch.arange(self._rows, device=segments.device)).reshape(-1))
        self._bias = self._bias[segments]
        self._cross = [(keys[segments], values[segments]) for keys, values in self._cross]

    def _take(self, rows: torch.Tensor) -> None:
        for cache in (self._keys, self._values):
            for index, tensor in enumerate(cache):
                used = tensor[rows, :, : self._used]
                if rows.shape[0] != tensor.shape[0]:
                    cache[index] = tensor.new_zeros((rows.shape[0], *tensor.shape[1:]))
                cache[index][:, :, : self._used] = used

    def _project_cross(self, layer: Any, encoded: torch.Tensor) -> tuple[Any, Any]:
        attention = layer.encoder_attn
        shape = (*encoded.shape[:2], self._heads, self._width // self._heads)
        keys = attention.k_proj(encoded).view(shape).transpose(1, 2)
        values = attention.v_proj(encoded).view(shape).transpose(1, 2)
        return keys.contiguous(), values.contiguous()

    def _attend_self(self, index: int, module: Any, hidden: torch.Tensor) -> Any:
        batch = hidden.shape[0]
        shape = (batch, self._heads, 1, -1)
        end = self._used + 1
        self._keys[index][:, :, self._used] = module.k_proj(hidden).view(batch, self._heads, -1)
        self._values[index][:, :, self._used] = module.v_proj(hidden).view(batch, self._heads, -1)
        query = (module.q_proj(hidden) * module.scaling).view(shape)
        weights = (query @ self._keys[index][:, :, :end].transpose(2, 3)).softmax(dim=-1)
        mixed = weights @ self._values[index][:, :, :end]
        return module.out_proj(mixed.reshape(batch, -1))

    def _attend_source(
        self, index: int, module: Any, hidden: torch.Tensor, segments: int
    ) -> tuple[Any, Any]:
        keys, values = self._cross[index]
        query = (module.q_proj(hidden) * module.scaling).view(
            segments, -1, self._heads, keys.shape[-1]
        )
        weights = query.transpose(1, 2) @ keys.transpose(2, 3) + self._bias
        weights = weights.softmax(dim=-1)
        mixed = (weights @ values).transpose(1, 2).reshape(hidden.shape[0], -1)
        return module.out_proj(mixed), weights[:, 0]
