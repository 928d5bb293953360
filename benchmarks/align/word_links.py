"""Alignment error rate of every cross-attention head on the word links marked by hand.

Run: ``python -m benchmarks.align.word_links``
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbench.alignment.links import Forced, Linker
from workbench.alignment.scoring import alignment_error_rate
from workbench.translation.folder import open_model
from workbench.translation.links import word_links, word_spans

GOLD = Path(__file__).resolve().parents[2] / "tests" / "alignment" / "word_links_gold.tsv"
UNMARKED = set("a an the of is are was were be been has have had will would that to".split())
"""English words that carry a link only where a Russian word answers to them."""
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


def main() -> None:
    linker = Linker(open_model())
    pairs = [(pair, linker.attention(pair.source, pair.target)) for pair in marked_pairs()]
    layers, heads = pairs[0][1].attention.shape[:2]
    print(f"{len(pairs)} pairs, {sum(len(pair.sure) for pair, _ in pairs)} sure links")
    print("layer head threshold  AER  AER counting unmarked articles and auxiliaries")
    for layer in range(layers):
        for head in range(heads):
            rates = {}
            for threshold in THRESHOLDS:
                results = [
                    (pair, links_of(pair, forced, layer, head, threshold)) for pair, forced in pairs
                ]
                rates[threshold] = (
                    error_rate(results, ignoring=True),
                    error_rate(results, ignoring=False),
                )
            best = min(rates, key=lambda key: rates[key][0])
            print(f"{layer:5} {head:4} {best:9}  {rates[best][0]:.3f}  {rates[best][1]:.3f}")
            if (layer, head) == (layers - 1, 0):
                print(f"           at 0.25      {rates[0.25][0]:.3f}  {rates[0.25][1]:.3f}")


if __name__ == "__main__":
    main()
