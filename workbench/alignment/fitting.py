"""Fit the weights of the features: a semi-Markov conditional random field.

Sarawagi and Cohen, "Semi-Markov conditional random fields for information extraction",
NIPS 2004: the gradient is the features of the right path less their expectation under
the model, which the forward and backward passes give. The objective is concave; Adam
climbs it. Documents are synthetic, made from pairs that the lexical table has not seen.

Run: ``python -m workbench.alignment.fitting CORPUS [-o FILE] [--kinds "table" …]`` (about
ten minutes on one core, most of them for drafts). Without ``-o`` the set of the package is
replaced; kinds that are not named stay as they are.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from workbench.alignment.anchors import find_anchors
from workbench.alignment.band import band_around
from workbench.alignment.documents import shipped_table
from workbench.alignment.drafting import Drafter, draft_texts
from workbench.alignment.dynamic import BEAD_TYPES, IMPOSSIBLE, Lattice, lattice_of, posteriors
from workbench.alignment.lattice import band_features
from workbench.alignment.lexicon import LexicalTable
from workbench.alignment.lexicon_training import PARTS, read_pairs
from workbench.alignment.scoring import Pairing
from workbench.alignment.similarity import KINDS, Similarity, lexical_similarity
from workbench.alignment.synthetic import SyntheticDocument, synthesise, without_sections
from workbench.alignment.weights import WEIGHTS, shipped_weights
from workbench.files import write_text

Floats = npt.NDArray[np.float64]

DOCUMENT = 250
"""Pairs in a document."""
SOFTWARE_LINES = 60_000
"""Lines of the software documentation that are looked at, so that it does not outweigh."""


@dataclass(frozen=True, slots=True)
class Example:
    """A document ready for fitting: its band, features, and the right path's features."""

    lattice: Lattice
    features: npt.NDArray[np.float32]
    right: Floats
    beads: int


def example(similarity: Similarity, beads: Sequence[Pairing]) -> Example | None:
    """Prepare a document; None where the right path leaves the band."""
    band = band_around(
        find_anchors(*similarity.candidates()), similarity.sources, similarity.targets
    )
    features = band_features(similarity, band)
    right = np.zeros(len(features))
    i = j = 0
    for source, target in beads:
        kind = BEAD_TYPES.index((len(source), len(target)))
        if not band.low[i] <= j < band.high[i]:
            return None
        right += features[:, kind, band.offset[i + j] + i - band.first[i + j]]
        i, j = i + len(source), j + len(target)
    return Example(lattice_of(band), features, right, len(beads))


def fit(
    examples: Sequence[Example], start: Floats, *, rounds: int = 60, rate: float = 0.08,
    ridge: float = 1e-3,
) -> tuple[Floats, list[float]]:  # fmt: skip
    """Return the weights that make the right paths likeliest, and the loss of each round.

    The loss is the mean negative log-likelihood of a bead, in nats.
    """
    weights = start.copy()
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    losses = []
    total = sum(item.beads for item in examples)
    for step in range(1, rounds + 1):
        gradient, loss = np.zeros_like(weights), 0.0
        for item in examples:
            expected, log_sum = _expectation(item, weights)
            gradient += item.right - expected
            loss += log_sum - float(item.right @ weights)
        gradient = gradient / total - ridge * weights
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.98 * square + 0.02 * gradient**2
        corrected = mean / (1 - 0.9**step), square / (1 - 0.98**step)
        decay = min(1.0, 2.0 * (1 - step / (rounds + 1)))
        weights += rate * decay * corrected[0] / (np.sqrt(corrected[1]) + 1e-6)
        losses.append(loss / total)
    return weights, losses


def _expectation(item: Example, weights: Floats) -> tuple[Floats, float]:
    """Return the expected features of a path, and the log of the sum over paths."""
    scores = np.tensordot(weights.astype(np.float32), item.features, axes=1)
    scores[item.lattice.ends == 0] = IMPOSSIBLE
    chances, total = posteriors(item.lattice, scores)
    flat = item.features.reshape(len(weights), -1)
    return (flat @ chances.ravel()).astype(np.float64), total


def first_guess(names: Iterable[str]) -> Floats:
    """Return rough weights to start from."""
    rough = {
        "explained target": 0.3,
        "missing target": -0.1,
        "explained source": 0.3,
        "missing source": -0.1,
        "missing numbers in target": -0.5,
        "missing numbers in source": -0.5,
        "length gap": -0.3,
        "1-1": 2.0,
        "1-0": -4.0,
        "0-1": -4.0,
    }
    return np.array([rough.get(name, -2.0 if "-" in name else 0.0) for name in names])


def fitting_documents(corpus: Path) -> Iterator[SyntheticDocument]:
    """Yield documents from the lines that the table was not trained on.

    Every other document lacks a section on each side.
    """
    count = 0
    for part in PARTS:
        limit = SOFTWARE_LINES if part == "ict-human" else None
        pairs = list(read_pairs(corpus / f"{part}.tsv.xz", held=True, limit=limit))
        for start in range(0, len(pairs) - DOCUMENT // 2, DOCUMENT):
            document = synthesise(pairs[start : start + DOCUMENT], seed=count)
            yield without_sections(document, seed=count) if count % 2 else document
            count += 1


def fit_kind(
    documents: Sequence[SyntheticDocument],
    *,
    table: LexicalTable | None,
    drafts: Sequence[Sequence[str]] | None,
) -> tuple[dict[str, float], float]:
    """Fit the weights of one kind of similarity, with or without the table and drafts.

    Returns the weights by name and the final loss in nats a bead.
    """
    examples = []
    names: tuple[str, ...] = ()
    for number, document in enumerate(documents):
        similarity = lexical_similarity(
            document.source,
            document.target,
            table=table,
            drafts=drafts[number] if drafts is not None else None,
        )
        names = similarity.names
        prepared = example(similarity, document.beads)
        if prepared is not None:
            examples.append(prepared)
    weights, losses = fit(examples, first_guess(names))
    return {
        name: round(float(value), 4) for name, value in zip(names, weights, strict=True)
    }, losses[-1]


def main() -> None:
    """Fit the weights of all kinds of similarity and write them into the package."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("corpus", type=Path, help="folder of NAME.tsv.xz files, ru TAB en")
    parser.add_argument("-o", "--output", type=Path, default=WEIGHTS)
    parser.add_argument("--kinds", nargs="+", choices=KINDS.values(), default=KINDS.values())
    options = parser.parse_args()
    documents = list(fitting_documents(options.corpus))
    sets = dict(shipped_weights())
    drafts: list[list[str]] = []
    for (with_table, with_drafts), name in KINDS.items():
        if name not in options.kinds:
            continue
        if with_drafts and not drafts:
            drafter = _drafter()
            drafts = [draft_texts(drafter, document.source) for document in documents]
        sets[name], loss = fit_kind(
            documents,
            table=shipped_table() if with_table else None,
            drafts=drafts if with_drafts else None,
        )
        print(f"{name}: {loss:.4f} nats a bead over {len(documents)} documents", flush=True)
    write_text(options.output, json.dumps(sets, indent=1) + "\n")


def _drafter() -> Drafter:
    from workbench.translation import BeamSettings, Translator, open_model

    return Translator(open_model(), settings=BeamSettings(beam=1))


if __name__ == "__main__":
    main()
