"""Train the lexical table: IBM Model 1 over stems, in both directions.

P. Brown et al., "The Mathematics of Statistical Machine Translation", Computational
Linguistics 19(2), 1993, with the smoothing of R. Moore, "Improving IBM Word-Alignment
Model 1", ACL 2004. The work is vectorised: the co-occurring stem pairs of the corpus
are numbered once, and an iteration is a gather, a segmented sum and a bincount.

Run: ``python -m workbench.alignment.lexicon_training CORPUS FOLDER``
"""

from __future__ import annotations

import argparse
import lzma
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from workbench.alignment.lexicon import TABLE_NAME, LexicalTable, save_table
from workbench.alignment.tokens import is_number, stem, tokenize

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
Pair = tuple[str, str]

LONGEST_SENTENCE = 50
"""Tokens; longer sentences cost much and teach a Model 1 little."""
PARTS = {
    "un": None,
    "un-register": None,
    "policy": None,
    "official": None,
    "general": None,
    "security": None,
    "lexicon": None,
    "ict-human": 150_000,
}
"""Corpus files, and how many of their first lines are used (None: all)."""
NULL = 0
"""The id of the empty word, and of stems too rare to learn."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the table is trained and cut."""

    iterations: int = 5
    rarest: int = 2
    smoothing: float = 1.0
    floor: float = 0.015
    widest: int = 16


