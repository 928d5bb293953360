"""``workbench memory``: exit codes, text and JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from workbench.cli.memory import app
from workbench.errors import ExchangeError, InputError, SettingsError

PAIRS = (
    "ru\ten\n"
    "Совет принял 5 решений.\tThe Council took 5 decisions.\n"
    "Совет принял 5 решений.\tThe Council took 5 decisions.\n"
    "x\n"
)


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'base.sqlite3'}"


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    path = tmp_path / "pairs.tsv"
    path.write_text(PAIRS, encoding="utf-8")
    return path


def run(database: str, *arguments: object, code: int = 0) -> Result:
    words = [str(argument) for argument in arguments]
    result = CliRunner().invoke(app, [*words, "--database", database])
    assert result.exit_code == code, result.output
    return result


def test_import_says_what_was_passed_over(database: str, pairs: Path) -> None:
    output = run(database, "import", pairs, "--name", "UN").output
    assert "1 units in the memory 'UN'" in output
    assert "1 x the same pair again" in output
    assert "1 x 1 cells where two are needed (line 4)" in output


def test_import_as_json(database: str, pairs: Path) -> None:
    data = json.loads(run(database, "import", pairs, "--json").output)
    assert (data["name"], data["units"]) == ("pairs", 1)
    assert {"reason": "1 cells where two are needed", "count": 1, "lines": [4]} in data["skipped"]


def test_search(database: str, pairs: Path) -> None:
    run(database, "import", pairs)
    output = run(database, "search", "Совет принял 7 решений.").output
    assert " 99 %  Совет принял 5 решений." in output
    assert "The Council took 7 decisions." in output
    assert "put right: 5 is now 7" in output
    (match,) = json.loads(run(database, "search", "Совет принял 7 решений.", "--json").output)
    assert (match["score"], match["fixed"][0]["now"]) == (99, "7")
    assert run(database, "search", "Погода хорошая.", code=1).output == ""


def test_concordance(database: str, pairs: Path) -> None:
    run(database, "import", pairs)
    assert "Совет принял" in run(database, "concordance", "решение").output
    found = json.loads(run(database, "concordance", "council", "--language", "en", "--json").output)
    assert found[0]["spans"] == [[4, 11]]
    run(database, "concordance", "решение", "--language", "en-GB", code=1)
    result = CliRunner().invoke(app, ["concordance", "x", "--language", "fr"])
    assert isinstance(result.exception, SettingsError)


def test_list_export_and_remove(database: str, pairs: Path, tmp_path: Path) -> None:
    run(database, "import", pairs)
    assert "file" in run(database, "list").output
    (item,) = json.loads(run(database, "list", "--json").output)
    assert (item["name"], item["kind"], item["units"]) == ("pairs", "file", 1)
    assert "1 units written" in run(database, "export", tmp_path / "out.tmx").output
    assert "Council" in (tmp_path / "out.tmx").read_text(encoding="utf-8")
    assert "1 units removed" in run(database, "remove", "pairs").output
    assert "0 memories" in run(database, "list").output


def test_errors_are_expected_ones(database: str, tmp_path: Path) -> None:
    for arguments, kind in (
        (["import", str(tmp_path / "none.tmx")], ExchangeError),
        (["remove", "none"], InputError),
        (["export", str(tmp_path / "x.tmx"), "--name", "none"], InputError),
    ):
        result = CliRunner().invoke(app, [*arguments, "--database", database])
        assert isinstance(result.exception, kind)
