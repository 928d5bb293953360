"""Words per second of drafting against plain MarianMTModel.generate, in one run.

    python -m benchmarks.translation.speed [--sentences 200] [--rounds 3]

The sample letter and the first UN sentences of the corpus, beam 4, two threads, the
same weights. Peers: ``generate`` with batches of 1 and of 16 as the text comes. Rounds
alternate, the best of each counts. chrF is against the references of the UN sentences.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.translation.data import pairs
from workbench.documents import read_document, split_segments
from workbench.translation import BeamSettings, Translator, open_model

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "letter.ru.txt"
Draft = Callable[[list[str]], list[str]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="ru-en-un-ict")
    parser.add_argument("--sentences", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    un = pairs("un-dev")[: arguments.sentences]
    texts = [source for source, _ in un]
    texts += [segment.text for segment in split_segments(read_document(SAMPLE))]
    systems: dict[str, Draft] = {
        "translate (ours)": ours(arguments.model),
        "generate, batch 16": generate(arguments.model, 16),
        "generate, batch 1": generate(arguments.model, 1),
    }
    for draft in systems.values():
        draft(texts[:20])  # load and warm up
    best: dict[str, float] = {}
    outputs: dict[str, list[str]] = {}
    for turn in range(arguments.rounds):
        for name, draft in systems.items():
            if name.endswith("batch 1") and turn:
                continue
            started = time.perf_counter()
            outputs[name] = draft(texts)
            seconds = time.perf_counter() - started
            words = sum(len(text.split()) for text in outputs[name])
            best[name] = max(best.get(name, 0.0), words / seconds)
    from sacrebleu.metrics import CHRF

    metric = CHRF()
    references = [target for _, target in un]
    peer = best["generate, batch 16"]
    print(f"{'system':22} {'words/s':>8} {'ratio':>6} {'chrF':>6}")
    for name, speed in best.items():
        score = metric.corpus_score(outputs[name][: len(un)], [references]).score
        print(f"{name:22} {speed:8.0f} {speed / peer:6.2f} {score:6.2f}")
    print(metric.get_signature())


def ours(model: str) -> Draft:
    translator = Translator(open_model(model), settings=BeamSettings(threads=2))
    return lambda texts: [draft.text for draft in translator.draft(texts)]


def generate(model: str, size: int) -> Draft:
    """The plain peer: fp32, batches in the order of the text, two threads."""
    import torch
    from transformers import MarianMTModel, MarianTokenizer

    path = str(open_model(model).path)
    torch.set_num_threads(2)
    network = MarianMTModel.from_pretrained(path, dtype=torch.float32).eval()
    tokenizer = MarianTokenizer.from_pretrained(path)

    def draft(texts: list[str]) -> list[str]:
        found: list[str] = []
        for start in range(0, len(texts), size):
            batch = tokenizer(
                texts[start : start + size], return_tensors="pt", padding=True, truncation=True
            )
            with torch.inference_mode():
                tokens = network.generate(**batch, num_beams=4, max_length=256)
            found += tokenizer.batch_decode(tokens, skip_special_tokens=True)
        return found

    return draft


if __name__ == "__main__":
    main()
