"""Similarity of beads from words, lengths and drafts, as features in tiles of the lattice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from workbench.alignment.channel import MOST, Channel
from workbench.alignment.dynamic import BEAD_TYPES, PAIRED_TYPES
from workbench.alignment.evidence import (
    Evidence,
    Floats,
    Side,
    expected_words,
    side_of,
    strongest,
)
from workbench.alignment.glossary import Glossary, term_evidence
from workbench.alignment.lexicon import LexicalTable
from workbench.alignment.pair_lexicon import pair_lexicon, rates
from workbench.alignment.tokens import is_number, tokenize

Tile = npt.NDArray[np.float32]

_PER_CHANNEL = ("explained", "missing", "missing numbers in")
KINDS = {
    (False, False): "cognates",
    (True, False): "table",
    (False, True): "drafts",
    (True, True): "table and drafts",
}


class Similarity(Protocol):
    """What the aligner needs of a similarity; any language pair, any method.

    ``names`` are the features of a bead; weights of the same names turn them into a
    score, and ``kind`` names the set of weights that was fitted for this similarity (see
    :mod:`workbench.alignment.weights`).
    """

    @property
    def kind(self) -> str:
        """The name of the set of weights."""
        ...

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the features."""
        ...

    @property
    def sources(self) -> int:
        """The number of source sentences."""
        ...

    @property
    def targets(self) -> int:
        """The number of target sentences."""
        ...

    def features(self, rows: range, columns: range) -> Tile:
        """Return features (names, bead types, rows, columns) of the beads that start there.

        Beads that run over the end of a text may hold anything.
        """
        ...

    def candidates(self) -> tuple[Evidence, Side, Floats]:
        """Return what anchors are looked for with: expected words, target side, rates."""
        ...


@dataclass(frozen=True, slots=True)
class LexicalSimilarity:
    """Words explained in both directions, lengths, and drafts where there are some."""

    kind: str
    source: Side
    target: Side
    forward: Channel
    backward: Channel
    draft: Channel | None
    ratio: float

    @property
    def names(self) -> tuple[str, ...]:
        """The features, in order."""
        base = tuple(f"{what} {side}" for side in ("target", "source") for what in _PER_CHANNEL)
        lengths = ("length gap", "length gap squared")
        drafted = tuple(f"{what} draft" for what in _PER_CHANNEL) if self.draft else ()
        skips = ("skipped source words", "skipped target words")
        return (
            base
            + drafted
            + lengths
            + ("crossing",)
            + skips
            + tuple(f"{a}-{b}" for a, b in BEAD_TYPES)
        )

    @property
    def sources(self) -> int:
        """Source sentences."""
        return self.source.count

    @property
    def targets(self) -> int:
        """Target sentences."""
        return self.target.count

    def candidates(self) -> tuple[Evidence, Side, Floats]:
        """Return the expected target words of each source sentence, and where they stand."""
        return self.forward.evidence, self.target, self.forward.rates

    def features(self, rows: range, columns: range) -> Tile:
        """Return the features of the beads that start at rows × columns."""
        tile = self._wide(range(rows.start, rows.stop + 1), range(columns.start, columns.stop + 1))
        return tile[:, :, : len(rows), : len(columns)]

    def _wide(self, rows: range, columns: range) -> Tile:
        """Compute a tile; the last row and column lack the crossing of 2-2 beads."""
        wide_rows = range(rows.start, min(rows.stop + MOST - 1, self.sources))
        wide_columns = range(
            min(columns.start, self.targets), min(columns.stop + MOST - 1, self.targets)
        )
        shape = len(self.names), len(BEAD_TYPES), len(rows), len(columns)
        tile = np.zeros(shape, dtype=np.float32)
        if len(wide_rows) and len(wide_columns):
            self._fill_words(tile, rows, columns, wide_rows, wide_columns)
            self._fill_lengths(tile, rows, columns)
            self._fill_crossing(tile)
        names = self.names
        skipped = names.index("skipped source words")
        tile[skipped, -2] = _padded(np.log(self.source.lengths), rows)[:, None]
        tile[skipped + 1, -1] = _padded(np.log(self.target.lengths), columns)[None, :]
        for kind in range(len(BEAD_TYPES)):
            tile[skipped + 2 + kind, kind] = 1.0
        return tile

    def _fill_words(
        self, tile: Tile, rows: range, columns: range, wide_rows: range, wide_columns: range
    ) -> None:
        """Fill the features of the channels; sums run over the explained sentences."""
        channels = [(self.forward, True), (self.backward, False)]
        if self.draft:
            channels.append((self.draft, False))
        for number, (channel, forward) in enumerate(channels):
            explaining, explained = (rows, wide_columns) if forward else (columns, wide_rows)
            explaining = range(explaining.start, min(explaining.stop, len(channel.lengths)))
            width = len(columns) if forward else len(rows)
            for offset, sums in enumerate(channel.tile(explaining, explained)):
                running = _running(sums, width)
                for kind, (a, b) in enumerate(PAIRED_TYPES):
                    one, other = (a, b) if forward else (b, a)
                    block = running[other - 1, one - 1]
                    block = block if forward else block.T
                    tile[
                        len(_PER_CHANNEL) * number + offset,
                        kind,
                        : block.shape[0],
                        : block.shape[1],
                    ] = block

    def _fill_crossing(self, tile: Tile) -> None:
        """For 2-2 beads: how much better the two pairs fit crosswise than straight."""
        ratios = tile[0, 0] + tile[len(_PER_CHANNEL), 0]
        straight = ratios[:-1, :-1] + ratios[1:, 1:]
        crosswise = ratios[:-1, 1:] + ratios[1:, :-1]
        gain = np.clip((crosswise - straight) / 5, -4.0, 4.0)
        tile[self.names.index("crossing"), PAIRED_TYPES.index((2, 2)), :-1, :-1] = gain

    def _fill_lengths(self, tile: Tile, rows: range, columns: range) -> None:
        place = self.names.index("length gap")
        sources = _reaching(self.source.characters * self.ratio, rows)
        targets = _reaching(self.target.characters, columns)
        for kind, (a, b) in enumerate(PAIRED_TYPES):
            one, other = sources[a - 1][:, None], targets[b - 1][None, :]
            # Gale and Church's delta; the variance of a length is near proportional to it.
            delta = np.abs(one - other) / np.sqrt((one + other) / 2 + 5)
            tile[place, kind] = np.minimum(delta, 12.0)
            tile[place + 1, kind] = np.minimum(delta, 12.0) ** 2 / 10


