"""Terms in their place, with the model that ships."""

from __future__ import annotations

import numpy as np
import torch

from workbench.translation.constraints import ConstrainedDecoder, ConstrainedSegment, Constraint
from workbench.translation.constraints.model import SearchSettings
from workbench.translation.constraints.stepper import Stepper
from workbench.translation.constraints.vocabulary import Context, Vocabulary

SOURCE = "Государства подчеркнули важность защиты критической инфраструктуры."


def ask(text: str, *pairs: tuple[str, str], **more: object) -> ConstrainedSegment:
    constraints = tuple(
        Constraint((english,), (text.index(russian), text.index(russian) + len(russian)))
        for russian, english in pairs
    )
    return ConstrainedSegment(text, constraints, **more)  # type: ignore[arg-type]


def test_the_term_stands_where_its_source_is_translated(decoder: ConstrainedDecoder) -> None:
    result = decoder.decode([ask(SOURCE, ("критической инфраструктуры", "vital facilities"))])[0]
    assert result.satisfied
    assert result.text.rstrip(".").endswith("vital facilities")
    assert "critical infrastructure" not in result.text
    assert result.reports[0].attention > 0.5
    assert result.reports[0].cost > 0


def test_sentence_initial_term_has_a_capital(decoder: ConstrainedDecoder) -> None:
    text = "Сети важны для государств."
    result = decoder.decode([ask(text, ("Сети", "circuits"))])[0]
    assert result.text.startswith("Circuits")


def test_term_in_brackets(decoder: ConstrainedDecoder) -> None:
    text = "Государства создают сети (узлы)."
    result = decoder.decode([ask(text, ("узлы", "hubs"))])[0]
    assert "(hubs)" in result.text


def test_forbidden_phrase_is_avoided(decoder: ConstrainedDecoder) -> None:
    free = decoder.decode([ConstrainedSegment(SOURCE)])[0]
    assert "critical infrastructure" in free.text
    result = decoder.decode([ConstrainedSegment(SOURCE, forbidden=("critical infrastructure",))])[0]
    assert "critical infrastructure" not in result.text.replace("critical infrastructures", "")


def test_redraft(decoder: ConstrainedDecoder) -> None:
    result = decoder.redraft(
        SOURCE, keep=["safeguarding"], avoid=["importance"], prefix="Countries emphasized"
    )
    assert result.text.startswith("Countries emphasized")
    assert "safeguarding" in result.text
    assert "importance" not in result.text


def test_a_prefix_that_ends_with_a_space_ends_a_word(decoder: ConstrainedDecoder) -> None:
    assert decoder.redraft(SOURCE, prefix="States stress").text.startswith("States stressed")
    closed = decoder.redraft(SOURCE, prefix="States stress ").text
    assert closed.startswith("States stress")
    assert not closed[len("States stress") :][:1].isalnum()


def test_upper_case_source_gives_an_upper_case_term(decoder: ConstrainedDecoder) -> None:
    text = "ЗАЩИТА КРИТИЧЕСКОЙ ИНФРАСТРУКТУРЫ"
    pair = ("КРИТИЧЕСКОЙ ИНФРАСТРУКТУРЫ", "vital facilities")
    result = decoder.decode([ask(text, pair)])[0]
    assert result.reports[0].form in ("VITAL FACILITIES", "Vital Facilities", "Vital facilities")


def test_company_changes_nothing(decoder: ConstrainedDecoder) -> None:
    texts = [SOURCE, "Сети важны.", "Доклад был представлен Генеральной Ассамблее в 2021 году."] * 3
    segments = [
        ConstrainedSegment(text, (Constraint((word,)),) if index % 2 else ())
        for index, (text, word) in enumerate(
            zip(texts, ["data", "circuits", "survey"] * 3, strict=True)
        )
    ]
    together = [result.text for result in decoder.decode(segments)]
    alone = [decoder.decode([segment])[0].text for segment in segments]
    assert together == alone


def test_the_step_is_the_models_own(decoder: ConstrainedDecoder) -> None:
    """The same numbers as MarianMTModel's forward pass, after beams were reordered."""
    model = decoder.model
    source = torch.tensor([[5, 9, 30, 0], [7, 12, 0, 12000]])
    mask = (source != 12000).long()
    target = torch.tensor([[12000, 4, 8, 11], [12000, 33, 13, 8]])
    with torch.inference_mode():
        output = model(source, attention_mask=mask, decoder_input_ids=target)
        expected = output.logits.log_softmax(-1)
        encoded = model.get_encoder()(source, attention_mask=mask).last_hidden_state
        every = torch.arange(model.config.vocab_size)
        free = torch.zeros(len(every), dtype=torch.bool)
        stepper = Stepper(model, encoded, mask, rows=2, length=6, kept=every, banned=free)
        for step in range(4):
            tokens = target[:, step : step + 1].expand(2, 2).clone()
            tokens[:, 0] = target[:, step] if step < 3 else tokens[:, 0]
            logs, attention = stepper.step(tokens)
            stepper.reorder(torch.tensor([[1, 0], [1, 1]]))
        assert torch.allclose(logs[:, 0], expected[:, 3], atol=1e-4)
    assert np.allclose(attention.sum(-1), 1, atol=1e-5)
    assert np.allclose(attention[1, :, 3], 0)


def test_contexts_and_segmentations(decoder: ConstrainedDecoder) -> None:
    vocabulary: Vocabulary = decoder.vocabulary(cyrillic=False)
    for text, before in ((" network", "x"), ("network", "("), ("Network", "")):
        for way in vocabulary.segmentations(text, before=before):
            assert "".join(vocabulary.strings[piece] for piece in way).strip() == text.strip()
    assert vocabulary.context_after[vocabulary.ids[" ("]] == Context.OPEN
    assert vocabulary.context_after[vocabulary.ids["."]] == Context.START


def test_a_forbidden_word_is_not_dodged_by_a_misspelling(decoder: ConstrainedDecoder) -> None:
    source = "Участники подтвердили важность мер укрепления доверия."
    avoid = ["confirmed", "reaffirmed", "affirmed"]
    words = decoder.redraft(source, avoid=avoid).text.lower().strip(".").split()
    dodges = [stem + end for stem in ("reaffirm", "affirm", "confirm") for end in ("d", "ede")]
    assert not {*avoid, *dodges, *(word + "e" for word in avoid)} & set(words)
    careless = ConstrainedDecoder(
        decoder.folder, settings=SearchSettings(dodge=0.0), threads=1
    ).redraft(source, avoid=avoid)
    assert careless.text.lower().strip(".").split() != words
