"""Print the figures: ``python -m benchmarks.documents [repair|sentences] [--misses]``."""

from __future__ import annotations

import argparse

from benchmarks.documents import repair_figures, sentence_figures
from benchmarks.documents.corpus import pairs

# The rules were looked at with the first seeds only.
TUNED = tuple(range(1, 13))
HELD_OUT = (9001, 9002, 9003, 9004)


def main() -> None:
    """Read the arguments and print what they ask for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.documents", description=__doc__)
    parser.add_argument("part", nargs="?", choices=("repair", "sentences"))
    parser.add_argument("--misses", action="store_true", help="list what came out wrong")
    parser.add_argument("--tuned-only", action="store_true", help="leave the held-out seeds alone")
    options = parser.parse_args()
    if options.part in (None, "repair"):
        _repair(options.misses, with_held_out=not options.tuned_only)
    if options.part in (None, "sentences"):
        _sentences(options.misses)


def _repair(misses: bool, *, with_held_out: bool) -> None:
    seeds = {"tuned": TUNED, **({"held out": HELD_OUT} if with_held_out else {})}
    for name in ("un", "un-register"):
        data = pairs(name)
        for side, language in enumerate(("ru", "en")):
            texts = [pair[side] for pair in data]
            for label, numbers in seeds.items():
                score = repair_figures.Score()
                repair_figures.measure(texts, numbers, language, score)
                print(score.line(f"repair {name} {language} {label}"))
                if misses:
                    print("\n".join(f"    {miss}" for miss in score.misses))


def _sentences(misses: bool) -> None:
    for name in ("un", "un-register"):
        for language, count in sentence_figures.measure(pairs(name)).items():
            print(count.line(f"sentences {name} {language}"))
            if misses:
                print("\n".join(f"    {note}" for note in count.notes))


if __name__ == "__main__":
    main()