def lexical_similarity(
    source: Sequence[str],
    target: Sequence[str],
    *,
    table: LexicalTable | None = None,
    drafts: Sequence[str] | None = None,
    glossary: Glossary | None = None,
) -> LexicalSimilarity:
    """Prepare the similarity of two lists of sentences.

    ``drafts`` are rough translations of the source sentences, one for each; ``table`` a
    lexical table of the two languages; ``glossary`` finds terms in the source. With none,
    numbers, Latin words and names that sound alike remain, and the lengths.
    """
    left = side_of([tokenize(text) for text in source], source)
    right = side_of([tokenize(text) for text in target], target)
    lexicon = pair_lexicon(left, right, table)
    forward = expected_words(left, lexicon, size=len(right.words))
    backward = expected_words(right, lexicon.turned(), size=len(left.words))
    if glossary is not None:
        terms = term_evidence(glossary, source, target, (left, right))
        forward = strongest(forward, terms[0], size=len(right.words))
        backward = strongest(backward, terms[1], size=len(left.words))
    lengths = left.lengths.astype(np.float32), right.lengths.astype(np.float32)
    target_rates = rates(
        right, table.target_words if table else None, table.target_rates if table else None
    )
    source_rates = rates(
        left, table.source_words if table else None, table.source_rates if table else None
    )
    draft = None
    if drafts is not None:
        middle = side_of([tokenize(text) for text in drafts], drafts)
        links = pair_lexicon(middle, right, None)
        seen = expected_words(middle, links, size=len(right.words))
        forward = strongest(forward, seen, size=len(right.words))
        draft = Channel(
            explained=middle,
            evidence=expected_words(right, links.turned(), size=len(middle.words)),
            lengths=lengths[1],
            numeric=_numeric(middle),
            rates=rates(
                middle, table.target_words if table else None, table.target_rates if table else None
            ),
        )
    return LexicalSimilarity(
        kind=KINDS[table is not None, drafts is not None],
        source=left,
        target=right,
        forward=Channel(right, forward, lengths[0], target_rates, _numeric(right)),
        backward=Channel(left, backward, lengths[1], source_rates, _numeric(left)),
        draft=draft,
        ratio=_length_ratio(left, right),
    )


def _numeric(side: Side) -> npt.NDArray[np.bool_]:
    return np.array([bool(word) and is_number(word) for word in side.words])


def _length_ratio(source: Side, target: Side) -> float:
    """Target characters for a source character; kept near the usual by a prior."""
    prior = 2000.0
    total = float(target.characters.sum() + prior) / float(source.characters.sum() + prior)
    return min(max(total, 0.75), 1.33)


def _running(sums: Tile, width: int) -> npt.NDArray[np.float32]:
    """Sums over one to four explained sentences: (4, 4, explaining, ``width``)."""
    padded = np.concatenate([sums, np.zeros((*sums.shape[:2], MOST), dtype=np.float32)], axis=2)
    width = min(width, sums.shape[2])
    result = [padded[:, :, :width].copy()]
    for more in range(1, MOST):
        result.append(result[-1] + padded[:, :, more : more + width])
    return np.stack(result)


def _padded(values: npt.NDArray[np.float64], places: range) -> Floats:
    padded = np.concatenate([values, [0.0, 0.0]]).astype(np.float32)
    return padded[places.start : places.stop]


def _reaching(values: Floats, places: range) -> npt.NDArray[np.float32]:
    """Sums of one to four values from each place on, (4, places)."""
    padded = np.concatenate([values, np.zeros(MOST + 2, dtype=np.float32)])
    sums = [padded[places.start : places.stop].copy()]
    for more in range(1, MOST):
        sums.append(sums[-1] + padded[places.start + more : places.stop + more])
    return np.stack(sums)
