"""The weights of the features, by the set of features they belong to."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from workbench.errors import ModelError

WEIGHTS = Path(__file__).with_name("weights.json")
ADDED = {"embeddings": 0.5}
"""Weights of features that may join any set. They come in nats of their own, and count half
since what they tell is in part what the words tell."""


@cache
def shipped_weights() -> dict[str, dict[str, float]]:
    """Return the fitted weights: for each set of features, by name."""
    sets: dict[str, dict[str, float]] = json.loads(WEIGHTS.read_text("utf-8"))
    return sets


def weights_for(
    kind: str, names: tuple[str, ...], weights: dict[str, float] | None = None
) -> npt.NDArray[np.float32]:
    """Return the weights of the named features, in order.

    Without ``weights`` the shipped set ``kind`` is taken, with those of ADDED. Raises
    ModelError where there is none or where it was fitted for other features.
    """
    chosen = weights
    if chosen is None:
        added = {name: weight for name, weight in ADDED.items() if name in names}
        chosen = shipped_weights().get(kind, {}) | added
    if set(chosen) != set(names):
        raise ModelError(
            f"the weights do not fit the similarity '{kind}'",
            remedy="Fit them with `python -m workbench.alignment.fitting`.",
        )
    return np.array([chosen[name] for name in names], dtype=np.float32)
