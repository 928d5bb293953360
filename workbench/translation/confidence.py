"""Confidence: the calibrated chance that a draft is good, from its token probabilities."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.errors import ModelError
from workbench.translation.folder import ModelFolder, _read_json

FEATURES = ("mean", "worst", "doubtful", "length", "uncovered")
GOOD_CHRF = 60.0
CALIBRATION = "confidence.json"


@dataclass(frozen=True, slots=True)
class Confidence:
    """A logistic model of P(sentence chrF >= 60), fitted on held-out pairs.

    Without a calibration file the mean token probability stands in for it.
    """

    weights: tuple[float, ...] = ()
    bias: float = 0.0

    def __call__(self, features: Sequence[float]) -> float:
        """Return the confidence (0 to 1) for a row of :data:`FEATURES`."""
        if not self.weights:
            return math.exp(min(0.0, features[0]))
        logit = self.bias + sum(w * f for w, f in zip(self.weights, features, strict=True))
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))


def load_confidence(folder: ModelFolder) -> Confidence:
    """Return the calibration that stands beside the model, or the plain one.

    Raises ModelError where the file is damaged.
    """
    path = folder.path / CALIBRATION
    if not path.is_file():
        return Confidence()
    data = _read_json(path)
    try:
        weights = tuple(float(data["weights"][name]) for name in FEATURES)
        return Confidence(weights, float(data["bias"]))
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(
            f"is no calibration with weights for {', '.join(FEATURES)} and a bias",
            file=path,
            remedy="Copy the model folder again, or remove the file.",
        ) from error


def features(
    token_scores: Sequence[float], attention: Sequence[Sequence[float]], source_length: int
) -> tuple[float, ...]:
    """Return :data:`FEATURES` of a draft.

    The mean and the worst token log-probability (nats), the share of tokens under
    0.5, the logarithm of the source length in pieces, and the share of source pieces
    that received under 0.1 of attention in all.
    """
    count = max(1, len(token_scores))
    mean = sum(token_scores) / count
    worst = max(-8.0, min(token_scores, default=0.0))
    doubtful = sum(score < math.log(0.5) for score in token_scores) / count
    mass = [sum(row[i] for row in attention) for i in range(source_length)] if attention else []
    uncovered = sum(m < 0.1 for m in mass) / max(1, len(mass))
    return mean, worst, doubtful, math.log(max(1, source_length)), uncovered
