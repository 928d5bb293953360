"""Alignment error rate on the word links marked by hand: heads, and attention with the table.

Run: ``python -m benchmarks.align.word_links``
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from workbench.alignment.documents import shipped_table
from workbench.alignment.links import Forced, Linker
from workbench.alignment.scoring import alignment_error_rate
from workbench.alignment.word_table import Mixture, table_posteriors
from workbench.translation.folder import open_model
from workbench.translation.links import word_links, word_spans

GOLD = Path(__file__).resolve().parents[2] / "tests" / "alignment" / "word_links_gold.tsv"
UNMARKED = set("a an the of is are was were be been has have had will would that to".split())
"""English words that carry a link only where a Russian word answers to them."""
STEPS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
LEAST_SUMS = (0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
THRESHOLDS = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)

Links = set[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Marked:
    """A pair with its sure and possible links, and the target words that are not counted."""

    source: str
    target: str
    sure: Links
    possible: Links
    ignored: set[int]


def marked_pairs(path: Path = GOLD) -> Iterator[Marked]:
    """Read the marked pairs."""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        source, target, marks = line.split("\t")
        sure, possible = set(), set()
        for mark in marks.split():
            side = possible if "?" in mark else sure
            i, j = mark.replace("?", "-").split("-")
            side.add((int(i), int(j)))
        linked = {j for _, j in sure | possible}
        words = [target[start:end].lower() for start, end in word_spans(target)]
        ignored = {j for j, word in enumerate(words) if word in UNMARKED and j not in linked}
        yield Marked(source, target, sure, possible, ignored)


def links_of(pair: Marked, forced: Forced, layer: int, head: int, threshold: float) -> Links:
    """Return word links as numbers of words."""
    source = {span: number for number, span in enumerate(word_spans(pair.source))}
    target = {span: number for number, span in enumerate(word_spans(pair.target))}
    found = word_links(
        pair.source,
        forced.source,
        pair.target,
        forced.target,
        forced.attention[layer, head].tolist(),
        threshold=threshold,
    )
    return {
        (source[link.source_start, link.source_end], target[link.target_start, link.target_end])
        for link in found
    }


def error_rate(results: list[tuple[Marked, Links]], *, ignoring: bool) -> float:
    """Return the AER; with ``ignoring``, links of unmarked English words do not count."""
    hits = total = 0
    for pair, found in results:
        kept = {link for link in found if not (ignoring and link[1] in pair.ignored)}
        one, other = alignment_error_rate(kept, pair.sure, pair.possible)
        hits, total = hits + one, total + other
    return 1 - hits / total


def table_links(
    weights: np.ndarray, posteriors: tuple[np.ndarray, np.ndarray], mixture: Mixture
) -> Links:
    """Return links by the sum of attention and the table's chances, as the product does."""
    total = weights + mixture.forward * posteriors[0] + mixture.backward * posteriors[1]
    return {(int(i), int(j)) for i, j in np.argwhere(total >= mixture.threshold)}


def show_heads(linker: Linker, pairs: list[Marked]) -> None:
    forced = [linker.attention(pair.source, pair.target) for pair in pairs]
    layers, heads = forced[0].attention.shape[:2]
    print("layer head threshold  AER  AER counting unmarked articles and auxiliaries")
    for layer in range(layers):
        for head in range(heads):
            rates = {}
            for threshold in THRESHOLDS:
                results = [
                    (pair, links_of(pair, read, layer, head, threshold))
                    for pair, read in zip(pairs, forced, strict=True)
                ]
                rates[threshold] = (
                    error_rate(results, ignoring=True),
                    error_rate(results, ignoring=False),
                )
            best = min(rates, key=lambda key: rates[key][0])
            print(f"{layer:5} {head:4} {best:9}  {rates[best][0]:.3f}  {rates[best][1]:.3f}")


def show_table(linker: Linker, pairs: list[Marked]) -> None:
    """Choose how attention and table are mixed on one half, and report it on the other."""
    table = shipped_table()
    attention = [linker.word_attention(pair.source, pair.target) for pair in pairs]
    chances = [
        table_posteriors(
            *([text[a:b] for a, b in word_spans(text)] for text in (pair.source, pair.target)),
            table,
        )
        for pair in pairs
    ]

    def rate(half: int, mixture: Mixture, *, ignoring: bool = True) -> float:
        results = [
            (pairs[k], table_links(attention[k], chances[k], mixture))
            for k in range(half, len(pairs), 2)
        ]
        return error_rate(results, ignoring=ignoring)

    ways = {
        "attention alone": ((0.0,), (0.0,)),
        "attention + forward": (STEPS, (0.0,)),
        "attention + backward": ((0.0,), STEPS),
        "attention + both": (STEPS, STEPS),
    }
    print("\nchosen on one half, AER on the other (counting unmarked articles)")
    for name, (forward, backward) in ways.items():
        for half, told in ((0, "even pairs"), (1, "odd pairs")):
            mixtures = itertools.starmap(Mixture, itertools.product(forward, backward, LEAST_SUMS))
            best = min(mixtures, key=lambda mixture, half=half: rate(half, mixture))
            print(
                f"{name:20} chosen on the {told}: {best.forward} {best.backward} "
                f"{best.threshold}: {rate(half, best):.3f} there, {rate(1 - half, best):.3f} "
                f"({rate(1 - half, best, ignoring=False):.3f}) on the others"
            )
    used = Mixture()
    print(
        f"as used ({used.forward}, {used.backward}, {used.threshold}): even {rate(0, used):.3f}, "
        f"odd {rate(1, used):.3f}"
    )


def main() -> None:
    linker = Linker(open_model())
    pairs = list(marked_pairs())
    print(f"{len(pairs)} pairs, {sum(len(pair.sure) for pair in pairs)} sure links")
    show_heads(linker, pairs)
    show_table(linker, pairs)


if __name__ == "__main__":
    main()
