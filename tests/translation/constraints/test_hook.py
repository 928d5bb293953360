"""The search behind ``generate(custom_generate=...)``, as somebody with a model uses it."""

from __future__ import annotations

import torch

from workbench.translation.constraints import ConstrainedDecoder, ConstrainedSegment, Constraint


def test_generate_returns_the_ids_of_the_constrained_output(decoder: ConstrainedDecoder) -> None:
    segments = [
        ConstrainedSegment("Сети важны для государств.", (Constraint(("circuits",)),)),
        ConstrainedSegment("Доклад был представлен Ассамблее.", (Constraint(("survey",)),)),
    ]
    hook = decoder.custom_generate(segments)
    with torch.inference_mode():
        output = decoder.model.generate(**hook.inputs, custom_generate=hook, max_new_tokens=1)
    config = decoder.model.config
    assert output[:, 0].tolist() == [config.decoder_start_token_id] * 2
    names = decoder.pieces.target_pieces
    texts = []
    for row in output[:, 1:].tolist():
        body = row[: row.index(config.eos_token_id)]
        assert set(row[len(body) + 1 :]) <= {config.pad_token_id}
        texts.append(decoder.pieces.decode([names[token] for token in body]))
    assert texts == [result.text for result in decoder.decode(segments)]
    assert "circuits" in texts[0].lower()
    assert "survey" in texts[1].lower()
