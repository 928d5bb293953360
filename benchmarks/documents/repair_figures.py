"""Figures of paragraph repair: words and paragraph boundaries that come out right."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from benchmarks.documents.typesetting import Layout, draw_layout, typeset
from workbench.documents.lines import lines_of
from workbench.documents.repair import repair

PARAGRAPHS = 30
DOCUMENTS = 10


@dataclass
class Score:
    """Counts over documents; a boundary is the end of a paragraph but the last."""

    words: int = 0
    words_out: int = 0
    words_right: int = 0
    gold: int = 0
    found: int = 0
    right: int = 0
    paragraphs: int = 0
    exact: int = 0
    misses: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        """One line of the table of figures."""
        words = 100 * self.words_right / max(self.words, self.words_out)
        precision, recall = 100 * self.right / self.found, 100 * self.right / self.gold
        exact = 100 * self.exact / self.paragraphs
        return (
            f"{name:<34} {self.paragraphs:>5} paragraphs  words right {words:6.2f} %  "
            f"boundaries P {precision:6.2f} % R {recall:6.2f} %  whole paragraphs {exact:6.2f} %"
        )


def measure(texts: Sequence[str], seeds: Sequence[int], language: str, score: Score) -> None:
    """Set and repair ``DOCUMENTS`` documents for each seed, and count into ``score``."""
    for seed in seeds:
        for number in range(DOCUMENTS):
            random_ = random.Random(f"{seed}/{number}/{language}")
            paragraphs = draw_paragraphs(texts, random_)
            layout = draw_layout(random_)
            text = typeset(paragraphs, layout, random_)
            repaired = [p.text for p in repair(lines_of(text), language).paragraphs]
            count(paragraphs, repaired, score, layout)


def draw_paragraphs(texts: Sequence[str], random_: random.Random) -> list[str]:
    """Neighbouring lines of the corpus, some joined into longer paragraphs."""
    start = random_.randrange(len(texts) - 5 * PARAGRAPHS)
    paragraphs: list[str] = []
    while len(paragraphs) < PARAGRAPHS:
        size = random_.choice((1, 1, 2, 3))
        taken = texts[start : start + size]
        start += size
        # Headings and clauses end without a full stop, and so are never joined to the next.
        if all(text.endswith(".") for text in taken):
            paragraphs.append(" ".join(taken))
        else:
            paragraphs += taken
    return paragraphs[:PARAGRAPHS]


def count(gold: Sequence[str], out: Sequence[str], score: Score, layout: Layout | None) -> None:
    """Compare the repaired paragraphs with the true ones, word by word."""
    gold_words, gold_ends = _flat(gold)
    out_words, out_ends = _flat(out)
    score.words += len(gold_words)
    score.words_out += len(out_words)
    matcher = SequenceMatcher(None, gold_words, out_words, autojunk=False)
    pairs = {a + k: b + k for a, b, size in matcher.get_matching_blocks() for k in range(size)}
    score.words_right += len(pairs)
    missed = [w for i, w in enumerate(gold_words) if i not in pairs]
    score.misses += [f"word {w}" for w in missed]
    # Ends are compared where either the last word or the first one after it is matched.
    gold_inner, out_inner = gold_ends[:-1], set(out_ends[:-1])
    score.gold += len(gold_inner)
    score.found += len(out_inner)
    hit = 0
    for end in gold_inner:
        last, first = pairs.get(end), pairs.get(end + 1)
        if (last is not None and last in out_inner) or (
            first is not None and first - 1 in out_inner
        ):
            hit += 1
        else:
            score.misses.append(f"end {' '.join(gold_words[end - 3 : end + 4])!r} {layout}")
    score.right += hit
    matched = {b: a for a, b in pairs.items()}
    gold_set = set(gold_inner)
    for end in out_inner:
        if matched.get(end) not in gold_set and matched.get(end + 1, -9) - 1 not in gold_set:
            score.misses.append(f"cut {' '.join(out_words[max(0, end - 3) : end + 4])!r} {layout}")
    score.paragraphs += len(gold)
    score.exact += (
        len(set(gold) & set(out))
        if len(set(gold)) == len(gold)
        else sum(paragraph in set(out) for paragraph in gold)
    )


def _flat(paragraphs: Sequence[str]) -> tuple[list[str], list[int]]:
    words: list[str] = []
    ends = []
    for paragraph in paragraphs:
        words += paragraph.split()
        ends.append(len(words) - 1)
    return words, ends
