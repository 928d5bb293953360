from __future__ import annotations

import json
import math
import shutil
from pathlib import Path

import pytest

from workbench.errors import ModelError
from workbench.translation import ModelFolder, open_model
from workbench.translation.confidence import (
    CALIBRATION,
    FEATURES,
    Confidence,
    features,
    load_confidence,
)


def test_features_say_what_their_names_say() -> None:
    scores = [math.log(0.9), math.log(0.4), math.log(0.8), math.log(0.2)]
    attention = [[0.9, 0.05, 0.05], [0.8, 0.02, 0.18], [0.9, 0.01, 0.09]]
    row = dict(zip(FEATURES, features(scores, attention, 2), strict=True))
    assert row["mean"] == pytest.approx(sum(scores) / 4)
    assert row["worst"] == pytest.approx(math.log(0.2))
    assert row["doubtful"] == 0.5
    assert row["length"] == pytest.approx(math.log(2))
    assert row["uncovered"] == 0.5  # the second piece got 0.08 in all


def test_features_of_nothing_are_finite() -> None:
    assert all(math.isfinite(value) for value in features([], [], 0))
    assert features([-50.0], [], 1)[1] == -8.0


def test_without_calibration_the_mean_probability_stands_in() -> None:
    assert Confidence()((math.log(0.7), 0, 0, 0, 0)) == pytest.approx(0.7)
    assert Confidence()((0.1, 0, 0, 0, 0)) == 1.0


def test_the_logistic_model_is_bounded_and_rises_with_the_mean() -> None:
    calibrated = Confidence((3.0, 0.5, -1.0, -0.2, -2.0), 2.0)
    values = [calibrated((mean, -2.0, 0.2, 3.0, 0.1)) for mean in (-400.0, -2.0, -0.5, -0.1)]
    assert values == sorted(values)
    assert all(0.0 <= value <= 1.0 for value in values)


def test_the_calibration_beside_the_model_is_used(folder: ModelFolder, tmp_path: Path) -> None:
    copy = shutil.copytree(folder.path, tmp_path / "model")
    plain = open_model(copy).revision
    weights = dict.fromkeys(FEATURES, 0.0)
    (copy / CALIBRATION).write_text(json.dumps({"weights": weights, "bias": 0.0}))
    assert load_confidence(open_model(copy))((0.0,) * len(FEATURES)) == 0.5
    assert open_model(copy).revision != plain


@pytest.mark.parametrize(
    "content", ["{}", '{"weights": {}, "bias": 0}', '{"weights": 1, "bias": 0}', "[", "[]"]
)
def test_a_damaged_calibration_is_explained(
    folder: ModelFolder, tmp_path: Path, content: str
) -> None:
    copy = shutil.copytree(folder.path, tmp_path / "model")
    (copy / CALIBRATION).write_text(content)
    with pytest.raises(ModelError, match=CALIBRATION):
        load_confidence(open_model(copy))