def held_out(index: int, block: int = 250, every: int = 25) -> bool:
    """Tell whether line ``index`` of a corpus file is kept from training.

    One block of 250 lines in 25 is kept, in order, so that the aligner's weights can be
    fitted on documents which the table has not seen.
    """
    return (index // block) % every == every // 2


def read_pairs(path: Path, *, held: bool = False, limit: int | None = None) -> Iterator[Pair]:
    """Yield the pairs of a ``.tsv.xz`` corpus file: training lines, or the held-out ones."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for index, line in enumerate(lines):
            if limit is not None and index >= limit:
                return
            source, _, target = line.rstrip("\n").partition("\t")
            if source and target and held_out(index) == held:
                yield source, target


class Vocabulary:
    """Stems with ids; 0 is the empty word, and stands for stems rarer than ``rarest``."""

    def __init__(self, counts: Counter[str], rarest: int) -> None:
        kept = sorted(word for word, count in counts.items() if count >= rarest)
        self.words = ["", *kept]
        self.ids = {word: number for number, word in enumerate(self.words)}
        total = max(counts.total(), 1)
        shares = [1 / total, *(counts[word] / total for word in kept)]
        self.rates = np.array(shares, dtype=np.float32)

    def encode(self, tokens: Iterable[str]) -> list[int]:
        """Return the ids of the known tokens."""
        ids = self.ids
        return [ids[token] for token in tokens if token in ids]


@dataclass(frozen=True, slots=True)
class Cooccurrence:
    """All (source, target) token pairs of a corpus, sentence by sentence, target-major.

    ``pair`` numbers the distinct stem pair of each; ``source`` and ``target`` give the
    stems of a distinct pair; ``lengths`` the source length for each target token.
    """

    pair: Ints
    source: Ints
    target: Ints
    lengths: Ints


def cooccurrence(sentences: Sequence[tuple[list[int], list[int]]]) -> Cooccurrence:
    """List the token pairs; the empty source word is added to each sentence."""
    width = 1 << 20
    keys, lengths = [], []
    for source, target in sentences:
        row = np.array([NULL, *source], dtype=np.int64) * width
        column = np.array(target, dtype=np.int64)
        keys.append((column[:, None] + row[None, :]).ravel())
        lengths.append(np.full(len(column), len(row), dtype=np.int32))
    flat = np.concatenate(keys)
    del keys
    unique, pair = np.unique(flat, return_inverse=True)
    return Cooccurrence(
        pair=pair.astype(np.int32),
        source=(unique // width).astype(np.int32),
        target=(unique % width).astype(np.int32),
        lengths=np.concatenate(lengths),
    )


def model_1(data: Cooccurrence, *, sizes: tuple[int, int], settings: Settings) -> Floats:
    """Return t(target | source) for each distinct pair of ``data`` after EM.

    ``sizes`` are the sizes of the two vocabularies. Smoothing takes a count from every
    source word, so that a rare one does not collect whatever stands beside it.
    """
    starts = np.concatenate([[0], np.cumsum(data.lengths[:-1], dtype=np.int64)])
    table = np.full(len(data.source), 1.0 / sizes[1], dtype=np.float32)
    for _ in range(settings.iterations):
        weights = table[data.pair]
        totals = np.add.reduceat(weights, starts)
        weights /= np.repeat(totals, data.lengths)
        counts = np.bincount(data.pair, weights=weights, minlength=len(table))
        norm = np.bincount(data.source, weights=counts, minlength=sizes[0]) + settings.smoothing
        table = (counts / norm[data.source]).astype(np.float32)
    return table


def train(
    pairs: Iterable[Pair], settings: Settings, *, normal: Callable[[str], str] = stem
) -> LexicalTable:
    """Train both directions on sentence pairs and return the pruned entries."""
    tokens = [(tokenize(source, normal), tokenize(target, normal)) for source, target in pairs]
    tokens = [pair for pair in tokens if max(map(len, pair)) <= LONGEST_SENTENCE and all(pair)]
    left = _vocabulary((pair[0] for pair in tokens), settings)
    right = _vocabulary((pair[1] for pair in tokens), settings)
    coded = [(left.encode(source), right.encode(target)) for source, target in tokens]
    del tokens
    coded = [pair for pair in coded if all(pair)]
    sizes = len(left.words), len(right.words)
    data = cooccurrence(coded)
    forward = _strong(data, model_1(data, sizes=sizes, settings=settings), settings)
    data = cooccurrence([(target, source) for source, target in coded])
    backward = _strong(data, model_1(data, sizes=sizes[::-1], settings=settings), settings)
    entries = sorted(set(forward) | {(source, target) for target, source in backward})
    source, target = np.array(entries, dtype=np.int32).T
    return LexicalTable(
        source_words=left.words,
        target_words=right.words,
        source_rates=left.rates,
        target_rates=right.rates,
        source=source,
        target=target,
        forward=np.array([forward.get(pair, 0.0) for pair in entries], dtype=np.float32),
        backward=np.array([backward.get(pair[::-1], 0.0) for pair in entries], dtype=np.float32),
    )


def _vocabulary(sentences: Iterable[list[str]], settings: Settings) -> Vocabulary:
    counts: Counter[str] = Counter()
    for tokens in sentences:
        counts.update(token for token in tokens if not is_number(token))
    return Vocabulary(counts, settings.rarest)


def _strong(data: Cooccurrence, table: Floats, settings: Settings) -> dict[tuple[int, int], float]:
    """Keep the likely targets of each source word; the empty word is left out."""
    keep = np.flatnonzero((table >= settings.floor) & (data.source != NULL))
    order = keep[np.lexsort((-table[keep], data.source[keep]))]
    source = data.source[order]
    rank = np.arange(len(order)) - np.searchsorted(source, source)
    order = order[rank < settings.widest]
    return {
        (int(f), int(e)): float(p)
        for f, e, p in zip(data.source[order], data.target[order], table[order], strict=True)
    }


def training_pairs(corpus: Path) -> Iterator[Pair]:
    """Yield the training pairs of all parts of the corpus folder."""
    for part, limit in PARTS.items():
        yield from read_pairs(corpus / f"{part}.tsv.xz", limit=limit)


def main() -> None:
    """Train the table from a corpus folder and write it to a model folder."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("corpus", type=Path, help="folder of NAME.tsv.xz files, ru TAB en")
    parser.add_argument("folder", type=Path, help="where table.npz goes")
    options = parser.parse_args()
    table = train(training_pairs(options.corpus), Settings())
    save_table(table, options.folder / TABLE_NAME)
    print(
        f"{len(table.source):,} entries between {len(table.source_words) - 1:,} Russian and "
        f"{len(table.target_words) - 1:,} English stems"
    )


if __name__ == "__main__":
    main()
