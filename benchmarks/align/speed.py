"""Time and memory against the length, drafts cached; writes a plot.

Run: ``python -m benchmarks.align.speed [-o growth.svg] [--sizes 1000 5000 10000 50000]``
Each size runs in a process of its own, so that its peak of memory is its own.
"""

from __future__ import annotations

import argparse
import itertools
import lzma
import multiprocessing
import resource
import sys
import time
from pathlib import Path

from workbench.alignment import align, lexical_similarity, load_table
from workbench.alignment.documents import lexicon_folder
from workbench.alignment.scoring import strict_and_lax
from workbench.alignment.synthetic import synthesise
from workbench.terminology.cache import load_matcher

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
GLOSSARY = Path(__file__).resolve().parents[2] / "glossary" / "un-ict.tbx"
FIRST = 200_000
"""Lines of the software documentation from here on were not trained on."""


def measure(size: int, drafted: bool, terms: bool) -> tuple[float, float, float]:
    """Align ``size`` sentences a side; return wall seconds, CPU seconds and peak MiB."""
    with lzma.open(SHARED / "corpus" / "ict-human.tsv.xz", "rt", encoding="utf-8") as lines:
        part = itertools.islice(lines, FIRST, FIRST + int(size * 1.06))
        pairs = [
            (fields[0], fields[1]) for fields in (line.rstrip("\n").split("\t") for line in part)
        ]
    document = synthesise(pairs, seed=1)
    source, target = document.source[:size], document.target[:size]
    drafts = None
    if drafted:
        # A stand-in for cached drafts, of about their length: the target of each bead.
        drafts = [""] * len(document.source)
        for bead_source, bead_target in document.beads:
            for i in bead_source:
                drafts[i] = " ".join(document.target[j] for j in bead_target)
        drafts = drafts[:size]
    table = load_table(lexicon_folder())
    glossary = load_matcher(GLOSSARY) if terms else None
    wall, cpu = time.perf_counter(), time.process_time()
    beads = align(lexical_similarity(source, target, table=table, drafts=drafts, glossary=glossary))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    gold = [
        b for b in document.beads if all(i < size for i in b[0]) and all(j < size for j in b[1])
    ]
    strict, _ = strict_and_lax([(b.source, b.target) for b in beads], gold)
    print(
        f"{len(source):6} x {len(target):6}: {wall:6.1f} s ({cpu:.1f} s CPU), {peak:5.0f} MiB, "
        f"strict F1 {strict.f1:.4f}",
        flush=True,
    )
    return wall, cpu, peak


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--output", type=Path, default=Path("growth.svg"))
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 5000, 10_000, 50_000])
    parser.add_argument("--drafts", action="store_true", help="with drafts, as if cached")
    parser.add_argument("--terms", action="store_true", help="with the term base")
    options = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit("needs the data folder ../shared beside the checkout")
    results = []
    for size in options.sizes:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            results.append(pool.apply(measure, (size, options.drafts, options.terms)))
    plot(options.sizes, results, options.output)


def plot(sizes: list[int], results: list[tuple[float, float, float]], path: Path) -> None:
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, 2, figsize=(8, 3.2), layout="constrained")
    for axis, column, label in ((axes[0], 1, "CPU seconds"), (axes[1], 2, "peak MiB")):
        axis.plot(sizes, [row[column] for row in results], "o-")
        axis.set(xlabel="sentences a side", ylabel=label, ylim=0, xlim=0)
        axis.grid(alpha=0.3)
    figure.savefig(path)
    print(f"plot: {path}")


if __name__ == "__main__":
    main()
