"""Fit the confidence of a model on half of the evaluation sets and report on the other half.

    python -m benchmarks.translation.calibrate [MODEL] [--write]

The confidence is P(sentence chrF >= 60). Even lines fit, odd lines report: the rank
correlation of confidence and chrF, and the expected calibration error over ten bins of
equal size. ``--write`` puts confidence.json beside the model.
"""

from __future__ import annotations

import argparse
import json

import numpy as np
from numpy.typing import NDArray

from benchmarks.translation.data import SETS, pairs
from workbench.translation import open_model
from workbench.translation.confidence import CALIBRATION, FEATURES, GOOD_CHRF, features
from workbench.translation.free_pass import BeamSettings, FreePass
from workbench.translation.normalise import normalise
from workbench.translation.pieces import Pieces

Array = NDArray[np.float64]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", nargs="?", default="ru-en-un-ict")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    rows = {name: observe(arguments.model, name) for name in SETS}
    fit_x = np.concatenate([x[::2] for x, _ in rows.values()])
    fit_y = np.concatenate([y[::2] for _, y in rows.values()])
    weights = logistic(fit_x, fit_y >= GOOD_CHRF)
    print(f"{'set':12} {'spearman':>9} {'ECE':>6} {'share good':>11} {'mean confidence':>16}")
    for name, (x, y) in rows.items():
        report(name, x[1::2], y[1::2], weights)
    report(
        "all",
        np.concatenate([x[1::2] for x, _ in rows.values()]),
        np.concatenate([y[1::2] for _, y in rows.values()]),
        weights,
    )
    if arguments.write:
        folder = open_model(arguments.model)
        named = dict(zip(FEATURES, (round(float(w), 6) for w in weights[1:]), strict=True))
        data = {
            "meaning": f"P(sentence chrF >= {GOOD_CHRF:g}), logistic",
            "fitted_on": f"even lines of {', '.join(SETS)}",
            "bias": round(float(weights[0]), 6),
            "weights": named,
        }
        path = folder.path / CALIBRATION
        path.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
        print(f"wrote {path}")


def observe(model: str, name: str) -> tuple[Array, Array]:
    """Return features (n, 5) and sentence chrF (n,) of the drafts of one set."""
    from sacrebleu.metrics import CHRF

    folder = open_model(model)
    pieces = Pieces(folder)
    data = [
        ([p.text for p in pieces.encode(normalise(source).text)], target)
        for source, target in pairs(name)
    ]
    data = [(source, target) for source, target in data if 0 < len(source) <= folder.max_pieces]
    found = FreePass(folder, BeamSettings()).decode([source for source, _ in data])
    metric = CHRF()
    x = [
        features(h.token_scores, h.attention, len(source))
        for (source, _), h in zip(data, found, strict=True)
    ]
    y = [
        metric.sentence_score(pieces.decode(h.pieces), [target]).score
        for (_, target), h in zip(data, found, strict=True)
    ]
    return np.array(x), np.array(y)


def logistic(x: Array, good: NDArray[np.bool_], ridge: float = 1e-3, steps: int = 50) -> Array:
    """Fit a logistic regression by Newton's method; return the bias, then the weights."""
    design = np.column_stack([np.ones(len(x)), x])
    weights = np.zeros(design.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (good - p) - ridge * weights
        hessian = (design * (p * (1 - p))[:, None]).T @ design + ridge * np.eye(len(weights))
        weights = weights + np.linalg.solve(hessian, gradient)
    return weights


def report(name: str, x: Array, y: Array, weights: Array) -> None:
    confidence = 1 / (1 + np.exp(-(weights[0] + x @ weights[1:])))
    good = y >= GOOD_CHRF
    order = np.argsort(confidence)
    bins = np.array_split(order, 10)
    error = sum(len(b) * abs(confidence[b].mean() - good[b].mean()) for b in bins) / len(y)
    rho = np.corrcoef(_ranks(confidence), _ranks(y))[0, 1]
    print(f"{name:12} {rho:9.3f} {error:6.3f} {good.mean():11.3f} {confidence.mean():16.3f}")


def _ranks(values: Array) -> Array:
    ranks = np.empty(len(values))
    ranks[np.argsort(values, kind="stable")] = np.arange(len(values))
    return ranks


if __name__ == "__main__":
    main()
