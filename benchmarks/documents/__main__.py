"""Print the figures: ``python -m benchmarks.documents [--misses]``."""

from __future__ import annotations

import sys

from benchmarks.documents.corpus import pairs
from benchmarks.documents.repair_figures import Score, measure

TUNED = (1, 2, 3, 4)
HELD_OUT = (9001, 9002, 9003, 9004)


def main() -> None:
    show = "--misses" in sys.argv
    held_out = "--tuned-only" not in sys.argv
    for name in ("un", "un-register"):
        data = pairs(name)
        for language, side in (("ru", 0), ("en", 1)):
            texts = [pair[side] for pair in data]
            for label, seeds in (("tuned", TUNED), ("held out", HELD_OUT)):
                if label == "held out" and not held_out:
                    continue
                score = Score()
                measure(texts, seeds, language, score)
                print(score.line(f"{name} {language} {label}"))
                if show:
                    print("\n".join(f"    {miss}" for miss in score.misses))


if __name__ == "__main__":
    main()
