"""Does the company of a segment change its draft?

    python -m benchmarks.translation.invariance [--segments 5000]

Drafts the same segments one by one, again shuffled, and in batches of one
length with two budgets (1,024 and 4,096 tokens), and counts segments whose pieces, scores
or attention differ in any bit. ``--padded`` adds the usual way, batches of mixed length, for
comparison.
"""

from __future__ import annotations

import argparse
import random

from benchmarks.translation.data import SETS, pairs
from workbench.translation import open_model
from workbench.translation.free_pass import BeamSettings, FreePass
from workbench.translation.normalise import normalise
from workbench.translation.pieces import END, Pieces


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="ru-en-un-ict")
    parser.add_argument("--segments", type=int, default=5000)
    parser.add_argument("--padded", action="store_true")
    arguments = parser.parse_args()
    folder = open_model(arguments.model)
    pieces = Pieces(folder)
    texts = [source for name in SETS for source, _ in pairs(name)]
    texts += [f"{text} {text}" for text in texts if len(text) < 120]
    sources = [[p.text for p in pieces.encode(normalise(text).text)] for text in texts]
    sources = [s for s in sources if 0 < len(s) <= folder.max_pieces][: arguments.segments]
    print(f"{len(sources)} segments")
    base = FreePass(folder, BeamSettings()).decode(sources)
    order = list(range(len(sources)))
    random.Random(1).shuffle(order)
    alone = FreePass(folder, BeamSettings()).decode([sources[i] for i in order])
    restored = dict(zip(order, alone, strict=True))
    _compare("one by one, shuffled", base, [restored[i] for i in range(len(sources))])
    for budget in (1024, 4096):
        batched = FreePass(folder, BeamSettings(batch_tokens=budget)).decode(sources)
        _compare(f"one length, up to {budget} tokens", base, batched)
    if arguments.padded:
        engine = FreePass(folder, BeamSettings())._engine
        found = engine.translate_batch(
            [[*s, END] for s in sources], beam_size=4, max_batch_size=16, max_input_length=0
        )
        changed = sum(tuple(r.hypotheses[0]) != h.pieces for r, h in zip(found, base, strict=True))
        print(f"mixed lengths in batches of 16: {changed} drafts differ")


def _compare(name: str, one: list, other: list) -> None:
    pieces = sum(a.pieces != b.pieces for a, b in zip(one, other, strict=True))
    bits = sum(a != b for a, b in zip(one, other, strict=True))
    print(f"{name}: {pieces} drafts differ, {bits} differ in some score or attention weight")


if __name__ == "__main__":
    main()
