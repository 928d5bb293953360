from __future__ import annotations

import json

from tests.cli.conftest import Run
from workbench.translation import open_model


def test_the_models_at_hand_are_listed(run: Run) -> None:
    result = run("models")
    assert result.code == 0
    assert "ru-en-un-ict" in result.out
    assert open_model().revision in result.out
    assert "workbench models get Helsinki-NLP/opus-mt-ru-en" in result.out


def test_the_list_as_json_parses(run: Run) -> None:
    rows = json.loads(run("models", "--json").out)
    (row,) = [row for row in rows if row["name"] == "ru-en-un-ict"]
    assert row["path"] == str(open_model().path)
    assert row["layers"] == "6+2"
    assert row["megabytes"] > 10


def test_help_and_version(run: Run) -> None:
    assert run("--version").out.strip().count(".") == 2
    for command in ([], ["translate"], ["models"]):
        result = run(*command, "--help")
        assert result.code == 0
        assert "Usage" in result.out
