"""Print the figures: ``python -m benchmarks.matching [--entries 100000] [--misses]``.

Accuracy is measured on the hand-marked sentences of ``tests/terminology``; speed on the
Russian side of ``../shared/corpus/un.tsv.xz``, or without it on the marked sentences
repeated; all on one core.
"""

from __future__ import annotations

import argparse
import lzma
import tempfile
import time
from pathlib import Path

from benchmarks.matching.made_up import enlarge
from benchmarks.matching.naive import NaiveMatcher
from tests.terminology import gold
from workbench.terminology import Matcher, TermBase, load_term_base, write_term_base
from workbench.terminology.cache import load_matcher
from workbench.terminology.morphology import analyse, analyser

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus" / "un.tsv.xz"
PEER_ENTRIES = 2_000
PEER_SENTENCES = 100


def main() -> None:
    """Read the arguments and print all figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching", description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--misses", action="store_true", help="list what came out wrong")
    options = parser.parse_args()
    accuracy(misses=options.misses)
    base = load_term_base(ROOT / "glossary" / "un-ict.tbx")
    loading(enlarge(base, options.entries))
    peer(base)


def accuracy(*, misses: bool) -> None:
    """Recall and precision, and those of the peer on the same marks."""
    base = load_term_base(gold.TERMS)
    matcher, naive = Matcher(base), NaiveMatcher(base)
    for half in ("dev", "test", None):
        result = gold.count(matcher, half)
        _print_accuracy(f"matcher, {half or 'all'}", result)
        if misses:
            print("\n".join(f"    missed {line}" for line in result.missed))
            print("\n".join(f"    false {line}" for line in result.false))
    result = gold.Count()
    for _, text, marked in gold.sentences():
        found = naive.match(text)
        result.hits += len(marked & found)
        result.missed += map(str, marked - found)
        result.false += map(str, found - marked)
    _print_accuracy("peer, all", result)


def loading(base: TermBase) -> None:
    """Loading from the file and from the cache, and words a second, for a big term base."""
    texts = sentences()
    analyse.cache_clear()
    analyser()
    with tempfile.TemporaryDirectory() as folder:
        path, cache = Path(folder) / "big.tsv", Path(folder) / "cache"
        write_term_base(base, path)
        for name in ("from the file, compiled and kept", "from the cache"):
            started = time.perf_counter()
            matcher = load_matcher(path, cache_folder=cache)
            print(f"{len(base):,} entries {name}: {time.perf_counter() - started:.2f} s")
    analyse.cache_clear()
    for name in ("cold (no word form seen yet)", "warm"):
        rate, matches = words_a_second(matcher, texts)
        print(f"{len(base):,} entries, {name}: {rate:,.0f} words/s, {matches:,} matches")


def peer(base: TermBase) -> None:
    """The peer on a subset, and the matcher on the same entries and sentences."""
    subset = TermBase(base.entries[:PEER_ENTRIES])
    texts = sentences()[:PEER_SENTENCES]
    matcher, naive = Matcher(subset), NaiveMatcher(subset)
    words_a_second(matcher, texts)
    own, _ = words_a_second(matcher, texts)
    other, _ = words_a_second(naive, texts)
    print(
        f"{len(subset):,} entries, {len(texts)} sentences, same run: matcher {own:,.0f} words/s, "
        f"one expression an entry {other:,.0f} words/s, ratio {own / other:.0f}"
    )


def words_a_second(matcher: Matcher | NaiveMatcher, texts: list[str]) -> tuple[float, int]:
    """Words a second over ``texts``, and the number of matches."""
    started = time.perf_counter()
    matches = sum(len(matcher.match(text)) for text in texts)
    seconds = time.perf_counter() - started
    return sum(len(text.split()) for text in texts) / seconds, matches


def sentences() -> list[str]:
    """Russian sentences to measure speed on."""
    if not CORPUS.is_file():
        print("../shared/corpus is not there: speed is measured on the marked sentences")
        return [text for _, text, _ in gold.sentences()] * 20
    with lzma.open(CORPUS, "rt", encoding="utf-8") as lines:
        return [line.partition("\t")[0] for line in lines]


def _print_accuracy(name: str, result: gold.Count) -> None:
    marked = result.hits + len(result.missed)
    print(
        f"{name}: {marked} marked, recall {result.recall:.3f}, precision {result.precision:.3f} "
        f"({len(result.missed)} missed, {len(result.false)} false)"
    )


if __name__ == "__main__":
    main()
