"""The search as ``generate(custom_generate=...)`` of transformers takes it.

Constrained beam search left transformers with version 5; what remains is a callable that
``generate`` runs in place of its own decoding loop, after it has encoded the source. No
remote code takes part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.translation.constraints.beam import Batch, Found
from workbench.translation.constraints.model import SearchSettings
from workbench.translation.constraints.search import Search, first_rows
from workbench.translation.constraints.stepper import Stepper

if TYPE_CHECKING:
    import torch


class CustomGenerate:
    """Decodes one batch for ``model.generate(**inputs, custom_generate=this)``.

    ``inputs`` are the source ids and their mask. ``generate`` returns the ids of the best
    output of each segment, from the decoder's start token to ``</s>``, then padding;
    ``found`` holds the same outputs with their scores and attention, None for a segment
    that has none.
    """

    def __init__(
        self, batch: Batch, settings: SearchSettings, *, inputs: dict[str, torch.Tensor]
    ) -> None:
        self.inputs = inputs
        self.found: list[Found | None] = []
        self._batch = batch
        self._settings = settings

    # `generate` takes arguments that this signature names away from the encoder: the mask
    # among them, so that padding would change results. Hence keywords only.
    def __call__(self, model: Any, input_ids: torch.Tensor, **inputs: Any) -> torch.Tensor:
        """Search, fill ``found`` and return the output ids, shape (segments, longest)."""
        import torch

        batch = self._batch
        full = torch.from_numpy(batch.tables.vocabulary.full_ids)
        stepper = Stepper(
            model,
            inputs["encoder_outputs"].last_hidden_state,
            inputs["attention_mask"],
            rows=first_rows(batch, self._settings),
            length=int(batch.limit.max()) + 1,
            kept=full,
            banned=torch.from_numpy(batch.banned),
        )
        self.found = Search(stepper, batch, self._settings).run()
        outputs = [(*best.tokens, batch.end) if best else (batch.end,) for best in self.found]
        # The decoder's start token is the padding of a Marian model.
        longest = max(map(len, outputs))
        rows = [[*row, *[batch.start] * (longest - len(row))] for row in outputs]
        return torch.cat([input_ids, full[torch.tensor(rows)]], dim=1)

    def run(self, model: Any) -> list[Found | None]:
        """Let ``model`` generate and return ``found``."""
        import torch

        with torch.inference_mode():
            model.generate(
                **self.inputs,
                custom_generate=self,
                max_new_tokens=1,
                num_beams=1,
                do_sample=False,
            )
        return self.found
