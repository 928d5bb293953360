"""``workbench glossary``: exit codes, tables and JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from workbench.cli.glossary import app
from workbench.errors import SettingsError, TermBaseError

GOOD = "ru,en,forbidden\nсеть,network,web\nМСЭ,ITU,\n"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.csv"
    path.write_text(GOOD, encoding="utf-8")
    return path


def run(*arguments: object, code: int = 0) -> Result:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    return result


def test_check_of_a_sound_file(good: Path) -> None:
    assert "2 entries, 0 errors, 0 warnings" in run("check", good).output


def test_check_with_errors_ends_with_1(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("ru,en\nсеть,network\nсети,grid\n", encoding="utf-8")
    (finding,) = json.loads(run("check", path, "--json", code=1).output)["findings"]
    assert (finding["problem"], finding["line"], finding["error"]) == ("clash", 3, True)
    assert "clash" in run("check", path, code=1).output


def test_unreadable_file_raises_what_main_prints(tmp_path: Path) -> None:
    path = tmp_path / "broken.csv"
    path.write_text("ru,en\nсеть,\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["check", str(path)])
    assert isinstance(result.exception, TermBaseError)
    assert "line 2, column en" in str(result.exception)


def test_check_with_the_model_that_ships(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text("ru,en\nсеть,network\nзнак,☃\n", encoding="utf-8")
    data = json.loads(run("check", path, "--model", "ru-en-un-ict", "--json", code=1).output)
    assert [(f["problem"], f["term"]) for f in data["findings"]] == [("cannot be written", "знак")]


@pytest.mark.parametrize("style", ["dca", "dct", "martif"])
def test_export_and_import(good: Path, tmp_path: Path, style: str) -> None:
    tbx, back = tmp_path / "out.tbx", tmp_path / "back.csv"
    run("export", "-g", good, "-o", tbx, "--style", style)
    data = json.loads(run("import", tbx, "-o", back, "--json").output)
    assert data == {"entries": 2, "file": str(back), "skipped": [], "lost": []}


def test_export_says_what_is_lost(good: Path, tmp_path: Path) -> None:
    output = run("export", "-g", good, "-o", tmp_path / "out.txt").output
    assert "1 entries: forbidden forms left out" in output


def test_unknown_style(good: Path, tmp_path: Path) -> None:
    arguments = ["export", "-g", str(good), "-o", str(tmp_path / "x.tbx"), "--style", "v9"]
    assert isinstance(CliRunner().invoke(app, arguments).exception, SettingsError)


def test_show_finds_by_either_language(good: Path) -> None:
    assert "МСЭ" in run("show", "-g", good, "itu").output
    assert [e["en"] for e in json.loads(run("show", "СЕТ", "-g", good, "--json").output)] == [
        ["network"]
    ]
    run("show", "-g", good, "nothing", code=1)


def test_match_lists_occurrences(good: Path) -> None:
    rows = json.loads(run("match", "-g", good, "Сетями МСЭ", "--json").output)
    assert [(r["start"], r["end"], r["surface"], r["number"]) for r in rows] == [
        (0, 6, "Сетями", "plural"),
        (7, 10, "МСЭ", ""),
    ]


def test_match_accounts_for_the_english(good: Path) -> None:
    run("match", "-g", good, "сети МСЭ", "--english", "ITU networks")
    result = run("match", "-g", good, "сети МСЭ", "--english", "the web", "--json", code=1)
    assert [row["status"] for row in json.loads(result.output)] == ["forbidden form", "missing"]
    assert "forbidden" in run("match", "-g", good, "сеть", "--english", "web", code=1).output


def test_match_reads_standard_input(good: Path) -> None:
    result = CliRunner().invoke(app, ["match", "-", "-g", str(good), "--json"], input="о сети")
    assert json.loads(result.output)[0]["surface"] == "сети"
